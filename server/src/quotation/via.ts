import type { Span } from '../text/span';

const window = 120;
const name = String.raw`((?:the\s+)?(?:[A-Z][\p{L}\p{N}.&'’-]*)(?:\s+(?:of|the|and|for)\s+(?=[A-Z])|\s+)?(?:[A-Z][\p{L}\p{N}.&'’-]*\s*){0,5})`;
/** "told Reuters", "told reporters", "in an interview with The Herald", "in a statement to the Post". */
const afterTell = new RegExp(
  String.raw`^\s+(?:${name}|((?:a\s+group\s+of\s+|the\s+)?(?:reporters|journalists|lawmakers|supporters)))`,
  'u',
);
const withOutlet = new RegExp(
  String.raw`^[^.!?"“”\n]{0,60}?\b(?:in|during|on)\s+(?:an?|his|her|their)\s+(?:[\p{L}-]+\s+){0,3}?(?:interview|statement|email|e-mail|conversation|message|appearance)\s+(?:with|to|on)\s+${name}`,
  'u',
);

/**
 * The person or agency that a statement was told to, where the words after the cue name one; null otherwise.
 * `limit` is the end of the sentence. Looks at a bounded window.
 */
export function findVia(text: string, cue: Span, limit: number): Span | null {
  const rest = text.slice(cue.end, Math.max(cue.end, Math.min(limit, cue.end + window)));
  const tells = /\b(?:told|tell|tells|telling|informed)$/i.test(text.slice(cue.start, cue.end));
  const match = (tells ? afterTell.exec(rest) : null) ?? withOutlet.exec(rest);
  const found = match?.[1] ?? match?.[2];
  if (match === null || found === undefined) return null;
  const start = cue.end + match[0].lastIndexOf(found);
  const trimmed = found.replace(/(?:['’]s)?[\s.,]*$/u, '');
  return trimmed === '' ? null : { start, end: start + trimmed.length };
}
