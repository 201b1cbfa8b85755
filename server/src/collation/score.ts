import passageModel from '../../models/passages.tsv';
import type { ArticlePair } from './articlePair';
import { logistic, parseTrees, sumTrees, type BoostedTrees } from './boostedTrees';
import { passageFeatureCount, passageFeatures } from './features';

/**
 * Whether a pair can be versions at all: the features of most pairs are not worth their time. Symmetric. What has little
 * in common must at least be among the best that either passage finds in the other article.
 */
export function isWorthScoring(pair: ArticlePair, row: number, column: number): boolean {
  const cosine = pair.cosines[row * pair.columns + column] ?? 0;
  if (cosine >= surelyWorth) return true;
  if (cosine < leastCosine) return false;
  return cosine >= leastShare * (pair.bestOfA[row] ?? 0) || cosine >= leastShare * (pair.bestOfB[column] ?? 0);
}

const leastCosine = 0.06;
const surelyWorth = 0.2;
const leastShare = 0.6;

/** The probability that two passages are versions of one statement: of what scores 0.9, nine in ten are right. */
export function scorePassages(pair: ArticlePair, row: number, column: number): number {
  if (!isWorthScoring(pair, row, column)) return 0;
  passageFeatures(pair, row, column, features);
  return logistic(sumTrees((trees ??= parseTrees(passageModel)), features));
}

const features = new Float64Array(passageFeatureCount);
let trees: BoostedTrees | undefined;
