import type { AnalysedFile } from '../corpus/analyseFile';
import type { CorpusReader } from '../corpus/corpusTypes';
import type { QuoteKind } from '../quotation/quoteTypes';
import { hull, type Span } from '../text/span';
import { dayOf, shorten } from './displayText';

/** A row of the outline: an article with its quotes below it. */
export interface OutlineItem {
  readonly name: string;
  readonly about:
    | { readonly type: 'article'; readonly outlet: string | null; readonly date: string | null }
    | { readonly type: 'quote'; readonly kind: QuoteKind; readonly versionCount: number };
  readonly span: Span;
  /** What is selected when the row is clicked. Lies within `span`. */
  readonly selection: Span;
  readonly children: readonly OutlineItem[];
}

/** The articles of a file, each with its quotes: speaker and first words, kind and number of parallel versions. */
export function outline(file: AnalysedFile, uri: string, reader: CorpusReader): OutlineItem[] {
  const counts = [...reader.versionCounts(uri)].sort((a, b) => a.start - b.start);
  return file.articles.map(({ article, extraction }) => {
    const own = extraction.speakers.map(({ name }) => name);
    const names = reader.speakerNamesOf(uri, article.index, own);
    const children = extraction.quotes
      .filter((quote) => quote.mode === 'said')
      .map((quote): OutlineItem => {
        const span = hull([...quote.content, ...quote.source, ...quote.cue]);
        const content = hull(quote.content);
        const words = shorten(quote.content.map((part) => file.text.slice(part.start, part.end)).join(' … '), 80);
        return {
          name: `${(quote.speaker === null ? null : names[quote.speaker]) ?? sourceText(file, quote.source) ?? '?'}: ${words}`,
          about: { type: 'quote', kind: quote.kind, versionCount: mostWithin(counts, content) },
          span,
          selection: content,
          children: [],
        };
      });
    const headline = article.headline?.span ?? null;
    const selection =
      headline !== null && headline.start >= article.start && headline.end <= article.end
        ? headline
        : { start: article.start, end: article.passages[0]?.end ?? article.end };
    return {
      name: shorten(article.headline?.value ?? file.text.slice(selection.start, selection.end), 100) || '—',
      about: {
        type: 'article',
        outlet: article.outlet?.value ?? article.credit?.value ?? null,
        date: dayOf(article.date?.value ?? null),
      },
      span: { start: article.start, end: article.end },
      selection,
      children,
    };
  });
}

/** The highest count of the passages that a span touches; passages are in order and do not overlap. */
function mostWithin(counts: ReturnType<CorpusReader['versionCounts']>, span: Span): number {
  let low = 0;
  let high = counts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (counts[middle]!.end > span.start) high = middle;
    else low = middle + 1;
  }
  let most = 0;
  for (let i = low; i < counts.length && counts[i]!.start < span.end; i++) most = Math.max(most, counts[i]!.count);
  return most;
}

function sourceText(file: AnalysedFile, source: readonly Span[]): string | null {
  const text = shorten(source.map(({ start, end }) => file.text.slice(start, end)).join(' '), 40);
  return text === '' ? null : text;
}
