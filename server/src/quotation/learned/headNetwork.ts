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
  for (let d = -3; d <= 3; d++) k[n++] = one(111 + d, small[t.tendency[i + d]!]!);
  k[n++] = one(81, t.suffix[i]!);
  k[n++] = one(82, small[bucket(i - s0)]!);
  k[n++] = one(83, small[bucket(s1 - i)]!);
  keys.count = n;
}

/** Numbers of four bytes that a network's part of a row takes; the parts of a row stand one behind the other. */
const part = headNetworkSize.units / 4;
const stride = part * headNetworkSize.networks;
/** What is added to a signed byte so that it is none. */
const bias8 = 128;

/**
 * Packs rows of signed bytes four to a number, each raised by 128. Summed two by two, sums of up to 256 bytes stay apart:
 * one load and two additions do the work of four. The table's size is what matters, since nearly every row comes from beyond
 * the first cache.
 */
export function packRows(bytes: Int8Array): Int32Array {
  const { rowBits, hidden } = headNetworkSize;
  const out = new Int32Array((1 << rowBits) * stride);
  for (let i = 0; i < out.length; i++) {
    const at = Math.floor(i / stride) * hidden + (i % stride) * 4;
    let four = 0;
    for (let j = 3; j >= 0; j--) four = (four << 8) | (bytes[at + j]! + bias8);
    out[i] = four;
  }
  return out;
}

const shift = 32 - headNetworkSize.rowBits;
/** The units' sums, the bias of the bytes still in them. */
const sums = new Int32Array(headNetworkSize.units);

/**
 * Log odds that no second network turns: where the first one leaves a word below them the others are not asked.
 */
const hopeless = -2;

/** The log odds of a word with that linear score, once the networks have added theirs. */
export function headNetworkScore(network: HeadNetwork, keys: FeatureKeys, wide: number): number {
  const { networks } = headNetworkSize;
  const { hashes, count } = keys;
  for (let k = 0; k < count; k++) hashes[k] = (hashes[k]! >>> shift) * stride;
  const first = unitsScore(network, 0, keys);
  if (wide + first * networks < hopeless) return wide + first * networks;
  let score = wide + first;
  for (let m = 1; m < networks; m++) score += unitsScore(network, m, keys);
  return score;
}

/** What the units of one network add; `keys` holds the places of the rows. */
function unitsScore({ rows, rowScale, bias, out }: HeadNetwork, m: number, { hashes, count }: FeatureKeys): number {
  // Four running sums, of two units each, stay in registers.
  for (let block = 0; block < part; block += 2) {
    const column = m * part + block;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < count; k++) {
      const at = hashes[k]! + column;
      const first = rows[at]!;
      const second = rows[at + 1]!;
      a = (a + (first & 0xff00ff)) | 0;
      b = (b + ((first >>> 8) & 0xff00ff)) | 0;
      c = (c + (second & 0xff00ff)) | 0;
      d = (d + ((second >>> 8) & 0xff00ff)) | 0;
    }
    const unit = block * 4;
    sums[unit] = a & 0xffff;
    sums[unit + 1] = b & 0xffff;
    sums[unit + 2] = a >>> 16;
    sums[unit + 3] = b >>> 16;
    sums[unit + 4] = c & 0xffff;
    sums[unit + 5] = d & 0xffff;
    sums[unit + 6] = c >>> 16;
    sums[unit + 7] = d >>> 16;
  }
  const raised = count * bias8;
  let score = 0;
  for (let j = 0; j < headNetworkSize.units; j++) {
    const unit = m * headNetworkSize.units + j;
    const h = (sums[j]! - raised) * rowScale + bias[unit]!;
    if (h > 0) score += h * out[unit]!;
  }
  return score;
}
