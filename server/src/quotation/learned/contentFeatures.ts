import { bucket, coarseAt, fineAt, sequenceHash, shapeAt, wordAt, type FeatureSink } from './featureSink';
import type { CueContext, TokenSpan } from './roleFeatures';
import { countWithin, isJoint } from './runningCounts';
import { Shape } from './tokenTable';

/** A cue with its source found; what is left is the content. */
export interface ContentContext extends CueContext {
  readonly source: TokenSpan | null;
  /** Where the source stands: 0 none, 1 left of the cue and beside it, 2 left and apart, 3 right beside, 4 right apart. */
  readonly place: number;
  /** The first and last token of cue and source together, where they stand beside each other. */
  readonly anchorFirst: number;
  readonly anchorLast: number;
}

/** Sets the cue and its source in relation. */
export function contentContext(ctx: CueContext, source: TokenSpan | null): ContentContext {
  const { left, right } = ctx;
  let place = 0;
  let anchorFirst = left;
  let anchorLast = right;
  if (source !== null && source.last < left) {
    place = left - source.last <= 1 ? 1 : 2;
    if (left - source.last <= 3) anchorFirst = source.first;
  } else if (source !== null) {
    place = source.first - right <= 1 ? 3 : 4;
    if (source.first - right <= 3) anchorLast = source.last;
  }
  const { t, s0, s1, head, headProbability, counts } = ctx;
  return { t, s0, s1, left, head, right, headProbability, counts, source, place, anchorFirst, anchorLast };
}

function stateAt(ctx: CueContext, i: number): number {
  const at = ctx.t.quote[i] ?? -1;
  return at < 0 ? 0 : at === ctx.t.quote[ctx.head] ? 1 : 2;
}

function cueFeatures(sink: FeatureSink, ctx: ContentContext, base: number): void {
  const { t, head, left, right, s0, s1 } = ctx;
  const place = ctx.place;
  const w = wordAt(t, head);
  const f = fineAt(t, head);
  let quoteLeft = 0;
  let quoteRight = 0;
  for (let i = ctx.anchorFirst - 1; i >= s0 && i > ctx.anchorFirst - 40; i--)
    if (stateAt(ctx, i) === 2) {
      quoteLeft = ctx.anchorFirst - i < 4 ? 2 : 1;
      break;
    }
  for (let i = ctx.anchorLast + 1; i < s1 && i < ctx.anchorLast + 40; i++)
    if (stateAt(ctx, i) === 2) {
      quoteRight = i - ctx.anchorLast < 4 ? 2 : 1;
      break;
    }
  const restLeft = bucket(ctx.anchorFirst - s0);
  const restRight = bucket(s1 - 1 - ctx.anchorLast);
  sink.add(base);
  sink.add(base + 1, w);
  sink.add(base + 2, f);
  sink.add(base + 3, w, place);
  sink.add(base + 4, f, place);
  sink.add(base + 5, place, restLeft, restRight);
  sink.add(base + 6, quoteLeft, quoteRight, place);
  sink.add(base + 7, wordAt(t, ctx.anchorLast + 1), place);
  sink.add(base + 8, fineAt(t, ctx.anchorLast + 1), place);
  sink.add(base + 9, coarseAt(t, ctx.anchorLast + 1), f);
  sink.add(base + 10, coarseAt(t, ctx.anchorFirst - 1), place);
  sink.add(base + 11, shapeAt(t, ctx.anchorFirst - 1), shapeAt(t, ctx.anchorLast + 1), place);
  sink.add(base + 12, shapeAt(t, ctx.anchorFirst - 1), shapeAt(t, ctx.anchorFirst - 2), shapeAt(t, ctx.anchorLast + 1));
  sink.add(base + 13, w, shapeAt(t, ctx.anchorFirst - 1), shapeAt(t, ctx.anchorLast + 1));
  sink.add(base + 14, wordAt(t, right), place);
  sink.add(base + 15, wordAt(t, left), place);
  sink.add(base + 16, w, coarseAt(t, right + 1));
  sink.add(base + 17, w, restRight === 0 ? 0 : restRight === 1 ? 1 : 2, restLeft === 0 ? 0 : 1);
  sink.add(base + 18, wordAt(t, right + 1), w);
  sink.add(base + 19, quoteLeft, quoteRight, w);
  sink.add(base + 20, restLeft, shapeAt(t, ctx.anchorFirst - 1), restRight);
  sink.add(base + 21, f, restLeft === 0 ? 0 : 1, restRight < 3 ? restRight : 3);
}

/** Features of "no content to the left". */
export function noLeftFeatures(sink: FeatureSink, ctx: ContentContext): void {
  sink.clear();
  cueFeatures(sink, ctx, 0);
}

/** Features of "the content to the left of the cue ends with token `j`". */
export function leftEndFeatures(sink: FeatureSink, ctx: ContentContext, j: number): void {
  const { t, head, left, s0 } = ctx;
  sink.clear();
  const first = ctx.anchorFirst;
  const place = ctx.place;
  const gap = first - 1 - j;
  const gapState = j >= first ? 20 : gap > 6 ? 7 + (gap > 15 ? 1 : 0) : gap;
  const w = wordAt(t, head);
  const state = stateAt(ctx, j) * 4 + stateAt(ctx, j + 1);
  sink.add(30, gapState, place);
  sink.add(31, gapState, w);
  sink.add(32, gapState, fineAt(t, head), place);
  sink.add(33, state, place);
  sink.add(34, state, gapState);
  sink.add(35, wordAt(t, j));
  sink.add(36, fineAt(t, j));
  sink.add(37, coarseAt(t, j), coarseAt(t, j + 1), gapState);
  sink.add(38, shapeAt(t, j + 1), shapeAt(t, j + 2), gapState);
  sink.add(39, wordAt(t, j + 1), place);
  sink.add(40, fineAt(t, j + 1), place);
  if (gap >= 0 && gap < 6) sink.add(41, sequenceHash(t, j + 1, first));
  sink.add(42, j < s0 ? 1 : 0, place, state);
  sink.add(43, fineAt(t, j), fineAt(t, j + 1));
  sink.add(44, coarseAt(t, left - 1), coarseAt(t, left), gapState);
  sink.add(45, wordAt(t, left), gapState, shapeAt(t, j + 1));
  sink.add(46, bucket(s0 > j ? 0 : j - s0), shapeAt(t, j + 1), gapState);
  sink.add(47, wordAt(t, ctx.right), gapState, place);
}

/** Counts between two tokens. */
function counts(
  ctx: CueContext,
  from: number,
  to: number,
): { commas: number; cues: number; joint: number; quotes: number } {
  const { counts: c } = ctx;
  return {
    commas: countWithin(c.commas, from, to, 4),
    cues: countWithin(c.cues, from, to, 3),
    joint: countWithin(c.joints, from, to, 4),
    quotes: countWithin(c.closes, from, to, 3),
  };
}

/** Features of "the content that ends with `j`, left of the cue, starts with `i`". */
export function leftStartFeatures(sink: FeatureSink, ctx: ContentContext, i: number, j: number): void {
  const { t, head, s0 } = ctx;
  sink.clear();
  const w = wordAt(t, head);
  const state = stateAt(ctx, i - 1) * 16 + stateAt(ctx, i) * 4 + stateAt(ctx, j);
  const length = bucket(j - i);
  const atStart = i === s0 ? 1 : i < s0 ? 2 : i === s0 + 1 ? 3 : i === s0 + 2 ? 4 : 0;
  const crossing = t.quote[i] === t.quote[j] ? 0 : 1;
  const inside = counts(ctx, i, j);
  const startWord = wordAt(t, s0);
  sink.add(0, atStart, state);
  sink.add(1, atStart, w);
  sink.add(2, atStart, crossing, stateAt(ctx, j));
  sink.add(3, state, crossing, shapeAt(t, i - 1));
  sink.add(4, wordAt(t, i));
  sink.add(5, fineAt(t, i));
  sink.add(6, wordAt(t, i - 1), atStart);
  sink.add(7, fineAt(t, i - 1), atStart);
  sink.add(8, coarseAt(t, i - 1), coarseAt(t, i));
  sink.add(9, length, atStart);
  sink.add(10, length, w);
  sink.add(11, shapeAt(t, i - 1), shapeAt(t, i), atStart);
  sink.add(12, wordAt(t, i - 1), coarseAt(t, i), shapeAt(t, i - 2));
  sink.add(13, wordAt(t, i - 1), wordAt(t, i));
  sink.add(14, fineAt(t, i - 1), fineAt(t, i));
  sink.add(15, atStart, startWord);
  sink.add(16, inside.commas, inside.cues, atStart);
  sink.add(17, inside.quotes, state, atStart);
  sink.add(18, shapeAt(t, i - 1), coarseAt(t, i), coarseAt(t, i + 1));
  sink.add(19, ctx.place, atStart, j + 2 >= ctx.anchorFirst ? 1 : 0);
  sink.add(20, wordAt(t, i), wordAt(t, i + 1));
  sink.add(21, ctx.left - j > 3 ? 4 : ctx.left - j, length);
  sink.add(22, fineAt(t, head), length, atStart);
  sink.add(23, wordAt(t, ctx.right), length);
  if (j - i < 4) sink.add(24, sequenceHash(t, i - 1, j + 1));
}

/** Features of "no content to the right", given whether there is some to the left. */
export function noRightFeatures(sink: FeatureSink, ctx: ContentContext, hasLeft: number): void {
  sink.clear();
  cueFeatures(sink, ctx, 100);
  const place = ctx.place;
  const last = ctx.anchorLast;
  sink.add(130, hasLeft);
  sink.add(131, hasLeft, place);
  sink.add(132, hasLeft, wordAt(ctx.t, ctx.head));
  sink.add(133, hasLeft, shapeAt(ctx.t, last + 1), shapeAt(ctx.t, last + 2));
  sink.add(134, hasLeft, wordAt(ctx.t, last + 1));
  sink.add(135, hasLeft, fineAt(ctx.t, last + 1), place);
  sink.add(136, hasLeft, bucket(ctx.s1 - last));
  sink.add(137, hasLeft, shapeAt(ctx.t, last + 1), ctx.s1 - last < 4 ? ctx.s1 - last : 4);
}

/** Features of "the content to the right of the cue starts with token `i`", given whether there is some to the left. */
export function rightStartFeatures(sink: FeatureSink, ctx: ContentContext, i: number, hasLeft: number): void {
  const { t, head, right, s1 } = ctx;
  sink.clear();
  const last = ctx.anchorLast;
  const place = ctx.place;
  const w = wordAt(t, head);
  const f = fineAt(t, head);
  const gap = i - last - 1;
  const gapState = gap < 0 ? 9 : gap > 5 ? 6 + (gap > 12 ? 1 : 0) : gap;
  const fromCue = i - right - 1 > 3 ? 4 : i - right - 1;
  const state = stateAt(ctx, i - 1) * 4 + stateAt(ctx, i);
  const inside = counts(ctx, Math.min(last, right) + 1, i);
  sink.add(0, gapState, place, hasLeft);
  sink.add(1, gapState, w);
  sink.add(2, gapState, f, coarseAt(t, i));
  sink.add(3, w, wordAt(t, i));
  sink.add(4, f, wordAt(t, i));
  sink.add(5, wordAt(t, i), gapState);
  sink.add(6, fineAt(t, i), gapState);
  sink.add(7, state, hasLeft);
  sink.add(8, state, gapState);
  sink.add(9, wordAt(t, i - 1), gapState);
  sink.add(10, fineAt(t, i - 1));
  sink.add(11, coarseAt(t, i - 1), coarseAt(t, i));
  sink.add(12, coarseAt(t, i - 1), coarseAt(t, i), coarseAt(t, i + 1));
  if (gap >= 0 && gap < 6) {
    sink.add(13, sequenceHash(t, last + 1, i + 1));
    sink.add(14, sequenceHash(t, last + 1, i), w);
  }
  sink.add(15, fromCue, place, w);
  sink.add(16, shapeAt(t, i - 1), shapeAt(t, i), gapState);
  sink.add(17, inside.commas, inside.cues, gapState);
  sink.add(18, inside.joint, gapState, place);
  sink.add(19, wordAt(t, right), wordAt(t, i));
  sink.add(20, wordAt(t, right), gapState);
  sink.add(21, wordAt(t, i), wordAt(t, i + 1));
  sink.add(22, fineAt(t, i), fineAt(t, i + 1));
  sink.add(23, fineAt(t, i - 1), fineAt(t, i));
  sink.add(24, i >= s1 ? 1 : 0, state, w);
  sink.add(25, i >= s1 ? 1 : 0, hasLeft);
  sink.add(26, wordAt(t, i - 1), wordAt(t, i));
  sink.add(27, f, coarseAt(t, last + 1), gapState);
  sink.add(28, hasLeft, shapeAt(t, i - 1), shapeAt(t, last + 1));
  sink.add(29, wordAt(t, last + 1), gapState);
}

/** Features of "the content that starts with `i`, right of the cue, ends with `j`". */
export function rightEndFeatures(sink: FeatureSink, ctx: ContentContext, i: number, j: number, hasLeft: number): void {
  const { t, head, s1 } = ctx;
  sink.clear();
  const w = wordAt(t, head);
  const f = fineAt(t, head);
  const wi = wordAt(t, i);
  const length = bucket(j - i);
  const inside = counts(ctx, i, j + 1);
  const nextShape = shapeAt(t, j + 1);
  const rest = j >= s1 ? 8 : Math.min(s1 - 1 - j, 6);
  const atEnd = j >= s1 ? 3 : nextShape === Shape.Stop && rest <= 3 ? 2 : rest <= 1 ? 1 : 0;
  const crossing = t.quote[i] === t.quote[j] ? 0 : 1;
  const state = stateAt(ctx, i) * 16 + stateAt(ctx, j) * 4 + stateAt(ctx, j + 1);
  const cj = coarseAt(t, j);
  const cn = coarseAt(t, j + 1);
  const wn = wordAt(t, j + 1);
  const cueNext =
    ctx.headProbability[j + 1]! > 0.5
      ? 1
      : ctx.headProbability[j + 2]! > 0.5
        ? 2
        : ctx.headProbability[j + 3]! > 0.5
          ? 3
          : 0;
  const jointNext = isJoint(wn) ? 1 : isJoint(wordAt(t, j + 2)) ? 2 : 0;
  sink.add(0, atEnd, crossing, state);
  sink.add(1, atEnd, w);
  sink.add(2, atEnd, f, length);
  sink.add(3, atEnd, wi);
  sink.add(4, atEnd, inside.commas, inside.cues);
  sink.add(5, length, w);
  sink.add(6, length, wi);
  sink.add(7, wn, nextShape === Shape.Comma ? wordAt(t, j + 2) : 0);
  sink.add(8, fineAt(t, j + 1), nextShape === Shape.Comma ? fineAt(t, j + 2) : 0);
  sink.add(9, cn, coarseAt(t, j + 2), coarseAt(t, j + 3));
  sink.add(10, cj, cn);
  sink.add(11, cj, cn, coarseAt(t, j + 2));
  sink.add(12, fineAt(t, j), fineAt(t, j + 1));
  sink.add(13, wordAt(t, j));
  sink.add(14, wordAt(t, j), wn);
  sink.add(15, w, wn);
  sink.add(16, f, fineAt(t, j + 1));
  sink.add(17, state, nextShape);
  sink.add(18, state, length);
  sink.add(19, inside.quotes, state);
  sink.add(20, nextShape, inside.commas, cueNext);
  sink.add(21, cueNext, cn, coarseAt(t, j + 2));
  sink.add(22, jointNext, wi, length);
  sink.add(23, wn, wordAt(t, j + 2), wordAt(t, j + 3));
  sink.add(24, nextShape, shapeAt(t, j + 2), length);
  sink.add(25, rest, nextShape);
  sink.add(26, hasLeft, atEnd);
  sink.add(27, wi, wn);
  sink.add(28, coarseAt(t, i), cn, length);
  sink.add(29, wordAt(t, ctx.right), length);
  sink.add(30, wordAt(t, ctx.right), wn);
  sink.add(31, fineAt(t, i), fineAt(t, j + 1));
  sink.add(32, inside.joint, length, atEnd);
  if (j - i < 4) {
    sink.add(33, sequenceHash(t, i, j + 1));
    sink.add(34, sequenceHash(t, i, j + 2));
    sink.add(35, sequenceHash(t, i, j + 2), f);
  }
  sink.add(36, inside.cues, cueNext, cn);
  sink.add(37, f, wi, atEnd);
}

/** Features of "the quotation `[first, last]` that opens the next sentence goes on with this speech". */
export function continuationFeatures(
  sink: FeatureSink,
  ctx: ContentContext,
  quote: { readonly first: number; readonly last: number; readonly kindBefore: number },
): void {
  const { t, head } = ctx;
  sink.clear();
  const end = quote.last;
  let cueAfter = 0;
  for (let i = end + 1; i < Math.min(t.length, end + 9); i++)
    if (ctx.headProbability[i]! > 0.5) {
      cueAfter = Math.min(4, i - end);
      break;
    }
  const glued = t.sentence[end + 1] === t.sentence[end] ? 1 : 0;
  sink.add(0, quote.kindBefore);
  sink.add(1, quote.kindBefore, cueAfter, glued);
  sink.add(2, wordAt(t, head), quote.kindBefore);
  sink.add(3, cueAfter, glued, bucket(end - quote.first));
  sink.add(4, shapeAt(t, end), shapeAt(t, end + 1), glued);
  sink.add(5, coarseAt(t, end + 1), glued);
  sink.add(6, end + 2 >= t.length ? 1 : 0, quote.kindBefore, cueAfter);
  sink.add(7, fineAt(t, head), ctx.place);
  sink.add(8, ctx.source === null ? 0 : bucket(ctx.source.last - ctx.source.first), quote.kindBefore);
  sink.add(9, bucket(ctx.s1 - ctx.right), quote.kindBefore);
}
