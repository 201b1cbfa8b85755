import type { ArticlePair } from './articlePair';

/** The probability that two passages are versions of one statement: of what scores 0.9, nine in ten are right. */
export function scorePassages(pair: ArticlePair, row: number, column: number): number {
  const cosine = pair.cosines[row * pair.columns + column] ?? 0;
  return 1 / (1 + Math.exp(-14 * (cosine - 0.4)));
}
