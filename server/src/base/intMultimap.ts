/**
 * A multimap from integers to integers in columns of numbers: 12 bytes an entry and a table of heads, where a `Map` of
 * sets takes some 200. Chained hashing; entries that are deleted are used again.
 */
export class IntMultimap {
  private heads = new Int32Array(1024).fill(-1);
  private keys = new Int32Array(512);
  private values = new Int32Array(512);
  private nexts = new Int32Array(512);
  private used = 0;
  private free = -1;
  private count = 0;

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
      if (node === this.keys.length) this.grow();
    }
    const slot = this.slotOf(key);
    this.keys[node] = key;
    this.values[node] = value;
    this.nexts[node] = this.heads[slot]!;
    this.heads[slot] = node;
    this.count++;
  }

  /** Takes one such entry away; false where there is none. */
  delete(key: number, value: number): boolean {
    const slot = this.slotOf(key);
    for (let node = this.heads[slot]!, before = -1; node >= 0; before = node, node = this.nexts[node]!) {
      if (this.keys[node] !== key || this.values[node] !== value) continue;
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
      if (this.keys[node] === key) values.push(this.values[node]!);
    return values;
  }

  /** Whether a key has any value. */
  has(key: number): boolean {
    for (let node = this.heads[this.slotOf(key)]!; node >= 0; node = this.nexts[node]!)
      if (this.keys[node] === key) return true;
    return false;
  }

  private slotOf(key: number): number {
    return (Math.imul(key, 0x9e3779b1) >>> 7) & (this.heads.length - 1);
  }

  private grow(): void {
    const size = this.keys.length * 2;
    this.keys = larger(this.keys, size);
    this.values = larger(this.values, size);
    this.nexts = larger(this.nexts, size);
    this.heads = new Int32Array(size * 2).fill(-1);
    // Called when every node is in use: none is on the free list.
    for (let node = 0; node < this.used - 1; node++) {
      const slot = this.slotOf(this.keys[node]!);
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
