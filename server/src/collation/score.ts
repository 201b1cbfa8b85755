import passageModel from '../../models/passages.tsv';
import type { ArticlePair } from './articlePair';
import { logistic, parseTrees, sumTrees, type BoostedTrees } from './boostedTrees';
import { passageFeatureCount, passageFeatures } from './features';

/** Pairs whose words have less in common are no versions, whatever else speaks for them: not worth their features. */
export const leastCosine = 0.05;

/** The probability that two passages are versions of one statement: of what scores 0.9, nine in ten are right. */
export function scorePassages(pair: ArticlePair, row: number, column: number): number {
  if ((pair.cosines[row * pair.columns + column] ?? 0) < leastCosine) return 0;
  passageFeatures(pair, row, column, features);
  return logistic(sumTrees((trees ??= parseTrees(passageModel)), features));
}

const features = new Float64Array(passageFeatureCount);
let trees: BoostedTrees | undefined;
