import type { SearchHit } from '../../corpus/corpusTypes';
import type { SearchIndex } from '../../corpus/searchIndex';
import type { QuoteKind } from '../../quotation/quoteTypes';
import type { Span } from '../../text/span';
import { tokenise } from '../../text/tokens';
import type { WordRange } from './conditions';
import type { SearchRun } from './searchRun';

/** A hit by its position in the run; `text` is the file's, or null where it cannot be read. Null where it is gone. */
export function hitAt(run: SearchRun, hit: number, index: SearchIndex, text: string | null): SearchHit | null {
  const passage = run.passages[hit];
  const articleId = run.articles[hit];
  if (passage === undefined || articleId === undefined) return null;
  const article = index.article(articleId);
  if (article === undefined) return null;
  const span = index.passageSpan(passage);
  const quotes = index.passageQuotes(passage);
  const speaker = quotes.find((quote) => quote.speaker !== null)?.speaker ?? null;
  const record = speaker === null ? undefined : index.speaker(speaker);
  const kind: QuoteKind | null = quotes[0]?.kind ?? null;
  return {
    ...span,
    article: article.record,
    matches:
      text === null ? [] : spansOf(text, span, index.passageWords(passage).length, run.matchesIn(passage, articleId)),
    kind,
    speaker: record === undefined ? null : { id: record.id, name: record.name },
  };
}

/** Stretches of words as spans of the text. None where the file's words are not those that were indexed. */
function spansOf(text: string, passage: Span, wordCount: number, ranges: readonly WordRange[]): Span[] {
  if (ranges.length === 0) return [];
  const { starts, ends } = tokenise(text, passage);
  if (starts.length !== wordCount) return [];
  return ranges.map(({ from, to }) => ({ start: starts[from]!, end: ends[to - 1]! }));
}
