import type { Article } from '../../text/article';
import type { DirectSpan } from '../directSpan';
import type { RawQuote } from '../rawQuote';
import { attributeChinese } from './attributeChinese';
import { attributeClauses } from './attributeClauses';
import { ruleLexicon } from './ruleLexicon';
import { bareQuote } from './ruleQuote';

/**
 * Attribution by lexicon and rules, for languages other than English. Takes the article's direct spans
 * (all depths, in order) and returns its quotes, sorted by start. `language` is an ISO 639-1 code; of a language
 * without rules only what stands in quote marks is found, without a source. Linear in the article's length.
 */
export function attributeByRules(
  text: string,
  article: Article,
  directSpans: readonly DirectSpan[],
  language: string,
): RawQuote[] {
  const speech = directSpans.filter((span) => span.depth === 0 && span.role === 'speech');
  const lexicon = ruleLexicon(language);
  if (lexicon === null) return speech.map((span) => bareQuote(span));
  const quotes =
    language === 'zh'
      ? attributeChinese(text, article, speech, lexicon)
      : attributeClauses(text, article, speech, lexicon);
  return quotes.sort((a, b) => startOf(a) - startOf(b));
}

function startOf({ source, cue, content }: RawQuote): number {
  return Math.min(source[0]?.start ?? Infinity, cue[0]?.start ?? Infinity, content[0]?.start ?? Infinity);
}
