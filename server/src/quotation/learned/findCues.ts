import { windowEnd, windowStart } from './candidates';
import { keys } from './choose';
import type { TokenSpan } from './cueContext';
import {
  cueLeftFeatures,
  cueNeighbourFeatures,
  cueRightFeatures,
  cueWordFeatures,
  maxCueReach,
  moreCueHeadFeatures,
} from './cueFeatures';
import { headNetworkFeatures, headNetworkScore } from './headNetwork';
import { countSteps, weigh, type PartWeights, type QuoteModel } from './quoteModel';
import type { RunningCounts } from './runningCounts';
import { Shape } from './tokenShape';
import type { TokenTable } from './tokenTable';

/**
 * Words whose score by themselves and their neighbours is below the first, and words whose whole linear score is below the
 * second, are no heads whatever the rest says; see docs/accuracy.md for what that loses.
 */
const leastFirstScore = -0.8;
const leastWideScore = -2;

/** Writes the probability of each token of the paragraph to head a cue. */
export function headProbabilities(t: TokenTable, counts: RunningCounts, model: QuoteModel, out: Float32Array): void {
  const part = model.parts.cueHead;
  for (let i = t.first; i < t.last; i++) {
    out[i] = 0;
    if (!isHeadCandidate(t, i, model)) continue;
    const ofWord = stepsOfWord(part, t, i);
    cueNeighbourFeatures(keys, t, i, 0);
    const first = (ofWord + countSteps(part, keys)) * part.scale;
    if (first < leastFirstScore) continue;
    const s0 = windowStart(t, i);
    const s1 = windowEnd(t, i);
    moreCueHeadFeatures(keys, t, counts, i, s0, s1);
    const wide = first + weigh(part, keys);
    if (wide < leastWideScore) continue;
    headNetworkFeatures(model.network.keys, t, i, s0, s1);
    out[i] = 1 / (1 + Math.exp(-headNetworkScore(model.network, wide)));
  }
}

/** What {@link stepsOfWord} knows of words: six numbers that tell a word, and its steps. */
const wordSize = 7;
const wordPlaces = 1 << 11;
const knownWords = new Int32Array(wordSize * wordPlaces);
let knownPart: PartWeights | null = null;

/** The steps of the features that a word alone decides. The same words come again and again: they are remembered. */
function stepsOfWord(part: PartWeights, t: TokenTable, i: number): number {
  if (part !== knownPart) {
    // No word has this tendency.
    knownWords.fill(-1);
    knownPart = part;
  }
  const word = t.word[i]!;
  const fine = t.fineKey[i]!;
  const coarse = t.coarseKey[i]!;
  const suffix = t.suffix[i]!;
  const stem = t.stem[i]!;
  const tendency = t.tendency[i]!;
  const at = wordSize * (Math.imul(word ^ coarse, 0x9e3779b1) >>> 21);
  const k = knownWords;
  if (
    k[at] === word &&
    k[at + 1] === fine &&
    k[at + 2] === coarse &&
    k[at + 3] === suffix &&
    k[at + 4] === stem &&
    k[at + 5] === tendency
  )
    return k[at + 6]!;
  cueWordFeatures(keys, t, i);
  const steps = countSteps(part, keys);
  k[at] = word;
  k[at + 1] = fine;
  k[at + 2] = coarse;
  k[at + 3] = suffix;
  k[at + 4] = stem;
  k[at + 5] = tendency;
  k[at + 6] = steps;
  return steps;
}

/** Words that the lexicon of heads allows, and the colon. */
export function isHeadCandidate(t: TokenTable, i: number, model: QuoteModel): boolean {
  const shape = t.shape[i]!;
  if (shape === Shape.Colon) return true;
  return shape <= Shape.Clitic && model.canHeadCue(t.word[i]!, t.fine[i]!);
}

/** How far a cue's words go to both sides of its head: word by word, as long as the next is more likely in it than not. */
export function reachOfCue(t: TokenTable, head: number, model: QuoteModel): TokenSpan {
  if (t.shape[head]! > Shape.Clitic) return { first: head, last: head };
  const s0 = windowStart(t, head);
  const s1 = windowEnd(t, head);
  let first = head;
  while (first > s0 && head - first < maxCueReach) {
    cueLeftFeatures(keys, t, head, first);
    if (weigh(model.parts.cueLeft, keys) <= 0) break;
    first--;
  }
  let last = head;
  while (last + 1 < s1 && last - head < maxCueReach) {
    cueRightFeatures(keys, t, first, head, last);
    if (weigh(model.parts.cueRight, keys) <= 0) break;
    last++;
  }
  return { first, last };
}
