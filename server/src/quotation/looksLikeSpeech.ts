import type { Span } from '../text/span';

/** Words that lead to a title of a work, a nickname or a term rather than to speech. */
const leadsToTerm =
  /(?:\b(?:so-called|dubbed|titled|entitled|nicknamed|termed|known as|called the|the word|the term|the phrase|book|film|movie|show|song|album|novel|series|programme|program|podcast|column|headlined)|\ba\.?k\.?a\.?)[,:]?\s*$/i;
const lead = 40;

/**
 * Whether a stretch in marks is somebody's words, told from its shape alone: not a nickname, a title of a work, a
 * single word held at arm's length. Languages without capital letters are judged by length and punctuation.
 */
export function looksLikeSpeech(
  text: string,
  span: { readonly start: number; readonly end: number; readonly inner: Span },
  within: Span,
): boolean {
  const inner = text.slice(span.inner.start, Math.min(span.inner.end, span.inner.start + 400)).trim();
  const before = text.slice(Math.max(within.start, span.start - lead), span.start);
  const after = text.slice(span.end, Math.min(within.end, span.end + 24));
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(inner))
    return inner.length > 6 || /[。！？，,.!?]/.test(inner) || /[:：，,]\s*$/.test(before);
  const words = inner.split(/\s+/);
  const ends = /[.,!?…—–-]['’"”]?$/.test(inner);
  // John "Jack" Smith
  if (words.length <= 3 && /\p{Lu}[\p{L}.]*\s$/u.test(before) && /^\s\p{Lu}/u.test(after) && !ends) return false;
  if (words.length <= 4 && leadsToTerm.test(before)) return false;
  if (ends && (words.length > 1 || /[:,]\s*$/.test(before) || /^\s*[:,]?\s+\p{Ll}/u.test(after))) return true;
  if (/[:,]\s*$/.test(before) && /^\p{Lu}/u.test(inner)) return true;
  if (leadsToTerm.test(before)) return words.length > 9;
  if (words.length <= 3) return false;
  const capitals = words.filter((word) => /^[^\p{L}]*\p{Lu}/u.test(word)).length;
  return capitals < words.length * 0.6;
}
