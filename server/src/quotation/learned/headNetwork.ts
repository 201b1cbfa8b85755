import { one, small } from './featureHash';
import { bucket, type FeatureKeys } from './featureKeys';
import type { TokenTable } from './tokenTable';

/**
 * The hidden layer of the cue-head model: each feature of the window around a token owns a row, the rows are summed,
 * what is below zero is cut, and a weighted sum comes out. It adds to the linear score: a "wide and deep" model. The units
 * of several networks that were trained apart stand side by side; `out` makes the mean of their answers.
 */
export const headNetworkSize = { rowBits: 14, units: 24, networks: 3, hidden: 72 } as const;

/** Rows (signed steps of `rowScale`, two to a number: see {@link packRows}) and weights of the network. */
export interface HeadNetwork {
  readonly rows: Int32Array;
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
  k[n++] = one(81, t.suffix[i]!);
  k[n++] = one(82, small[bucket(i - s0)]!);
  k[n++] = one(83, small[bucket(s1 - i)]!);
  keys.count = n;
}

/**
 * Packs rows of signed bytes two to a number, the second in the upper half: sums of up to 256 bytes stay apart, and one
 * addition does the work of two.
 */
export function packRows(bytes: Int8Array): Int32Array {
  const out = new Int32Array(bytes.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = bytes[i * 2 + 1]! * 65536 + bytes[i * 2]!;
  return out;
}

const half = headNetworkSize.hidden / 2;
const shift = 32 - headNetworkSize.rowBits;
const sums = new Int32Array(half);

/** What the network adds to the linear score. */
export function headNetworkScore(network: HeadNetwork, keys: FeatureKeys): number {
  const { rows, rowScale, bias, out } = network;
  const { hashes, count } = keys;
  for (let k = 0; k < count; k++) hashes[k] = (hashes[k]! >>> shift) * half;
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
    const h0 = lower * rowScale + bias[j * 2]!;
    const h1 = upper * rowScale + bias[j * 2 + 1]!;
    if (h0 > 0) score += h0 * out[j * 2]!;
    if (h1 > 0) score += h1 * out[j * 2 + 1]!;
  }
  return score;
}
