import { contentCueFeatures } from './contentCueFeatures';
import type { ContentContext } from './contentContext';
import { quoteState } from './cueContext';
import { one, small, three, two } from './featureHash';
import { bucket, sequenceHash, type FeatureKeys } from './featureKeys';
import { countWithin, isJoint } from './runningCounts';
import { Shape } from './tokenShape';

/** Features of "no content to the right", given whether there is some to the left. */
export function noRightFeatures(keys: FeatureKeys, ctx: ContentContext, hasLeft: number): void {
  const { word, fineKey, shape } = ctx.t;
  const k = keys.hashes;
  const next = ctx.anchorLast + 1;
  let n = contentCueFeatures(keys, ctx, 90);
  const rest = ctx.s1 - ctx.anchorLast;
  k[n++] = one(80, small[hasLeft]!);
  k[n++] = one(81, small[ctx.place * 2 + hasLeft]!);
  k[n++] = two(82, word[ctx.head]!, small[hasLeft]!);
  k[n++] = one(83, small[(shape[next]! * 16 + shape[next + 1]!) * 2 + hasLeft]!);
  k[n++] = two(84, word[next]!, small[hasLeft]!);
  k[n++] = two(85, fineKey[next]!, small[ctx.place * 2 + hasLeft]!);
  k[n++] = one(86, small[bucket(rest) * 2 + hasLeft]!);
  k[n++] = one(87, small[(shape[next]! * 8 + (rest < 4 ? rest : 4)) * 2 + hasLeft]!);
  keys.count = n;
}

const rightGap = (ctx: ContentContext, i: number) => {
  const gap = i - ctx.anchorLast - 1;
  return gap < 0 ? 9 : gap > 5 ? 6 + (gap > 12 ? 1 : 0) : gap;
};

/** What is asked first of "the content to the right of the cue starts with token `i`". */
export function rightStartScout(keys: FeatureKeys, ctx: ContentContext, i: number, hasLeft: number): void {
  const { word, coarseKey } = ctx.t;
  const k = keys.hashes;
  const gap = rightGap(ctx, i);
  const state = quoteState(ctx, i - 1) * 4 + quoteState(ctx, i);
  const outside = i >= ctx.s1 ? 1 : 0;
  k[0] = one(1, small[(((gap * 8 + ctx.place) * 2 + hasLeft) * 2 + outside) * 2]!);
  k[1] = two(2, coarseKey[i - 1]!, coarseKey[i]!);
  k[2] = two(3, word[i - 1]!, small[gap]!);
  k[3] = one(4, small[state * 16 + gap]!);
  keys.count = 4;
}

/** Features of "the content to the right of the cue starts with token `i`", given whether there is some to the left. */
export function rightStartFeatures(keys: FeatureKeys, ctx: ContentContext, i: number, hasLeft: number): void {
  const { t, head, right, s1, place, counts } = ctx;
  const { word, fineKey, coarseKey, shape } = t;
  const k = keys.hashes;
  const last = ctx.anchorLast;
  const w = word[head]!;
  const f = fineKey[head]!;
  const gap = i - last - 1;
  const gapState = rightGap(ctx, i);
  const far = small[gapState]!;
  const fromCue = i - right - 1 > 3 ? 4 : i < right ? 5 : i - right - 1;
  const state = quoteState(ctx, i - 1) * 4 + quoteState(ctx, i);
  const outside = i >= s1 ? 1 : 0;
  const from = (last < right ? last : right) + 1;
  const commas = countWithin(counts.commas, from, i, 4);
  const cues = countWithin(counts.cues, from, i, 3);
  const joint = countWithin(counts.joints, from, i, 4);
  const wi = word[i]!;
  const fi = fineKey[i]!;
  const ci = coarseKey[i]!;
  const wb = word[i - 1]!;
  const cb = coarseKey[i - 1]!;
  k[0] = one(1, small[(gapState * 8 + place) * 2 + hasLeft]!);
  k[1] = two(2, w, far);
  k[2] = three(3, f, ci, far);
  k[3] = two(4, w, wi);
  k[4] = two(5, f, wi);
  k[5] = two(6, wi, far);
  k[6] = two(7, fi, far);
  k[7] = one(8, small[state * 2 + hasLeft]!);
  k[8] = one(9, small[state * 16 + gapState]!);
  k[9] = two(10, wb, far);
  k[10] = one(11, fineKey[i - 1]!);
  k[11] = two(12, cb, ci);
  k[12] = three(13, cb, ci, coarseKey[i + 1]!);
  k[13] = two(16, w, small[fromCue * 8 + place]!);
  k[14] = one(17, small[(shape[i - 1]! * 16 + shape[i]!) * 16 + gapState]!);
  k[15] = one(18, small[(commas * 4 + cues) * 16 + gapState]!);
  k[16] = one(19, small[(joint * 16 + gapState) * 8 + place]!);
  k[17] = two(20, word[right]!, wi);
  k[18] = two(21, word[right]!, far);
  k[19] = two(22, wi, word[i + 1]!);
  k[20] = two(23, fi, fineKey[i + 1]!);
  k[21] = two(24, fineKey[i - 1]!, fi);
  k[22] = two(25, w, small[state * 2 + outside]!);
  k[23] = one(26, small[outside * 2 + hasLeft]!);
  k[24] = two(27, wb, wi);
  k[25] = three(28, f, coarseKey[last + 1]!, far);
  k[26] = one(29, small[(shape[i - 1]! * 16 + shape[last + 1]!) * 2 + hasLeft]!);
  k[27] = two(30, word[last + 1]!, far);
  let n = 28;
  if (gap >= 0 && gap < 6) {
    k[n++] = one(14, sequenceHash(t, last + 1, i + 1));
    k[n++] = two(15, sequenceHash(t, last + 1, i), w);
  }
  keys.count = n;
}

/** How near the end of the sentence token `j` is: 0 far, 1 at it, 2 before its stop, 3 past it. */
const atEndOf = ({ t, s1 }: ContentContext, j: number) => {
  if (j >= s1) return 3;
  const rest = s1 - 1 - j;
  return rest <= 3 && t.shape[j + 1] === Shape.Stop ? 2 : rest <= 1 ? 1 : 0;
};

/** What is asked first of "the content that starts with `i`, right of the cue, ends with `j`". */
export function rightEndScout(keys: FeatureKeys, ctx: ContentContext, i: number, j: number): void {
  const { word, coarseKey, shape } = ctx.t;
  const k = keys.hashes;
  const state = (quoteState(ctx, i) * 4 + quoteState(ctx, j)) * 4 + quoteState(ctx, j + 1);
  k[0] = one(1, small[atEndOf(ctx, j) * 64 + state]!);
  k[1] = two(2, coarseKey[j]!, coarseKey[j + 1]!);
  k[2] = two(3, word[j + 1]!, shape[j + 1] === Shape.Comma ? coarseKey[j + 2]! : small[0]!);
  k[3] = one(4, small[bucket(j - i) * 16 + shape[j + 1]!]!);
  keys.count = 4;
}

/** Features of "the content that starts with `i`, right of the cue, ends with `j`". */
export function rightEndFeatures(keys: FeatureKeys, ctx: ContentContext, i: number, j: number, hasLeft: number): void {
  const { t, head, s1, counts, headProbability } = ctx;
  const { word, fineKey, coarseKey, shape, quote } = t;
  const k = keys.hashes;
  const w = word[head]!;
  const f = fineKey[head]!;
  const wi = word[i]!;
  const length = bucket(j - i);
  const commas = countWithin(counts.commas, i, j + 1, 4);
  const cues = countWithin(counts.cues, i, j + 1, 3);
  const joint = countWithin(counts.joints, i, j + 1, 4);
  const closes = countWithin(counts.closes, i, j + 1, 3);
  const nextShape = shape[j + 1]!;
  const rest = j >= s1 ? 8 : Math.min(s1 - 1 - j, 6);
  const atEnd = atEndOf(ctx, j);
  const crossing = quote[i] === quote[j] ? 0 : 1;
  const state = (quoteState(ctx, i) * 4 + quoteState(ctx, j)) * 4 + quoteState(ctx, j + 1);
  const wj = word[j]!;
  const fj = fineKey[j]!;
  const cj = coarseKey[j]!;
  const wn = word[j + 1]!;
  const fn = fineKey[j + 1]!;
  const cn = coarseKey[j + 1]!;
  const wn2 = word[j + 2]!;
  const cn2 = coarseKey[j + 2]!;
  const cueNext =
    headProbability[j + 1]! > 0.5 ? 1 : headProbability[j + 2]! > 0.5 ? 2 : headProbability[j + 3]! > 0.5 ? 3 : 0;
  const jointNext = isJoint(wn) ? 1 : isJoint(wn2) ? 2 : 0;
  const long = small[length]!;
  const end = small[atEnd]!;
  const wr = word[ctx.right]!;
  const isComma = nextShape === Shape.Comma;
  k[0] = one(1, small[(state * 2 + crossing) * 4 + atEnd]!);
  k[1] = two(2, w, end);
  k[2] = two(3, f, small[length * 4 + atEnd]!);
  k[3] = two(4, wi, end);
  k[4] = one(5, small[(commas * 4 + cues) * 4 + atEnd]!);
  k[5] = two(6, w, long);
  k[6] = two(7, wi, long);
  k[7] = two(8, wn, isComma ? wn2 : small[0]!);
  k[8] = two(9, fn, isComma ? fineKey[j + 2]! : small[0]!);
  k[9] = three(10, cn, cn2, coarseKey[j + 3]!);
  k[10] = two(11, cj, cn);
  k[11] = three(12, cj, cn, cn2);
  k[12] = two(13, fj, fn);
  k[13] = one(14, wj);
  k[14] = two(15, wj, wn);
  k[15] = two(16, w, wn);
  k[16] = two(17, f, fn);
  k[17] = one(18, small[state * 16 + nextShape]!);
  k[18] = one(19, small[state * 16 + length]!);
  k[19] = one(20, small[closes * 64 + state]!);
  k[20] = one(21, small[(nextShape * 8 + commas) * 4 + cueNext]!);
  k[21] = three(22, cn, cn2, small[cueNext]!);
  k[22] = two(23, wi, small[jointNext * 16 + length]!);
  k[23] = three(24, wn, wn2, word[j + 3]!);
  k[24] = one(25, small[(nextShape * 16 + shape[j + 2]!) * 16 + length]!);
  k[25] = one(26, small[rest * 16 + nextShape]!);
  k[26] = one(27, small[hasLeft * 4 + atEnd]!);
  k[27] = two(28, wi, wn);
  k[28] = three(29, coarseKey[i]!, cn, long);
  k[29] = two(30, wr, long);
  k[30] = two(31, wr, wn);
  k[31] = two(32, fineKey[i]!, fn);
  k[32] = one(33, small[(joint * 16 + length) * 4 + atEnd]!);
  k[33] = two(37, cn, small[cues * 4 + cueNext]!);
  k[34] = three(38, f, wi, end);
  let n = 35;
  if (j - i < 4) {
    const sequence = sequenceHash(t, i, j + 2);
    k[n++] = one(34, sequenceHash(t, i, j + 1));
    k[n++] = one(35, sequence);
    k[n++] = two(36, sequence, f);
  }
  keys.count = n;
}

/** Features of "the quotation `[first, last]` that opens the next sentence goes on with this speech". */
export function continuationFeatures(
  keys: FeatureKeys,
  ctx: ContentContext,
  quote: { readonly first: number; readonly last: number; readonly kindBefore: number },
): void {
  const { t, head } = ctx;
  const { word, fineKey, coarseKey, shape, sentence } = t;
  const k = keys.hashes;
  const end = quote.last;
  let cueAfter = 0;
  for (let i = end + 1; i < Math.min(t.last, end + 9); i++)
    if (ctx.headProbability[i]! > 0.5) {
      cueAfter = Math.min(4, i - end);
      break;
    }
  const glued = sentence[end + 1] === sentence[end] ? 1 : 0;
  const after = cueAfter * 2 + glued;
  k[0] = one(1, small[quote.kindBefore]!);
  k[1] = one(2, small[quote.kindBefore * 16 + after]!);
  k[2] = two(3, word[head]!, small[quote.kindBefore]!);
  k[3] = one(4, small[after * 16 + bucket(end - quote.first)]!);
  k[4] = one(5, small[(shape[end]! * 16 + shape[end + 1]!) * 2 + glued]!);
  k[5] = two(6, coarseKey[end + 1]!, small[glued]!);
  k[6] = one(7, small[(quote.kindBefore * 2 + (end + 2 >= t.last ? 1 : 0)) * 8 + cueAfter]!);
  k[7] = two(8, fineKey[head]!, small[ctx.place]!);
  k[8] = one(9, small[quote.kindBefore * 16 + (ctx.source === null ? 0 : bucket(ctx.source.last - ctx.source.first))]!);
  k[9] = one(10, small[quote.kindBefore * 16 + bucket(ctx.s1 - ctx.right)]!);
  keys.count = 10;
}
