import { one, small } from './featureHash';
import { bucket, type FeatureKeys } from './featureKeys';
import type { RowSums } from './rowSums';
import type { TokenTable } from './tokenTable';

/**
 * The hidden layer of the cue-head model: each feature of the window around a token owns a row, the rows are summed,
 * what is below zero is cut, and a weighted sum comes out. It adds to the linear score: a "wide and deep" model. The units
 * of several networks that were trained apart stand side by side; `out` makes the mean of their answers.
 */
export const headNetworkSize = { rowBits: 14, units: 24, networks: 3, hidden: 72 } as const;

/** The rows (signed steps of `rowScale`) of all networks side by side, and the units' weights. */
export interface HeadNetwork {
  readonly rows: RowSums;
  /** Where the features of a word are written: the places of its rows. */
  readonly keys: FeatureKeys;
  readonly rowScale: number;
  readonly bias: Float32Array;
  readonly out: Float32Array;
}

/** How many tokens to either side the network sees. */
const reach = 6;

/** The rows that token `i` of the sentence `[s0, s1)` switches on. */
export function headNetworkFeatures(keys: FeatureKeys, t: TokenTable, i: number, s0: number, s1: number): void {
  const { word, stem, fineKey, coarseKey, shape, quote } = t;
  const k = keys.hashes;
  const own = quote[i]!;
  let n = 0;
  for (let d = -reach; d <= reach; d++) {
    const at = quote[i + d]!;
    k[n++] = one(11 + d, fineKey[i + d]!);
    k[n++] = one(31 + d, coarseKey[i + d]!);
    k[n++] = one(51 + d, small[(at < 0 ? 0 : at === own ? 1 : 2) * 16 + shape[i + d]!]!);
  }
  for (let d = -2; d <= 2; d++) k[n++] = one(71 + d, word[i + d]!);
  for (let d = -3; d <= 3; d++) k[n++] = one(91 + d, stem[i + d]!);
  for (let d = -3; d <= 3; d++) k[n++] = one(111 + d, small[t.tendency[i + d]!]!);
  k[n++] = one(81, t.suffix[i]!);
  k[n++] = one(82, small[bucket(i - s0)]!);
  k[n++] = one(83, small[bucket(s1 - i)]!);
  keys.count = n;
}

/**
 * Log odds that no second network turns: where the first one leaves a word below them the others do not count.
 */
const hopeless = -2;

/** The log odds of a word with that linear score, once the networks have added theirs. `network.keys` holds its features. */
export function headNetworkScore(network: HeadNetwork, wide: number): number {
  const { networks } = headNetworkSize;
  // All at once: nearly every row comes from beyond the first cache, and brings the other networks' part of it along.
  network.rows.add(network.keys.count);
  const first = unitsScore(network, 0);
  if (wide + first * networks < hopeless) return wide + first * networks;
  let score = wide + first;
  for (let m = 1; m < networks; m++) score += unitsScore(network, m);
  return score;
}

/** What the units of one network add, out of the sums of their rows. */
function unitsScore({ rows: { sums }, rowScale, bias, out }: HeadNetwork, m: number): number {
  const { units } = headNetworkSize;
  let score = 0;
  for (let unit = m * units; unit < (m + 1) * units; unit++) {
    const h = sums[unit]! * rowScale + bias[unit]!;
    if (h > 0) score += h * out[unit]!;
  }
  return score;
}
