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
  const { keys, values, mask } = table;
  let slot = (Math.imul(hash, 0x9e3779b1) >>> 8) & mask;
  for (;;) {
    const value = values[slot]!;
    if (value === 0) return 0;
    if (keys[slot] === hash) return value;
    slot = (slot + 1) & mask;
  }
}

function readTable(bytes: Uint8Array, tendencies: Uint8Array): { keys: Int32Array; values: Int32Array; mask: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.byteLength >= 4 ? view.getUint32(0, true) : 0;
  let size = 16;
  while (size < count * 2) size *= 2;
  const keys = new Int32Array(size);
  const values = new Int32Array(size);
  const mask = size - 1;
  for (let i = 0; i < count; i++) {
    const hash = view.getInt32(4 + i * 4, true);
    const fine = view.getUint16(4 + count * 4 + i * 2, true);
    const coarse = view.getUint8(4 + count * 6 + i);
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 8) & mask;
    while (values[slot] !== 0) slot = (slot + 1) & mask;
    keys[slot] = hash;
    const tendency = tendencies[i] ?? 0;
    values[slot] = (tendency << 18) | (coarse << 10) | fine;
  }
  return { keys, values, mask };
}
