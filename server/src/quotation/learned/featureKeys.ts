import type { TokenTable } from './tokenTable';

/** The hashed features of one candidate; reused from candidate to candidate. */
export class FeatureKeys {
  count = 0;

  constructor(readonly hashes: Int32Array = new Int32Array(256)) {}
}

/** Lengths and distances in steps that grow: 0–6 apart, then 8, 11, 15, 20, 30 and more. Up to 12. */
export function bucket(n: number): number {
  if (n <= 6) return n < 0 ? 0 : n;
  return n <= 8 ? 7 : n <= 11 ? 8 : n <= 15 ? 9 : n <= 20 ? 10 : n <= 30 ? 11 : 12;
}

/** Hash of the coarse classes (marks and frequent words by word) of tokens `from` to `to`, exclusive. */
export function sequenceHash(t: TokenTable, from: number, to: number): number {
  const { coarseKey } = t;
  let h = 17;
  for (let i = from; i < to; i++) {
    h = Math.imul(h ^ coarseKey[i]!, 0x2c1b3c6d);
    h ^= h >>> 15;
  }
  return h;
}
