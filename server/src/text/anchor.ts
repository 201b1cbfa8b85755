import search from 'approx-string-match';
import type { Span } from './span';

/**
 * A place in a text that survives edits around it and small edits within: the words themselves, some context, and where
 * they stood. After the Web Annotation Data Model's TextQuoteSelector and TextPositionSelector (W3C 2017).
 */
export interface TextAnchor {
  /** The words at the place. */
  readonly quote: string;
  /** Up to 32 characters before and after them. */
  readonly prefix: string;
  readonly suffix: string;
  /** Offset where the words stood, a hint only. */
  readonly position: number;
}

const contextLength = 32;
/** The share of a quote's characters that may have changed; past that it is another sentence. */
const maxErrorShare = 0.25;
/** Approximate search costs length × errors: longer texts are searched around the old position only. */
const maxSearchedLength = 200_000;

/** Describes a span of `text` so that it can be found again. */
export function makeAnchor(text: string, { start, end }: Span): TextAnchor {
  return {
    quote: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - contextLength), start),
    suffix: text.slice(end, end + contextLength),
    position: start,
  };
}

/** Finds an anchor's place in a text that may have changed, or null where its words are gone. */
export function resolveAnchor(text: string, anchor: TextAnchor): Span | null {
  const { quote } = anchor;
  if (quote === '') return null;
  const exact: Span[] = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    exact.push({ start: at, end: at + quote.length });
    if (exact.length >= 1000) break;
  }
  if (exact.length > 0) return best(text, anchor, exact);
  const from = text.length > maxSearchedLength ? Math.max(0, anchor.position - maxSearchedLength / 2) : 0;
  const window = text.slice(from, from + maxSearchedLength);
  const near = search(window, quote, Math.floor(quote.length * maxErrorShare));
  const least = Math.min(...near.map(({ errors }) => errors));
  return best(
    text,
    anchor,
    near.filter(({ errors }) => errors === least).map(({ start, end }) => ({ start: from + start, end: from + end })),
  );
}

/** Of equally good places the one whose surroundings fit best, then the one nearest to the old position. */
function best(text: string, anchor: TextAnchor, spans: readonly Span[]): Span | null {
  let chosen: Span | null = null;
  let chosenFit = -1;
  let chosenDistance = Infinity;
  for (const span of spans) {
    const fit =
      commonSuffix(text.slice(Math.max(0, span.start - contextLength), span.start), anchor.prefix) +
      commonPrefix(text.slice(span.end, span.end + contextLength), anchor.suffix);
    const distance = Math.abs(span.start - anchor.position);
    if (fit > chosenFit || (fit === chosenFit && distance < chosenDistance))
      [chosen, chosenFit, chosenDistance] = [span, fit, distance];
  }
  return chosen;
}

function commonPrefix(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function commonSuffix(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}
