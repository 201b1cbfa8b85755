import { quoteState, type CueContext } from './cueContext';
import { one, small, three, two } from './featureHash';
import { bucket, sequenceHash, type FeatureKeys } from './featureKeys';
import { countWithin } from './runningCounts';

/** Features of "no source". */
export function noSourceFeatures(keys: FeatureKeys, ctx: CueContext): void {
  const { t, head, left, right, s0, s1 } = ctx;
  const { word, fineKey, coarseKey } = t;
  const k = keys.hashes;
  const w = word[head]!;
  const f = fineKey[head]!;
  const wl = word[left]!;
  const before = coarseKey[left - 1]!;
  const after = coarseKey[right + 1]!;
  k[0] = one(1, small[1]!);
  k[1] = one(2, w);
  k[2] = one(3, f);
  k[3] = two(4, wl, w);
  k[4] = one(5, fineKey[left - 1]!);
  k[5] = one(6, word[left - 1]!);
  k[6] = one(7, fineKey[right + 1]!);
  k[7] = one(8, word[right + 1]!);
  k[8] = two(9, before, after);
  k[9] = two(10, f, before);
  k[10] = two(11, wl, f);
  k[11] = two(12, f, small[right - left]!);
  k[12] = one(13, word[right]!);
  k[13] = one(14, small[bucket(left - s0) * 16 + bucket(s1 - right)]!);
  k[14] = two(15, wl, word[right]!);
  k[15] = two(16, w, after);
  k[16] = two(17, coarseKey[left]!, small[bucket(left - s0)]!);
  keys.count = 17;
}

/** What is asked first of "the source starts at token `i`": few candidates pass. */
export function sourceStartScout(keys: FeatureKeys, ctx: CueContext, i: number): void {
  const { t, left, right } = ctx;
  const { coarseKey } = t;
  const k = keys.hashes;
  const side = i < left ? 0 : 1;
  const distance = small[side * 16 + bucket(side === 0 ? left - i : i - right)]!;
  k[0] = one(1, distance);
  k[1] = three(2, coarseKey[i - 1]!, coarseKey[i]!, small[side]!);
  k[2] = two(3, t.word[i]!, small[side]!);
  k[3] = two(4, t.word[i - 1]!, distance);
  keys.count = 4;
}

/** Features of "the source starts at token `i`". */
export function sourceStartFeatures(keys: FeatureKeys, ctx: CueContext, i: number): void {
  const { t, head, left, right, s0, counts } = ctx;
  const { word, fineKey, coarseKey, shape } = t;
  const k = keys.hashes;
  const w = word[head]!;
  const f = fineKey[head]!;
  const side = i < left ? 0 : 1;
  const length = side === 0 ? left - i : i - right;
  const from = side === 0 ? i : right + 1;
  const to = side === 0 ? left : i;
  const commas = countWithin(counts.commas, from, to, 3);
  const cues = countWithin(counts.likelyCues, from, to, 2);
  const breaks = countWithin(counts.breaks, from, to, 3);
  const lastBreak = to > from ? counts.lastBreak[to - 1]! : -1;
  const wi = word[i]!;
  const fi = fineKey[i]!;
  const ci = coarseKey[i]!;
  const wb = word[i - 1]!;
  const fb = fineKey[i - 1]!;
  const cb = coarseKey[i - 1]!;
  const wr = word[right]!;
  const q = quoteState(ctx, i);
  const atStart = i === s0 ? 1 : 0;
  const sd = side * 16 + bucket(length);
  const at = small[sd]!;
  const on = small[side]!;
  k[0] = one(20, at);
  k[1] = two(21, ci, at);
  k[2] = two(22, wi, on);
  k[3] = two(23, fi, on);
  k[4] = two(24, wb, on);
  k[5] = two(25, fb, on);
  k[6] = two(26, cb, ci);
  k[7] = three(27, cb, ci, coarseKey[i + 1]!);
  k[8] = two(28, fb, fi);
  k[9] = two(29, fi, fineKey[i + 1]!);
  k[10] = two(30, w, on);
  k[11] = two(31, w, at);
  k[12] = two(32, f, at);
  k[13] = three(33, f, ci, at);
  k[14] = two(34, wr, at);
  k[15] = two(35, word[left]!, at);
  k[16] = one(36, small[(((side * 4 + commas) * 4 + cues) * 4 + breaks) * 2 + atStart]!);
  k[17] = one(37, small[(commas * 4 + cues) * 2 + side]!);
  k[18] = two(38, lastBreak >= from ? word[lastBreak]! : small[0]!, on);
  k[19] = one(39, small[q * 64 + sd]!);
  k[20] = one(40, small[q * 16 + shape[i]!]!);
  k[21] = two(41, ci, small[atStart * 2 + side]!);
  k[22] = one(42, small[(atStart * 64 + sd) * 4 + commas]!);
  k[23] = two(43, wb, ci);
  k[24] = one(44, small[(breaks * 4 + cues) * 64 + sd]!);
  k[25] = three(45, coarseKey[left]!, cb, on);
  k[26] = three(46, fi, f, on);
  k[27] = three(49, small[shape[i - 1]! * 16 + shape[i]!]!, at, on);
  k[28] = two(50, wr, wi);
  k[29] = two(51, word[right + 1]!, at);
  k[30] = three(52, coarseKey[left - 1]!, coarseKey[left]!, at);
  k[31] = two(53, small[shape[left - 1]! * 16 + shape[right + 1]!]!, at);
  let n = 32;
  if (length <= 5) {
    const sequence = side === 0 ? sequenceHash(t, i, left) : sequenceHash(t, right + 1, i + 1);
    k[n++] = two(47, sequence, on);
    k[n++] = three(48, sequence, cb, on);
  }
  keys.count = n;
}

/** Features of "the source that starts at `i` ends with token `j`". */
export function sourceEndFeatures(keys: FeatureKeys, ctx: CueContext, i: number, j: number): void {
  const { t, head, left, right, counts } = ctx;
  const { word, fineKey, coarseKey, shape } = t;
  const k = keys.hashes;
  const side = i < left ? 0 : 1;
  const length = bucket(j - i);
  const rest = side === 0 ? left - j - 1 : 30;
  const restState = rest > 6 ? 7 : rest;
  const cj = coarseKey[j]!;
  const cn = coarseKey[j + 1]!;
  const wn = word[j + 1]!;
  const commas = countWithin(counts.commas, i, j, 3);
  const cues = countWithin(counts.likelyCues, i, j, 2);
  const breaks = countWithin(counts.breaks, i, j, 3);
  const lastBreak = j > i ? counts.lastBreak[j - 1]! : -1;
  const on = small[side]!;
  const long = small[length]!;
  const left2 = small[restState * 2 + side]!;
  k[0] = one(1, small[length * 2 + side]!);
  k[1] = one(2, word[j]!);
  k[2] = one(3, fineKey[j]!);
  k[3] = two(4, cj, left2);
  k[4] = two(5, wn, on);
  k[5] = two(6, fineKey[j + 1]!, on);
  k[6] = two(7, cn, small[length * 2 + side]!);
  k[7] = two(8, cj, cn);
  k[8] = two(9, fineKey[j]!, fineKey[j + 1]!);
  k[9] = two(10, word[i]!, long);
  k[10] = two(11, coarseKey[i]!, long);
  k[11] = one(12, left2);
  k[12] = two(13, cn, small[restState]!);
  k[13] = one(14, small[(restState * 16 + shape[j + 1]!) * 16 + length]!);
  k[14] = one(15, small[(commas * 8 + restState) * 16 + shape[j + 1]!]!);
  k[15] = one(16, small[(commas * 4 + breaks) * 2 + side]!);
  k[16] = one(17, small[(cues * 16 + length) * 2 + side]!);
  k[17] = three(18, cj, cn, coarseKey[j + 2]!);
  k[18] = three(19, coarseKey[j - 1]!, cj, cn);
  k[19] = two(20, word[head]!, left2);
  k[20] = one(21, small[(shape[j]! * 16 + shape[j + 1]!) * 16 + shape[j + 2]!]!);
  k[21] = one(22, small[quoteState(ctx, j) * 4 + quoteState(ctx, j + 1)]!);
  k[22] = three(23, wn, word[j + 2]!, on);
  k[23] = three(24, fineKey[i]!, fineKey[j]!, long);
  k[24] = two(25, lastBreak >= i ? word[lastBreak]! : small[0]!, long);
  k[25] = two(26, cn, small[commas * 4 + breaks]!);
  k[26] = two(27, word[right]!, small[length * 2 + side]!);
  let n = 27;
  if (j - i < 5) {
    k[n++] = one(28, sequenceHash(t, i, j + 1));
    k[n++] = one(29, sequenceHash(t, i, j + 2));
  }
  if (rest < 5 && side === 0) k[n++] = one(30, sequenceHash(t, j + 1, left));
  keys.count = n;
}
