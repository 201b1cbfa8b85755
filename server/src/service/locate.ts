import type { AnalysedArticle, AnalysedFile } from '../corpus/analyseFile';
import type { Mention, Quote } from '../quotation/quoteTypes';
import type { Passage } from '../text/article';
import type { Span } from '../text/span';

/** What lies under an offset. */
export interface Place {
  readonly article: AnalysedArticle;
  readonly passage: Passage | null;
  /** The innermost quote whose content, source or cue holds the offset. */
  readonly quote: Quote | null;
  /** Whether the offset lies in the source of a quote, and not in what somebody else is quoted as saying. */
  readonly isOnSource: boolean;
  readonly mention: Mention | null;
  /** Index of the speaker that the source or the mention under the offset stands for; null elsewhere. */
  readonly speaker: number | null;
}

/** Whether an offset lies in a span; the end counts, since a caret behind a word is still at the word. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** Whether the character behind an offset belongs to a span: a source may follow a quotation without a space. */
function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}

/** Finds what lies under an offset of a file, or null outside all articles. */
export function locate(file: AnalysedFile, offset: number): Place | null {
  const article = file.articles.find((candidate) => touches(candidate.article, offset));
  if (article === undefined) return null;
  const passage =
    article.article.passages.find((span) => holds(span, offset)) ??
    article.article.passages.find((span) => touches(span, offset)) ??
    null;
  const { quotes, mentions, speakers } = article.extraction;
  const mention = smallest(mentions.filter((span) => touches(span, offset)));
  const onSource = quotes.find((quote) => quote.source.some((span) => touches(span, offset)));
  const inside = quotes
    .filter((quote) => [...quote.content, ...quote.cue].some((span) => touches(span, offset)))
    .sort((a, b) => contentLength(a) - contentLength(b))[0];
  const quote = onSource ?? inside ?? null;
  const speaker = mention?.speaker ?? onSource?.speaker ?? null;
  return {
    article,
    passage,
    quote,
    isOnSource: onSource !== undefined && !quotes.some(({ content }) => content.some((span) => holds(span, offset))),
    mention,
    speaker: speaker !== null && speaker < speakers.length ? speaker : null,
  };
}

function smallest<T extends Span>(spans: readonly T[]): T | null {
  let best: T | null = null;
  for (const span of spans) if (best === null || span.end - span.start < best.end - best.start) best = span;
  return best;
}

function contentLength(quote: Quote): number {
  return quote.content.reduce((sum, span) => sum + span.end - span.start, 0);
}
