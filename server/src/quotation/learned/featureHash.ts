const { imul } = Math;

/** Mixes two 32-bit numbers into one (the finaliser of MurmurHash3 over their combination). */
export function hashMix(a: number, b: number): number {
  let h = imul(a, 0x9e3779b1) ^ imul(b, 0x85ebca77);
  h ^= h >>> 15;
  h = imul(h, 0x2c1b3c6d);
  h ^= h >>> 13;
  return h | 0;
}

/** Most that a small number may be that {@link small} takes. */
const smallCount = 4096;

/** Well-mixed keys for small whole numbers (gaps, lengths, states and what is packed of them), by the number. */
export const small = Int32Array.from({ length: smallCount }, (_, n) => hashMix(n + 1, 0x51ed270b));

/*
 * A feature is a template (1 to 127) and one to three keys; its hash is a product, whose upper bits say which weight it
 * owns (multiplicative hashing, Knuth, TAOCP 3, 6.4). All keys are well-mixed 32-bit numbers. These functions are so small
 * that the engine puts them in place everywhere, which matters: a megabyte of text makes some twelve million features.
 */

/** Hash of a feature with one key. */
export const one = (template: number, a: number) => imul(a ^ (template << 25), 0x9e3779b1);

/** Hash of a feature with two keys. */
export const two = (template: number, a: number, b: number) => imul(a ^ (template << 25), b | 1);

/** Hash of a feature with three keys. */
export const three = (template: number, a: number, b: number, c: number) =>
  imul(two(template, a, b) ^ (c >>> 11), c | 1);
