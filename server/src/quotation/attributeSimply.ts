import type { Article } from '../text/article';
import type { Span } from '../text/span';
import type { DirectSpan } from './directSpan';
import type { RawQuote } from './rawQuote';

const cue =
  /\b(?:said|says|told|added|wrote|asked|noted|announced|tweeted|argued|continued|explained|declared|insisted|replied|warned|stated|claimed|according to)\b/g;
const nameBefore =
  /((?:(?:[Tt]he|[Aa]|[Aa]n|[Hh]is|[Hh]er|[Tt]heir)\s+)?(?:[\p{L}.'’-]+\s+){0,3}[\p{L}.'’-]+)\s+(?:also\s+|has\s+|had\s+)?$/u;
const nameAfter = /^\s+((?:(?:the|a|an)\s+)?(?:\p{Lu}[\p{L}.'’-]*\s*){1,4}|he|she|they|it)/u;

/** First, coarse attribution: a verb of saying beside a quotation or before a clause of its sentence. */
export function attributeSimply(text: string, article: Article, directSpans: readonly DirectSpan[]): RawQuote[] {
  const quotes: RawQuote[] = [];
  const outer = directSpans.filter((span) => span.depth === 0 && span.role === 'speech');
  const taken = new Set<DirectSpan>();
  for (const passage of article.passages) {
    const sentence = text.slice(passage.start, Math.min(passage.end, passage.start + 2000));
    for (const match of sentence.matchAll(cue)) {
      const start = passage.start + match.index;
      const end = start + match[0].length;
      if (outer.some((span) => span.start <= start && end <= span.end)) continue;
      let source: Span | null = null;
      const before = nameBefore.exec(text.slice(Math.max(passage.start, start - 60), start));
      const after = nameAfter.exec(text.slice(end, end + 80));
      const near = outer.filter(
        (span) => !taken.has(span) && (Math.abs(span.end - start) < 60 || Math.abs(span.start - end) < 80),
      );
      if (before?.[1] && match[0] !== 'according to') {
        const at = start - before[0].length;
        source = { start: at, end: at + before[1].length };
      } else if (after?.[1]) {
        const at = end + after[0].indexOf(after[1]);
        source = { start: at, end: at + after[1].trimEnd().length };
      }
      if (source === null) continue;
      if (near.length > 0) {
        near.forEach((span) => taken.add(span));
        quotes.push({
          kind: 'direct',
          mode: 'said',
          source: [source],
          cue: [{ start, end }],
          content: near.map(({ start: a, end: b }) => ({ start: a, end: b })),
          via: null,
          confidence: 0.8,
        });
      } else {
        const clause = /^\s+(?:that\s+)?/.exec(text.slice(end, end + 20));
        const from = end + (clause?.[0].length ?? 0);
        if (passage.end - from < 10 || source.start > start) continue;
        quotes.push({
          kind: 'indirect',
          mode: 'said',
          source: [source],
          cue: [{ start, end }],
          content: [{ start: from, end: passage.end }],
          via: null,
          confidence: 0.6,
        });
      }
    }
  }
  for (const span of outer) {
    if (taken.has(span)) continue;
    quotes.push({
      kind: 'direct',
      mode: 'said',
      source: [],
      cue: [],
      content: [{ start: span.start, end: span.end }],
      via: null,
      confidence: 0.4,
    });
  }
  return quotes;
}
