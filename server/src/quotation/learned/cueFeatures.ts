import { one, small, three, two } from './featureHash';
import { bucket, sequenceHash, type FeatureKeys } from './featureKeys';
import type { RunningCounts } from './runningCounts';
import { Shape } from './tokenShape';
import type { TokenTable } from './tokenTable';

/** Longest extension of a cue to either side of its head, in tokens. */
export const maxCueReach = 9;

/** What the cue-head model sees of token `i` first: the word and its neighbours. Most words are no cues by that alone. */
export function cueHeadFeatures(keys: FeatureKeys, t: TokenTable, i: number): void {
  cueWordFeatures(keys, t, i);
  cueNeighbourFeatures(keys, t, i, keys.count);
}

/** Those of {@link cueHeadFeatures} that the word alone decides. */
export function cueWordFeatures(keys: FeatureKeys, t: TokenTable, i: number): void {
  const k = keys.hashes;
  k[0] = one(1, t.word[i]!);
  k[1] = one(2, t.fineKey[i]!);
  k[2] = one(3, t.coarseKey[i]!);
  k[3] = one(4, t.suffix[i]!);
  k[4] = one(13, t.stem[i]!);
  k[5] = one(15, small[t.tendency[i]!]!);
  keys.count = 6;
}

/** The others of {@link cueHeadFeatures}, behind `n` that stand there. */
export function cueNeighbourFeatures(keys: FeatureKeys, t: TokenTable, i: number, n: number): void {
  const { word, fineKey, coarseKey } = t;
  const k = keys.hashes;
  const w = word[i]!;
  const f = fineKey[i]!;
  const c = coarseKey[i]!;
  const cl = coarseKey[i - 1]!;
  const cr = coarseKey[i + 1]!;
  const td = small[t.tendency[i]!]!;
  k[n] = two(5, w, word[i - 1]!);
  k[n + 1] = two(6, w, word[i + 1]!);
  k[n + 2] = two(7, w, cl);
  k[n + 3] = two(8, w, cr);
  k[n + 4] = two(9, f, fineKey[i - 1]!);
  k[n + 5] = two(10, f, fineKey[i + 1]!);
  k[n + 6] = three(11, f, cl, cr);
  k[n + 7] = three(12, c, cl, cr);
  k[n + 8] = two(14, t.stem[i]!, cr);
  k[n + 9] = two(16, td, cl);
  k[n + 10] = two(17, td, cr);
  keys.count = n + 11;
}

/** What the cue-head model sees of token `i` in its sentence `[s0, s1)` besides. */
export function moreCueHeadFeatures(
  keys: FeatureKeys,
  t: TokenTable,
  counts: RunningCounts,
  i: number,
  s0: number,
  s1: number,
): void {
  const { word, stem, fineKey, coarseKey, shape, quote } = t;
  const k = keys.hashes;
  const w = word[i]!;
  const f = fineKey[i]!;
  const c = coarseKey[i]!;
  const wl = word[i - 1]!;
  const wr = word[i + 1]!;
  const wl2 = word[i - 2]!;
  const wr2 = word[i + 2]!;
  const cl = coarseKey[i - 1]!;
  const cr = coarseKey[i + 1]!;
  const cl2 = coarseKey[i - 2]!;
  const cr2 = coarseKey[i + 2]!;
  k[0] = two(20, small[shape[i]!]!, c);
  k[1] = one(21, wl);
  k[2] = one(22, wr);
  k[3] = one(23, wl2);
  k[4] = one(24, wr2);
  k[5] = one(25, fineKey[i - 1]!);
  k[6] = one(26, fineKey[i + 1]!);
  k[7] = two(27, w, cl2);
  k[8] = two(28, w, cr2);
  k[9] = three(29, c, cl, cl2);
  k[10] = three(30, c, cr, cr2);
  k[11] = three(31, w, wr, wr2);
  k[12] = three(32, w, wl, wl2);
  k[13] = two(33, f, coarseKey[i - 3]!);
  k[14] = two(34, f, coarseKey[i + 3]!);
  k[15] = three(35, f, cl, cl2);
  k[16] = three(36, f, cr, cr2);
  // Quotation marks around the sentence and around the word.
  const own = quote[i]!;
  let quoteBefore = 0;
  let quoteAfter = 0;
  if (counts.quoted[s1]! > counts.quoted[s0]!) {
    for (let j = i - 1; j >= s0 && j > i - 60; j--)
      if (quote[j]! >= 0 && quote[j] !== own) {
        quoteBefore = i - j < 4 ? 2 : 1;
        break;
      }
    for (let j = i + 1; j < s1 && j < i + 60; j++)
      if (quote[j]! >= 0 && quote[j] !== own) {
        quoteAfter = j - i < 4 ? 2 : 1;
        break;
      }
  }
  const next = counts.nextThat[i]!;
  const thatAfter = next < s1 ? bucket(next - i) : 0;
  const inQuote = own >= 0 ? 1 : 0;
  k[17] = two(37, small[inQuote]!, w);
  k[18] = one(38, small[quoteBefore * 8 + quoteAfter * 2 + inQuote]!);
  k[19] = two(39, small[quoteBefore]!, f);
  k[20] = two(40, small[quoteAfter]!, f);
  k[21] = two(41, small[thatAfter]!, f);
  k[22] = two(42, small[thatAfter]!, c);
  k[23] = two(43, small[bucket(i - s0)]!, c);
  k[24] = two(44, small[bucket(s1 - i)]!, f);
  k[25] = two(45, small[inQuote]!, c);
  k[26] = two(46, small[shape[i - 1]! * 16 + shape[i + 1]!]!, c);
  // The nearest comma to the left tells a gerund that opens a clause of its own.
  let comma = 0;
  for (let j = i - 1; j >= s0 && j > i - 8; j--)
    if (shape[j] === Shape.Comma) {
      comma = i - j;
      break;
    }
  k[27] = two(47, small[comma]!, c);
  k[28] = three(48, wl, wr, c);
  k[29] = two(49, fineKey[i - 1]!, fineKey[i + 1]!);
  const s = stem[i]!;
  k[30] = two(50, s, cl);
  k[31] = two(51, s, wl);
  k[32] = two(52, s, wr);
  k[33] = two(53, s, t.suffix[i]!);
  k[34] = two(54, stem[i - 1]!, s);
  k[35] = two(55, s, stem[i + 1]!);
  k[36] = three(56, s, cl, cr);
  const td = small[t.tendency[i]!]!;
  k[37] = three(57, td, cl, cr);
  k[38] = two(58, td, small[thatAfter]!);
  k[39] = two(59, td, small[quoteBefore * 8 + quoteAfter * 2 + inQuote]!);
  k[40] = two(60, td, wl);
  k[41] = two(61, td, wr);
  k[42] = three(62, td, small[t.tendency[i - 1]!]!, small[t.tendency[i + 1]!]!);
  keys.count = 43;
}

/** Features of "the cue that starts with `s` so far takes in the token before it, too". */
export function cueLeftFeatures(keys: FeatureKeys, t: TokenTable, head: number, s: number): void {
  const { word, fineKey, coarseKey } = t;
  const k = keys.hashes;
  const w = word[head]!;
  const f = fineKey[head]!;
  const reach = small[head - s]!;
  const wp = word[s - 1]!;
  const fp = fineKey[s - 1]!;
  const cp = coarseKey[s - 1]!;
  const cs = coarseKey[s]!;
  k[0] = one(1, reach);
  k[1] = one(2, word[s]!);
  k[2] = one(3, fineKey[s]!);
  k[3] = two(4, cs, reach);
  k[4] = two(5, wp, reach);
  k[5] = one(6, fp);
  k[6] = two(7, cp, reach);
  k[7] = two(8, wp, word[s]!);
  k[8] = two(9, cp, cs);
  k[9] = two(10, w, reach);
  k[10] = two(11, f, reach);
  k[11] = one(12, sequenceHash(t, s, head + 1));
  k[12] = one(13, sequenceHash(t, s - 1, head));
  k[13] = two(14, w, wp);
  k[14] = three(15, wp, cs, reach);
  k[15] = three(16, cp, coarseKey[s - 2]!, cs);
  k[16] = two(17, fp, fineKey[s]!);
  k[17] = three(18, f, cp, reach);
  k[18] = two(19, wp, f);
  k[19] = two(20, wp, word[s - 2]!);
  k[20] = three(21, w, cp, coarseKey[s - 2]!);
  k[21] = two(22, wp, coarseKey[s - 2]!);
  k[22] = two(23, w, coarseKey[s - 2]!);
  k[23] = three(24, f, fp, reach);
  k[24] = three(25, wp, w, word[s - 2]!);
  k[25] = two(26, small[t.shape[s - 1]! * 16 + t.shape[s]!]!, reach);
  keys.count = 26;
}

/** Features of "the cue `[left, e]` so far takes in the token after it, too". */
export function cueRightFeatures(keys: FeatureKeys, t: TokenTable, left: number, head: number, e: number): void {
  const { word, fineKey, coarseKey, shape } = t;
  const k = keys.hashes;
  const reach = small[e - head]!;
  const w = word[head]!;
  const f = fineKey[head]!;
  const we = word[e]!;
  const ce = coarseKey[e]!;
  const wn = word[e + 1]!;
  const fn = fineKey[e + 1]!;
  const cn = coarseKey[e + 1]!;
  const wn2 = word[e + 2]!;
  const cn2 = coarseKey[e + 2]!;
  k[0] = one(1, reach);
  k[1] = one(2, we);
  k[2] = one(3, fineKey[e]!);
  k[3] = two(4, ce, reach);
  k[4] = two(5, wn, reach);
  k[5] = one(6, fn);
  k[6] = two(7, cn, reach);
  k[7] = two(8, we, wn);
  k[8] = two(9, ce, cn);
  k[9] = two(10, w, reach);
  k[10] = two(11, f, reach);
  k[11] = one(12, sequenceHash(t, head, e + 1));
  k[12] = one(13, sequenceHash(t, head + 1, e + 2));
  k[13] = three(14, w, wn, reach);
  k[14] = three(15, w, cn, reach);
  k[15] = three(16, cn, cn2, ce);
  k[16] = two(17, fineKey[e]!, fn);
  k[17] = three(18, f, cn, reach);
  k[18] = two(19, small[bucket(head - left)]!, reach);
  k[19] = two(20, small[shape[e]! * 16 + shape[e + 1]!]!, reach);
  k[20] = two(21, small[t.quote[e + 1]! >= 0 ? 1 : 0]!, reach);
  k[21] = three(22, we, wn, wn2);
  k[22] = two(23, f, wn);
  k[23] = two(24, wn, wn2);
  k[24] = two(25, w, wn2);
  k[25] = three(26, w, wn, wn2);
  k[26] = three(27, w, cn, cn2);
  k[27] = three(28, f, fn, fineKey[e + 2]!);
  k[28] = three(29, cn, cn2, coarseKey[e + 3]!);
  k[29] = three(30, w, sequenceHash(t, e + 1, e + 4), reach);
  keys.count = 30;
}
