// Reads articles with gold attributions (one JSON object a line: text, attributions with source, cue and content spans)
// and lays the attributions over the tokens of their paragraphs.
import { readFileSync } from 'node:fs';
import type { DirectSpan } from '../../server/src/quotation/directSpan';
import { findDirectSpans } from '../../server/src/quotation/findDirectSpans';
import type { TokenSpan } from '../../server/src/quotation/learned/cueContext';
import { Shape } from '../../server/src/quotation/learned/tokenShape';
import { readTokens } from '../../server/src/quotation/learned/readTokens';
import type { TokenTable } from '../../server/src/quotation/learned/tokenTable';
import type { Span } from '../../server/src/text/span';

export interface GoldAttribution {
  readonly cue: TokenSpan;
  readonly source: TokenSpan | null;
  readonly content: readonly TokenSpan[];
}

export interface GoldParagraph {
  readonly tokens: TokenTable;
  readonly quotes: readonly DirectSpan[];
  readonly attributions: readonly GoldAttribution[];
}

export interface GoldArticle {
  readonly id: string;
  readonly text: string;
  readonly paragraphs: readonly GoldParagraph[];
  readonly attributions: readonly RawAttribution[];
}

export interface RawAttribution {
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  readonly content: readonly Span[];
  readonly type: string;
}

type SpanList = readonly (readonly [number, number, string])[] | null;

export function readGoldArticles(file: string): GoldArticle[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const article = JSON.parse(line) as {
        id: string;
        text: string;
        attributions: { source: SpanList; cue: SpanList; content: SpanList; type: string }[];
      };
      const toUtf16 = utf16Offsets(article.text);
      const spans = (list: SpanList) => (list ?? []).map(([s, e]) => ({ start: toUtf16(s), end: toUtf16(e) }));
      const attributions = article.attributions.map((a) => ({
        source: spans(a.source),
        cue: spans(a.cue),
        content: spans(a.content),
        type: a.type,
      }));
      return {
        id: article.id,
        text: article.text,
        attributions,
        paragraphs: goldParagraphs(article.text, attributions),
      };
    });
}

export function paragraphSpans(text: string): Span[] {
  return [...text.matchAll(/[^\n]+/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function goldParagraphs(text: string, attributions: readonly RawAttribution[]): GoldParagraph[] {
  const paragraphs = paragraphSpans(text);
  const { spans } = findDirectSpans(text, { headline: null, paragraphs });
  return paragraphs.map((paragraph, index) => {
    const quotes = spans.filter((span) => span.paragraph === index && span.depth === 0);
    const tokens = readTokens(text, paragraph, quotes);
    const gold: GoldAttribution[] = [];
    for (const attribution of attributions) {
      const cueSpan = attribution.cue[0];
      if (cueSpan === undefined || cueSpan.start < paragraph.start || cueSpan.start >= paragraph.end) continue;
      const cue = tokensOf(tokens, cueSpan, true);
      if (cue === null) continue;
      const content = merge(
        tokens,
        attribution.content.map((span) => tokensOf(tokens, span, false)).filter((span) => span !== null),
      );
      // Content that stands in another paragraph is left to rules: such cues only confuse the models of content.
      if (content.length === 0) continue;
      const source = attribution.source[0] === undefined ? null : tokensOf(tokens, attribution.source[0], false);
      gold.push({ cue, source, content });
    }
    return { tokens, quotes, attributions: gold };
  });
}

/** The words that a span of characters covers; with `marks` a lone mark will do. */
function tokensOf(t: TokenTable, span: Span, marks: boolean): TokenSpan | null {
  let first = -1;
  let last = -1;
  let any = -1;
  for (let i = t.first; i < t.last; i++) {
    if (t.end[i]! <= span.start) continue;
    if (t.start[i]! >= span.end) break;
    if (any < 0 && t.shape[i] === Shape.Colon) any = i;
    if (t.shape[i]! > Shape.Number) continue;
    if (first < 0) first = i;
    last = i;
  }
  if (first >= 0) return { first, last };
  return marks && any >= 0 ? { first: any, last: any } : null;
}

/** Joins pieces that only marks and spaces part: annotators' tools cut at sentence ends. */
function merge(t: TokenTable, spans: readonly TokenSpan[]): TokenSpan[] {
  const sorted = [...spans].sort((a, b) => a.first - b.first);
  const out: TokenSpan[] = [];
  for (const span of sorted) {
    const previous = out[out.length - 1];
    if (previous !== undefined && span.first - previous.last <= 2 && t.quote[span.first] === t.quote[previous.last])
      out[out.length - 1] = { first: previous.first, last: Math.max(previous.last, span.last) };
    else out.push(span);
  }
  return out;
}

/** Code-point offsets to UTF-16 offsets. */
function utf16Offsets(text: string): (n: number) => number {
  if (!/[\u{10000}-\u{10ffff}]/u.test(text)) return (n) => n;
  const map: number[] = [];
  let u = 0;
  for (const c of text) {
    map.push(u);
    u += c.length;
  }
  map.push(u);
  return (n) => map[Math.min(n, map.length - 1)]!;
}
