import { isFunctionWord } from '../text/stem';
import { tokenise, type Tokens } from '../text/tokens';
import type { Span } from '../text/span';

/** Where two texts differ: for each, the ascending spans of words that the other does not have at that place. */
export interface PairDifferences {
  readonly a: readonly Span[];
  readonly b: readonly Span[];
}

/**
 * Words of each text that take part in the alignment; words behind this count as differing. Keeps a pair of hostile
 * "sentences" at a million cells.
 */
const maxWords = 1000;

/**
 * Marks the words in which two sentences differ. Symmetric: `alignPair(b, a)` is `alignPair(a, b)` with its halves
 * swapped. Neighbouring differing words share a span. Compares folded words, so case and punctuation never differ.
 */
export function alignPair(a: string, b: string): PairDifferences {
  if (a > b) {
    const { a: first, b: second } = alignPair(b, a);
    return { a: second, b: first };
  }
  const one = tokenise(a, { start: 0, end: a.length });
  const other = tokenise(b, { start: 0, end: b.length });
  const partner = alignWords(one.words, other.words);
  const shared = new Set(partner);
  return {
    a: differingSpans(one, (i) => partner[i]! >= 0),
    b: differingSpans(other, (i) => shared.has(i)),
  };
}

/**
 * The longest common subsequence of two lists of words, weighed so that content words count more than function words and
 * runs more than scattered words. Gives for each word of `a` the index of its partner in `b`, or -1.
 */
export function alignWords(a: readonly string[], b: readonly string[]): Int32Array {
  const partner = new Int32Array(a.length).fill(-1);
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) {
    partner[from] = from;
    from++;
  }
  let back = 0;
  while (back < a.length - from && back < b.length - from && a[a.length - 1 - back] === b[b.length - 1 - back]) {
    partner[a.length - 1 - back] = b.length - 1 - back;
    back++;
  }
  const rows = Math.min(maxWords, a.length - back - from);
  const columns = Math.min(maxWords, b.length - back - from);
  if (rows <= 0 || columns <= 0) return partner;
  const width = columns + 1;
  const matched = new Float32Array((rows + 1) * width).fill(-Infinity);
  const best = new Float32Array((rows + 1) * width);
  for (let i = 1; i <= rows; i++) {
    const word = a[from + i - 1]!;
    const weight = isFunctionWord(word) ? functionWordWeight : 1;
    for (let j = 1; j <= columns; j++) {
      const cell = i * width + j;
      if (word === b[from + j - 1]) {
        const before = cell - width - 1;
        matched[cell] = weight + Math.max(matched[before]! + runBonus, best[before]!);
      }
      best[cell] = Math.max(matched[cell]!, best[cell - width]!, best[cell - 1]!);
    }
  }
  let i = rows;
  let j = columns;
  let isInRun = false;
  while (i > 0 && j > 0) {
    const cell = i * width + j;
    if (isInRun || matched[cell] === best[cell]) {
      partner[from + i - 1] = from + j - 1;
      const before = cell - width - 1;
      isInRun = matched[before]! + runBonus >= best[before]!;
      i--;
      j--;
    } else if (best[cell - width] === best[cell]) i--;
    else j--;
  }
  dropStrayFunctionWords(a, b, partner);
  return partner;
}

/** A shared "the" in the midst of other words says nothing; "the minister" does. */
const functionWordWeight = 0.4;
const runBonus = 0.25;

/** One or two function words that meet alone between differing words only chop up what differs: they count as differing. */
function dropStrayFunctionWords(a: readonly string[], b: readonly string[], partner: Int32Array): void {
  for (let i = 0; i < a.length;) {
    if (partner[i]! < 0) {
      i++;
      continue;
    }
    let end = i + 1;
    while (end < a.length && partner[end] === partner[end - 1]! + 1) end++;
    const touchesEdge = (i === 0 && partner[i] === 0) || (end === a.length && partner[end - 1] === b.length - 1);
    if (!touchesEdge && end - i < 3 && a.slice(i, end).every(isFunctionWord)) partner.fill(-1, i, end);
    i = end;
  }
}

function differingSpans(tokens: Tokens, isShared: (index: number) => boolean): Span[] {
  const spans: { start: number; end: number }[] = [];
  let continues = false;
  for (let i = 0; i < tokens.words.length; i++) {
    if (isShared(i)) {
      continues = false;
      continue;
    }
    const last = spans.at(-1);
    if (continues && last) last.end = tokens.ends[i]!;
    else spans.push({ start: tokens.starts[i]!, end: tokens.ends[i]! });
    continues = true;
  }
  return spans;
}
