import type { Span } from '../text/span';

/** A stretch of text in quote marks (or set as a block quote, or a turn of a transcript), as found by `findDirectSpans`. */
export interface DirectSpan extends Span {
  /** The words between the marks: `start` and `end` include the marks, these do not. */
  readonly inner: Span;
  /** Index into the article's paragraphs; -1 for the headline. */
  readonly paragraph: number;
  /** 0 for outermost, 1 for a quotation within one, and so on. */
  readonly depth: number;
  /** What it looks like: `scare` covers titles, nicknames and words held at arm's length: no speech of their own. */
  readonly role: 'speech' | 'scare';
  /** True where the paragraph ends without a closing mark and the next one reopens: the same speech goes on in the next span. */
  readonly continues: boolean;
  /** False where the closing mark is missing. */
  readonly closed: boolean;
}
