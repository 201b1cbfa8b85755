import type { CancellationToken } from '../base/cancellation';
import type { CorpusReader, QuoteRecord, SpeakerRecord } from '../corpus/corpusTypes';
import { hull, type Span } from '../text/span';

const maxSpeakers = 5000;
const maxQuotes = 500;

/** Speakers with at least one quote, most quoted first, bounded. */
export function listSpeakers(reader: CorpusReader, token: CancellationToken): Promise<readonly SpeakerRecord[]> {
  return reader.mostQuotedSpeakers(maxSpeakers, token);
}

/** A quote with the span of its whole content. */
export interface SpokenQuote extends Span {
  readonly record: QuoteRecord;
}

/** A speaker's quotes by date, outlet and place, bounded. */
export function listQuotesOfSpeaker(id: string, reader: CorpusReader): SpokenQuote[] {
  return reader
    .quotesOfSpeaker(id)
    .map((record) => ({ record, ...hull(record.content) }))
    .sort(
      (a, b) =>
        compareText(a.record.article.date ?? '9', b.record.article.date ?? '9') ||
        compareText(a.record.article.outlet ?? '', b.record.article.outlet ?? '') ||
        compareText(a.record.article.uri, b.record.article.uri) ||
        a.start - b.start,
    )
    .slice(0, maxQuotes);
}

/** Code-unit order: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
