import { bucket, coarseAt, fineAt, sequenceHash, shapeAt, wordAt, type FeatureSink } from './featureSink';
import { Shape, wordHash, type TokenTable } from './tokenTable';

const that = wordHash('that');

/** Longest extension of a cue to either side of its head, in tokens. */
export const maxCueReach = 9;

/** What the cue-head model sees of token `i` in its sentence `[s0, s1)`. */
export function cueHeadFeatures(sink: FeatureSink, t: TokenTable, i: number, s0: number, s1: number): void {
  sink.clear();
  const w = wordAt(t, i);
  const f = fineAt(t, i);
  const c = coarseAt(t, i);
  const wl = wordAt(t, i - 1);
  const wr = wordAt(t, i + 1);
  const wl2 = wordAt(t, i - 2);
  const wr2 = wordAt(t, i + 2);
  const fl = fineAt(t, i - 1);
  const fr = fineAt(t, i + 1);
  const cl = coarseAt(t, i - 1);
  const cr = coarseAt(t, i + 1);
  const cl2 = coarseAt(t, i - 2);
  const cr2 = coarseAt(t, i + 2);
  const cl3 = coarseAt(t, i - 3);
  const cr3 = coarseAt(t, i + 3);
  sink.add(0);
  sink.add(1, w);
  sink.add(2, f);
  sink.add(3, c);
  sink.add(4, t.suffix[i]!);
  sink.add(5, shapeAt(t, i), c);
  sink.add(6, wl);
  sink.add(7, wr);
  sink.add(8, wl2);
  sink.add(9, wr2);
  sink.add(10, fl);
  sink.add(11, fr);
  sink.add(12, w, wl);
  sink.add(13, w, wr);
  sink.add(14, w, cl);
  sink.add(15, w, cr);
  sink.add(16, w, cl2);
  sink.add(17, w, cr2);
  sink.add(18, f, fl);
  sink.add(19, f, fr);
  sink.add(20, f, cl, cr);
  sink.add(21, c, cl, cl2);
  sink.add(22, c, cr, cr2);
  sink.add(23, w, wr, wr2);
  sink.add(24, w, wl, wl2);
  sink.add(25, f, cl3);
  sink.add(26, f, cr3);
  sink.add(27, f, cl, cl2);
  sink.add(28, f, cr, cr2);
  sink.add(29, c, cl, cr);
  // Quotation marks around the sentence and around the word.
  const own = t.quote[i]!;
  let quoteBefore = 0;
  let quoteAfter = 0;
  let thatAfter = 0;
  for (let j = i - 1; j >= s0 && j > i - 60; j--)
    if (t.quote[j]! >= 0 && t.quote[j] !== own) {
      quoteBefore = i - j < 4 ? 2 : 1;
      break;
    }
  for (let j = i + 1; j < s1 && j < i + 60; j++) {
    if (thatAfter === 0 && t.word[j] === that) thatAfter = bucket(j - i);
    if (t.quote[j]! >= 0 && t.quote[j] !== own) {
      quoteAfter = j - i < 4 ? 2 : 1;
      break;
    }
  }
  const inQuote = own >= 0 ? 1 : 0;
  sink.add(30, inQuote, w);
  sink.add(31, quoteBefore, quoteAfter, inQuote);
  sink.add(32, quoteBefore, f);
  sink.add(33, quoteAfter, f);
  sink.add(34, thatAfter, f);
  sink.add(35, thatAfter, c);
  sink.add(36, bucket(i - s0), c);
  sink.add(37, bucket(s1 - i), f);
  sink.add(38, inQuote, c);
  sink.add(39, shapeAt(t, i - 1), shapeAt(t, i + 1), c);
  // The nearest comma to the left tells a gerund that opens a clause of its own.
  let comma = 0;
  for (let j = i - 1; j >= s0 && j > i - 8; j--)
    if (t.shape[j] === Shape.Comma) {
      comma = i - j;
      break;
    }
  sink.add(40, comma, c);
  sink.add(41, wl, wr, c);
  sink.add(42, fl, fr);
}

/** What the left-reach model sees: the cue starts `reach` tokens before its head. */
export function cueLeftFeatures(sink: FeatureSink, t: TokenTable, head: number, reach: number): void {
  sink.clear();
  const s = head - reach;
  const w = wordAt(t, head);
  sink.add(0, reach);
  sink.add(1, wordAt(t, s));
  sink.add(2, fineAt(t, s));
  sink.add(3, coarseAt(t, s), reach);
  sink.add(4, wordAt(t, s - 1));
  sink.add(5, fineAt(t, s - 1));
  sink.add(6, coarseAt(t, s - 1));
  sink.add(7, wordAt(t, s - 1), wordAt(t, s));
  sink.add(8, coarseAt(t, s - 1), coarseAt(t, s));
  sink.add(9, w, reach);
  sink.add(10, fineAt(t, head), reach);
  sink.add(11, sequenceHash(t, s, head + 1));
  sink.add(12, sequenceHash(t, s - 1, head));
  sink.add(13, w, wordAt(t, s));
  sink.add(14, w, wordAt(t, s - 1));
  sink.add(15, wordAt(t, s - 1), coarseAt(t, s), reach);
  sink.add(16, coarseAt(t, s - 1), coarseAt(t, s - 2), coarseAt(t, s));
  sink.add(17, fineAt(t, s - 1), fineAt(t, s));
  sink.add(18, fineAt(t, head), coarseAt(t, s - 1), reach);
  for (let j = s; j < head; j++) {
    sink.add(19, wordAt(t, j));
    sink.add(20, fineAt(t, j));
    sink.add(21, wordAt(t, j), fineAt(t, head));
  }
}

/** What the right-reach model sees: the cue `[left, …]` ends `reach` tokens after its head. */
export function cueRightFeatures(sink: FeatureSink, t: TokenTable, left: number, head: number, reach: number): void {
  sink.clear();
  const e = head + reach;
  const w = wordAt(t, head);
  const next = wordAt(t, e + 1);
  sink.add(0, reach);
  sink.add(1, wordAt(t, e));
  sink.add(2, fineAt(t, e));
  sink.add(3, coarseAt(t, e), reach);
  sink.add(4, next);
  sink.add(5, fineAt(t, e + 1));
  sink.add(6, coarseAt(t, e + 1), reach);
  sink.add(7, wordAt(t, e), next);
  sink.add(8, coarseAt(t, e), coarseAt(t, e + 1));
  sink.add(9, w, reach);
  sink.add(10, fineAt(t, head), reach);
  sink.add(11, sequenceHash(t, head, e + 1));
  sink.add(12, sequenceHash(t, head + 1, e + 2));
  sink.add(13, w, wordAt(t, e));
  sink.add(14, w, next, reach);
  sink.add(15, w, coarseAt(t, e + 1), reach);
  sink.add(16, coarseAt(t, e + 1), coarseAt(t, e + 2), coarseAt(t, e));
  sink.add(17, fineAt(t, e), fineAt(t, e + 1));
  sink.add(18, fineAt(t, head), coarseAt(t, e + 1), reach);
  sink.add(19, head - left, reach);
  sink.add(20, shapeAt(t, e), shapeAt(t, e + 1), reach);
  sink.add(21, t.quote[e + 1] === undefined ? -2 : t.quote[e + 1]! >= 0 ? 1 : 0, reach);
  sink.add(22, wordAt(t, e), wordAt(t, e + 1), wordAt(t, e + 2));
  sink.add(23, fineAt(t, head), next);
  for (let j = head + 1; j <= e; j++) {
    sink.add(24, wordAt(t, j));
    sink.add(25, fineAt(t, j));
    sink.add(26, wordAt(t, j), fineAt(t, head));
    sink.add(27, wordAt(t, j), w);
  }
}
