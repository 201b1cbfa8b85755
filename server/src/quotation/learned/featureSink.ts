import { hashMix } from './featureHash';
import { Shape, type TokenTable } from './tokenTable';

/** Collects the hashed features of one candidate; reused from candidate to candidate. */
export class FeatureSink {
  readonly features = new Int32Array(256);
  count = 0;

  clear(): void {
    this.count = 0;
  }

  /** One feature: a template's number and up to three values. */
  add(template: number, a = 0, b = 0, c = 0): void {
    if (this.count === this.features.length) return;
    let h = Math.imul(template + 1, 0x9e3779b1) ^ Math.imul(a, 0x85ebca77);
    h ^= h >>> 15;
    h = Math.imul(h, 0x2c1b3c6d) ^ Math.imul(b, 0xc2b2ae3d);
    h ^= h >>> 13;
    h = Math.imul(h, 0x297a2d39) ^ Math.imul(c, 0x27d4eb2f);
    h ^= h >>> 16;
    this.features[this.count++] = h;
  }
}

/** Values for places before the first and after the last token. */
const before = 7;
const after = 8;

/** Word hash at `i`, with fixed values outside the table. */
export function wordAt(t: TokenTable, i: number): number {
  return i < 0 ? before : i >= t.length ? after : t.word[i]!;
}

/** Fine class at `i`: words that have no class go by their last letters and shape, marks by their shape. */
export function fineAt(t: TokenTable, i: number): number {
  if (i < 0) return before;
  if (i >= t.length) return after;
  const fine = t.fine[i]!;
  if (fine !== 0) return fine + 1000;
  return t.shape[i]! <= Shape.AllCaps ? hashMix(t.suffix[i]!, t.shape[i]!) : 100 + t.shape[i]!;
}

/** Coarse class at `i`; a capital inside a sentence makes a class of its own, as names do. */
export function coarseAt(t: TokenTable, i: number): number {
  if (i < 0) return before;
  if (i >= t.length) return after;
  const shape = t.shape[i]!;
  if (shape > Shape.Clitic) return 100 + shape;
  const isName = (shape === Shape.Capitalised || shape === Shape.AllCaps) && t.sentenceStart[t.sentence[i]!] !== i;
  return t.coarse[i]! + (isName ? 200 : 0);
}

/** Shape at `i`. */
export function shapeAt(t: TokenTable, i: number): number {
  return i < 0 ? 20 : i >= t.length ? 21 : t.shape[i]!;
}

/** Lengths and distances in steps that grow: 0–6 apart, then 8, 11, 15, 20, 30 and more. */
export function bucket(n: number): number {
  if (n <= 6) return n;
  return n <= 8 ? 7 : n <= 11 ? 8 : n <= 15 ? 9 : n <= 20 ? 10 : n <= 30 ? 11 : 12;
}

/** Hash of the coarse classes (marks and frequent words by word) of tokens `from` to `to`, exclusive. */
export function sequenceHash(t: TokenTable, from: number, to: number): number {
  let h = 17;
  for (let i = from; i < to; i++) h = hashMix(h, coarseAt(t, i));
  return h;
}

/** Whether the token is a word, a number or a clitic. */
export function isWord(t: TokenTable, i: number): boolean {
  return t.shape[i]! <= Shape.Number;
}
