import type { SearchIndex } from '../../corpus/searchIndex';

/** More quotes than these of one sentence are not counted. */
const maxQuotes = 32;

/** What hits say besides their articles, as numbers: kinds of quotes as bits (1 direct, 2 indirect, 4 mixed), speakers as ordinals. */
export class HitFacts {
  /** For how many hits, in the run's order, facts are read. */
  count = 0;
  private kinds = new Uint8Array(256);
  /** Where the speakers of each hit begin, and the last one's end. */
  private starts = new Uint32Array(257);
  private speakers = new Int32Array(256);
  private readonly quotes = new Int32Array(maxQuotes * 2);

  constructor(private readonly index: SearchIndex) {}

  /** Reads the facts of the hit that comes next. */
  read(passage: number): void {
    if (this.count === this.kinds.length) {
      this.kinds = grown(this.kinds, new Uint8Array(this.count * 2));
      this.starts = grown(this.starts, new Uint32Array(this.count * 2 + 1));
    }
    const first = this.starts[this.count]!;
    let end = first;
    let kinds = 0;
    const length = this.index.readQuotes(passage, this.quotes);
    for (let at = 0; at < length; at += 2) {
      kinds |= 1 << this.quotes[at]!;
      const speaker = this.quotes[at + 1]!;
      if (speaker < 0 || this.isKnown(speaker, first, end)) continue;
      if (end === this.speakers.length) this.speakers = grown(this.speakers, new Int32Array(end * 2));
      this.speakers[end] = speaker;
      end += 1;
    }
    this.kinds[this.count] = kinds;
    this.count += 1;
    this.starts[this.count] = end;
  }

  private isKnown(speaker: number, from: number, end: number): boolean {
    for (let at = from; at < end; at += 1) if (this.speakers[at] === speaker) return true;
    return false;
  }

  kindsOf(hit: number): number {
    return this.kinds[hit]!;
  }

  /** The speakers of a hit are `speakerAt(from)` to `speakerAt(end - 1)`. */
  speakersFrom(hit: number): number {
    return this.starts[hit]!;
  }

  speakersEnd(hit: number): number {
    return this.starts[hit + 1]!;
  }

  speakerAt(position: number): number {
    return this.speakers[position]!;
  }
}

function grown<T extends Uint8Array | Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
