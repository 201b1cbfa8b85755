import type { SearchIndex } from '../../corpus/searchIndex';

const kindBits = { direct: 1, indirect: 2, mixed: 4 } as const;

/** What hits say besides their articles, as numbers: kinds of quotes as bits (1 direct, 2 indirect, 4 mixed), speakers as ordinals. */
export class HitFacts {
  /** For how many hits, in the run's order, facts are read. */
  count = 0;
  private kinds = new Uint8Array(256);
  /** Where the speakers of each hit begin, and the last one's end. */
  private starts = new Uint32Array(257);
  private speakers = new Int32Array(256);

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
    for (const { kind, speaker } of this.index.passageQuotes(passage)) {
      kinds |= kindBits[kind];
      if (speaker === null || this.speakers.subarray(first, end).includes(speaker)) continue;
      if (end === this.speakers.length) this.speakers = grown(this.speakers, new Int32Array(end * 2));
      this.speakers[end] = speaker;
      end += 1;
    }
    this.kinds[this.count] = kinds;
    this.count += 1;
    this.starts[this.count] = end;
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
