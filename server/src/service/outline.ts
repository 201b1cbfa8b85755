import type { AnalysedFile } from '../corpus/analyseFile';
import type { CorpusReader } from '../corpus/corpusTypes';
import type { QuoteKind } from '../quotation/quoteTypes';
import { hull, overlapLength, type Span } from '../text/span';
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
  const counts = reader.versionCounts(uri);
  return file.articles.map(({ article, extraction }) => {
    const names = extraction.speakers.map((_, speaker) => reader.speakerNameOf(uri, article.index, speaker));
    const children = extraction.quotes
      .filter((quote) => quote.mode === 'said')
      .map((quote): OutlineItem => {
        const span = hull([...quote.content, ...quote.source, ...quote.cue]);
        const content = hull(quote.content);
        const words = shorten(quote.content.map((part) => file.text.slice(part.start, part.end)).join(' … '), 80);
        let versions = 0;
        for (const count of counts)
          if (count.count > versions && overlapLength(count, content) > 0) versions = count.count;
        return {
          name: `${(quote.speaker === null ? null : names[quote.speaker]) ?? sourceText(file, quote.source) ?? '?'}: ${words}`,
          about: { type: 'quote', kind: quote.kind, versionCount: versions },
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

function sourceText(file: AnalysedFile, source: readonly Span[]): string | null {
  const text = shorten(source.map(({ start, end }) => file.text.slice(start, end)).join(' '), 40);
  return text === '' ? null : text;
}
