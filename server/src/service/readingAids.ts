import type { AnalysedFile } from '../corpus/analyseFile';
import type { CorpusReader } from '../corpus/corpusTypes';
import { hull, type Span } from '../text/span';
import { tokenise } from '../text/tokens';
import { touches } from './locate';

/** A line above a passage: how many versions it has and which is the original. */
export interface Lens extends Span {
  readonly versionCount: number;
  /** Name of the original's outlet, null where undetermined. */
  readonly original: string | null;
}

/** Lenses of a file: only where there is another version. */
export function lenses(uri: string, reader: CorpusReader): Lens[] {
  return reader
    .versionCounts(uri)
    .filter(({ count }) => count > 0)
    .map(({ start, end, count, original }) => ({ start, end, versionCount: count, original }));
}

/** What can be folded away. */
export interface Fold extends Span {
  readonly kind: 'article' | 'boilerplate';
}

/** Articles, and runs of boilerplate. */
export function folds(file: AnalysedFile): Fold[] {
  const boilerplate = [...file.boilerplate, ...file.articles.flatMap(({ article }) => article.boilerplate)];
  boilerplate.sort((a, b) => a.start - b.start);
  const runs: { start: number; end: number }[] = [];
  for (const { start, end } of boilerplate) {
    const last = runs.at(-1);
    if (last && file.text.slice(last.end, start).trim() === '') last.end = Math.max(last.end, end);
    else runs.push({ start, end });
  }
  return [
    ...file.articles.map(({ article }): Fold => ({ start: article.start, end: article.end, kind: 'article' })),
    ...runs.map((run): Fold => ({ ...run, kind: 'boilerplate' })),
  ];
}

/** The chain of ever larger spans around an offset: word, what stands in quote marks, quote, sentence, paragraph, article. */
export function selectionChain(file: AnalysedFile, offset: number): Span[] {
  const found = file.articles.find(({ article }) => touches(article, offset));
  if (found === undefined) return [];
  const { article, extraction } = found;
  const { text } = file;
  const sentence = article.passages.find((passage) => touches(passage, offset));
  const spans = [
    ...(sentence ? wordsAround(text, sentence, offset) : []),
    ...extraction.quotes.flatMap((quote) => quote.content.flatMap((content) => quotedWithin(text, content))),
    ...extraction.quotes.flatMap((quote) => quote.content),
    ...extraction.mentions,
    ...article.passages,
    ...article.paragraphs,
    article,
  ]
    .filter((span) => touches(span, offset))
    .map(({ start, end }) => ({ start, end }))
    .sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start);
  const chain: Span[] = [];
  for (const span of spans) {
    const last = chain.at(-1);
    // Each span of the chain must hold the one before it; overlapping ones (content across sentences) are left out.
    if (!last || (span.start <= last.start && span.end >= last.end && span.end - span.start > last.end - last.start))
      chain.push(span);
  }
  return chain;
}

/** The word at an offset; at the border of two, the one that begins there. */
function wordsAround(text: string, sentence: Span, offset: number): Span[] {
  const { starts, ends } = tokenise(text, sentence);
  for (let word = starts.length - 1; word >= 0; word--)
    if (starts[word]! <= offset && offset <= ends[word]!) return [{ start: starts[word]!, end: ends[word]! }];
  return [];
}

/** What stands between quote marks in the content of a quote, without the marks and the comma before the last one. */
function quotedWithin(text: string, { start, end }: Span): Span[] {
  const pieces: Span[] = [];
  for (const match of text.slice(start, end).matchAll(/["“„«»「『]([^"“”„«»「」『』]+)["”“»«」』]/gu)) {
    let words = match[1]!.trimEnd();
    if (/[,，]$/u.test(words)) words = words.slice(0, -1);
    const from = start + match.index + match[0].indexOf(match[1]!);
    if (words !== '') pieces.push({ start: from, end: from + words.length });
  }
  return pieces;
}

/** Kinds of semantic tokens, in the order of the legend. */
export const semanticTokenTypes = [
  'headline',
  'outlet',
  'date',
  'byline',
  'credit',
  'source',
  'cue',
  'quotation',
  'reported',
  'boilerplate',
] as const;

/** What a stretch of text is, for colouring. Never overlapping, ascending. */
export interface SemanticSpan extends Span {
  readonly type: (typeof semanticTokenTypes)[number];
}

/** The colours of a file: earlier kinds win where spans overlap (a source inside reported speech stays visible). */
export function semanticSpans(file: AnalysedFile): SemanticSpan[] {
  const layers: SemanticSpan[] = [];
  const add = (span: Span | null | undefined, type: SemanticSpan['type']) => {
    if (span && span.end > span.start) layers.push({ start: span.start, end: span.end, type });
  };
  for (const { article, extraction } of file.articles) {
    for (const quote of extraction.quotes) {
      for (const span of quote.source) add(span, 'source');
      for (const span of quote.cue) add(span, 'cue');
    }
    add(article.outlet?.span, 'outlet');
    add(article.date?.span, 'date');
    add(article.byline?.span, 'byline');
    add(article.credit?.span, 'credit');
    add(article.headline?.span, 'headline');
    for (const quote of extraction.quotes)
      for (const span of quote.content) add(span, quote.kind === 'direct' ? 'quotation' : 'reported');
    for (const span of article.boilerplate) add(span, 'boilerplate');
  }
  for (const span of file.boilerplate) add(span, 'boilerplate');
  return paint(layers);
}

/** Lays spans over each other, first come on top, by sweeping over their edges: O(n log n). */
function paint(layers: readonly SemanticSpan[]): SemanticSpan[] {
  const order = layers.map((span, rank) => ({ span, rank }));
  const edges = [...new Set(layers.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  order.sort((a, b) => a.span.start - b.span.start);
  const result: SemanticSpan[] = [];
  let active: typeof order = [];
  let next = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i]!, edges[i + 1]!];
    active = active.filter(({ span }) => span.end > from);
    while (next < order.length && order[next]!.span.start <= from) active.push(order[next++]!);
    let top: (typeof order)[number] | null = null;
    for (const entry of active) if (entry.span.end > from && (top === null || entry.rank < top.rank)) top = entry;
    if (top === null) continue;
    const last = result.at(-1);
    if (last && last.end === from && last.type === top.span.type) result[result.length - 1] = { ...last, end: to };
    else result.push({ start: from, end: to, type: top.span.type });
  }
  return result;
}

/** Who a pronoun or a bare description is, to be shown behind it. */
export interface Hint {
  readonly offset: number;
  readonly name: string;
}

/** Hints for the pronouns (and descriptions) that resolve to a named speaker, within a range. */
export function hints(file: AnalysedFile, uri: string, range: Span, reader: CorpusReader): Hint[] {
  const result: Hint[] = [];
  for (const { article, extraction } of file.articles)
    for (const mention of extraction.mentions) {
      if (mention.form === 'name' || mention.end < range.start || mention.start > range.end) continue;
      const name = reader.speakerOf(uri, article.index, mention.speaker)?.name;
      if (name && name.toLowerCase() !== file.text.slice(mention.start, mention.end).toLowerCase())
        result.push({ offset: mention.end, name });
    }
  return result;
}

/** The spans of all quotes of a file in order: for "next quote" and "previous quote". */
export function quoteSpans(file: AnalysedFile): Span[] {
  return file.articles
    .flatMap(({ extraction }) => extraction.quotes.map((quote) => hull(quote.content)))
    .sort((a, b) => a.start - b.start);
}
