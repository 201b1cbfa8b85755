import { neverCancelled, type CancellationToken } from '../base/cancellation';
import type { Article, CorpusSettings } from '../text/article';
import type { Extraction } from './quoteTypes';

/** What the corpus knows that helps to name speakers. */
export interface ExtractionOptions {
  /** `speakers` of `variorum.json`. */
  readonly speakers: CorpusSettings['speakers'];
}

/**
 * Finds the quotes of one article with their speakers. Spans are offsets into `text`, the whole file.
 * Never throws on odd text; throws only `CancelledError`. Linear in the article's length.
 */
export function extractQuotes(
  text: string,
  article: Article,
  options: ExtractionOptions,
  token: CancellationToken = neverCancelled,
): Extraction {
  void text;
  void article;
  void options;
  void token;
  return { quotes: [], speakers: [], mentions: [], notes: [] };
}
