import type { MatchGraph } from './clusters';
import type { Grade } from './grade';
import type { VersionMatch } from './versions';

/** A pair of passages that are versions of each other. */
export interface Match {
  readonly a: number;
  readonly b: number;
  readonly score: number;
  readonly grade: Grade;
}

/** Matches as columns, as one thread sends them to another. */
export interface MatchBatch {
  readonly a: Int32Array<ArrayBuffer>;
  readonly b: Int32Array<ArrayBuffer>;
  readonly scores: Float64Array<ArrayBuffer>;
  /** Places in {@link grades}. */
  readonly grades: Uint8Array<ArrayBuffer>;
}

const grades: readonly Grade[] = ['same words', 'edited', 'reworded', 'possible'];

/** Puts matches into columns. */
export function batchOf(matches: readonly Match[]): MatchBatch {
  return {
    a: Int32Array.from(matches, ({ a }) => a),
    b: Int32Array.from(matches, ({ b }) => b),
    scores: Float64Array.from(matches, ({ score }) => score),
    grades: Uint8Array.from(matches, ({ grade }) => grades.indexOf(grade)),
  };
}

/** The matches of a sweep, in whatever order they come and however often. */
export class SweepGraph implements MatchGraph {
  private readonly matches = new Map<number, Map<number, Match>>();

  constructor(private readonly order: { comparePassages(a: number, b: number): number }) {}

  get passages(): Iterable<number> {
    return [...this.matches.keys()].sort((x, y) => x - y);
  }

  /** Of the scores that a pair gets on different ways the best holds. */
  add(match: Match): void {
    const { a, b, score } = match;
    if (score <= (this.score(a, b) ?? 0)) return;
    this.of(a).set(b, match);
    this.of(b).set(a, match);
  }

  addBatch({ a, b, scores, grades: codes }: MatchBatch): void {
    for (let i = 0; i < a.length; i++)
      this.add({ a: a[i]!, b: b[i]!, score: scores[i]!, grade: grades[codes[i]!] ?? 'possible' });
  }

  neighbours(passage: number): { passage: number; score: number }[] {
    return Array.from(this.matches.get(passage) ?? [], ([other, { score }]) => ({ passage: other, score }));
  }

  score(a: number, b: number): number | undefined {
    return this.matches.get(a)?.get(b)?.score;
  }

  compare(a: number, b: number): number {
    return this.order.comparePassages(a, b);
  }

  /** Each member of a clique with its best match among the others. */
  membersOf(clique: readonly number[]): VersionMatch[] {
    return clique.map((passage) => {
      let best: Match | undefined;
      for (const other of clique) {
        const match = this.matches.get(passage)?.get(other);
        if (match !== undefined && match.score > (best?.score ?? 0)) best = match;
      }
      return { passage, score: best?.score ?? 0, grade: best?.grade ?? 'possible' };
    });
  }

  private of(passage: number): Map<number, Match> {
    let found = this.matches.get(passage);
    if (!found) this.matches.set(passage, (found = new Map()));
    return found;
  }
}
