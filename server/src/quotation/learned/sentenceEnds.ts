import abbreviationList from '../../../languages/en/stoppedAbbreviations.tsv';
import { Shape } from './tokenTable';

/** Abbreviations whose stop ends no sentence, lower case, without the stop. */
const abbreviations = new Set(
  abbreviationList
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.trim()),
);

/** Whether the stop at `stop` belongs to the word `[from, stop)`: a known abbreviation, an initial, "U.S". */
export function isAbbreviation(text: string, from: number, stop: number): boolean {
  const length = stop - from;
  if (length > 6) return false;
  const raw = text.slice(from, stop);
  if (length === 1) return /[A-HJ-Z]/.test(raw);
  if (/^(?:\p{L}\.)+\p{L}$/u.test(raw)) return true;
  return abbreviations.has(raw.toLowerCase()) && /^\p{Lu}|^(?:vs|etc|no|a\.m|p\.m)$/u.test(raw);
}

/**
 * The token that opens the next sentence after the stop at token `t` (closing marks stay with the sentence that they
 * close), or `t` where the stop ends none.
 */
export function endsSentence(text: string, t: number, start: number[], end: number[], shape: number[]): number {
  let next = t + 1;
  while (next < shape.length && next - t < 4) {
    const kind = shape[next];
    const glued = start[next] === end[next - 1];
    if (
      kind === Shape.CloseQuote ||
      kind === Shape.CloseBracket ||
      (glued && (kind === Shape.Stop || isLooseMark(text, start[next]!)))
    )
      next++;
    else break;
  }
  if (next >= shape.length) return next;
  if (start[next] === end[next - 1]) return t;
  const kind = shape[next];
  if (kind === Shape.Lower && next === t + 1 && text[start[t]!] !== '.') return t;
  if (kind === Shape.Lower) return t;
  if (kind === Shape.Comma || kind === Shape.Colon || kind === Shape.Dash || kind === Shape.CloseBracket) return t;
  return next;
}

function isLooseMark(text: string, at: number): boolean {
  const c = text[at];
  return c === '"' || c === '”' || c === '’' || c === "'";
}
