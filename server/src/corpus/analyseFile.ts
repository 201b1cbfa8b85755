import { neverCancelled, type CancellationToken } from '../base/cancellation';
import { extractQuotes } from '../quotation/extractQuotes';
import type { Extraction } from '../quotation/quoteTypes';
import type { Article, FileContext, SegmentedFile } from '../text/article';
import { segmentFile } from '../text/segmentFile';

/** An article with everything that can be said of it without looking at other files. */
export interface AnalysedArticle {
  readonly article: Article;
  readonly extraction: Extraction;
}

/** A file after `segment`, `describe` and `extract`: a pure function of its text and context. */
export interface AnalysedFile {
  readonly text: string;
  readonly boilerplate: SegmentedFile['boilerplate'];
  readonly articles: readonly AnalysedArticle[];
}

/** Runs all per-file steps on decoded text. Throws only `CancelledError`. */
export function analyseFile(
  text: string,
  context: FileContext,
  token: CancellationToken = neverCancelled,
): AnalysedFile {
  const { articles, boilerplate } = segmentFile(text, context);
  return {
    text,
    boilerplate,
    articles: articles.map((article) => ({
      article,
      extraction: extractQuotes(text, article, { speakers: context.settings.speakers }, token),
    })),
  };
}
