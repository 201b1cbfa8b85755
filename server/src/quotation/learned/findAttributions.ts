import { logistic, sumTrees } from '../../base/boostedTrees';
import { attributionFeatures, type TokenAttribution } from './attributionFeatures';
import { windowEnd, windowStart } from './candidates';
import { keys } from './choose';
import { contentContext } from './contentContext';
import type { CueContext } from './cueContext';
import { headProbabilities, reachOfCue } from './findCues';
import { pickContent, pickSource } from './pickRoles';
import { judgeFeatureCount, judgeFeatures, type JudgedAttribution } from './judgeFeatures';
import { weigh, type QuoteModel } from './quoteModel';
import { RunningCounts } from './runningCounts';
import { tokenPadding, type TokenTable } from './tokenTable';

/** Heads below this are not followed up. */
const leastHeadProbability = 0.25;

/** How sure a whole attribution must be; chosen on training articles that were held out (see docs/accuracy.md). */
export const defaultThreshold = 0.4;

/** Arrays that are used again for each paragraph. */
const counts = new RunningCounts();
let headProbability = new Float32Array(0);
let taken = new Uint8Array(0);
const numbers = new Float64Array(judgeFeatureCount);

/** Finds the attributions of one paragraph, in the order of their cues. Linear in its length. */
export function findAttributions(t: TokenTable, model: QuoteModel, threshold = defaultThreshold): TokenAttribution[] {
  const all = proposeAttributions(t, model);
  const found: TokenAttribution[] = [];
  all.forEach((attribution, at) => {
    judgeFeatures(numbers, t, all, at);
    const probability = logistic(sumTrees(model.judge, numbers));
    if (probability >= threshold) found.push({ ...attribution, probability });
  });
  return found;
}

/**
 * Every attribution that a likely head proposes, in the order of heads, with the probability that a first judge gives
 * it by itself.
 */
export function proposeAttributions(t: TokenTable, model: QuoteModel): JudgedAttribution[] {
  if (headProbability.length < t.start.length) {
    headProbability = new Float32Array(t.start.length);
    taken = new Uint8Array(t.start.length);
  }
  headProbability.fill(0, t.last, t.last + tokenPadding);
  taken.fill(0, 0, t.last);
  counts.countTokens(t);
  headProbabilities(t, counts, model, headProbability);
  counts.countCues(t, headProbability);
  const heads: number[] = [];
  for (let i = t.first; i < t.last; i++) if (headProbability[i]! >= leastHeadProbability) heads.push(i);
  heads.sort((a, b) => headProbability[b]! - headProbability[a]! || a - b);
  const found: JudgedAttribution[] = [];
  for (const head of heads) {
    if (taken[head]) continue;
    const cue = reachOfCue(t, head, model);
    const context: CueContext = {
      t,
      s0: windowStart(t, head),
      s1: windowEnd(t, head),
      left: cue.first,
      head,
      right: cue.last,
      headProbability,
      counts,
    };
    const source = pickSource(context, model);
    const content = pickContent(contentContext(context, source.span), model);
    for (let i = cue.first; i <= cue.last; i++) taken[i] = 1;
    const attribution = {
      head,
      cue,
      source: source.span,
      content: content.spans,
      cueProbability: headProbability[head]!,
      sourceProbability: source.probability,
      contentProbability: content.probability,
      contentMeeting: content.meeting,
      probability: 1,
    };
    attributionFeatures(keys, t, attribution);
    found.push({ ...attribution, probability: logistic(weigh(model.parts.attribution, keys)) });
  }
  return found.sort((a, b) => a.head - b.head);
}
