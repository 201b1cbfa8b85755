import type { Span } from '../../text/span';
import type { QuoteKind } from '../quoteTypes';
import type { RawQuote } from '../rawQuote';
import type { Cue } from './ruleLexicon';

/** Direct speech that nothing attributes. */
export function bareQuote({ start, end }: Span): RawQuote {
  return { kind: 'direct', mode: 'said', source: [], cue: [], content: [{ start, end }], via: null, confidence: 0.5 };
}

/** A quote that a rule found; without a source it is trusted less. */
export function quote(
  kind: QuoteKind,
  cue: Cue | null,
  source: readonly Span[] | null,
  cueSpans: readonly Span[],
  content: readonly Span[],
): RawQuote {
  const sorted = [...cueSpans].sort((a, b) => a.start - b.start);
  return {
    kind,
    mode: cue?.mode ?? 'said',
    source: source ?? [],
    cue: sorted,
    content,
    via: null,
    confidence: source === null ? 0.6 : 0.85,
  };
}

/** What is left of a sentence around a parenthesis: the parts before and after, without edge punctuation. */
export function around(text: string, sentence: Span, from: number, to: number): Span[] {
  const parts = [trimmed(text, sentence.start, from), trimmed(text, to, sentence.end)];
  return parts.filter(({ start, end }) => end - start > 2 && /\p{L}/u.test(text.slice(start, end)));
}

/** A span without white space and punctuation at its edges; quote marks and brackets stay. */
export function trimmed(text: string, start: number, end: number): Span {
  while (start < end && /[\s,.;:!?—–-]/.test(text[start]!)) start++;
  while (end > start && /[\s,;:.—–]/.test(text[end - 1]!)) end--;
  return { start, end };
}

/** The bare span of anything that has one. */
export function spanOf({ start, end }: Span): Span {
  return { start, end };
}
