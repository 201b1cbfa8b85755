import { hashText } from '../base/hash';
import { LruCache } from '../base/lruCache';
import type { Span } from '../text/span';
import type { DirectSpan } from './directSpan';
import type { RawQuote } from './rawQuote';

/** How many paragraphs are remembered: several long articles that are open at once. */
const maxParagraphs = 4_000;

/**
 * What was found in the paragraphs of texts that are being edited. A key touches one paragraph; the others need not be
 * read again. Holds for one model and threshold. Paragraphs are known by 53-bit hashes, no text is kept.
 */
export class ParagraphMemo {
  private readonly known = new LruCache<number, readonly RawQuote[]>(maxParagraphs);

  /** The quotes of a paragraph with the direct spans `own`: remembered, or else what `find` gives. */
  quotesOf(text: string, paragraph: Span, own: readonly DirectSpan[], find: () => RawQuote[]): RawQuote[] {
    const { start } = paragraph;
    const marks = own.map(
      (span) =>
        `${span.start - start} ${span.end - start} ${span.inner.start - start} ${span.inner.end - start} ${span.role} ${span.continues} ${span.closed}`,
    );
    const key = hashText(marks.join('\n'), hashText(text.slice(start, paragraph.end)) | 0);
    const known = this.known.get(key);
    if (known !== undefined) return known.map((quote) => moved(quote, start));
    const found = find();
    this.known.set(
      key,
      found.map((quote) => moved(quote, -start)),
    );
    return found;
  }
}

function moved(quote: RawQuote, by: number): RawQuote {
  const shift = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  return {
    ...quote,
    source: quote.source.map(shift),
    cue: quote.cue.map(shift),
    content: quote.content.map(shift),
    via: quote.via === null ? null : shift(quote.via),
  };
}
