/** A set of passage ids in bits: two million passages take 250 kB, and are united or cut with another set in 0.1 ms. */
export class PassageSet {
  private readonly bits: Uint32Array;

  constructor(readonly limit: number) {
    this.bits = new Uint32Array((limit + 31) >>> 5);
  }

  add(id: number): void {
    this.bits[id >>> 5]! |= 1 << (id & 31);
  }

  /** Adds the first `count` ids of a list. */
  addAll(ids: ArrayLike<number>, count = ids.length): void {
    const { bits } = this;
    for (let index = 0; index < count; index += 1) {
      const id = ids[index]!;
      bits[id >>> 5]! |= 1 << (id & 31);
    }
  }

  has(id: number): boolean {
    return (this.bits[id >>> 5]! & (1 << (id & 31))) !== 0;
  }

  /** Keeps what `other` has, too. */
  cut(other: PassageSet): void {
    const { bits } = this;
    for (let index = 0; index < bits.length; index += 1) bits[index]! &= other.bits[index]!;
  }

  unite(other: PassageSet): void {
    const { bits } = this;
    for (let index = 0; index < bits.length; index += 1) bits[index]! |= other.bits[index]!;
  }

  copy(): PassageSet {
    const copy = new PassageSet(this.limit);
    copy.bits.set(this.bits);
    return copy;
  }

  /** The first id of the set in `[from, end)`, or -1. */
  next(from: number, end: number): number {
    for (let id = from; id < end;) {
      const rest = this.bits[id >>> 5]! >>> (id & 31);
      if (rest === 0) {
        id = (id | 31) + 1;
        continue;
      }
      id += 31 - Math.clz32(rest & -rest);
      return id < end ? id : -1;
    }
    return -1;
  }
}
