import type { Choice } from './choose';

/** How much the very edge counts, and meeting the right span by eight tenths, beside meeting it by half. */
const worthOf = { exact: 1, eightTenths: 0.5 } as const;

/** An edge that was chosen for a span whose other edge is given, with the probability that the span meets the right one by half. */
export interface EdgeChoice {
  readonly candidate: number;
  readonly probability: number;
  readonly meeting: number;
}

/**
 * Of spans that share one edge the one that most likely meets the right one (minimum Bayes risk, Kumar & Byrne 2004): the
 * likeliest edge by itself may lie far from all others.
 */
export function bestMeeting(choices: readonly Choice[], lengthOf: (candidate: number) => number): EdgeChoice | null {
  let best: EdgeChoice | null = null;
  let most = -1;
  for (const { candidate, probability } of choices) {
    if (candidate === null) continue;
    const length = lengthOf(candidate);
    let half = 0;
    let eightTenths = 0;
    for (const other of choices) {
      if (other.candidate === null) continue;
      const otherLength = lengthOf(other.candidate);
      const share = Math.min(length, otherLength) / Math.max(length, otherLength);
      if (share >= 0.5) half += other.probability;
      if (share >= 0.8) eightTenths += other.probability;
    }
    const worth = half + worthOf.eightTenths * eightTenths + worthOf.exact * probability;
    if (worth <= most) continue;
    most = worth;
    best = { candidate, probability, meeting: half };
  }
  return best;
}
