import type { ContentContext } from './contentContext';
import type { CueContext, TokenSpan } from './cueContext';
import { Shape } from './tokenShape';
import type { TokenTable } from './tokenTable';

/** Tokens to either side of a cue that can belong to its attribution: keeps a sentence of any length linear. */
const windowSize = 110;
const maxSourceLength = 45;

/** The first token of the sentence around token `head`, or of the window. */
export function windowStart(t: TokenTable, head: number): number {
  return Math.max(t.sentenceStart[t.sentence[head]!]!, head - windowSize);
}

/** One past the last token of the sentence around token `head`, or of the window. */
export function windowEnd(t: TokenTable, head: number): number {
  return Math.min(t.sentenceStart[t.sentence[head]! + 1]!, head + windowSize);
}

/** Places that a role may begin or end at, in the order of the text. */
export interface Candidates {
  readonly at: Int32Array;
  readonly count: number;
}

/** Room for candidates that is used again and again: more than a window has tokens do not occur. */
export class CandidateList implements Candidates {
  readonly at = new Int32Array(512);
  count = 0;

  clear(): this {
    this.count = 0;
    return this;
  }

  push(place: number): void {
    this.at[this.count++] = place;
  }
}

/** What the functions below fill; read before the next one of them is asked. */
const list = new CandidateList();

const within = (span: TokenSpan | null, i: number) => span !== null && i >= span.first && i <= span.last;

/** Where a source can start. */
export function sourceStarts({ t, s0, s1, left, right }: CueContext): Candidates {
  const { shape } = t;
  const out = list.clear();
  for (let i = s0; i < left; i++) if (shape[i]! <= Shape.Number) out.push(i);
  for (let i = right + 1; i < s1; i++) if (shape[i]! <= Shape.Number) out.push(i);
  return out;
}

/** Where a source that starts at `i` can end. */
export function sourceEnds(ctx: CueContext, i: number): Candidates {
  const { shape } = ctx.t;
  const out = list.clear();
  const limit = Math.min(i < ctx.left ? ctx.left : ctx.s1, i + maxSourceLength);
  for (let j = i; j < limit; j++) if (shape[j]! <= Shape.Number) out.push(j);
  return out;
}

/** Where content to the left can end: in the sentence, or with the quotation that closes right before it. */
export function leftEnds(ctx: ContentContext): Candidates {
  const { t, s0 } = ctx;
  const { shape } = t;
  const out = list.clear();
  const previous = t.quote[s0 - 1]!;
  if (previous >= 0 && t.quote[s0] !== previous && shape[s0 - 1] === Shape.CloseQuote) {
    const last = t.quoteLast[previous]!;
    if (last >= 0) out.push(last);
  }
  for (let j = s0; j < ctx.left; j++) if (shape[j]! <= Shape.Number && !within(ctx.source, j)) out.push(j);
  return out;
}

/** Where content that ends with `j` can start: in the sentence, or where its quotation opens. */
export function leftStarts(ctx: ContentContext, j: number): Candidates {
  const { t, source, s0 } = ctx;
  const { shape } = t;
  const out = list.clear();
  const quote = t.quote[j]!;
  const opens = quote >= 0 ? t.quoteFirst[quote]! : -1;
  if (opens >= 0 && opens < s0) out.push(opens);
  const least = source !== null && source.last < j ? source.last + 1 : s0;
  for (let i = Math.max(least, s0); i <= j; i++) if (shape[i]! <= Shape.Number) out.push(i);
  return out;
}

/** Where content to the right can start: in the sentence, or with the quotation that opens the next one. */
export function rightStarts(ctx: ContentContext): Candidates {
  const { t, s1 } = ctx;
  const { shape } = t;
  const out = list.clear();
  for (let i = ctx.right + 1; i < s1; i++) if (shape[i]! <= Shape.Number && !within(ctx.source, i)) out.push(i);
  const next = quoteOpeningAt(t, s1);
  if (next >= 0 && t.quoteFirst[next]! >= 0) out.push(t.quoteFirst[next]!);
  return out;
}

/** Where content that starts at `i` can end: in the sentence, or where its quotation closes. */
export function rightEnds(ctx: ContentContext, i: number): Candidates {
  const { t, source, s1 } = ctx;
  const { shape } = t;
  const out = list.clear();
  const limit = source !== null && source.first > i ? Math.min(source.first, s1) : s1;
  for (let j = i; j < limit; j++) if (shape[j]! <= Shape.Number) out.push(j);
  if (i >= s1) {
    out.push(t.quoteLast[t.quote[i]!]!);
    return out;
  }
  const last = s1 - 1;
  const quote = limit === s1 ? t.quote[last]! : -1;
  if (quote >= 0 && t.quoteLast[quote]! > last && t.quote[ctx.head] !== quote) out.push(t.quoteLast[quote]!);
  return out;
}

/** The direct span whose mark stands at token `i`, or -1. */
export function quoteOpeningAt(t: TokenTable, i: number): number {
  if (i >= t.last) return -1;
  const quote = t.quote[i]!;
  return quote >= 0 && t.shape[i] === Shape.OpenQuote && t.quote[i - 1] !== quote ? quote : -1;
}
