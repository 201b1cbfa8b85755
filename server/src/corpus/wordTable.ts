import type { Vocabulary } from '../collation/passageIndex';
import { ByteWriter } from '../base/byteWriter';
import { ByteReader, decodeCodeUnits } from '../base/byteReader';
import { ownString } from '../base/ownString';
import { isFunctionWord, stemWord } from '../text/stem';

const unknownStem = 0xffffffff;

/**
 * All words of a corpus, each with a small integer for an id that never changes. Words lie in one byte heap and are
 * found by open addressing, since a `Map` of 350,000 strings takes 40 MB and a second to fill at every start.
 */
export class WordTable implements Vocabulary {
  /** How many words there are: ids are `[0, size)`. */
  size = 0;
  private readonly heap = new ByteWriter(1 << 16);
  private starts = new Uint32Array(1024);
  private hashes = new Uint32Array(1024);
  private stems = new Uint32Array(1024).fill(unknownStem);
  /** 0 unknown, 1 content word, 2 function word. */
  private kinds = new Uint8Array(1024);
  private slots = new Int32Array(4096).fill(-1);
  private readonly strings: (string | undefined)[] = [];

  wordId(word: string): number {
    const hash = hashWord(word);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id < 0) return this.add(word, hash, slot);
      if (this.hashes[id] === hash && this.word(id) === word) return id;
      slot = (slot + 1) & mask;
    }
  }

  /** The id of a word, or -1 where the corpus does not have it. */
  find(word: string): number {
    const hash = hashWord(word);
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id < 0) return -1;
      if (this.hashes[id] === hash && this.word(id) === word) return id;
    }
  }

  word(wordId: number): string {
    let word = this.strings[wordId];
    if (word === undefined) {
      const end = wordId + 1 < this.size ? this.starts[wordId + 1]! : this.heap.length;
      word = decodeCodeUnits(this.heap.bytes(), this.starts[wordId]!, end);
      this.strings[wordId] = word;
    }
    return word;
  }

  /** All words as they lie in the heap; good until the next word comes in. */
  wordBytes(): { readonly bytes: Uint8Array; readonly starts: Uint32Array } {
    return { bytes: this.heap.bytes(), starts: this.starts };
  }

  stem(wordId: number): number {
    const known = this.stems[wordId]!;
    if (known !== unknownStem) return known;
    const stem = this.wordId(stemWord(this.word(wordId)));
    this.stems[wordId] = stem;
    return stem;
  }

  /** Keeps a stem that another thread computed with `stemWord`. */
  setStem(wordId: number, stem: number): void {
    this.stems[wordId] = stem;
  }

  isFunctionWord(wordId: number): boolean {
    let kind = this.kinds[wordId]!;
    if (kind === 0) {
      kind = isFunctionWord(this.word(wordId)) ? 2 : 1;
      this.kinds[wordId] = kind;
    }
    return kind === 2;
  }

  /** The words from an id on, with their stems as far as known, as bytes. */
  encode(firstId: number): Uint8Array {
    const writer = new ByteWriter((this.size - firstId) * 12 + 16);
    const heap = this.heap.bytes();
    for (let id = firstId; id < this.size; id++) {
      const start = this.starts[id]!;
      const end = id + 1 < this.size ? this.starts[id + 1]! : heap.length;
      writer.varint(end - start);
      for (let index = start; index < end; index++) writer.byte(heap[index]!);
      writer.varint(this.stems[id]! === unknownStem ? 0 : this.stems[id]! + 1);
    }
    return writer.bytes();
  }

  /** Adds what {@link encode} wrote, with the next ids; false where a word was known already, so that ids do not fit. */
  decode(bytes: Uint8Array): boolean {
    const reader = new ByteReader(bytes);
    while (reader.position < bytes.length) {
      const end = reader.varint() + reader.position;
      const id = this.size;
      if (this.wordId(decodeCodeUnits(bytes, reader.position, end)) !== id) return false;
      // Names of words are decoded again when somebody asks: most are never seen.
      this.strings[id] = undefined;
      reader.position = end;
      const stem = reader.varint();
      if (stem > 0) this.stems[id] = stem - 1;
    }
    return true;
  }

  /** Forgets all words. Ids given so far mean nothing any more. */
  clear(): void {
    this.size = 0;
    this.heap.length = 0;
    this.stems.fill(unknownStem);
    this.kinds.fill(0);
    this.slots.fill(-1);
    this.strings.length = 0;
  }

  /** Id of each word's stem, for threads that merge segments; words that no text holds are their own. */
  stemColumn(): Uint32Array {
    const column = new Uint32Array(new SharedArrayBuffer(this.size * 4));
    for (let id = 0; id < column.length; id++) {
      const stem = this.stems[id]!;
      column[id] = stem === unknownStem ? id : stem;
    }
    return column;
  }

  private add(word: string, hash: number, slot: number): number {
    const id = this.size++;
    if (id === this.starts.length) {
      this.starts = growTo(this.starts, id * 2);
      this.hashes = growTo(this.hashes, id * 2);
      this.stems = growTo(this.stems, id * 2);
      this.stems.fill(unknownStem, id);
      const kinds = new Uint8Array(id * 2);
      kinds.set(this.kinds);
      this.kinds = kinds;
    }
    this.starts[id] = this.heap.length;
    this.heap.codeUnits(word);
    this.hashes[id] = hash;
    this.strings[id] = ownString(word);
    this.slots[slot] = id;
    if (this.size * 2 > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      let slot = this.hashes[id]! & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

function growTo(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}

/** FNV-1a over code units, finished with a shift-multiply so that low bits depend on all. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
