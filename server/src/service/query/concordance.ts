import type { CancellationToken } from '../../base/cancellation';
import { sliceMs, TimeSlice } from '../../base/timeSlice';
import type { SearchRun } from './searchRun';

/** Most lines of one sentence. */
export const maxLinesOfHit = 64;

/** Most sentences whose occurrences are told apart: it needs the words of each. What is beyond has one line a sentence. */
export const maxExpandedHits = 20_000;

/**
 * A line of a concordance: an occurrence of the keyword in a hit. One number, so that half a million of them are no burden:
 * the hit's position in its run, times {@link maxLinesOfHit}, plus the occurrence.
 */
export type ConcordanceLine = number;

export function lineOf(hit: number, occurrence: number): ConcordanceLine {
  return hit * maxLinesOfHit + occurrence;
}

/** The hit that a line is of, as a position in its run. */
export function hitOfLine(line: ConcordanceLine): number {
  return Math.floor(line / maxLinesOfHit);
}

/** Which of the hit's occurrences the line is of. */
export function occurrenceOfLine(line: ConcordanceLine): number {
  return line % maxLinesOfHit;
}

/** The lines of hits, one for each occurrence, as concordancers have it (AntConc, "KWIC"): in the order of the hits, then of the words. */
export class Concordance {
  readonly lines: ConcordanceLine[] = [];
  private next = 0;

  constructor(
    private readonly run: SearchRun,
    /** May grow at its end. */
    private readonly hits: readonly number[],
  ) {}

  /** Whether all hits have their lines. */
  get isUpToDate(): boolean {
    return this.next === this.hits.length;
  }

  /** How many hits have no lines yet. */
  get waitingHits(): number {
    return this.hits.length - this.next;
  }

  /** Takes hits in until there are `count` lines, or until a time of `performance.now()`. */
  extend(count: number, until: number): void {
    const { run, hits, lines } = this;
    while (lines.length < count && this.next < hits.length) {
      const hit = hits[this.next]!;
      const isExpanded = this.next < maxExpandedHits;
      const occurrences = isExpanded ? Math.max(1, Math.min(maxLinesOfHit, run.occurrenceCount(hit))) : 1;
      for (let occurrence = 0; occurrence < occurrences; occurrence += 1) lines.push(lineOf(hit, occurrence));
      this.next += 1;
      if ((this.next & (isExpanded ? 31 : 4095)) === 0 && performance.now() >= until) return;
    }
  }
}

/** {@link Concordance} of hits that do not grow, all at once but in slices. */
export async function expandHits(
  run: SearchRun,
  hits: readonly number[],
  token: CancellationToken,
): Promise<readonly ConcordanceLine[]> {
  const concordance = new Concordance(run, hits);
  const slice = new TimeSlice(token);
  while (!concordance.isUpToDate) {
    concordance.extend(Infinity, performance.now() + sliceMs);
    await slice.pause();
  }
  return concordance.lines;
}
