import type { SearchIndex } from '../../corpus/searchIndex';
import { dropMarks } from './foldSearch';
import type { Fragment } from './wordRegex';

/** Longest word that prefixes and regular expressions are tried on: a longer one is no word of a language. */
const maxWordLength = 100;

/** The corpus's words by how the search compares them. Follows the index: ids of words are never given anew. */
export class SearchLexicon {
  private folded: string[] = [];
  /** Open addressing by the folded word: the first id of those that fold alike; `next` chains the others. */
  private slots = new Int32Array(1 << 12).fill(-1);
  private next = new Int32Array(1 << 11).fill(-1);
  private distinctCount = 0;

  constructor(private readonly index: SearchIndex) {}

  /** How many words are known. */
  get size(): number {
    return this.folded.length;
  }

  /** The word of an id as the search compares it. */
  foldedWord(wordId: number): string {
    this.refresh();
    return this.folded[wordId] ?? '';
  }

  /** Ids of the words that fold to `folded`. */
  find(folded: string): number[] {
    this.refresh();
    const ids: number[] = [];
    for (let id = this.slots[this.slotOf(folded)]!; id >= 0; id = this.next[id]!) ids.push(id);
    return ids;
  }

  /** Ids of the words that begin so. Looks at every word: 10 ms for half a million. */
  withPrefix(prefix: string): number[] {
    return this.matching((word) => word.startsWith(prefix));
  }

  /** Ids of the words that hold a fragment of a regular expression. */
  withFragment({ letters, startsWord, endsWord }: Fragment): number[] {
    if (startsWord && endsWord) return this.find(letters);
    if (startsWord) return this.withPrefix(letters);
    return this.matching(endsWord ? (word) => word.endsWith(letters) : (word) => word.includes(letters));
  }

  /** Ids of the words that pass a test. */
  matching(test: (word: string) => boolean): number[] {
    this.refresh();
    const ids: number[] = [];
    const { folded } = this;
    for (let id = 0; id < folded.length; id += 1) {
      const word = folded[id]!;
      if (word.length <= maxWordLength && test(word)) ids.push(id);
    }
    return ids;
  }

  private refresh(): void {
    const limit = this.index.wordLimit;
    for (let id = this.folded.length; id < limit; id += 1) this.add(id);
  }

  private add(id: number): void {
    const word = dropMarks(this.index.word(id));
    this.folded.push(word);
    if (id >= this.next.length) {
      const next = new Int32Array(this.next.length * 2).fill(-1);
      next.set(this.next);
      this.next = next;
    }
    const slot = this.slotOf(word);
    const first = this.slots[slot]!;
    if (first >= 0) {
      this.next[id] = this.next[first]!;
      this.next[first] = id;
      return;
    }
    this.slots[slot] = id;
    this.distinctCount += 1;
    if (this.distinctCount * 2 > this.slots.length) this.rehash();
  }

  private rehash(): void {
    const firsts = this.slots.filter((id) => id >= 0);
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (const id of firsts) this.slots[this.slotOf(this.folded[id]!)] = id;
  }

  private slotOf(folded: string): number {
    const mask = this.slots.length - 1;
    let hash = 0x811c9dc5;
    for (let at = 0; at < folded.length; at += 1) hash = Math.imul(hash ^ folded.charCodeAt(at), 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.slots[slot]! >= 0 && this.folded[this.slots[slot]!] !== folded) slot = (slot + 1) & mask;
    return slot;
  }
}

/** Word ids that a place of a query accepts. */
export interface WordSet {
  readonly ids: readonly number[];
  has(wordId: number): boolean;
}

/** A set of words: few are compared one by one, many are looked up in a table. */
export function wordSetOf(ids: readonly number[], wordLimit: number): WordSet {
  if (ids.length === 1) {
    const only = ids[0]!;
    return { ids, has: (id) => id === only };
  }
  if (ids.length <= 4) return { ids, has: (id) => ids.includes(id) };
  if (ids.length * 64 < wordLimit) {
    const set = new Set(ids);
    return { ids, has: (id) => set.has(id) };
  }
  const table = new Uint8Array(wordLimit);
  for (const id of ids) table[id] = 1;
  return { ids, has: (id) => table[id] === 1 };
}
