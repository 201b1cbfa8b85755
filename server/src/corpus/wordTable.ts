import type { Vocabulary } from '../collation/passageIndex';
import { ByteReader } from '../base/byteReader';
import { ByteWriter } from '../base/byteWriter';
import { ownString } from '../base/ownString';
import { StringTable } from '../base/stringTable';
import { isFunctionWord, stemWord } from '../text/stem';

const unknownStem = 0xffffffff;

/** All words of a corpus, each with a small integer for an id that never changes, and its stem. */
export class WordTable implements Vocabulary {
  private readonly table = new StringTable();
  private stems = new Uint32Array(1024).fill(unknownStem);
  /** 0 unknown, 1 content word, 2 function word. */
  private kinds = new Uint8Array(1024);
  private readonly strings: (string | undefined)[] = [];

  /** How many words there are: ids are `[0, size)`. */
  get size(): number {
    return this.table.size;
  }

  wordId(word: string): number {
    const { size } = this.table;
    const id = this.table.idOf(word);
    if (id === size) {
      this.makeRoom();
      this.strings[id] = ownString(word);
    }
    return id;
  }

  /** The id of a word, or -1 where the corpus does not have it. */
  find(word: string): number {
    return this.table.find(word);
  }

  word(wordId: number): string {
    return (this.strings[wordId] ??= this.table.text(wordId));
  }

  /** All words as they lie in the heap; good until the next word comes in. */
  wordBytes(): { readonly bytes: Uint8Array; readonly starts: Uint32Array } {
    return this.table.columns();
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
    const { bytes, starts } = this.table.columns();
    for (let id = firstId; id < this.size; id++) {
      const start = starts[id]!;
      const end = this.table.endOf(id);
      writer.varint(end - start);
      for (let index = start; index < end; index++) writer.byte(bytes[index]!);
      writer.varint(this.stems[id]! === unknownStem ? 0 : this.stems[id]! + 1);
    }
    return writer.bytes();
  }

  /** Makes room for so many more words, which {@link encode} wrote as so many bytes. */
  reserve(count: number, bytes: number): void {
    this.table.reserve(count, bytes);
    this.makeRoom(this.size + count);
  }

  /** Adds what {@link encode} wrote, with the next ids; false where a word was known already, so that ids do not fit. */
  decode(bytes: Uint8Array): boolean {
    const reader = new ByteReader(bytes);
    while (reader.position < bytes.length) {
      const end = reader.varint() + reader.position;
      const id = this.size;
      // No string is made of a word until somebody asks: most are never seen.
      if (this.table.addBytes(bytes, reader.position, end) !== id || this.size === id) return false;
      this.makeRoom();
      reader.position = end;
      const stem = reader.varint();
      if (stem > 0) this.stems[id] = stem - 1;
    }
    return true;
  }

  /** Forgets all words. Ids given so far mean nothing any more. */
  clear(): void {
    this.table.clear();
    this.stems.fill(unknownStem);
    this.kinds.fill(0);
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

  private makeRoom(size = this.size): void {
    const { length } = this.stems;
    if (size <= length) return;
    const newLength = Math.max(size, length * 2);
    const stems = new Uint32Array(newLength);
    stems.set(this.stems);
    stems.fill(unknownStem, length);
    this.stems = stems;
    const kinds = new Uint8Array(newLength);
    kinds.set(this.kinds);
    this.kinds = kinds;
  }
}
