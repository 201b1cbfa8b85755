/**
 * A multimap from integers to integers in columns of numbers: 12 bytes an entry and a table of heads, where a `Map` of
 * sets takes some 200. Chained hashing; entries that are deleted are used again.
 */
export class IntMultimap {
  private heads = new Int32Array(1024).fill(-1);
  private keyColumn = new Int32Array(512);
  private values = new Int32Array(512);
  private nexts = new Int32Array(512);
  private used = 0;
  private free = -1;
  private count = 0;

  /** A map of entries as {@link entries} gives them; those that `isWanted` refuses are left out. */
  static of(entries: Int32Array, isWanted: (value: number) => boolean): IntMultimap {
    const map = new IntMultimap();
    map.reserve(entries.length / 2);
    for (let at = 0; at < entries.length; at += 2)
      if (isWanted(entries[at + 1]!)) map.add(entries[at]!, entries[at + 1]!);
    return map;
  }

  /** Makes room for so many entries in all: grown by halves, each would be filed several times. */
  reserve(count: number): void {
    let size = this.keyColumn.length;
    while (size < count) size *= 2;
    if (size > this.keyColumn.length) this.resize(size);
  }

  /** How many entries there are. */
  get size(): number {
    return this.count;
  }

  /** Adds an entry; the same may be added twice. */
  add(key: number, value: number): void {
    let node = this.free;
    if (node >= 0) this.free = this.nexts[node]!;
    else {
      node = this.used++;
      if (node === this.keyColumn.length) this.grow();
    }
    const slot = this.slotOf(key);
    this.keyColumn[node] = key;
    this.values[node] = value;
    this.nexts[node] = this.heads[slot]!;
    this.heads[slot] = node;
    this.count++;
  }

  /** Takes one such entry away; false where there is none. */
  delete(key: number, value: number): boolean {
    const slot = this.slotOf(key);
    for (let node = this.heads[slot]!, before = -1; node >= 0; before = node, node = this.nexts[node]!) {
      if (this.keyColumn[node] !== key || this.values[node] !== value) continue;
      if (before < 0) this.heads[slot] = this.nexts[node]!;
      else this.nexts[before] = this.nexts[node]!;
      this.nexts[node] = this.free;
      this.free = node;
      this.count--;
      return true;
    }
    return false;
  }

  /** The values of a key, in no particular order. */
  list(key: number): number[] {
    const values: number[] = [];
    for (let node = this.heads[this.slotOf(key)]!; node >= 0; node = this.nexts[node]!)
      if (this.keyColumn[node] === key) values.push(this.values[node]!);
    return values;
  }

  /** Every key once. */
  keys(): Set<number> {
    const keys = new Set<number>();
    for (let slot = 0; slot < this.heads.length; slot++)
      for (let node = this.heads[slot]!; node >= 0; node = this.nexts[node]!) keys.add(this.keyColumn[node]!);
    return keys;
  }

  /** Whether a key has any value. */
  has(key: number): boolean {
    for (let node = this.heads[this.slotOf(key)]!; node >= 0; node = this.nexts[node]!)
      if (this.keyColumn[node] === key) return true;
    return false;
  }

  /** All entries, key and value by turns, in no particular order. */
  entries(): Int32Array {
    const entries = new Int32Array(this.count * 2);
    let length = 0;
    for (let slot = 0; slot < this.heads.length; slot++)
      for (let node = this.heads[slot]!; node >= 0; node = this.nexts[node]!) {
        entries[length++] = this.keyColumn[node]!;
        entries[length++] = this.values[node]!;
      }
    return entries;
  }

  private slotOf(key: number): number {
    return (Math.imul(key, 0x9e3779b1) >>> 7) & (this.heads.length - 1);
  }

  private grow(): void {
    this.resize(this.keyColumn.length * 2);
  }

  private resize(size: number): void {
    this.keyColumn = larger(this.keyColumn, size);
    this.values = larger(this.values, size);
    this.nexts = larger(this.nexts, size);
    this.heads = new Int32Array(size * 2).fill(-1);
    // Called when every node but the one that is being added is in use: none is on the free list.
    for (let node = 0; node < this.used - 1; node++) {
      const slot = this.slotOf(this.keyColumn[node]!);
      this.nexts[node] = this.heads[slot]!;
      this.heads[slot] = node;
    }
  }
}

function larger(column: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(size);
  copy.set(column);
  return copy;
}
