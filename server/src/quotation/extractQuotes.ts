import { neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import type { Article, CorpusSettings } from '../text/article';
import { contains } from '../text/span';
import { attributeEnglish } from './attributeEnglish';
import { continueSpeech } from './continueSpeech';
import { findDirectSpans } from './findDirectSpans';
import { headlineSources } from './headlineSources';
import type { QuotationMemo } from './quotationMemo';
import type { Extraction } from './quoteTypes';
import type { RawQuote } from './rawQuote';
import { attributeByRules } from './rules/attributeByRules';
import { resolveSpeakers } from './speakers/resolveSpeakers';

/** What the corpus knows that helps to name speakers. */
export interface ExtractionOptions {
  /** `speakers` of `variorum.json`. */
  readonly speakers: CorpusSettings['speakers'];
  /** For a text that is read again and again while somebody edits it. */
  readonly memo?: QuotationMemo | null;
}

/**
 * Finds the quotes of one article with their speakers. Spans are offsets into `text`, the whole file.
 * Never throws on odd text; throws only `CancelledError`. Linear in the article's length.
 */
export function extractQuotes(
  text: string,
  article: Article,
  options: ExtractionOptions,
  token: CancellationToken = neverCancelled,
): Extraction {
  throwIfCancelled(token);
  const language = article.language ?? 'en';
  const { spans, notes } = findDirectSpans(text, article, options.memo?.marks ?? null);
  const report = withoutDateline(text, article);
  const found =
    language === 'en'
      ? attributeEnglish(text, report, spans, token, undefined, undefined, options.memo ?? null)
      : attributeByRules(text, report, spans, language);
  const headlines = language === 'en' ? headlineSources(text, article, found) : [];
  const raw = [...withoutHeadlineSources(found, headlines), ...headlines].sort((a, b) => startOf(a) - startOf(b));
  const { speakers, mentions, speakerOf } = resolveSpeakers(text, article, raw, options, language);
  // Field by field: spreading took one part in a hundred of all the time.
  const quotes = raw.map(({ kind, mode, source, cue, content, via, confidence }, index) => ({
    kind,
    mode,
    source,
    cue,
    content,
    speaker: speakerOf[index] ?? null,
    via,
    confidence,
  }));
  return {
    quotes: language === 'en' ? continueSpeech(text, article, quotes, speakers) : quotes,
    speakers,
    mentions,
    marked: spans.filter(({ depth }) => depth === 0).map(({ inner }) => inner),
    notes,
  };
}

/** The article with its opening paragraph from behind the dateline on: nobody says "SPRINGFIELD, May 3 (Courier) —". */
function withoutDateline(text: string, article: Article): Article {
  const { dateline, credit, paragraphs } = article;
  const place = dateline?.span;
  if (place == null) return article;
  const at = paragraphs.findIndex((paragraph) => contains(paragraph, place));
  const paragraph = paragraphs[at];
  if (paragraph === undefined) return article;
  let start = place.end;
  if (credit?.span != null && credit.span.start >= start && credit.span.start - start < maxDatelineGap)
    start = credit.span.end;
  while (start < paragraph.end && /[\s\p{P}]/u.test(text[start]!) && !/["'«‹“‘„‚「『]/.test(text[start]!)) start++;
  return { ...article, paragraphs: paragraphs.with(at, { ...paragraph, start }) };
}

/** Most characters between the place and day of a dateline and its agency. */
const maxDatelineGap = 5;

/** "…, calling it a farce: spokesperson": the source behind the colon is no part of what the quotes before it say. */
function withoutHeadlineSources(found: readonly RawQuote[], headlines: readonly RawQuote[]): readonly RawQuote[] {
  const sources = headlines.flatMap(({ source }) => source);
  if (sources.length === 0) return found;
  return found.map((quote) => {
    const [last] = quote.content.slice(-1);
    const source = sources.find(
      ({ start, end }) => last !== undefined && last.start < start - 2 && last.end > start && last.end <= end,
    );
    if (last === undefined || source === undefined) return quote;
    return { ...quote, content: [...quote.content.slice(0, -1), { start: last.start, end: source.start - 2 }] };
  });
}

function startOf(quote: RawQuote): number {
  const { source, cue, content } = quote;
  return Math.min(source[0]?.start ?? Infinity, cue[0]?.start ?? Infinity, content[0]?.start ?? Infinity);
}
