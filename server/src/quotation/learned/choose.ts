import { CandidateList, type Candidates } from './candidates';
import { FeatureKeys } from './featureKeys';
import { weigh, type PartWeights } from './quoteModel';

/** Room for the scores of one choice, "none" among them. */
const scores = new Float64Array(513);

/** Where features are written; read before the next candidate is asked. */
export const keys = new FeatureKeys();

/** A candidate that was chosen, null where none was, with its probability among all. */
export interface Choice {
  readonly candidate: number | null;
  readonly probability: number;
}

/**
 * How far below the likeliest candidate, in log odds, another one is worth asking the full model about. Four tenths fewer are
 * asked; docs/accuracy.md says what that changes.
 */
const scoutMargin = 4;

/**
 * Keeps the `count` likeliest candidates by a model of few features, in their order, so that the full model is asked
 * about few; fewer where one is much likelier than the others.
 */
export function scout(
  candidates: Candidates,
  part: PartWeights,
  count: number,
  featuresOf: (candidate: number) => void,
): Candidates {
  const { at: places, count: n } = candidates;
  if (n <= count) return candidates;
  for (let k = 0; k < n; k++) {
    featuresOf(places[k]!);
    scores[k] = weigh(part, keys);
  }
  // The count-th best score, by keeping the best in order; equal scores go by place.
  let least = -Infinity;
  let size = 0;
  for (let k = 0; k < n; k++) {
    const score = scores[k]!;
    if (size === count && score <= least) continue;
    let at = size < count ? size++ : count - 1;
    while (at > 0 && best[at - 1]! < score) {
      best[at] = best[at - 1]!;
      at--;
    }
    best[at] = score;
    least = best[size - 1]!;
  }
  const lowest = best[0]! - scoutMargin;
  if (least < lowest) {
    kept.clear();
    for (let k = 0; k < n; k++) if (scores[k]! >= lowest) kept.push(places[k]!);
    return kept;
  }
  let ties = 0;
  while (ties < size && best[size - 1 - ties] === least) ties++;
  kept.clear();
  for (let k = 0; k < n; k++) {
    const score = scores[k]!;
    if (score > least || (score === least && ties-- > 0)) kept.push(places[k]!);
  }
  return kept;
}
const best = new Float64Array(32);
/** What the scout keeps; read before it is sent again. */
const kept = new CandidateList();

/** Scores all candidates, and "none" where it may be chosen, and returns the likeliest, best first, at most `count`. */
export function choose(
  { at: places, count: n }: Candidates,
  part: PartWeights,
  count: number,
  featuresOf: (candidate: number) => void,
  none: (() => void) | null,
): Choice[] {
  let most = -Infinity;
  for (let k = 0; k < n; k++) {
    featuresOf(places[k]!);
    const score = weigh(part, keys);
    scores[k] = score;
    if (score > most) most = score;
  }
  let total = n;
  if (none !== null) {
    none();
    const score = weigh(part, keys);
    scores[total++] = score;
    if (score > most) most = score;
  }
  let sum = 0;
  for (let k = 0; k < total; k++) sum += Math.exp(scores[k]! - most);
  const out: Choice[] = [];
  while (out.length < count && out.length < total) {
    let best = 0;
    for (let k = 1; k < total; k++) if (scores[k]! > scores[best]!) best = k;
    out.push({ candidate: best < n ? places[best]! : null, probability: Math.exp(scores[best]! - most) / sum });
    scores[best] = -Infinity;
  }
  return out;
}
