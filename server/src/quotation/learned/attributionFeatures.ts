import type { TokenSpan } from './cueContext';
import { one, small, three, two } from './featureHash';
import { bucket, type FeatureKeys } from './featureKeys';
import type { TokenTable } from './tokenTable';

/** An attribution in tokens of one paragraph. */
export interface TokenAttribution {
  readonly head: number;
  readonly cue: TokenSpan;
  readonly source: TokenSpan | null;
  readonly content: readonly TokenSpan[];
  /** Probability that the cue is one, and that the other roles stand where they are said to stand. */
  readonly cueProbability: number;
  readonly sourceProbability: number;
  readonly contentProbability: number;
  /** Probability that the whole is an attribution. */
  readonly probability: number;
}

/** Steps of log odds, 0 to 24; the middle is 12. */
const level = (probability: number) => {
  const p = Math.min(0.9995, Math.max(0.0005, probability));
  return 12 + Math.round(Math.log(p / (1 - p)) * 1.5);
};
const noLevel = 31;

/** What the last model sees: a whole attribution, with the probabilities of its parts. It says whether it is one. */
export function attributionFeatures(keys: FeatureKeys, t: TokenTable, a: TokenAttribution): void {
  const { word, fineKey, coarseKey, shape, quote } = t;
  const k = keys.hashes;
  const cue = level(a.cueProbability);
  const source = a.source === null ? noLevel : level(a.sourceProbability);
  const content = a.content.length === 0 ? noLevel : level(a.contentProbability);
  const head = word[a.head]!;
  const fine = fineKey[a.head]!;
  const first = a.content[0];
  const last = a.content[a.content.length - 1];
  const quoted = (i: number | undefined) =>
    i === undefined ? 3 : quote[i]! < 0 ? 0 : quote[i] === quote[a.head] ? 1 : 2;
  const inQuote = quote[a.head]! >= 0 ? 1 : 0;
  const kind = quoted(first?.first) * 4 + quoted(last?.last);
  let length = 0;
  for (const span of a.content) length += span.last - span.first + 1;
  const long = bucket(length);
  const side = first === undefined ? 0 : first.first < a.head ? (a.content.length > 1 ? 3 : 1) : 2;
  const place = a.source === null ? 0 : a.source.last < a.cue.first ? (a.cue.first - a.source.last === 1 ? 1 : 2) : 3;
  const none = small[0]!;
  const sourceFirst = a.source === null ? none : coarseKey[a.source.first]!;
  const contentFirst = first === undefined ? none : coarseKey[first.first]!;
  k[0] = one(1, none);
  k[1] = one(2, small[cue]!);
  k[2] = one(3, small[cue * 2 + inQuote]!);
  k[3] = one(4, small[source]!);
  k[4] = one(5, small[content]!);
  k[5] = one(6, small[(cue >> 1) * 16 + (source >> 1)]!);
  k[6] = one(7, small[(cue >> 1) * 16 + (content >> 1)]!);
  k[7] = one(8, small[(source >> 1) * 16 + (content >> 1)]!);
  k[8] = one(9, small[kind * 2 + inQuote]!);
  k[9] = one(10, small[kind * 16 + (cue >> 1)]!);
  k[10] = one(11, small[long * 4 + side]!);
  k[11] = one(12, small[long * 16 + kind]!);
  k[12] = one(13, small[place * 2 + inQuote]!);
  k[13] = one(14, small[place * 16 + (cue >> 1)]!);
  k[14] = one(15, head);
  k[15] = one(16, fine);
  k[16] = two(17, fine, small[place]!);
  k[17] = two(18, head, small[place]!);
  k[18] = two(19, head, small[side]!);
  k[19] = two(20, coarseKey[a.head]!, small[a.cue.last - a.cue.first]!);
  k[20] = two(21, sourceFirst, small[place]!);
  k[21] = two(22, a.source === null ? none : fineKey[a.source.last]!, small[inQuote]!);
  k[22] = one(23, small[a.source === null ? 15 : bucket(a.source.last - a.source.first)]!);
  k[23] = two(24, contentFirst, small[side]!);
  k[24] = two(25, first === undefined ? none : word[first.first]!, small[side]!);
  k[25] = two(26, fine, contentFirst);
  k[26] = two(27, fine, sourceFirst);
  k[27] = one(28, small[(last === undefined ? 0 : shape[last.last + 1]!) * 4 + side]!);
  k[28] = two(29, a.source === null ? none : word[a.source.first]!, small[inQuote]!);
  k[29] = two(30, head, sourceFirst);
  k[30] = two(31, head, small[long]!);
  k[31] = three(32, sourceFirst, contentFirst, small[place * 4 + side]!);
  keys.count = 32;
}
