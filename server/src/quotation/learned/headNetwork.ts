import type { FeatureSink } from './featureSink';
import { bucket, coarseAt, fineAt, shapeAt, wordAt } from './featureSink';
import type { TokenTable } from './tokenTable';

/**
 * The hidden layer of the cue-head model: each feature of the window around a token owns a row, the rows are summed,
 * what is below zero is cut, and a weighted sum comes out. It adds to the linear score: a "wide and deep" model.
 */
export const headNetworkSize = { rowBits: 14, hidden: 24 } as const;

/** Rows and weights of the network. `rows` are whatever number type they are kept in; `rowScale` makes them numbers. */
export interface HeadNetwork {
  readonly rows: Float32Array | Int8Array;
  readonly rowScale: number;
  readonly bias: Float32Array;
  readonly out: Float32Array;
}

/** How many tokens to either side the network sees. */
const reach = 6;

/** The rows that token `i` of the sentence `[s0, s1)` switches on. */
export function headNetworkFeatures(sink: FeatureSink, t: TokenTable, i: number, s0: number, s1: number): void {
  sink.clear();
  const own = t.quote[i]!;
  for (let k = -reach; k <= reach; k++) {
    const quote = t.quote[i + k] ?? -1;
    sink.add(500 + k, fineAt(t, i + k));
    sink.add(530 + k, coarseAt(t, i + k));
    if (k >= -2 && k <= 2) sink.add(560 + k, wordAt(t, i + k));
    sink.add(590 + k, quote < 0 ? 0 : quote === own ? 1 : 2, shapeAt(t, i + k));
  }
  sink.add(600, t.suffix[i]!);
  sink.add(601, bucket(i - s0));
  sink.add(602, bucket(s1 - i));
}

const hidden = new Float32Array(headNetworkSize.hidden);
/** Sums of byte rows, which are whole numbers. */
const steps = new Int32Array(headNetworkSize.hidden);

/** What the network adds to the linear score. */
export function headNetworkScore(network: HeadNetwork, sink: FeatureSink): number {
  const { rows, rowScale, bias, out } = network;
  const size = headNetworkSize.hidden;
  const mask = (1 << headNetworkSize.rowBits) - 1;
  if (rows instanceof Int8Array) {
    sumSteps(rows, sink, mask);
    let sum = 0;
    for (let j = 0; j < size; j++) {
      const h = steps[j]! * rowScale + bias[j]!;
      if (h > 0) sum += h * out[j]!;
    }
    return sum;
  }
  hidden.fill(0);
  for (let f = 0; f < sink.count; f++) {
    const base = (sink.features[f]! & mask) * size;
    for (let j = 0; j < size; j++) hidden[j]! += rows[base + j]!;
  }
  let sum = 0;
  for (let j = 0; j < size; j++) {
    const h = hidden[j]! * rowScale + bias[j]!;
    if (h > 0) sum += h * out[j]!;
  }
  return sum;
}

/** Sums the rows eight columns at a time: eight running sums stay in registers, which halves the time. */
function sumSteps(rows: Int8Array, sink: FeatureSink, mask: number): void {
  const size = headNetworkSize.hidden;
  const { features, count } = sink;
  for (let block = 0; block < size; block += 8) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let h = 0;
    for (let k = 0; k < count; k++) {
      const base = (features[k]! & mask) * size + block;
      a += rows[base]!;
      b += rows[base + 1]!;
      c += rows[base + 2]!;
      d += rows[base + 3]!;
      e += rows[base + 4]!;
      f += rows[base + 5]!;
      g += rows[base + 6]!;
      h += rows[base + 7]!;
    }
    steps[block] = a;
    steps[block + 1] = b;
    steps[block + 2] = c;
    steps[block + 3] = d;
    steps[block + 4] = e;
    steps[block + 5] = f;
    steps[block + 6] = g;
    steps[block + 7] = h;
  }
}
