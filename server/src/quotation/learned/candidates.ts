import type { ContentContext } from './contentFeatures';
import { isWord } from './featureSink';
import type { CueContext, TokenSpan } from './roleFeatures';
import { Shape, type TokenTable } from './tokenTable';

/** Tokens to either side of a cue that can belong to its attribution: keeps a sentence of any length linear. */
const windowSize = 110;
const maxSourceLength = 45;

/** The sentence around token `head`, cut to the window. */
export function sentenceWindow(t: TokenTable, head: number): { s0: number; s1: number } {
  const sentence = t.sentence[head]!;
  return {
    s0: Math.max(t.sentenceStart[sentence]!, head - windowSize),
    s1: Math.min(t.sentenceStart[sentence + 1]!, head + windowSize),
  };
}

const within = (span: TokenSpan | null, i: number) => span !== null && i >= span.first && i <= span.last;

/** Where a source can start. */
export function sourceStarts(ctx: CueContext): number[] {
  const out: number[] = [];
  for (let i = ctx.s0; i < ctx.s1; i++) if ((i < ctx.left || i > ctx.right) && isWord(ctx.t, i)) out.push(i);
  return out;
}

/** Where a source that starts at `i` can end. */
export function sourceEnds(ctx: CueContext, i: number): number[] {
  const out: number[] = [];
  const limit = Math.min(i < ctx.left ? ctx.left : ctx.s1, i + maxSourceLength);
  for (let j = i; j < limit; j++) if (isWord(ctx.t, j)) out.push(j);
  return out;
}

/** Where content to the left can end: in the sentence, or with the quotation that closes right before it. */
export function leftEnds(ctx: ContentContext): number[] {
  const { t } = ctx;
  const out: number[] = [];
  const previous = t.quote[ctx.s0 - 1];
  if (
    previous !== undefined &&
    previous >= 0 &&
    t.quote[ctx.s0] !== previous &&
    t.shape[ctx.s0 - 1] === Shape.CloseQuote
  ) {
    const last = t.quoteLast[previous]!;
    if (last >= 0) out.push(last);
  }
  for (let j = ctx.s0; j < ctx.left; j++) if (isWord(t, j) && !within(ctx.source, j)) out.push(j);
  return out;
}

/** Where content that ends with `j` can start: in the sentence, or where its quotation opens. */
export function leftStarts(ctx: ContentContext, j: number): number[] {
  const { t, source } = ctx;
  const out: number[] = [];
  const quote = t.quote[j]!;
  const opens = quote >= 0 ? t.quoteFirst[quote]! : -1;
  if (opens >= 0 && opens < ctx.s0) out.push(opens);
  const least = source !== null && source.last < j ? source.last + 1 : ctx.s0;
  for (let i = Math.max(least, ctx.s0); i <= j; i++) if (isWord(t, i)) out.push(i);
  return out;
}

/** Where content to the right can start: in the sentence, or with the quotation that opens the next one. */
export function rightStarts(ctx: ContentContext): number[] {
  const { t } = ctx;
  const out: number[] = [];
  for (let i = ctx.right + 1; i < ctx.s1; i++) if (isWord(t, i) && !within(ctx.source, i)) out.push(i);
  const next = quoteOpeningAt(t, ctx.s1);
  if (next >= 0 && t.quoteFirst[next]! >= 0) out.push(t.quoteFirst[next]!);
  return out;
}

/** Where content that starts at `i` can end: in the sentence, or where its quotation closes. */
export function rightEnds(ctx: ContentContext, i: number): number[] {
  const { t, source } = ctx;
  const out: number[] = [];
  const limit = source !== null && source.first > i ? Math.min(source.first, ctx.s1) : ctx.s1;
  for (let j = i; j < limit; j++) if (isWord(t, j)) out.push(j);
  if (i >= ctx.s1) {
    out.push(t.quoteLast[t.quote[i]!]!);
    return out;
  }
  const last = ctx.s1 - 1;
  const quote = limit === ctx.s1 ? t.quote[last]! : -1;
  if (quote >= 0 && t.quoteLast[quote]! > last && t.quote[ctx.head] !== quote) out.push(t.quoteLast[quote]!);
  return out;
}

/** The direct span whose mark stands at token `i`, or -1. */
export function quoteOpeningAt(t: TokenTable, i: number): number {
  if (i >= t.length) return -1;
  const quote = t.quote[i]!;
  return quote >= 0 && t.shape[i] === Shape.OpenQuote && (i === 0 || t.quote[i - 1] !== quote) ? quote : -1;
}
