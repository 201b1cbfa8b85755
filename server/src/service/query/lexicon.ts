import { encodeCodeUnits } from '../../base/byteWriter';
import type { SearchIndex, WordBytes } from '../../corpus/searchIndex';
import { dropMarks } from './foldSearch';
import { PrefixBuckets } from './prefixBuckets';
import type { Fragment, WordRegex } from './wordRegex';

/** Longest word that prefixes and regular expressions are tried on, in bytes: a longer one is no word of a language. */
const maxWordBytes = 100;

/**
 * The corpus's words by how the search compares them: without diacritics. Follows the index: ids of words are never
 * given anew. Only words that the search writes otherwise than the index are kept; the others are looked at where they
 * lie, as bytes, so that nothing has to be made of half a million words before the first query.
 */
export class SearchLexicon {
  /** How many words are known. */
  size = 0;
  /** Words that are compared in another form: ids by that form, and the forms by id. */
  private readonly idsByForm = new Map<string, number[]>();
  private readonly forms = new Map<number, string>();
  private words: WordBytes | null = null;
  private buckets: PrefixBuckets | null = null;
  /** What was found for the last prefix: one question asks for it several times. */
  private last: { readonly prefix: string; readonly size: number; readonly ids: readonly number[] } | null = null;

  constructor(private readonly index: SearchIndex) {}

  /** The word of an id as the search compares it. */
  foldedWord(wordId: number): string {
    if (wordId >= this.size) this.refresh();
    return this.forms.get(wordId) ?? this.index.word(wordId);
  }

  /** Ids of the words that fold to `folded`. */
  find(folded: string): number[] {
    this.refresh();
    const id = this.index.findWord(folded);
    const ids = id >= 0 && id < this.size && !this.forms.has(id) ? [id] : [];
    return ids.concat(this.idsByForm.get(folded) ?? []);
  }

  /** Ids of the words that begin so. */
  withPrefix(prefix: string): readonly number[] {
    const words = this.refresh();
    const { size } = this;
    if (this.last?.prefix === prefix && this.last.size === size) return this.last.ids;
    const { bytes, starts } = words;
    const wanted = encodeCodeUnits(prefix);
    const ids: number[] = [];
    if (prefix === '') for (let id = 0; id < size; id += 1) ids.push(id);
    else {
      this.buckets = PrefixBuckets.of(this.buckets, words, size);
      this.buckets.forEach(wanted, size, (id) => {
        const start = starts[id]!;
        const length = (id + 1 < size ? starts[id + 1]! : bytes.length) - start;
        if (length < wanted.length || length > maxWordBytes || !equalAt(bytes, start, wanted)) return;
        if (!this.forms.has(id)) ids.push(id);
      });
    }
    if (prefix !== '')
      for (const [id, form] of this.forms) if (form.length <= maxWordBytes && form.startsWith(prefix)) ids.push(id);
    ids.sort((a, b) => a - b);
    this.last = { prefix, size, ids };
    return ids;
  }

  /** Ids of the words that hold a fragment of a regular expression. */
  withFragment({ letters, startsWord, endsWord }: Fragment): readonly number[] {
    if (startsWord && endsWord) return this.find(letters);
    if (startsWord) return this.withPrefix(letters);
    return this.matchingBytes(
      letters,
      endsWord
        ? (bytes, start, end, wanted) =>
            end - start >= wanted.length && standsAt(bytes, start, end - wanted.length, wanted)
        : includes,
      endsWord ? (word) => word.endsWith(letters) : (word) => word.includes(letters),
    );
  }

  /** Ids of the words in which an expression matches; `letters` are in every match, and cheaper to look for. */
  matching(letters: readonly string[], regex: Pick<WordRegex, 'test' | 'testAscii'>): number[] {
    const longest = letters.reduce((a, b) => (b.length > a.length ? b : a), '');
    return this.matchingBytes(
      longest,
      (bytes, start, end, wanted, id) => {
        if (wanted.length > 0 && !includes(bytes, start, end, wanted)) return false;
        for (let at = start; at < end; at += 1) if (bytes[at]! >= 0x80) return regex.test(this.foldedWord(id));
        return regex.testAscii(bytes, start, end);
      },
      (word) => regex.test(word),
    );
  }

  private matchingBytes(
    letters: string,
    test: (bytes: Uint8Array, start: number, end: number, wanted: Uint8Array, id: number) => boolean,
    testForm: (form: string) => boolean,
  ): number[] {
    const { bytes, starts } = this.refresh();
    const wanted = encodeCodeUnits(letters);
    const ids: number[] = [];
    for (let id = 0, start = 0; id < this.size; id += 1) {
      const end = id + 1 < this.size ? starts[id + 1]! : bytes.length;
      if (end - start <= maxWordBytes && test(bytes, start, end, wanted, id) && !this.forms.has(id)) ids.push(id);
      start = end;
    }
    if (this.forms.size === 0) return ids;
    const before = ids.length;
    for (const [id, form] of this.forms) if (form.length <= maxWordBytes && testForm(form)) ids.push(id);
    return ids.length === before ? ids : ids.sort((a, b) => a - b);
  }

  private refresh(): WordBytes {
    const limit = this.index.wordLimit;
    if (limit === this.size && this.words !== null) return this.words;
    const words = this.index.wordBytes();
    this.words = words;
    const { bytes, starts } = words;
    for (; this.size < limit; this.size += 1) {
      const id = this.size;
      const end = id + 1 < limit ? starts[id + 1]! : bytes.length;
      for (let at = starts[id]!; at < end; at += 1) {
        if (bytes[at]! < 0x80) continue;
        this.addForm(id);
        break;
      }
    }
    return words;
  }

  private addForm(id: number): void {
    const word = this.index.word(id);
    const form = dropMarks(word);
    if (form === word) return;
    this.forms.set(id, form);
    const ids = this.idsByForm.get(form);
    if (ids === undefined) this.idsByForm.set(form, [id]);
    else ids.push(id);
  }
}

function equalAt(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let at = 0; at < wanted.length; at += 1) if (bytes[start + at] !== wanted[at]) return false;
  return true;
}

/** {@link equalAt}, but not within a code unit of several bytes: all but its last are 0x80 or more. */
function standsAt(bytes: Uint8Array, wordStart: number, at: number, wanted: Uint8Array): boolean {
  return (at === wordStart || bytes[at - 1]! < 0x80) && equalAt(bytes, at, wanted);
}

function includes(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  const last = end - wanted.length;
  if (wanted.length === 0) return true;
  const first = wanted[0]!;
  for (let at = start; at <= last; at += 1) if (bytes[at] === first && standsAt(bytes, start, at, wanted)) return true;
  return false;
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
