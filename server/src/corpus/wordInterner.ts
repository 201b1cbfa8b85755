import { ownString } from '../base/ownString';
import { stemWord } from '../text/stem';
import type { WordTable } from './wordTable';

/**
 * The words that one thread has met, by provisional ids of its own. Before a segment is written they are resolved to
 * the corpus's ids, all new ones in one go; so a thread needs no access to the corpus's table while it reads texts.
 */
export class WordInterner {
  readonly words: string[] = [];
  /** Provisional id of each word's stem; -1 for a stem that was never met as a word. */
  readonly stems: number[] = [];
  /** The corpus's id of each word; -1 until resolved. */
  readonly corpusIds: number[] = [];
  private resolvedCount = 0;
  /** Ids plus one by the hash of their letters: open addressing, 0 where empty. */
  private slots = new Int32Array(leastSlots);
  /** Where the letters of each word begin; one more at the end. */
  private starts = new Uint32Array(leastSlots);
  private letters = new Uint16Array(8 * leastSlots);

  /** The provisional id of a folded word. */
  intern(word: string): number {
    return this.internPlain(word, 0, word.length);
  }

  /**
   * The provisional id of the word in `text` from `start` to `end` once it is folded as plain words are: ASCII capitals
   * to small letters, typographic apostrophes straightened. A word that is known costs no string.
   */
  internPlain(text: string, start: number, end: number): number {
    let id = this.find(text, start, end);
    if (id < 0)
      id = this.add(
        text.slice(start, end).replace(/[A-Z’]/g, (letter) => (letter === '’' ? "'" : letter.toLowerCase())),
      );
    if (this.stems[id] === -1) this.stems[id] = this.internStem(this.words[id]!);
    return id;
  }

  /** The words not resolved yet with their stems (empty where the stem does not matter), in the order of their ids. */
  unresolved(): { words: string[]; stems: string[] } {
    const words = this.words.slice(this.resolvedCount);
    const stems = words.map((_, index) => {
      const stem = this.stems[this.resolvedCount + index]!;
      return stem < 0 ? '' : this.words[stem]!;
    });
    return { words, stems };
  }

  /** Takes the corpus's ids of what {@link unresolved} named. */
  resolve(ids: ArrayLike<number>): void {
    for (let index = 0; index < ids.length; index++) this.corpusIds[this.resolvedCount + index] = ids[index]!;
    this.resolvedCount += ids.length;
  }

  /** Resolves against a table in the same thread. */
  resolveWith(table: WordTable): void {
    const { words, stems } = this.unresolved();
    this.resolve(corpusIdsOf(table, words, stems));
  }

  /** Forgets all words. */
  clear(): void {
    this.words.length = 0;
    this.stems.length = 0;
    this.corpusIds.length = 0;
    this.resolvedCount = 0;
    this.slots = new Int32Array(leastSlots);
  }

  private internStem(word: string): number {
    const stem = stemWord(word);
    const id = this.find(stem, 0, stem.length);
    return id < 0 ? this.add(stem) : id;
  }

  /** The id of a word, or -1 - its empty slot. */
  private find(text: string, start: number, end: number): number {
    const { slots, starts, letters } = this;
    const mask = slots.length - 1;
    const length = end - start;
    let slot = hashAt(text, start, end) & mask;
    for (;;) {
      const id = slots[slot]! - 1;
      if (id < 0) return -1 - slot;
      const from = starts[id]!;
      if (starts[id + 1]! - from === length) {
        let at = 0;
        while (at < length && plainLetter(text.charCodeAt(start + at)) === letters[from + at]) at++;
        if (at === length) return id;
      }
      slot = (slot + 1) & mask;
    }
  }

  private add(piece: string): number {
    const word = ownString(piece);
    const id = this.words.push(word) - 1;
    this.stems.push(-1);
    this.corpusIds.push(-1);
    if (id + 1 >= this.starts.length) this.starts = doubled(this.starts, Uint32Array);
    const from = id === 0 ? 0 : this.starts[id]!;
    while (from + word.length > this.letters.length) this.letters = doubled(this.letters, Uint16Array);
    for (let at = 0; at < word.length; at++) this.letters[from + at] = word.charCodeAt(at);
    this.starts[id + 1] = from + word.length;
    if (2 * id > this.slots.length) this.rehash();
    else this.slots[-1 - this.find(word, 0, word.length)] = id + 1;
    return id;
  }

  private rehash(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    this.words.forEach((word, id) => {
      this.slots[-1 - this.find(word, 0, word.length)] = id + 1;
    });
  }
}

const leastSlots = 4096;

/** A code unit of a plain word, folded. */
function plainLetter(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code === 0x2019 ? 0x27 : code;
}

/** FNV-1a over folded code units, finished so that low bits depend on all. */
function hashAt(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ plainLetter(text.charCodeAt(at)), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function doubled<Numbers extends Uint32Array | Uint16Array>(
  array: Numbers,
  make: new (length: number) => Numbers,
): Numbers {
  const larger = new make(2 * array.length);
  larger.set(array);
  return larger;
}

/** Looks up words in the corpus's table, adding new ones; `stems` names each word's stem or is empty where it is not known. */
export function corpusIdsOf(table: WordTable, words: readonly string[], stems: readonly string[]): Uint32Array {
  const ids = new Uint32Array(words.length);
  for (let index = 0; index < words.length; index++) {
    const id = table.wordId(words[index]!);
    ids[index] = id;
    const stem = stems[index]!;
    if (stem !== '') table.setStem(id, table.wordId(stem));
  }
  return ids;
}
