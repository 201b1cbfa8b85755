import { neverCancelled, type CancellationToken } from '../base/cancellation';
import { extractQuotes } from '../quotation/extractQuotes';
import type { Extraction } from '../quotation/quoteTypes';
import type { Article, FileContext, SegmentedFile } from '../text/article';
import { readableText } from '../text/reading';
import { segmentFile } from '../text/segmentFile';
import type { AnalysisMemo } from './analysisMemo';

/** An article with everything that can be said of it without looking at other files. */
export interface AnalysedArticle {
  readonly article: Article;
  readonly extraction: Extraction;
}

/** A file after `segment`, `describe` and `extract`: a pure function of its text and context. */
export interface AnalysedFile {
  /** The file's text as a reader sees it: as long as the decoded text, with the same line breaks, markup blanked. */
  readonly text: string;
  readonly boilerplate: SegmentedFile['boilerplate'];
  readonly notes: SegmentedFile['notes'];
  readonly articles: readonly AnalysedArticle[];
}

/** Runs all per-file steps on decoded text; `memo` makes it faster for a text that is being edited. Throws only `CancelledError`. */
export function analyseFile(
  text: string,
  context: FileContext,
  token: CancellationToken = neverCancelled,
  memo: AnalysisMemo | null = null,
): AnalysedFile {
  const readable = readableText(text, context.path);
  memo?.begin(readable);
  const { articles, boilerplate, notes } = segmentFile(text, context, memo?.sentences ?? null);
  const options = { speakers: context.settings.speakers, memo: memo?.quotation ?? null };
  const analysed = articles.map((article) => ({
    article,
    extraction: extractQuotes(readable, article, options, token),
  }));
  memo?.end();
  return { text: readable, boilerplate, notes, articles: analysed };
}
