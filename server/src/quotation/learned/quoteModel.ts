import judgeText from '../../../languages/en/quoteJudge.tsv';
import modelBytes from '../../../languages/en/quoteModel.bin';
import { parseTrees, type BoostedTrees } from '../../base/boostedTrees';
import { hashMix } from './featureHash';
import { FeatureKeys } from './featureKeys';
import { headNetworkSize, type HeadNetwork } from './headNetwork';
import { rowSums } from './rowSums';

/** The parts of the model, in the order of the weights file. Sizes are in bits: a part of 16 has 65,536 weights. */
export const modelParts = {
  cueHead: 17,
  cueLeft: 16,
  cueRight: 16,
  sourceStartScout: 14,
  sourceStart: 17,
  sourceEnd: 16,
  leftEndScout: 13,
  leftEnd: 15,
  leftStartScout: 13,
  leftStart: 15,
  rightStartScout: 13,
  rightStart: 17,
  rightEndScout: 14,
  rightEnd: 17,
  continuation: 12,
  attribution: 14,
} as const;
export type ModelPart = keyof typeof modelParts;

/** The weights of one part, as signed steps of `scale`; the upper bits of a feature's hash say which is its own. */
export interface PartWeights {
  readonly weights: Int8Array;
  readonly scale: number;
  readonly shift: number;
}

/** A model that is ready to be asked. */
export interface QuoteModel {
  readonly parts: Readonly<Record<ModelPart, PartWeights>>;
  readonly network: HeadNetwork;
  /** Says of a whole attribution, among the others of its paragraph, whether it is one: see `judgeFeatures`. */
  readonly judge: BoostedTrees;
  /** Whether a word, by its hash and fine class, can head a cue at all. */
  canHeadCue(word: number, fine: number): boolean;
}

/** The sum of the weights of the features. */
export function weigh(part: PartWeights, keys: FeatureKeys): number {
  return countSteps(part, keys) * part.scale;
}

/** The same in steps of the part's scale: a whole number. */
export function countSteps({ weights, shift }: PartWeights, keys: FeatureKeys): number {
  const { hashes, count } = keys;
  // Two running sums: neither waits for the other's weight to come out of memory.
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < count; i += 2) {
    even = (even + weights[hashes[i]! >>> shift]!) | 0;
    odd = (odd + weights[hashes[i + 1]! >>> shift]!) | 0;
  }
  if (i < count) even = (even + weights[hashes[i]! >>> shift]!) | 0;
  return even + odd;
}

const headBits = 16;
const classCount = 1024;

/** What the trainer hands over to be packed. */
export interface UnpackedModel {
  readonly headWords: readonly number[];
  readonly headClasses: readonly number[];
  /** Parts that are missing weigh nothing. */
  readonly weights: ReadonlyMap<ModelPart, Float32Array>;
  readonly network: { readonly rows: Float32Array; readonly bias: Float32Array; readonly out: Float32Array } | null;
}

const headSlot = (word: number) => hashMix(word, 77) & ((1 << headBits) - 1);

/**
 * The model as bytes: a bit set of words that can head a cue, one of classes, then for each part its scale (float32)
 * and its weights as signed bytes. Weights below half a step vanish.
 */
export function packModel(model: UnpackedModel): Uint8Array {
  const parts = Object.keys(modelParts) as ModelPart[];
  const { hidden } = headNetworkSize;
  const networkSize = 4 + hidden * 8 + (1 << headNetworkSize.rowBits) * hidden;
  const partsSize = parts.reduce((sum, part) => sum + 4 + (1 << modelParts[part]), 0);
  const total = (1 << headBits) / 8 + classCount / 8 + partsSize + networkSize;
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  const setBit = (base: number, bit: number) => {
    bytes[base + (bit >> 3)]! |= 1 << (bit & 7);
  };
  for (const word of model.headWords) setBit(0, headSlot(word));
  let at = (1 << headBits) / 8;
  for (const fine of model.headClasses) setBit(at, fine);
  at += classCount / 8;
  for (const part of parts) {
    const weights = model.weights.get(part) ?? new Float32Array(1 << modelParts[part]);
    let most = 0;
    for (const w of weights) most = Math.max(most, Math.abs(w));
    at = packWeights(view, at, weights, Math.min(most, 4));
  }
  const { network } = model;
  if (network === null) return bytes;
  network.bias.forEach((w, i) => view.setFloat32(at + i * 4, w, true));
  network.out.forEach((w, i) => view.setFloat32(at + hidden * 4 + i * 4, w, true));
  at += hidden * 8;
  let most = 0;
  for (const w of network.rows) most = Math.max(most, Math.abs(w));
  packWeights(view, at, network.rows, Math.min(most, 1.5));
  return bytes;
}

/** Writes the step, then each weight as a signed number of steps; returns where the next part starts. */
function packWeights(view: DataView, at: number, weights: Float32Array, most: number): number {
  const scale = most / 127 || 1;
  view.setFloat32(at, scale, true);
  weights.forEach((w, i) => view.setInt8(at + 4 + i, Math.max(-127, Math.min(127, Math.round(w / scale)))));
  return at + 4 + weights.length;
}

/** Reads a packed model, whose weights stay bytes, and the trees of its judge. */
export function unpackModel(bytes: Uint8Array, judge: string): QuoteModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const classBase = (1 << headBits) / 8;
  let at = classBase + classCount / 8;
  const parts = {} as Record<ModelPart, PartWeights>;
  for (const part of Object.keys(modelParts) as ModelPart[]) {
    const size = 1 << modelParts[part];
    const scale = view.getFloat32(at, true);
    at += 4;
    parts[part] = {
      scale,
      weights: new Int8Array(bytes.buffer, bytes.byteOffset + at, size),
      shift: 32 - modelParts[part],
    };
    at += size;
  }
  const { hidden, rowBits } = headNetworkSize;
  const floats = (from: number) => Float32Array.from({ length: hidden }, (_, i) => view.getFloat32(from + i * 4, true));
  const networkRows = new Int8Array(bytes.buffer, bytes.byteOffset + at + hidden * 8 + 4, (1 << rowBits) * hidden);
  const rows = rowSums(networkRows, rowBits, hidden);
  const network: HeadNetwork = {
    bias: floats(at),
    out: floats(at + hidden * 4),
    rowScale: view.getFloat32(at + hidden * 8, true),
    rows,
    keys: new FeatureKeys(rows.hashes),
  };
  const hasBit = (base: number, bit: number) => (bytes[base + (bit >> 3)]! & (1 << (bit & 7))) !== 0;
  return {
    parts,
    network,
    judge: parseTrees(judge),
    canHeadCue: (word, fine) => hasBit(0, headSlot(word)) || hasBit(classBase, fine & (classCount - 1)),
  };
}

let packed: QuoteModel | null = null;

/** The model of English that is shipped; read once. */
export function englishModel(): QuoteModel {
  packed ??= unpackModel(modelBytes, judgeText);
  return packed;
}
