import type { Edit } from './edit';

/**
 * So far around a span a text may be read to say what is in it: that many code units must be as they were, too. The
 * longest look beyond a paragraph's end is that of marks of elision (`’tis`), seven.
 */
const reach = 8;

interface Entry<T> {
  readonly length: number;
  readonly key: string | number;
  readonly value: T;
}

/**
 * What was made of the spans of a text that is being edited, by place: where a key leaves a span and what is around it as it
 * was, its value is moved instead of made again. Values must depend on nothing but the words, `key` and the span's bounds.
 */
export class EditedSpans<T> {
  private before = new Map<number, Entry<T>>();
  private now = new Map<number, Entry<T>>();
  private edit: Edit | null = null;

  /** @param move gives a value with all its offsets `by` further; it may change it in place */
  constructor(private readonly move: (value: T, by: number) => T) {}

  /** A new version of the text comes: what was made of the last one is moved by `edit`, or forgotten where it is null. */
  begin(edit: Edit | null): void {
    this.before = edit === null ? new Map<number, Entry<T>>() : this.now;
    this.now = new Map();
    this.edit = edit;
  }

  /** The value of `[start, end)`: the one that was made for the same words, or what `make` gives. */
  of(start: number, end: number, key: string | number, make: () => T): T {
    const value = this.known(start, end, key) ?? make();
    this.keep(start, end, key, value);
    return value;
  }

  keep(start: number, end: number, key: string | number, value: T): void {
    this.now.set(start, { length: end - start, key, value });
  }

  /** The value that was made for the same words; it is moved and given away: {@link keep} it again. */
  known(start: number, end: number, key: string | number): T | undefined {
    if (this.edit === null) return undefined;
    const isBefore = end + reach <= this.edit.start;
    if (!isBefore && start - reach < this.edit.end + this.edit.shift) return undefined;
    const by = isBefore ? 0 : this.edit.shift;
    const entry = this.before.get(start - by);
    if (entry === undefined || entry.length !== end - start || entry.key !== key) return undefined;
    // Spans may begin at one place: a value that is moved in place is given away once.
    this.before.delete(start - by);
    return by === 0 ? entry.value : this.move(entry.value, by);
  }
}
