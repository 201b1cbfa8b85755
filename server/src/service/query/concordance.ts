import type { CancellationToken } from '../../base/cancellation';
import { TimeSlice } from '../../base/timeSlice';
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

/** A line for each occurrence, as concordancers have it (AntConc, "KWIC"): in the order of the hits, then of the words. */
export async function expandHits(
  run: SearchRun,
  hits: readonly number[],
  token: CancellationToken,
): Promise<ConcordanceLine[]> {
  const lines: ConcordanceLine[] = [];
  const slice = new TimeSlice(token);
  for (let at = 0; at < hits.length; at += 1) {
    const hit = hits[at]!;
    const count = at < maxExpandedHits ? Math.max(1, Math.min(maxLinesOfHit, run.occurrenceCount(hit))) : 1;
    for (let occurrence = 0; occurrence < count; occurrence += 1) lines.push(lineOf(hit, occurrence));
    if ((at & 63) === 0) await slice.pause();
  }
  return lines;
}
