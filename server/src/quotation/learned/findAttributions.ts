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
  contentContext,
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
const leastHeadProbability = 0.2;

/**
 * Words whose linear score is below this are no heads whatever the hidden layer says: on the development articles it lets
 * a third of the words through and loses 0.04 % of those that would be followed up.
 */
const leastWideScore = -3;

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
    if (wide < leastWideScore) continue;
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
    const content = pickContent(contentContext(context, source.span), scorer);
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

/** Starts that are followed up when a span is chosen by its start and then its end. */
const beam = 3;

/** Room for the scores of one choice: more candidates than a window has tokens do not occur. */
const scores = new Float64Array(512);

/** A candidate that was chosen, null where none was, with its probability among all. */
interface Choice {
  readonly candidate: number | null;
  readonly probability: number;
}

/** Scores all candidates, and "none" where it may be chosen, and returns the likeliest, best first, at most `count`. */
function choose(
  candidates: readonly number[],
  part: ModelPart,
  scorer: Scorer,
  count: number,
  featuresOf: (candidate: number) => void,
  none: (() => void) | null,
): Choice[] {
  const n = Math.min(candidates.length, scores.length - 1);
  let most = -Infinity;
  for (let k = 0; k < n; k++) {
    featuresOf(candidates[k]!);
    const score = scorer.score(part, sink);
    scores[k] = score;
    if (score > most) most = score;
  }
  let total = n;
  if (none !== null) {
    none();
    const score = scorer.score(part, sink);
    scores[total++] = score;
    if (score > most) most = score;
  }
  let sum = 0;
  for (let k = 0; k < total; k++) sum += Math.exp(scores[k]! - most);
  const out: Choice[] = [];
  while (out.length < count && out.length < total) {
    let best = 0;
    for (let k = 1; k < total; k++) if (scores[k]! > scores[best]!) best = k;
    out.push({ candidate: best < n ? candidates[best]! : null, probability: Math.exp(scores[best]! - most) / sum });
    scores[best] = -Infinity;
  }
  return out;
}

interface SpanChoice {
  readonly span: TokenSpan | null;
  readonly probability: number;
}

function pickSource(ctx: CueContext, scorer: Scorer): SpanChoice {
  const starts = choose(
    sourceStarts(ctx),
    'sourceStart',
    scorer,
    beam,
    (i) => sourceStartFeatures(sink, ctx, i),
    () => noSourceFeatures(sink, ctx),
  );
  let best: SpanChoice = { span: null, probability: 0 };
  for (const { candidate: i, probability } of starts) {
    if (probability <= best.probability) continue;
    if (i === null) {
      best = { span: null, probability };
      continue;
    }
    const [end] = choose(sourceEnds(ctx, i), 'sourceEnd', scorer, 1, (j) => sourceEndFeatures(sink, ctx, i, j), null);
    if (end === undefined || end.candidate === null) continue;
    const both = probability * end.probability;
    if (both > best.probability) best = { span: { first: i, last: end.candidate }, probability: both };
  }
  return best;
}

function pickContent(ctx: ContentContext, scorer: Scorer): { spans: TokenSpan[]; probability: number } {
  const left = pickLeft(ctx, scorer, 'orNone');
  const right = pickRight(ctx, scorer, left.span === null ? 0 : 1, 'orNone');
  let spans = [left.span, right.span].filter((span) => span !== null);
  let probability = left.probability * right.probability;
  if (spans.length === 0) {
    // A cue says something: take the likelier of the two sides.
    const a = pickLeft(ctx, scorer, 'surely');
    const b = pickRight(ctx, scorer, 0, 'surely');
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
  return { spans, probability };
}

function pickLeft(ctx: ContentContext, scorer: Scorer, how: 'orNone' | 'surely'): SpanChoice {
  const [end] = choose(
    leftEnds(ctx),
    'leftEnd',
    scorer,
    1,
    (j) => leftEndFeatures(sink, ctx, j),
    how === 'orNone' ? () => noLeftFeatures(sink, ctx) : null,
  );
  if (end === undefined || end.candidate === null) return { span: null, probability: end?.probability ?? 0 };
  const j = end.candidate;
  const [start] = choose(leftStarts(ctx, j), 'leftStart', scorer, 1, (i) => leftStartFeatures(sink, ctx, i, j), null);
  if (start === undefined || start.candidate === null) return { span: null, probability: 0 };
  // A speech that began in an earlier sentence of the same quotation began where its mark opens.
  const quote = ctx.t.quote[j]!;
  const opens = quote >= 0 && quote !== ctx.t.quote[ctx.head] ? ctx.t.quoteFirst[quote]! : -1;
  const first = opens >= 0 && opens < ctx.s0 && start.candidate <= ctx.s0 + 2 ? opens : start.candidate;
  return { span: { first, last: j }, probability: end.probability * start.probability };
}

function pickRight(ctx: ContentContext, scorer: Scorer, hasLeft: number, how: 'orNone' | 'surely'): SpanChoice {
  const starts = choose(
    rightStarts(ctx),
    'rightStart',
    scorer,
    beam,
    (i) => rightStartFeatures(sink, ctx, i, hasLeft),
    how === 'orNone' ? () => noRightFeatures(sink, ctx, hasLeft) : null,
  );
  let best: SpanChoice = { span: null, probability: 0 };
  for (const { candidate: i, probability } of starts) {
    if (probability <= best.probability) continue;
    if (i === null) {
      best = { span: null, probability };
      continue;
    }
    const [end] = choose(
      rightEnds(ctx, i),
      'rightEnd',
      scorer,
      1,
      (j) => rightEndFeatures(sink, ctx, i, j, hasLeft),
      null,
    );
    if (end === undefined || end.candidate === null) continue;
    const both = probability * end.probability;
    if (both > best.probability)
      best = { span: { first: i, last: throughQuote(ctx, i, end.candidate) }, probability: both };
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
