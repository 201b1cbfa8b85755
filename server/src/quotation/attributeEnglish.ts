import { contentBesideAddressee } from './addressee';
import { throwIfCancelled, type CancellationToken } from '../base/cancellation';
import type { Article } from '../text/article';
import type { Span } from '../text/span';
import type { DirectSpan } from './directSpan';
import type { TokenAttribution } from './learned/attributionFeatures';
import type { TokenSpan } from './learned/cueContext';
import { defaultThreshold, findAttributions } from './learned/findAttributions';
import { englishModel, type QuoteModel } from './learned/quoteModel';
import { readTokens } from './learned/readTokens';
import { TokenTable } from './learned/tokenTable';
import { modeOfCue } from './modeOfCue';
import { keyOfMarks, type QuotationMemo } from './quotationMemo';
import type { QuoteKind } from './quoteTypes';
import type { RawQuote } from './rawQuote';
import { SpeechFlow } from './speechFlow';
import { findVia } from './via';

/** Paragraphs longer than this are cut at a space before they are read: a bound on the arrays of one table. */
const maxParagraphLength = 60_000;

/** Filled anew for each paragraph. */
const table = new TokenTable();

/**
 * Attribution in English: cues, sources and contents by the learned model, then the quotations that no cue claims.
 * Quotes come in the order of their paragraphs; `memo` remembers those of paragraphs that were read before. Throws only
 * `CancelledError`.
 */
export function attributeEnglish(
  text: string,
  article: Pick<Article, 'headline' | 'paragraphs'>,
  directSpans: readonly DirectSpan[],
  token: CancellationToken,
  model: QuoteModel = englishModel(),
  threshold: number = defaultThreshold,
  memo: QuotationMemo | null = null,
): RawQuote[] {
  const flow = new SpeechFlow(text, article.paragraphs);
  const outer = directSpans.filter((span) => span.depth === 0);
  let next = 0;
  const headline = article.headline?.span;
  const paragraphs = headline ? [headline, ...article.paragraphs] : article.paragraphs;
  for (const paragraph of paragraphs) {
    throwIfCancelled(token);
    for (const piece of pieces(text, paragraph)) {
      const own: DirectSpan[] = [];
      while (next < outer.length && outer[next]!.start < piece.end) {
        const span = outer[next++]!;
        if (span.start >= piece.start && span.end <= piece.end) own.push(span);
      }
      const find = () => {
        const t = readTokens(text, piece, own, table);
        return findAttributions(t, model, threshold)
          .map((attribution) => toRawQuote(text, t, own, attribution))
          .filter((quote) => quote.source.length > 0 || !isName(quote, own));
      };
      flow.addParagraph(
        piece,
        own,
        memo?.quotes.of(piece.start, piece.end, keyOfMarks(own, piece.start), find) ?? find(),
      );
    }
  }
  return flow.finish();
}

function* pieces(text: string, paragraph: Span): Generator<Span> {
  let start = paragraph.start;
  while (paragraph.end - start > maxParagraphLength) {
    const space = text.lastIndexOf(' ', start + maxParagraphLength);
    const end = space > start + maxParagraphLength / 2 ? space : start + maxParagraphLength;
    yield { start, end };
    start = end;
  }
  yield { start, end: paragraph.end };
}

function toRawQuote(text: string, t: TokenTable, quotes: readonly DirectSpan[], found: TokenAttribution): RawQuote {
  const chars = (span: TokenSpan): Span => ({ start: t.start[span.first]!, end: t.end[span.last]! });
  const cue = chars(found.cue);
  const source = found.source === null ? null : chars(found.source);
  const sentence = t.sentence[found.cue.last]!;
  const sentenceEnd = t.end[t.sentenceStart[sentence + 1]! - 1]!;
  const [only] = found.content;
  const besideAddressee =
    only === undefined || found.content.length > 1
      ? null
      : contentBesideAddressee(
          text,
          { start: t.start[t.sentenceStart[sentence]!]!, end: sentenceEnd },
          source,
          cue,
          chars(only),
        );
  const content = (besideAddressee === null ? found.content.map(chars) : [besideAddressee])
    .map((span) => withMarks(text, span, quotes))
    .filter((span) => span.end > span.start);
  return {
    kind: kindOf(text, content, quotes),
    mode: modeOfCue(text.slice(cue.start, cue.end)),
    source: source === null ? [] : [source],
    cue: [cue],
    content,
    via: findVia(text, cue, sentenceEnd),
    confidence: Math.max(0.01, Math.min(1, found.probability)),
  };
}

/** Whether the content is no more than a nickname, a title or a term in marks. */
function isName(quote: RawQuote, quotes: readonly DirectSpan[]): boolean {
  const [content] = quote.content;
  if (content === undefined || quote.content.length > 1) return false;
  return quotes.some((span) => span.role === 'scare' && span.start <= content.start && content.end <= span.end);
}

/** Takes in the quote marks at the edges of a content span, with the stop or comma before a closing mark. */
function withMarks(text: string, span: Span, quotes: readonly DirectSpan[]): Span {
  let { start, end } = span;
  for (const quote of quotes) {
    if (quote.start > end) break;
    if (quote.end < start) continue;
    if (quote.start < start && start - quote.start <= 4 && !/[\p{L}\p{N}]/u.test(text.slice(quote.start, start)))
      start = quote.start;
    if (
      quote.end > end &&
      quote.end - end <= 5 &&
      quote.start < end &&
      !/[\p{L}\p{N}]/u.test(text.slice(end, quote.end))
    )
      end = quote.end;
  }
  return { start, end };
}

/** Direct where marks hold all words of the content, indirect where they hold none. */
export function kindOf(text: string, content: readonly Span[], quotes: readonly DirectSpan[]): QuoteKind {
  let inMarks = false;
  let outside = false;
  for (const span of content) {
    let at = span.start;
    for (const quote of quotes) {
      if (quote.end <= span.start) continue;
      if (quote.start >= span.end) break;
      if (quote.role === 'speech' || quote.end - quote.start > 0) inMarks = true;
      if (quote.start > at && /[\p{L}\p{N}]/u.test(text.slice(at, quote.start))) outside = true;
      at = Math.max(at, quote.end);
    }
    if (at < span.end && /[\p{L}\p{N}]/u.test(text.slice(at, span.end))) outside = true;
  }
  return inMarks ? (outside ? 'mixed' : 'direct') : 'indirect';
}
