import { one, small } from './featureHash';
import { bucket, type FeatureKeys } from './featureKeys';
import type { TokenTable } from './tokenTable';

/**
 * The hidden layer of the cue-head model: each feature of the window around a token owns a row, the rows are summed,
 * what is below zero is cut, and a weighted sum comes out. It adds to the linear score: a "wide and deep" model. The units
 * of several networks that were trained apart stand side by side; `out` makes the mean of their answers.
 */
export const headNetworkSize = { rowBits: 14, units: 24, networks: 3, hidden: 72 } as const;

/** Rows (signed steps of `rowScale`, two to a number: see {@link packRows}) of each network, and the units' weights. */
export interface HeadNetwork {
  readonly rows: readonly Int32Array[];
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
 * Cuts rows of signed bytes up by network and packs them two to a number, the second in the upper half: sums of up to 256
 * bytes stay apart, and one addition does the work of two.
 */
export function packRows(bytes: Int8Array): Int32Array[] {
  const { rowBits, networks, units, hidden } = headNetworkSize;
  return Array.from({ length: networks }, (_, m) => {
    const out = new Int32Array((1 << rowBits) * half);
    for (let row = 0; row < 1 << rowBits; row++)
      for (let j = 0; j < half; j++) {
        const at = row * hidden + m * units + j * 2;
        out[row * half + j] = bytes[at + 1]! * 65536 + bytes[at]!;
      }
    return out;
  });
}

const half = headNetworkSize.units / 2;
const shift = 32 - headNetworkSize.rowBits;
const sums = new Int32Array(half);

/**
 * Log odds that no second network turns: where the first one leaves a word below them the others are not asked.
 */
const hopeless = -2.6;

/** The log odds of a word with that linear score, once the networks have added theirs. */
export function headNetworkScore(network: HeadNetwork, keys: FeatureKeys, wide: number): number {
  const { networks } = headNetworkSize;
  const { hashes, count } = keys;
  for (let k = 0; k < count; k++) hashes[k] = (hashes[k]! >>> shift) * half;
  const first = unitsScore(network, 0, keys);
  if (wide + first * networks < hopeless) return wide + first * networks;
  let score = wide + first;
  for (let m = 1; m < networks; m++) score += unitsScore(network, m, keys);
  return score;
}

/** What the units of one network add; `keys` holds the places of the rows. */
function unitsScore(
  { rows: all, rowScale, bias, out }: HeadNetwork,
  m: number,
  { hashes, count }: FeatureKeys,
): number {
  const rows = all[m]!;
  // Four running sums stay in registers.
  for (let block = 0; block < half; block += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < count; k++) {
      const at = hashes[k]! + block;
      a = (a + rows[at]!) | 0;
      b = (b + rows[at + 1]!) | 0;
      c = (c + rows[at + 2]!) | 0;
      d = (d + rows[at + 3]!) | 0;
    }
    sums[block] = a;
    sums[block + 1] = b;
    sums[block + 2] = c;
    sums[block + 3] = d;
  }
  let score = 0;
  for (let j = 0; j < half; j++) {
    const both = sums[j]!;
    const lower = (both << 16) >> 16;
    const upper = (both - lower) >> 16;
    const unit = m * headNetworkSize.units + j * 2;
    const h0 = lower * rowScale + bias[unit]!;
    const h1 = upper * rowScale + bias[unit + 1]!;
    if (h0 > 0) score += h0 * out[unit]!;
    if (h1 > 0) score += h1 * out[unit + 1]!;
  }
  return score;
}
