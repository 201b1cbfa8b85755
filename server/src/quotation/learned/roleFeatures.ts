import { bucket, coarseAt, fineAt, sequenceHash, shapeAt, wordAt, type FeatureSink } from './featureSink';
import { hashMix } from './featureHash';
import { countWithin, type RunningCounts } from './runningCounts';
import type { TokenTable } from './tokenTable';

/** A cue in its sentence, as the models of source and content see it. Token indices; `right` is the cue's last token. */
export interface CueContext {
  readonly t: TokenTable;
  /** The sentence's tokens `[s0, s1)`, cut to a window around the cue. */
  readonly s0: number;
  readonly s1: number;
  readonly left: number;
  readonly head: number;
  readonly right: number;
  /** For each token of the paragraph, the probability that it heads a cue. */
  readonly headProbability: Float32Array;
  readonly counts: RunningCounts;
}

/** A span of tokens, both ends included; null where a role is empty. */
export interface TokenSpan {
  readonly first: number;
  readonly last: number;
}

/** Counts what lies in `[from, to)`. */
function between(
  ctx: CueContext,
  from: number,
  to: number,
): { commas: number; cues: number; breaks: number; last: number } {
  const { counts, t } = ctx;
  const last = to > from ? counts.lastBreak[to - 1]! : -1;
  return {
    commas: countWithin(counts.commas, from, to, 3),
    cues: countWithin(counts.likelyCues, from, to, 2),
    breaks: countWithin(counts.breaks, from, to, 3),
    last: last >= from ? t.word[last]! : 0,
  };
}

const quoteState = (ctx: CueContext, i: number) => {
  const own = ctx.t.quote[ctx.head]!;
  const at = ctx.t.quote[i] ?? -1;
  return at < 0 ? 0 : at === own ? 1 : 2;
};

/** Features of "no source". */
export function noSourceFeatures(sink: FeatureSink, ctx: CueContext): void {
  const { t, head, left, right, s0, s1 } = ctx;
  sink.clear();
  const w = wordAt(t, head);
  const f = fineAt(t, head);
  sink.add(0);
  sink.add(1, w);
  sink.add(2, f);
  sink.add(3, wordAt(t, left), w);
  sink.add(4, fineAt(t, left - 1));
  sink.add(5, wordAt(t, left - 1));
  sink.add(6, fineAt(t, right + 1));
  sink.add(7, wordAt(t, right + 1));
  sink.add(8, coarseAt(t, left - 1), coarseAt(t, right + 1));
  sink.add(9, f, coarseAt(t, left - 1));
  sink.add(10, wordAt(t, left), f);
  sink.add(11, right - left, f);
  sink.add(12, wordAt(t, right));
  sink.add(13, bucket(left - s0), bucket(s1 - right));
  sink.add(14, wordAt(t, left), wordAt(t, right));
  sink.add(15, w, coarseAt(t, right + 1));
  sink.add(16, bucket(left - s0), coarseAt(t, left));
}

/** Features of "the source starts at token `i`". */
export function sourceStartFeatures(sink: FeatureSink, ctx: CueContext, i: number): void {
  const { t, head, left, right, s0 } = ctx;
  sink.clear();
  const w = wordAt(t, head);
  const f = fineAt(t, head);
  const side = i < left ? 0 : 1;
  const distance = bucket(side === 0 ? left - i : i - right);
  const gap = side === 0 ? between(ctx, i, left) : between(ctx, right + 1, i);
  const wi = wordAt(t, i);
  const fi = fineAt(t, i);
  const ci = coarseAt(t, i);
  const cb = coarseAt(t, i - 1);
  const ca = coarseAt(t, i + 1);
  const q = quoteState(ctx, i);
  const sd = side * 16 + distance;
  sink.add(20, sd);
  sink.add(21, sd, ci);
  sink.add(22, side, wi);
  sink.add(23, side, fi);
  sink.add(24, side, wordAt(t, i - 1));
  sink.add(25, side, fineAt(t, i - 1));
  sink.add(26, cb, ci);
  sink.add(27, cb, ci, ca);
  sink.add(28, fineAt(t, i - 1), fi);
  sink.add(29, fi, fineAt(t, i + 1));
  sink.add(30, w, side);
  sink.add(31, w, sd);
  sink.add(32, f, sd);
  sink.add(33, f, sd, ci);
  sink.add(34, wordAt(t, right), sd);
  sink.add(35, wordAt(t, left), sd);
  sink.add(36, side * 64 + gap.commas * 16 + gap.cues * 4 + gap.breaks, i === s0 ? 1 : 0);
  sink.add(37, gap.commas, gap.cues, side);
  sink.add(38, gap.last, side);
  sink.add(39, q, side, sd);
  sink.add(40, q, shapeAt(t, i));
  sink.add(41, i === s0 ? 1 : 0, side, ci);
  sink.add(42, i === s0 ? 1 : 0, sd, gap.commas);
  sink.add(43, wordAt(t, i - 1), ci);
  sink.add(44, gap.breaks, gap.cues, sd);
  sink.add(45, coarseAt(t, left), cb, side);
  sink.add(46, fi, f, side);
  const length = side === 0 ? left - i : i - right;
  if (length <= 5) {
    const seq = side === 0 ? sequenceHash(t, i, left) : sequenceHash(t, right + 1, i + 1);
    sink.add(47, seq, side);
    sink.add(48, hashMix(seq, cb), side);
  }
  sink.add(49, shapeAt(t, i - 1), shapeAt(t, i), sd);
  sink.add(50, wordAt(t, right), wi);
  sink.add(51, wordAt(t, right + 1), side, sd);
  sink.add(52, coarseAt(t, left - 1), coarseAt(t, left), sd);
  sink.add(53, shapeAt(t, left - 1), shapeAt(t, right + 1), sd);
}

/** Features of "the source that starts at `i` ends with token `j`". */
export function sourceEndFeatures(sink: FeatureSink, ctx: CueContext, i: number, j: number): void {
  const { t, head, left, right } = ctx;
  sink.clear();
  const side = i < left ? 0 : 1;
  const length = bucket(j - i);
  const rest = side === 0 ? left - j - 1 : 30;
  const cj = coarseAt(t, j);
  const cn = coarseAt(t, j + 1);
  const inside = between(ctx, i, j);
  const restState = rest > 6 ? 7 : rest;
  sink.add(0, side, length);
  sink.add(1, wordAt(t, j));
  sink.add(2, fineAt(t, j));
  sink.add(3, cj, side, restState);
  sink.add(4, wordAt(t, j + 1), side);
  sink.add(5, fineAt(t, j + 1), side);
  sink.add(6, cn, side, length);
  sink.add(7, cj, cn);
  sink.add(8, fineAt(t, j), fineAt(t, j + 1));
  sink.add(9, wordAt(t, i), length);
  sink.add(10, coarseAt(t, i), length);
  sink.add(11, restState, side);
  sink.add(12, restState, cn);
  sink.add(13, restState, shapeAt(t, j + 1), length);
  sink.add(14, inside.commas, restState, shapeAt(t, j + 1));
  sink.add(15, inside.commas, inside.breaks, side);
  sink.add(16, inside.cues, side, length);
  sink.add(17, cj, cn, coarseAt(t, j + 2));
  sink.add(18, coarseAt(t, j - 1), cj, cn);
  sink.add(19, wordAt(t, head), side, restState);
  sink.add(20, shapeAt(t, j), shapeAt(t, j + 1), shapeAt(t, j + 2));
  sink.add(21, quoteState(ctx, j), quoteState(ctx, j + 1));
  if (j - i < 5) {
    sink.add(22, sequenceHash(t, i, j + 1));
    sink.add(23, sequenceHash(t, i, j + 2));
  }
  if (rest < 5 && side === 0) sink.add(24, sequenceHash(t, j + 1, left));
  sink.add(25, wordAt(t, j + 1), wordAt(t, j + 2), side);
  sink.add(26, fineAt(t, i), fineAt(t, j), length);
  sink.add(27, inside.last, length);
  sink.add(28, cn, inside.commas, inside.breaks);
  sink.add(29, wordAt(t, right), side, length);
}
