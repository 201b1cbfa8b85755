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
/** A changed character weighs as much as so many characters of the surroundings. */
const errorCost = 2;
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
  const exact: Candidate[] = [];
  for (let at = text.indexOf(quote); at >= 0 && exact.length < 1000; at = text.indexOf(quote, at + 1))
    exact.push({ start: at, end: at + quote.length, errors: 0 });
  // The same words elsewhere must not win over the edited words in their old surroundings.
  const found = best(text, anchor, exact);
  if (found !== null && contextFit(text, anchor, found) >= anchor.prefix.length + anchor.suffix.length - errorCost)
    return strip(found);
  const from = text.length > maxSearchedLength ? Math.max(0, anchor.position - maxSearchedLength / 2) : 0;
  const all = [...exact, ...searchAround(text, quote, { start: from, end: from + maxSearchedLength }, exact)];
  const chosen = best(text, anchor, all);
  return chosen && strip(chosen);
}

/** The nearest spellings of a quote within a window; the library gives the best only, so exact places are cut out first. */
function searchAround(text: string, quote: string, window: Span, exact: readonly Candidate[]): Candidate[] {
  const maxErrors = Math.floor(quote.length * maxErrorShare);
  const found: Candidate[] = [];
  let from = window.start;
  for (const stop of [...exact.map(({ start }) => start), window.end]) {
    if (stop <= from) continue;
    for (const { start, end, errors } of search(text.slice(from, Math.min(stop, window.end)), quote, maxErrors))
      found.push({ start: from + start, end: from + end, errors });
    from = stop + quote.length;
    if (from >= window.end) break;
  }
  return found;
}

interface Candidate extends Span {
  readonly errors: number;
}

const strip = ({ start, end }: Span): Span => ({ start, end });

/** The candidate whose surroundings and words fit best; of equals the one nearest to the old position. */
function best(text: string, anchor: TextAnchor, candidates: readonly Candidate[]): Candidate | null {
  let chosen: Candidate | null = null;
  let chosenFit = -Infinity;
  let chosenDistance = Infinity;
  for (const candidate of candidates) {
    const fit = contextFit(text, anchor, candidate) - errorCost * candidate.errors;
    const distance = Math.abs(candidate.start - anchor.position);
    if (fit > chosenFit || (fit === chosenFit && distance < chosenDistance))
      [chosen, chosenFit, chosenDistance] = [candidate, fit, distance];
  }
  return chosen;
}

/** How many characters of the surroundings are as they were. */
function contextFit(text: string, anchor: TextAnchor, { start, end }: Span): number {
  return (
    commonSuffix(text.slice(Math.max(0, start - contextLength), start), anchor.prefix) +
    commonPrefix(text.slice(end, end + contextLength), anchor.suffix)
  );
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
