import abbreviationList from '../../../languages/en/stoppedAbbreviations.tsv';
import { wordHash } from './letters';
import { Shape } from './tokenShape';

/** Abbreviations whose stop ends no sentence, lower case, without the stop. */
const abbreviations = new Set(
  abbreviationList
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.trim()),
);

/** As `TokenTable.word` has them. */
const abbreviationHashes = new Set([...abbreviations].map(wordHash));

/**
 * Whether the stop at `stop` belongs to the word `[from, stop)`: a known abbreviation, an initial, "U.S". `hash` is the one
 * that `TokenTable.word` has.
 */
export function isAbbreviation(text: string, from: number, stop: number, hash: number): boolean {
  const length = stop - from;
  if (length > 6) return false;
  // Nearly every word before a stop is none: its hash tells so without a string.
  if (length > 1 && text.charCodeAt(from + 1) !== 0x2e && !abbreviationHashes.has(hash)) return false;
  const raw = text.slice(from, stop);
  if (length === 1) return /[A-HJ-Z]/.test(raw);
  if (raw.includes('.') && /^(?:\p{L}\.)+\p{L}$/u.test(raw)) return true;
  return abbreviations.has(raw.toLowerCase()) && /^\p{Lu}|^(?:vs|etc|no|a\.m|p\.m)$/u.test(raw);
}

/** Places and shapes of tokens, up to `last`, exclusive. */
interface Places {
  readonly last: number;
  readonly start: ArrayLike<number>;
  readonly end: ArrayLike<number>;
  readonly shape: ArrayLike<number>;
}

/**
 * The token that opens the next sentence after the stop at token `stop` (closing marks stay with the sentence that they
 * close), or `stop` where it ends none.
 */
export function endsSentence(text: string, { last, start, end, shape }: Places, stop: number): number {
  let next = stop + 1;
  while (next < last && next - stop < 4) {
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
  if (next >= last) return next;
  if (start[next] === end[next - 1]) return stop;
  const kind = shape[next];
  if (kind === Shape.Lower) return stop;
  if (kind === Shape.Comma || kind === Shape.Colon || kind === Shape.Dash || kind === Shape.CloseBracket) return stop;
  return next;
}

function isLooseMark(text: string, at: number): boolean {
  const c = text[at];
  return c === '"' || c === '”' || c === '’' || c === "'";
}
