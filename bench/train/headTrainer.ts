// Trains the cue-head model: linear weights and a hidden layer together, by AdaGrad on the logistic loss, with dropout of
// features and of hidden units; the weights of the later epochs are averaged. Several such models, from other random
// numbers, answer together: their linear weights are averaged and their hidden units stand side by side.
import { headNetworkSize } from '../../server/src/quotation/learned/headNetwork';

export interface HeadExample {
  readonly wide: Int32Array;
  readonly deep: Int32Array;
  readonly isHead: boolean;
}

export interface TrainedHead {
  readonly wide: Float32Array;
  readonly network: { readonly rows: Float32Array; readonly bias: Float32Array; readonly out: Float32Array };
}

const epochs = 6;
const rate = 0.02;
/** Of the weights outside the rows. */
const outRate = 0.03;
const decay = 0.001;
const unitDropout = 0.45;
const featureDropout = 0.2;

export function trainHeadModel(examples: readonly HeadExample[], wideBits: number): TrainedHead {
  const { rowBits, units, networks, hidden } = headNetworkSize;
  const wide = new Float32Array(1 << wideBits);
  const rows = new Float32Array((1 << rowBits) * hidden);
  const bias = new Float32Array(hidden);
  const out = new Float32Array(hidden);
  for (let m = 0; m < networks; m++) {
    const one = trainOne(examples, wideBits, 7 + m * 13);
    for (let i = 0; i < wide.length; i++) wide[i]! += one.wide[i]! / networks;
    for (let r = 0; r < 1 << rowBits; r++)
      for (let j = 0; j < units; j++) rows[r * hidden + m * units + j] = one.network.rows[r * units + j]!;
    for (let j = 0; j < units; j++) {
      bias[m * units + j] = one.network.bias[j]!;
      out[m * units + j] = one.network.out[j]! / networks;
    }
  }
  return { wide, network: { rows, bias, out } };
}

function trainOne(examples: readonly HeadExample[], wideBits: number, firstSeed: number): TrainedHead {
  let seed = firstSeed;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    return ((seed >>> 8) & 0xffffff) / 0x1000000;
  };
  const size = headNetworkSize.units;
  const w = new Float32Array(1 << wideBits);
  const wSquares = new Float32Array(w.length).fill(1e-3);
  const rows = new Float32Array((1 << headNetworkSize.rowBits) * size).map(() => (random() - 0.5) * 0.1);
  const rowSquares = new Float32Array(rows.length).fill(1e-2);
  const bias = new Float32Array(size).fill(0.05);
  const biasSquares = new Float32Array(size).fill(1e-2);
  const out = new Float32Array(size).map(() => (random() - 0.5) * 0.5);
  const outSquares = new Float32Array(size).fill(1e-2);
  const average = [w, rows, bias, out].map((weights) => new Float32Array(weights.length));
  const h = new Float32Array(size);
  const keep = new Float32Array(size);
  const wide = new Int32Array(256);
  const deep = new Int32Array(256);
  const kept = (from: Int32Array, to: Int32Array) => {
    let n = 0;
    for (let i = 0; i < from.length; i++) if (random() >= featureDropout) to[n++] = from[i]!;
    return n;
  };
  // What is left of the features weighs as much as all of them.
  const share = 1 / (1 - featureDropout);
  const order = Int32Array.from({ length: examples.length }, (_, i) => i);
  let averaged = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      const swap = order[i]!;
      order[i] = order[j]!;
      order[j] = swap;
    }
    for (const k of order) {
      const example = examples[k]!;
      const wideCount = kept(example.wide, wide);
      const deepCount = kept(example.deep, deep);
      let score = 0;
      for (let i = 0; i < wideCount; i++) score += w[wide[i]!]! * share;
      h.set(bias);
      for (let i = 0; i < deepCount; i++) {
        const base = deep[i]! * size;
        for (let j = 0; j < size; j++) h[j]! += rows[base + j]! * share;
      }
      for (let j = 0; j < size; j++) {
        keep[j] = random() < unitDropout ? 0 : 1 / (1 - unitDropout);
        h[j] = h[j]! > 0 ? h[j]! * keep[j]! : 0;
        score += h[j]! * out[j]!;
      }
      const gradient = 1 / (1 + Math.exp(-score)) - (example.isHead ? 1 : 0);
      // Most tokens are plainly no cue: what is right by that much teaches nothing more.
      if (Math.abs(gradient) < 0.01) continue;
      for (let i = 0; i < wideCount; i++) {
        const f = wide[i]!;
        const g = gradient * share + decay * w[f]!;
        wSquares[f]! += g * g;
        w[f]! -= (rate * g) / Math.sqrt(wSquares[f]!);
      }
      let active = 0;
      for (let j = 0; j < size; j++) {
        if (h[j]! <= 0) {
          keep[j] = 0;
          continue;
        }
        active++;
        const gOut = gradient * h[j]!;
        const gHidden = gradient * out[j]! * keep[j]!;
        outSquares[j]! += gOut * gOut;
        out[j]! -= (outRate * gOut) / Math.sqrt(outSquares[j]!);
        keep[j] = gHidden;
        biasSquares[j]! += gHidden * gHidden;
        bias[j]! -= (outRate * gHidden) / Math.sqrt(biasSquares[j]!);
      }
      if (active === 0) continue;
      for (let i = 0; i < deepCount; i++) {
        const base = deep[i]! * size;
        for (let j = 0; j < size; j++) {
          const gHidden = keep[j]!;
          if (gHidden === 0) continue;
          const g = gHidden * share + decay * rows[base + j]!;
          rowSquares[base + j]! += g * g;
          rows[base + j]! -= (rate * g) / Math.sqrt(rowSquares[base + j]!);
        }
      }
    }
    if (epoch < epochs / 2) continue;
    averaged++;
    [w, rows, bias, out].forEach((weights, a) => {
      const sum = average[a]!;
      for (let i = 0; i < weights.length; i++) sum[i]! += weights[i]!;
    });
  }
  for (const weights of average) for (let i = 0; i < weights.length; i++) weights[i]! /= averaged;
  return {
    wide: average[0]!,
    network: { rows: average[1]!, bias: average[2]!, out: average[3]! },
  };
}
