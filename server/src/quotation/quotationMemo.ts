import type { Edit } from '../text/edit';
import { EditedSpans } from '../text/editedSpans';
import type { Span } from '../text/span';
import type { DirectSpan } from './directSpan';
import type { RawQuote } from './rawQuote';
import type { Word } from './speakers/words';

/**
 * What was found in the paragraphs and sentences of one text that is being edited. A key touches one paragraph; the others
 * need not be read again. Holds for one model and threshold.
 */
export class QuotationMemo {
  readonly marks = new EditedSpans<readonly DirectSpan[]>((spans, by) => spans.map((span) => movedMark(span, by)));
  readonly quotes = new EditedSpans<readonly RawQuote[]>((quotes, by) => quotes.map((quote) => movedQuote(quote, by)));
  /** Words are moved in place: no analysis keeps them. */
  readonly words = new EditedSpans<readonly Word[]>((words, by) => {
    for (const word of words) word.move(by);
    return words;
  });

  /** A new version of the text comes: see {@link EditedSpans.begin}. */
  begin(edit: Edit | null): void {
    this.marks.begin(edit);
    this.quotes.begin(edit);
    this.words.begin(edit);
  }
}

/** What of a paragraph's marks its quotes depend on, as a key. */
export function keyOfMarks(marks: readonly DirectSpan[], start: number): string {
  let key = '';
  for (const { start: from, end, inner, role, continues, closed } of marks)
    key += `${from - start} ${end - start} ${inner.start - start} ${inner.end - start} ${role} ${continues} ${closed};`;
  return key;
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function movedMark(
  { start, end, inner, paragraph, depth, role, continues, closed }: DirectSpan,
  by: number,
): DirectSpan {
  return { start: start + by, end: end + by, inner: moved(inner, by), paragraph, depth, role, continues, closed };
}

// Field by field: spreading took several times as long.
function movedQuote({ kind, mode, source, cue, content, via, confidence }: RawQuote, by: number): RawQuote {
  const all = (spans: readonly Span[]) => spans.map((span) => moved(span, by));
  return {
    kind,
    mode,
    source: all(source),
    cue: all(cue),
    content: all(content),
    via: via === null ? null : moved(via, by),
    confidence,
  };
}
