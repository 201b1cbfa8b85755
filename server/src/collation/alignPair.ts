import { tokenise } from '../text/tokens';
import type { Span } from '../text/span';

/** Where two texts differ: for each, the ascending spans of words that the other does not have at that place. */
export interface PairDifferences {
  readonly a: readonly Span[];
  readonly b: readonly Span[];
}

/** Marks the words in which two sentences differ. FIXME: a bag of words until the alignment arrives. */
export function alignPair(a: string, b: string): PairDifferences {
  const one = tokenise(a, { start: 0, end: a.length });
  const other = tokenise(b, { start: 0, end: b.length });
  const only = (x: typeof one, y: typeof one) => {
    const has = new Set(y.words);
    return x.words.flatMap((word, i) => (has.has(word) ? [] : [{ start: x.starts[i]!, end: x.ends[i]! }]));
  };
  return { a: only(one, other), b: only(other, one) };
}
