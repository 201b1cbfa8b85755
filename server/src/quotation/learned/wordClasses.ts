import tendencyBytes from '../../../languages/en/cueTendencies.bin';
import classBytes from '../../../languages/en/wordClasses.bin';

/**
 * Distributional classes of English words: words that stand between the same neighbours share a class.
 * The file is a table of pairs (hash of the word, class) made by `bench/train/trainWordClasses.ts`;
 * words themselves are not kept. Layout: uint32 count;
 * then, each in a block: int32 hash, sorted; uint16 fine; uint8 coarse. `cueTendencies.bin` has a byte for each of the same
 * words: how readily it heads a cue, made by `bench/train/trainCueTendencies.ts`.
 */
const table = readTable(classBytes, tendencyBytes);

/** How readily the word heads a cue, out of what {@link wordClassOf} gives: 0 not known, else 1 to 15. */
export const tendencyOf = (value: number) => value >>> 18;

/** Fine class in the low 10 bits, coarse class in the next 8, tendency above; 0 for unknown words. Takes the hash of `wordHash`. */
export function wordClassOf(hash: number): number {
  // Most words of a text are few: a small table that stays near the processor answers for them.
  const place = (Math.imul(hash, 0x9e3779b1) >>> 20) << 1;
  if (recent[place] === hash) return recent[place + 1]!;
  const value = lookUp(hash);
  recent[place] = hash;
  recent[place + 1] = value;
  return value;
}

/** The words asked for last: 4,096 places of a hash and what is known of it. */
const recent = new Int32Array(2 * 4096);
recent[1] = lookUp(0);

function lookUp(hash: number): number {
  const { slots, mask } = table;
  let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;
  for (;;) {
    const value = slots[slot + 1]!;
    if (value === 0) return 0;
    if (slots[slot] === hash) return value;
    slot = (slot + 2) & mask;
  }
}

/** Two numbers a slot, hash and value, so that a word costs one place in memory; `mask` cuts to the even ones. */
function readTable(bytes: Uint8Array, tendencies: Uint8Array): { slots: Int32Array; mask: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.byteLength >= 4 ? view.getUint32(0, true) : 0;
  let size = 16;
  while (size < count * 2) size *= 2;
  const slots = new Int32Array(2 * size);
  const mask = 2 * size - 2;
  for (let i = 0; i < count; i++) {
    const hash = view.getInt32(4 + i * 4, true);
    const fine = view.getUint16(4 + count * 4 + i * 2, true);
    const coarse = view.getUint8(4 + count * 6 + i);
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
    slots[slot] = hash;
    const tendency = tendencies[i] ?? 0;
    slots[slot + 1] = (tendency << 18) | (coarse << 10) | fine;
  }
  return { slots, mask };
}
