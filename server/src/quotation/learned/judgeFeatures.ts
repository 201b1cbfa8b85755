import type { TokenAttribution } from './attributionFeatures';
import type { TokenSpan } from './cueContext';
import type { TokenTable } from './tokenTable';

/** An attribution as the second judge meets it: with what the first thought of it. */
export interface JudgedAttribution extends TokenAttribution {
  /** Probability that the content meets the right one by half, given that the cue is one. */
  readonly contentMeeting: number;
}

/** Neighbours to either side, in the order of the text, that an attribution is compared with: keeps a paragraph linear. */
const neighbourCount = 12;
const farOff = 99;
/** Stands for the log odds of what is not there. */
const nothing = -9;

export const judgeFeatureCount = 40;

/**
 * What the second judge sees of attribution `at`: numbers about itself, and about the others around it – which of them
 * is surer, in whose content it stands, what stands in its own, who shares its source or its content. `all` is in
 * the order of heads. Writes {@link judgeFeatureCount} numbers to `out`.
 */
export function judgeFeatures(out: Float64Array, t: TokenTable, all: readonly JudgedAttribution[], at: number): void {
  const { shape, quote, sentence, sentenceStart } = t;
  const own = all[at]!;
  const { head, cue, source, content } = own;
  const ownOdds = logOdds(own.probability);
  const sentenceAt = sentence[head]!;
  const s0 = sentenceStart[sentenceAt]!;
  const s1 = sentenceStart[sentenceAt + 1]!;
  const first = content[0];
  const last = content[content.length - 1];
  let length = 0;
  for (const span of content) length += span.last - span.first + 1;
  const quoted = (i: number | undefined) =>
    i === undefined ? 3 : quote[i]! < 0 ? 0 : quote[i] === quote[head] ? 1 : 2;
  let leftOdds = nothing;
  let rightOdds = nothing;
  let leftDistance = farOff;
  let rightDistance = farOff;
  let bestOdds = nothing;
  let inSentence = 0;
  let surer = 0;
  let aroundOdds = nothing;
  let aroundQuoted = -1;
  let depth = 0;
  let withinOdds = nothing;
  let within = 0;
  let sameSourceOdds = nothing;
  let sameContentOdds = nothing;
  let sameContent = 0;
  let sourceWithinOdds = nothing;
  let beforeOdds = nothing;
  const to = Math.min(all.length, at + neighbourCount + 1);
  for (let k = Math.max(0, at - neighbourCount); k < to; k++) {
    if (k === at) continue;
    const other = all[k]!;
    const odds = logOdds(other.probability);
    const otherSentence = sentence[other.head]!;
    if (otherSentence === sentenceAt) {
      inSentence++;
      const distance = other.head - head;
      if (distance < 0 && -distance < leftDistance) {
        leftDistance = -distance;
        leftOdds = odds;
      } else if (distance > 0 && distance < rightDistance) {
        rightDistance = distance;
        rightOdds = odds;
      }
      if (odds > bestOdds) bestOdds = odds;
      if (odds > ownOdds) surer++;
    } else if (otherSentence === sentenceAt - 1 && odds > beforeOdds) beforeOdds = odds;
    for (const span of other.content) {
      if (span.first <= head && head <= span.last) {
        depth++;
        if (odds > aroundOdds) {
          aroundOdds = odds;
          aroundQuoted = quote[span.first]! >= 0 ? 1 : 0;
        }
      }
      if (source !== null && span.first <= source.first && source.last <= span.last && odds > sourceWithinOdds)
        sourceWithinOdds = odds;
      if (first === undefined || odds <= sameContentOdds) continue;
      const share = sharedPart(span, first.first, last!.last);
      if (share > 0.5) {
        sameContentOdds = odds;
        sameContent = share;
      }
    }
    for (const span of content)
      if (span.first <= other.head && other.head <= span.last) {
        within++;
        if (odds > withinOdds) withinOdds = odds;
        break;
      }
    if (source !== null && other.source !== null && source.first === other.source.first && odds > sameSourceOdds)
      sameSourceOdds = odds;
  }
  out[0] = logOdds(own.cueProbability);
  out[1] = logOdds(own.sourceProbability) - (source === null ? 20 : 0);
  out[2] = logOdds(own.contentProbability);
  out[3] = ownOdds;
  out[4] = cue.last - cue.first + 1;
  out[5] = source === null ? 0 : source.last - source.first + 1;
  out[6] = Math.min(100, length);
  out[7] = content.length;
  out[8] = first === undefined ? 0 : first.first < head ? (content.length > 1 ? 3 : 1) : 2;
  out[9] = source === null ? 0 : source.last < cue.first ? (cue.first - source.last === 1 ? 1 : 2) : 3;
  out[10] = (quoted(first?.first) * 4 + quoted(last?.last)) * 2 + (quote[head]! >= 0 ? 1 : 0);
  out[11] = t.tendency[head]!;
  out[12] = shape[head]!;
  out[13] = Math.min(100, head - s0);
  out[14] = Math.min(100, s1 - head);
  out[15] = Math.min(100, s1 - s0);
  out[16] = Math.min(300, t.last - t.first);
  out[17] = Math.min(20, t.quoteFirst.length);
  out[18] = source === null ? 9 : shape[source.first]!;
  out[19] = source === null ? -1 : Math.min(20, Math.abs(source.first - cue.first));
  out[20] = leftOdds;
  out[21] = rightOdds;
  out[22] = leftDistance;
  out[23] = rightDistance;
  out[24] = bestOdds;
  out[25] = inSentence;
  out[26] = aroundOdds;
  out[27] = aroundQuoted;
  out[28] = depth;
  out[29] = withinOdds;
  out[30] = within;
  out[31] = sameSourceOdds;
  out[32] = sameContentOdds;
  out[33] = sameContent;
  out[34] = shape[cue.first - 1]!;
  out[35] = shape[cue.last + 1]!;
  out[36] = surer;
  out[37] = sourceWithinOdds;
  out[38] = beforeOdds;
  out[39] = logOdds(own.contentMeeting);
}

function logOdds(probability: number): number {
  const p = Math.min(0.9995, Math.max(0.0005, probability));
  return Math.log(p / (1 - p));
}

/** What a span and `[first, last]` share of both together. */
function sharedPart(span: TokenSpan, first: number, last: number): number {
  const shared = Math.min(span.last, last) - Math.max(span.first, first) + 1;
  return shared <= 0 ? 0 : shared / (span.last - span.first + last - first + 2 - shared);
}
