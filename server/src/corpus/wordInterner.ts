import { ownString } from '../base/ownString';
import { stemWord } from '../text/stem';
import type { WordTable } from './wordTable';

/**
 * The words that one thread has met, by provisional ids of its own. Before a segment is written they are resolved to
 * the corpus's ids, all new ones in one go; so a thread needs no access to the corpus's table while it reads texts.
 */
export class WordInterner {
  private readonly ids = new Map<string, number>();
  readonly words: string[] = [];
  /** Provisional id of each word's stem; -1 for a stem that was never met as a word. */
  readonly stems: number[] = [];
  /** The corpus's id of each word; -1 until resolved. */
  readonly corpusIds: number[] = [];
  private resolvedCount = 0;

  /** The provisional id of a folded word. */
  intern(word: string): number {
    const known = this.ids.get(word);
    if (known !== undefined) {
      if (this.stems[known] === -1) this.stems[known] = this.internStem(word);
      return known;
    }
    const id = this.add(word);
    this.stems[id] = this.internStem(word);
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
    this.ids.clear();
    this.words.length = 0;
    this.stems.length = 0;
    this.corpusIds.length = 0;
    this.resolvedCount = 0;
  }

  private internStem(word: string): number {
    const stem = stemWord(word);
    return this.ids.get(stem) ?? this.add(stem);
  }

  private add(piece: string): number {
    const word = ownString(piece);
    const id = this.words.length;
    this.ids.set(word, id);
    this.words.push(word);
    this.stems.push(-1);
    this.corpusIds.push(-1);
    return id;
  }
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
