import {
  leftEnds,
  leftStarts,
  quoteOpeningAt,
  rightEnds,
  rightStarts,
  sentenceWindow,
  sourceEnds,
  sourceStarts,
} from './candidates';
import {
  continuationFeatures,
  leftEndFeatures,
  leftStartFeatures,
  noLeftFeatures,
  noRightFeatures,
  rightEndFeatures,
  rightStartFeatures,
  type ContentContext,
} from './contentFeatures';
import { cueHeadFeatures, cueLeftFeatures, cueRightFeatures, maxCueReach } from './cueFeatures';
import { FeatureSink } from './featureSink';
import { attributionFeatures } from './attributionFeatures';
import { headNetworkFeatures } from './headNetwork';
import type { ModelPart, Scorer } from './quoteModel';
import {
  noSourceFeatures,
  sourceEndFeatures,
  sourceStartFeatures,
  type CueContext,
  type TokenSpan,
} from './roleFeatures';
import { runningCounts } from './runningCounts';
import { Shape, type TokenTable } from './tokenTable';

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

/** Heads below this are not followed up. */
const leastHeadProbability = 0.12;

/** How sure the head of a cue must be; chosen by cross-validation on the training articles. */
export const defaultThreshold = 0.46;

const sink = new FeatureSink();

/** The probability of each token of the paragraph to head a cue. */
export function headProbabilities(t: TokenTable, scorer: Scorer): Float32Array {
  const out = new Float32Array(t.length);
  for (let i = 0; i < t.length; i++) {
    if (!isHeadCandidate(t, i, scorer)) continue;
    const { s0, s1 } = sentenceWindow(t, i);
    cueHeadFeatures(sink, t, i, s0, s1);
    const wide = scorer.score('cueHead', sink);
    headNetworkFeatures(sink, t, i, s0, s1);
    out[i] = 1 / (1 + Math.exp(-wide - scorer.scoreHead(sink)));
  }
  return out;
}

/** Words that the lexicon of heads allows, and the colon. */
export function isHeadCandidate(t: TokenTable, i: number, scorer: Scorer): boolean {
  const shape = t.shape[i]!;
  if (shape === Shape.Colon) return true;
  return shape <= Shape.Clitic && scorer.canHeadCue(t.word[i]!, t.fine[i]!);
}

/** Finds the attributions of one paragraph, in the order of their cues. Linear in its length. */
export function findAttributions(t: TokenTable, scorer: Scorer, threshold = defaultThreshold): TokenAttribution[] {
  const headProbability = headProbabilities(t, scorer);
  const counts = runningCounts(t, headProbability);
  const heads: number[] = [];
  for (let i = 0; i < t.length; i++) if (headProbability[i]! >= leastHeadProbability) heads.push(i);
  heads.sort((a, b) => headProbability[b]! - headProbability[a]! || a - b);
  const taken = new Uint8Array(t.length);
  const found: TokenAttribution[] = [];
  for (const head of heads) {
    if (taken[head]) continue;
    const cue = reachOfCue(t, head, scorer);
    const context: CueContext = {
      t,
      ...sentenceWindow(t, head),
      left: cue.first,
      head,
      right: cue.last,
      headProbability,
      counts,
    };
    const source = pickSource(context, scorer);
    const content = pickContent({ ...context, source: source.span }, scorer);
    for (let i = cue.first; i <= cue.last; i++) taken[i] = 1;
    const attribution = {
      head,
      cue,
      source: source.span,
      content: content.spans,
      cueProbability: headProbability[head]!,
      sourceProbability: source.probability,
      contentProbability: content.probability,
      probability: 1,
    };
    attributionFeatures(sink, t, attribution);
    const probability = 1 / (1 + Math.exp(-scorer.score('attribution', sink)));
    if (probability >= threshold) found.push({ ...attribution, probability });
  }
  return found.sort((a, b) => a.head - b.head);
}

/** How far a cue's words go to both sides of its head. */
export function reachOfCue(t: TokenTable, head: number, scorer: Scorer): TokenSpan {
  if (t.shape[head]! > Shape.Clitic) return { first: head, last: head };
  const { s0, s1 } = sentenceWindow(t, head);
  let first = head;
  let best = -Infinity;
  for (let reach = 0; reach <= maxCueReach && head - reach >= s0; reach++) {
    cueLeftFeatures(sink, t, head, reach);
    const score = scorer.score('cueLeft', sink);
    if (score > best) {
      best = score;
      first = head - reach;
    }
  }
  let last = head;
  best = -Infinity;
  for (let reach = 0; reach <= maxCueReach && head + reach < s1; reach++) {
    cueRightFeatures(sink, t, first, head, reach);
    const score = scorer.score('cueRight', sink);
    if (score > best) {
      best = score;
      last = head + reach;
    }
  }
  return { first, last };
}

/** Softmax over candidates: the probabilities in the order of the scores. */
function softmax(scores: readonly number[]): number[] {
  let most = -Infinity;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  const out = scores.map((score) => {
    const e = Math.exp(score - most);
    sum += e;
    return e;
  });
  return out.map((e) => e / sum);
}

function rank(
  candidates: readonly number[],
  part: ModelPart,
  scorer: Scorer,
  featuresOf: (candidate: number) => void,
  none: (() => void) | null = null,
): { candidate: number | null; probability: number }[] {
  const scores = candidates.map((candidate) => {
    featuresOf(candidate);
    return scorer.score(part, sink);
  });
  if (none !== null) {
    none();
    scores.push(scorer.score(part, sink));
  }
  return softmax(scores)
    .map((probability, k) => ({ candidate: candidates[k] ?? null, probability }))
    .sort((a, b) => b.probability - a.probability);
}

/** Starts that are followed up when a span is chosen by its start and then its end. */
const beam = 3;

function pickSource(ctx: CueContext, scorer: Scorer): { span: TokenSpan | null; probability: number } {
  const starts = rank(
    sourceStarts(ctx),
    'sourceStart',
    scorer,
    (i) => sourceStartFeatures(sink, ctx, i),
    () => noSourceFeatures(sink, ctx),
  );
  let best: { span: TokenSpan | null; probability: number } = { span: null, probability: 0 };
  for (const start of starts.slice(0, beam)) {
    if (start.candidate === null) {
      if (start.probability > best.probability) best = { span: null, probability: start.probability };
      continue;
    }
    const i = start.candidate;
    if (start.probability <= best.probability) continue;
    const end = rank(sourceEnds(ctx, i), 'sourceEnd', scorer, (j) => sourceEndFeatures(sink, ctx, i, j))[0];
    if (end?.candidate == null) continue;
    const probability = start.probability * end.probability;
    if (probability > best.probability) best = { span: { first: i, last: end.candidate }, probability };
  }
  return best;
}

function pickContent(ctx: ContentContext, scorer: Scorer): { spans: TokenSpan[]; probability: number } {
  const { t } = ctx;
  const left = pickLeft(ctx, scorer, true);
  const right = pickRight(ctx, scorer, left.span === null ? 0 : 1, true);
  let spans = [left.span, right.span].filter((span) => span !== null);
  let probability = left.probability * right.probability;
  if (spans.length === 0) {
    // A cue says something: take the likelier of the two sides.
    const a = pickLeft(ctx, scorer, false);
    const b = pickRight(ctx, scorer, 0, false);
    const best = a.span !== null && a.probability > b.probability ? a : b;
    if (best.span !== null) spans = [best.span];
    probability = Math.max(0.05, best.probability);
  }
  // A quotation that opens the next sentence may go on with the same speech.
  const next = nextQuote(ctx, spans);
  if (next !== null) {
    continuationFeatures(sink, ctx, next);
    if (scorer.score('continuation', sink) > 0) spans.push({ first: next.first, last: next.last });
  }
  spans.sort((a, b) => a.first - b.first);
  void t;
  return { spans, probability };
}

function pickLeft(
  ctx: ContentContext,
  scorer: Scorer,
  mayBeNone: boolean,
): { span: TokenSpan | null; probability: number } {
  const ends = rank(
    leftEnds(ctx),
    'leftEnd',
    scorer,
    (j) => leftEndFeatures(sink, ctx, j),
    mayBeNone ? () => noLeftFeatures(sink, ctx) : null,
  );
  const end = ends[0];
  if (end === undefined || end.candidate === null) return { span: null, probability: end?.probability ?? 0 };
  const j = end.candidate;
  const start = rank(leftStarts(ctx, j), 'leftStart', scorer, (i) => leftStartFeatures(sink, ctx, i, j))[0];
  if (start?.candidate == null) return { span: null, probability: 0 };
  // A speech that began in an earlier sentence of the same quotation began where its mark opens.
  const quote = ctx.t.quote[j]!;
  const opens = quote >= 0 && quote !== ctx.t.quote[ctx.head] ? ctx.t.quoteFirst[quote]! : -1;
  const first = opens >= 0 && opens < ctx.s0 && start.candidate <= ctx.s0 + 2 ? opens : start.candidate;
  return { span: { first, last: j }, probability: end.probability * start.probability };
}

function pickRight(
  ctx: ContentContext,
  scorer: Scorer,
  hasLeft: number,
  mayBeNone: boolean,
): { span: TokenSpan | null; probability: number } {
  const starts = rank(
    rightStarts(ctx),
    'rightStart',
    scorer,
    (i) => rightStartFeatures(sink, ctx, i, hasLeft),
    mayBeNone ? () => noRightFeatures(sink, ctx, hasLeft) : null,
  );
  let best: { span: TokenSpan | null; probability: number } = { span: null, probability: 0 };
  for (const start of starts.slice(0, beam)) {
    if (start.probability <= best.probability) continue;
    if (start.candidate === null) {
      best = { span: null, probability: start.probability };
      continue;
    }
    const i = start.candidate;
    const end = rank(rightEnds(ctx, i), 'rightEnd', scorer, (j) => rightEndFeatures(sink, ctx, i, j, hasLeft))[0];
    if (end?.candidate == null) continue;
    const probability = start.probability * end.probability;
    if (probability > best.probability)
      best = { span: { first: i, last: throughQuote(ctx, i, end.candidate) }, probability };
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
  const sentence = t.sentence[end]!;
  const at = t.sentenceStart[sentence + 1]!;
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
