import type { Span } from '../../text/span';
import type { Sentence } from './words';

/** Index of the first word of a sentence that ends after `offset`; by halving, as sentences of hostile texts are long. */
export function wordIndexAt(sentence: Sentence, offset: number): number {
  return indexFrom(sentence.words.length, (i) => sentence.words[i]!.end > offset);
}

/** First and end index of the names that overlap `span`; `names` are in order and do not overlap each other. */
export function rangeWithin(names: readonly Span[], span: Span): [number, number] {
  return [
    indexFrom(names.length, (i) => names[i]!.end > span.start),
    indexFrom(names.length, (i) => names[i]!.start >= span.end),
  ];
}

/** The first index below `length` from which on `holds` is true; `length` where it never is. */
export function indexFrom(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
