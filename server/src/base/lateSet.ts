/** A set that takes hardly any room until something is added: for many objects with sets of which most stay empty. */
export class LateSet<T> implements Iterable<T> {
  private items: Set<T> | null = null;

  add(item: T): void {
    (this.items ??= new Set()).add(item);
  }

  has(item: T): boolean {
    return this.items !== null && this.items.has(item);
  }

  /** In the order of adding. */
  [Symbol.iterator](): Iterator<T> {
    return (this.items ?? nothing)[Symbol.iterator]() as Iterator<T>;
  }
}

const nothing: readonly never[] = [];
