import {
  leftEnds,
  leftStarts,
  quoteOpeningAt,
  rightEnds,
  rightStarts,
  sourceEnds,
  sourceStarts,
  type Candidates,
} from './candidates';
import { bestMeeting } from './bestMeeting';
import { choose, keys, scout } from './choose';
import type { ContentContext } from './contentContext';
import {
  leftEndFeatures,
  leftEndScout,
  leftStartFeatures,
  leftStartScout,
  noLeftFeatures,
} from './leftContentFeatures';
import {
  continuationFeatures,
  noRightFeatures,
  rightEndFeatures,
  rightEndScout,
  rightStartFeatures,
  rightStartScout,
} from './rightContentFeatures';
import type { CueContext, TokenSpan } from './cueContext';
import { weigh, type QuoteModel } from './quoteModel';
import { noSourceFeatures, sourceEndFeatures, sourceStartFeatures, sourceStartScout } from './sourceFeatures';

/** Edges that are compared by what their spans share: the sixth has hardly a chance. */
const comparedEdges = 5;

/** Starts that are followed up when a span is chosen by its start and then its end. */
const beam = 3;

/** Candidates that the full models are asked about, by part. */
const scouted = { sourceStart: 6, leftEnd: 4, leftStart: 4, rightStart: 5, rightEnd: 6 } as const;

/** A span, or that there is none, with its probability. */
export interface SpanChoice {
  readonly span: TokenSpan | null;
  readonly probability: number;
}

/** A piece of content, or that there is none, with the probability that it meets the right one by half, too. */
interface ContentChoice extends SpanChoice {
  readonly meeting: number;
}

/** The likely starts of the source. */
export function likelySourceStarts(ctx: CueContext, model: QuoteModel): Candidates {
  return scout(sourceStarts(ctx), model.parts.sourceStartScout, scouted.sourceStart, (i) =>
    sourceStartScout(keys, ctx, i),
  );
}

/** The likely ends of content left of the cue. */
export function likelyLeftEnds(ctx: ContentContext, model: QuoteModel): Candidates {
  return scout(leftEnds(ctx), model.parts.leftEndScout, scouted.leftEnd, (j) => leftEndScout(keys, ctx, j));
}

/** The likely starts of content left of the cue that ends with `j`. */
export function likelyLeftStarts(ctx: ContentContext, j: number, model: QuoteModel): Candidates {
  return scout(leftStarts(ctx, j), model.parts.leftStartScout, scouted.leftStart, (i) =>
    leftStartScout(keys, ctx, i, j),
  );
}

/** The likely starts of content right of the cue. */
export function likelyRightStarts(ctx: ContentContext, hasLeft: number, model: QuoteModel): Candidates {
  return scout(rightStarts(ctx), model.parts.rightStartScout, scouted.rightStart, (i) =>
    rightStartScout(keys, ctx, i, hasLeft),
  );
}

/** The likely ends of content right of the cue that starts with `i`. */
export function likelyRightEnds(ctx: ContentContext, i: number, model: QuoteModel): Candidates {
  return scout(rightEnds(ctx, i), model.parts.rightEndScout, scouted.rightEnd, (j) => rightEndScout(keys, ctx, i, j));
}

/** Finds the source of a cue. */
export function pickSource(ctx: CueContext, model: QuoteModel): SpanChoice {
  const { parts } = model;
  const starts = choose(
    likelySourceStarts(ctx, model),
    parts.sourceStart,
    beam,
    (i) => sourceStartFeatures(keys, ctx, i),
    () => noSourceFeatures(keys, ctx),
  );
  let best: SpanChoice = { span: null, probability: 0 };
  for (const { candidate: i, probability } of starts) {
    if (probability <= best.probability) continue;
    if (i === null) {
      best = { span: null, probability };
      continue;
    }
    const [end] = choose(sourceEnds(ctx, i), parts.sourceEnd, 1, (j) => sourceEndFeatures(keys, ctx, i, j), null);
    if (end === undefined || end.candidate === null) continue;
    const both = probability * end.probability;
    if (both > best.probability) best = { span: { first: i, last: end.candidate }, probability: both };
  }
  return best;
}

/** Finds the pieces of a cue's content: to its left, to its right, and in the quotation that opens the next sentence. */
export function pickContent(
  ctx: ContentContext,
  model: QuoteModel,
): { spans: TokenSpan[]; probability: number; meeting: number } {
  const left = pickLeft(ctx, model, 'orNone');
  const right = pickRight(ctx, model, left.span === null ? 0 : 1, 'orNone');
  let spans = [left.span, right.span].filter((span) => span !== null);
  let probability = left.probability * right.probability;
  let meeting = left.meeting * right.meeting;
  if (spans.length === 0) {
    // A cue says something: take the likelier of the two sides.
    const a = pickLeft(ctx, model, 'surely');
    const b = pickRight(ctx, model, 0, 'surely');
    const best = a.span !== null && a.probability > b.probability ? a : b;
    if (best.span !== null) spans = [best.span];
    probability = Math.max(0.05, best.probability);
    meeting = Math.max(0.05, best.meeting);
  }
  // A quotation that opens the next sentence may go on with the same speech.
  const next = nextQuote(ctx, spans);
  if (next !== null) {
    continuationFeatures(keys, ctx, next);
    if (weigh(model.parts.continuation, keys) > 0) spans.push({ first: next.first, last: next.last });
  }
  spans.sort((a, b) => a.first - b.first);
  return { spans, probability, meeting };
}

function pickLeft(ctx: ContentContext, model: QuoteModel, how: 'orNone' | 'surely'): ContentChoice {
  const { parts } = model;
  const [end] = choose(
    likelyLeftEnds(ctx, model),
    parts.leftEnd,
    1,
    (j) => leftEndFeatures(keys, ctx, j),
    how === 'orNone' ? () => noLeftFeatures(keys, ctx) : null,
  );
  if (end === undefined || end.candidate === null)
    return { span: null, probability: end?.probability ?? 0, meeting: end?.probability ?? 0 };
  const j = end.candidate;
  const start = bestMeeting(
    choose(
      likelyLeftStarts(ctx, j, model),
      parts.leftStart,
      comparedEdges,
      (i) => leftStartFeatures(keys, ctx, i, j),
      null,
    ),
    (i) => j - i + 1,
  );
  if (start === null) return { span: null, probability: 0, meeting: 0 };
  // A speech that began in an earlier sentence of the same quotation began where its mark opens.
  const quote = ctx.t.quote[j]!;
  const opens = quote >= 0 && quote !== ctx.t.quote[ctx.head] ? ctx.t.quoteFirst[quote]! : -1;
  const first = opens >= 0 && opens < ctx.s0 && start.candidate <= ctx.s0 + 2 ? opens : start.candidate;
  return {
    span: { first, last: j },
    probability: end.probability * start.probability,
    meeting: end.probability * start.meeting,
  };
}

function pickRight(ctx: ContentContext, model: QuoteModel, hasLeft: number, how: 'orNone' | 'surely'): ContentChoice {
  const { parts } = model;
  const starts = choose(
    likelyRightStarts(ctx, hasLeft, model),
    parts.rightStart,
    beam,
    (i) => rightStartFeatures(keys, ctx, i, hasLeft),
    how === 'orNone' ? () => noRightFeatures(keys, ctx, hasLeft) : null,
  );
  let best: ContentChoice = { span: null, probability: 0, meeting: 0 };
  for (const { candidate: i, probability } of starts) {
    if (probability <= best.probability) continue;
    if (i === null) {
      best = { span: null, probability, meeting: probability };
      continue;
    }
    const end = bestMeeting(
      choose(
        likelyRightEnds(ctx, i, model),
        parts.rightEnd,
        comparedEdges,
        (j) => rightEndFeatures(keys, ctx, i, j, hasLeft),
        null,
      ),
      (j) => j - i + 1,
    );
    if (end === null) continue;
    const both = probability * end.probability;
    if (both > best.probability)
      best = {
        span: { first: i, last: throughQuote(ctx, i, end.candidate) },
        probability: both,
        meeting: probability * end.meeting,
      };
  }
  return best;
}

/** Content that reaches the end of its sentence inside a quotation goes on to where the quotation closes. */
function throughQuote(ctx: ContentContext, i: number, last: number): number {
  const { t } = ctx;
  const quote = t.quote[last]!;
  if (quote < 0 || t.quote[ctx.head] === quote || t.quoteLast[quote]! < ctx.s1) return last;
  return ctx.s1 - 1 - last <= 2 && i <= last ? t.quoteLast[quote]! : last;
}

/** The quotation that opens the sentence after the cue's, where content found so far does not hold it already. */
export function nextQuote(
  ctx: ContentContext,
  spans: readonly TokenSpan[],
): { first: number; last: number; kindBefore: number } | null {
  const { t } = ctx;
  const end = Math.max(ctx.right, ctx.source?.last ?? 0, ...spans.map((span) => span.last));
  const at = t.sentenceStart[t.sentence[end]! + 1]!;
  const quote = quoteOpeningAt(t, at);
  if (quote < 0) return null;
  const first = t.quoteFirst[quote]!;
  const last = t.quoteLast[quote]!;
  if (first < 0 || spans.some((span) => span.first <= first && first <= span.last)) return null;
  const nearest = spans[spans.length - 1];
  const left = spans[0];
  const quoted = (span: TokenSpan | undefined) =>
    span === undefined ? 0 : t.quote[span.last]! >= 0 ? (t.quote[span.first]! >= 0 ? 2 : 3) : 1;
  const side = nearest === undefined ? 0 : nearest.first < ctx.left ? 1 : 2;
  return { first, last, kindBefore: quoted(nearest) * 12 + side * 4 + quoted(left) };
}
