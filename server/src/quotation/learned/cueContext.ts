import type { RunningCounts } from './runningCounts';
import type { TokenTable } from './tokenTable';

/** A span of tokens, both ends included. */
export interface TokenSpan {
  readonly first: number;
  readonly last: number;
}

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

/** How token `i` stands to quotations: 0 outside, 1 in the quotation that holds the cue, 2 in another. */
export function quoteState(ctx: CueContext, i: number): number {
  const { quote } = ctx.t;
  const at = quote[i]!;
  return at < 0 ? 0 : at === quote[ctx.head] ? 1 : 2;
}
