/** Weights are whole numbers of this part of one, so that sums do not depend on the order of adding. */
const unitsInOne = 1 << 16;

/** Words that are looked for, rarest first, with what sharing each of them is worth. */
export class WeightedTerms {
  readonly terms: Int32Array;
  /** In units, see {@link toUnits}. */
  readonly weights: Int32Array;
  /** Positions in `terms`, by ascending term. */
  readonly ascending: Int32Array;

  constructor(terms: readonly { readonly term: number; readonly weight: number }[]) {
    this.terms = Int32Array.from(terms, ({ term }) => term);
    this.weights = Int32Array.from(terms, ({ weight }) => toUnits(weight));
    this.ascending = Int32Array.from(this.terms.keys()).sort((a, b) => this.terms[a]! - this.terms[b]!);
  }
}

/** A weight in the units that {@link Weights} adds up. */
export function toUnits(weight: number): number {
  return Math.round(weight * unitsInOne);
}

export function fromUnits(units: number): number {
  return units / unitsInOne;
}

/**
 * What articles or passages have gathered while postings are read: one number for each id, and which of them have
 * something. Filled in place by whoever holds the postings, so that no list is made of them.
 */
export class Weights {
  /** In units; means nothing where the id's mark is not set. */
  values = new Int32Array(0);
  /** A bit for each id: whether it has something. Lists of which most ids have nothing are told from these alone. */
  marks = new Uint8Array(0);
  /** The ids that have something. */
  touched = new Int32Array(256);
  touchedCount = 0;
  /** The ids that have at least {@link least}, so that nobody need look through all that have something. */
  reached = new Int32Array(256);
  reachedCount = 0;
  /** In units. */
  least = Infinity;
  /** Whether ids that have nothing yet may still come in. */
  isOpen = true;

  /** Makes room for ids below `limit`; none may have anything. */
  reserve(limit: number): void {
    if (this.values.length >= limit) return;
    // Some more than is needed, as an open document takes new ids with every edit.
    const room = limit + (limit >> 4) + 1024;
    this.values = new Int32Array(room);
    this.marks = new Uint8Array((room >> 3) + 1);
  }

  /** Makes room for `count` more ids that have nothing yet. */
  expect(count: number): void {
    const least = Math.min(this.touchedCount + count, this.values.length);
    if (this.touched.length >= least) return;
    const larger = new Int32Array(least + (least >> 1));
    larger.set(this.touched);
    this.touched = larger;
    const more = new Int32Array(larger.length);
    more.set(this.reached);
    this.reached = more;
  }

  /** Adds to one id; room must have been made. */
  add(id: number, units: number): void {
    const bit = 1 << (id & 7);
    let before = 0;
    if ((this.marks[id >> 3]! & bit) !== 0) before = this.values[id]!;
    else if (!this.isOpen) return;
    else {
      this.marks[id >> 3]! |= bit;
      this.touched[this.touchedCount++] = id;
    }
    this.values[id] = before + units;
    if (before < this.least && before + units >= this.least) this.reached[this.reachedCount++] = id;
  }

  /** Nothing has anything again, and new ids may come in. */
  clear(): void {
    for (let at = 0; at < this.touchedCount; at++) this.marks[this.touched[at]! >> 3] = 0;
    this.touchedCount = 0;
    this.reachedCount = 0;
    this.least = Infinity;
    this.isOpen = true;
  }
}
