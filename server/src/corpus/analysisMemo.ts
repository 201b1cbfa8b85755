import { QuotationMemo } from '../quotation/quotationMemo';
import { editBetween } from '../text/edit';
import { EditedSpans } from '../text/editedSpans';
import type { Span } from '../text/span';

/**
 * What the analysis of an open text remembers for the next one: after a key all paragraphs but one are as they were. An
 * analysis with it gives what one without it gives.
 */
export class AnalysisMemo {
  readonly sentences = new EditedSpans<readonly Span[]>((spans, by) =>
    spans.map(({ start, end }) => ({ start: start + by, end: end + by })),
  );
  readonly quotation = new QuotationMemo();
  /** The text that was analysed last; null where nothing may be taken from it. */
  private text: string | null = null;
  private next: string | null = null;

  /** An analysis begins. `text` is what it reads: markup blanked. */
  begin(text: string): void {
    const edit = this.text === null ? null : editBetween(this.text, text);
    this.sentences.begin(edit);
    this.quotation.begin(edit);
    // Until it is through, values have been moved in part.
    this.text = null;
    this.next = text;
  }

  end(): void {
    this.text = this.next;
  }
}
