import { contentCueFeatures } from './contentCueFeatures';
import type { ContentContext } from './contentContext';
import { quoteState } from './cueContext';
import { one, small, three, two } from './featureHash';
import { bucket, sequenceHash, type FeatureKeys } from './featureKeys';
import { countWithin } from './runningCounts';

/** Features of "no content to the left". */
export function noLeftFeatures(keys: FeatureKeys, ctx: ContentContext): void {
  keys.count = contentCueFeatures(keys, ctx, 1);
}

const leftGap = (ctx: ContentContext, j: number) => {
  const gap = ctx.anchorFirst - 1 - j;
  return gap < 0 ? 15 : gap > 6 ? 7 + (gap > 15 ? 1 : 0) : gap;
};

/** What is asked first of "the content to the left of the cue ends with token `j`". */
export function leftEndScout(keys: FeatureKeys, ctx: ContentContext, j: number): void {
  const { coarseKey } = ctx.t;
  const k = keys.hashes;
  const gap = leftGap(ctx, j);
  const state = quoteState(ctx, j) * 4 + quoteState(ctx, j + 1);
  k[0] = one(1, small[(gap * 16 + state) * 8 + ctx.place]!);
  k[1] = two(2, coarseKey[j]!, coarseKey[j + 1]!);
  k[2] = two(3, coarseKey[j + 1]!, small[gap]!);
  keys.count = 3;
}

/** Features of "the content to the left of the cue ends with token `j`". */
export function leftEndFeatures(keys: FeatureKeys, ctx: ContentContext, j: number): void {
  const { t, head, left, s0, place } = ctx;
  const { word, fineKey, coarseKey, shape } = t;
  const k = keys.hashes;
  const first = ctx.anchorFirst;
  const gap = first - 1 - j;
  const gapState = leftGap(ctx, j);
  const far = small[gapState]!;
  const at = small[place]!;
  const both = small[gapState * 8 + place]!;
  const w = word[head]!;
  const state = quoteState(ctx, j) * 4 + quoteState(ctx, j + 1);
  const nextShape = shape[j + 1]!;
  k[0] = one(30, both);
  k[1] = two(31, w, far);
  k[2] = two(32, fineKey[head]!, both);
  k[3] = one(33, small[state * 8 + place]!);
  k[4] = one(34, small[state * 16 + gapState]!);
  k[5] = one(35, word[j]!);
  k[6] = one(36, fineKey[j]!);
  k[7] = three(37, coarseKey[j]!, coarseKey[j + 1]!, far);
  k[8] = one(38, small[(nextShape * 16 + shape[j + 2]!) * 16 + gapState]!);
  k[9] = two(39, word[j + 1]!, at);
  k[10] = two(40, fineKey[j + 1]!, at);
  k[11] = one(42, small[(state * 2 + (j < s0 ? 1 : 0)) * 8 + place]!);
  k[12] = two(43, fineKey[j]!, fineKey[j + 1]!);
  k[13] = three(44, coarseKey[left - 1]!, coarseKey[left]!, far);
  k[14] = two(45, word[left]!, small[nextShape * 16 + gapState]!);
  k[15] = one(46, small[(bucket(j - s0) * 16 + nextShape) * 16 + gapState]!);
  k[16] = two(47, word[ctx.right]!, both);
  let n = 17;
  if (gap >= 0 && gap < 6) k[n++] = one(41, sequenceHash(t, j + 1, first));
  keys.count = n;
}

/** What is asked first of "the content that ends with `j`, left of the cue, starts with `i`". */
export function leftStartScout(keys: FeatureKeys, ctx: ContentContext, i: number, j: number): void {
  const { coarseKey } = ctx.t;
  const k = keys.hashes;
  const state = (quoteState(ctx, i - 1) * 4 + quoteState(ctx, i)) * 4 + quoteState(ctx, j);
  k[0] = one(1, small[atStartOf(ctx, i) * 64 + state]!);
  k[1] = two(2, coarseKey[i - 1]!, coarseKey[i]!);
  k[2] = two(3, ctx.t.word[i - 1]!, small[bucket(j - i)]!);
  keys.count = 3;
}

const atStartOf = ({ s0 }: ContentContext, i: number) => (i < s0 ? 4 : i - s0 < 3 ? i - s0 + 1 : 0);

/** Features of "the content that ends with `j`, left of the cue, starts with `i`". */
export function leftStartFeatures(keys: FeatureKeys, ctx: ContentContext, i: number, j: number): void {
  const { t, head, s0, counts } = ctx;
  const { word, fineKey, coarseKey, shape, quote } = t;
  const k = keys.hashes;
  const w = word[head]!;
  const stateJ = quoteState(ctx, j);
  const state = (quoteState(ctx, i - 1) * 4 + quoteState(ctx, i)) * 4 + stateJ;
  const length = bucket(j - i);
  const atStart = atStartOf(ctx, i);
  const crossing = quote[i] === quote[j] ? 0 : 1;
  const commas = countWithin(counts.commas, i, j, 4);
  const cues = countWithin(counts.cues, i, j, 3);
  const closes = countWithin(counts.closes, i, j, 3);
  const long = small[length]!;
  const start = small[atStart]!;
  const before = shape[i - 1]!;
  const wi = word[i]!;
  const wb = word[i - 1]!;
  const ci = coarseKey[i]!;
  const cb = coarseKey[i - 1]!;
  k[0] = one(1, small[state * 8 + atStart]!);
  k[1] = two(2, w, start);
  k[2] = one(3, small[(atStart * 2 + crossing) * 4 + stateJ]!);
  k[3] = one(4, small[(state * 2 + crossing) * 16 + before]!);
  k[4] = one(5, wi);
  k[5] = one(6, fineKey[i]!);
  k[6] = two(7, wb, start);
  k[7] = two(8, fineKey[i - 1]!, start);
  k[8] = two(9, cb, ci);
  k[9] = one(10, small[length * 8 + atStart]!);
  k[10] = two(11, w, long);
  k[11] = one(12, small[(before * 16 + shape[i]!) * 8 + atStart]!);
  k[12] = three(13, wb, ci, small[shape[i - 2]!]!);
  k[13] = two(14, wb, wi);
  k[14] = two(15, fineKey[i - 1]!, fineKey[i]!);
  k[15] = two(16, word[s0]!, start);
  k[16] = one(17, small[(commas * 4 + cues) * 8 + atStart]!);
  k[17] = one(18, small[(closes * 64 + state) * 8 + atStart]!);
  k[18] = three(19, ci, coarseKey[i + 1]!, small[before]!);
  k[19] = one(20, small[(ctx.place * 8 + atStart) * 2 + (j + 2 >= ctx.anchorFirst ? 1 : 0)]!);
  k[20] = two(21, wi, word[i + 1]!);
  k[21] = one(22, small[(ctx.left - j > 3 ? 4 : ctx.left - j) * 16 + length]!);
  k[22] = two(23, fineKey[head]!, small[length * 8 + atStart]!);
  k[23] = two(24, word[ctx.right]!, long);
  let n = 24;
  if (j - i < 4) k[n++] = one(25, sequenceHash(t, i - 1, j + 1));
  keys.count = n;
}
