import introducerList from '../../languages/en/introducers.tsv';
import type { Span } from '../text/span';
import type { DirectSpan } from './directSpan';
import type { RawQuote } from './rawQuote';

const introducers = introducerList
  .split('\n')
  .filter((line) => /^\p{L}+$/u.test(line.trim()))
  .map((line) => line.trim());

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** "…" — Ana Silva: a dash and a name after a quotation, up to the end of the paragraph. */
const signature =
  /^[\s]*[―—–-]{1,2}\s*((?:\p{Lu}[\p{L}.'’-]*)(?:\s+(?:\p{Lu}[\p{L}.'’-]*|de|la|van|von|da|dos|bin|al)){0,4})(?:,[^\n]{0,80})?[\s.]*$/u;
/** A turn of a transcript: a label of capitals, or Q and A, and a colon, which official transcripts leave out behind Q. */
const label =
  /^\s*((?:Q|A|QUESTION|ANSWER)(?=\s*[.:])|(?:(?:THE|MR|MRS|MS|DR|SEN|REP|GOV|GEN|SECRETARY|PRESIDENT|AMBASSADOR|MINISTER)\.?\s+)?\p{Lu}[\p{Lu}.'’-]+(?:\s+[\p{Lu}.'’-]+){0,4}(?:\s*\([^()\n]{1,40}\))?(?=\s*:))\s*[.:]\s+|^\s*(Q)[ \t\u00a0]+(?=["“]?\p{Lu})/u;
/** Most paragraphs that one unlabelled turn of a transcript may go on for. */
const maxTurnParagraphs = 40;

/**
 * Carries speech from paragraph to paragraph: a quotation introduced by a colon in the paragraph before, one that
 * reopens its mark, one that stands alone after an attributed one, a signature under a quotation, the turns of a
 * transcript. Everything is decided from a paragraph and the one before it.
 */
export class SpeechFlow {
  private readonly quotes: Mutable<RawQuote>[] = [];
  /** The speech that the next paragraph may go on with, and how. */
  private running: { quote: Mutable<RawQuote>; how: 'introduced' | 'reopens' | 'follows' } | null = null;
  private turn: { quote: Mutable<RawQuote>; paragraphs: number } | null = null;
  private readonly isTranscript: boolean;

  constructor(
    private readonly text: string,
    paragraphs: readonly Span[],
  ) {
    this.isTranscript = looksLikeTranscript(text, paragraphs);
  }

  addParagraph(paragraph: Span, directSpans: readonly DirectSpan[], found: readonly RawQuote[]): void {
    const { text } = this;
    if (this.isTranscript && this.addTurn(paragraph)) return;
    const own: Mutable<RawQuote>[] = found.map((quote) => ({ ...quote }));
    const speech = directSpans.filter((span) => span.depth === 0);
    const first = speech[0];
    const isCovered = (span: DirectSpan) =>
      own.some((quote) =>
        quote.content.some(
          (content) =>
            content.start < span.end &&
            content.end > span.start &&
            content.end - content.start > (span.end - span.start) / 3,
        ),
      );
    const opens = first !== undefined && isBlank(text, paragraph.start, first.start);
    let carried: Mutable<RawQuote> | null = null;
    if (this.running !== null && opens && !isCovered(first)) {
      const { quote, how } = this.running;
      const isWhole = isBlank(text, first.end, paragraph.end);
      if (how !== 'follows' || isWhole) {
        const span = { start: first.start, end: first.end };
        if (how === 'introduced') quote.kind = 'direct';
        quote.content = how === 'introduced' ? [span] : [...quote.content, span];
        carried = quote;
      }
    }
    for (const span of speech) {
      if (isCovered(span) || (carried !== null && span === first)) continue;
      const signed = signature.exec(text.slice(span.end, Math.min(paragraph.end, span.end + 160)));
      if (signed?.[1] !== undefined && paragraph.end - span.end < 160) {
        const start = span.end + signed[0].indexOf(signed[1]);
        const dash = span.end + signed[0].search(/[―—–-]/);
        own.push({
          ...bare(span),
          source: [{ start, end: start + signed[1].length }],
          cue: [{ start: dash, end: dash + 1 }],
          confidence: 0.8,
        });
        continue;
      }
      if (span.role === 'speech' && isLong(text, span) && !isTitleWithin(text, span, paragraph)) own.push(bare(span));
    }
    const introduction = introductionAtEnd(text, paragraph, own);
    if (introduction !== null) own.push(introduction);
    this.quotes.push(...own);
    this.running = this.whatGoesOn(paragraph, speech, own, carried);
  }

  /** All quotes, in the order of their paragraphs. */
  finish(): RawQuote[] {
    return this.quotes.filter((quote) => quote.content.length > 0);
  }

  private whatGoesOn(
    paragraph: Span,
    speech: readonly DirectSpan[],
    own: readonly Mutable<RawQuote>[],
    carried: Mutable<RawQuote> | null,
  ): { quote: Mutable<RawQuote>; how: 'introduced' | 'reopens' | 'follows' } | null {
    const { text } = this;
    const last = own[own.length - 1];
    const lastSpan = speech[speech.length - 1];
    const tail = text.slice(Math.max(paragraph.start, paragraph.end - 3), paragraph.end).trimEnd();
    const holder =
      lastSpan === undefined
        ? undefined
        : (own.findLast((quote) =>
            quote.content.some((content) => content.start < lastSpan.end && content.end > lastSpan.start),
          ) ??
          carried ??
          undefined);
    if (lastSpan?.continues === true && holder !== undefined) return { quote: holder, how: 'reopens' };
    if (tail.endsWith(':') && last?.content.length === 0) return { quote: last, how: 'introduced' };
    if (
      tail.endsWith(':') &&
      last !== undefined &&
      last.cue[0] !== undefined &&
      paragraph.end - last.cue[0].end < 160
    ) {
      // The clause before the colon names the occasion; what is said stands below.
      const clause = last.content.every(
        (content) => content.start > last.cue[0]!.end && content.end >= paragraph.end - 2,
      );
      if (clause && last.kind === 'indirect') return { quote: last, how: 'introduced' };
    }
    if (carried !== null && own.length === 0) return { quote: carried, how: 'follows' };
    // A speech may go on in the next paragraph where this one ends with it, or with its speaker.
    if (holder !== undefined && holder.cue.length > 0 && holder.kind !== 'indirect')
      return { quote: holder, how: 'follows' };
    return null;
  }

  private addTurn(paragraph: Span): boolean {
    const { text } = this;
    const match = label.exec(text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 90)));
    const name = match?.[1] ?? match?.[2];
    if (match === null || name === undefined) {
      if (this.turn === null || this.turn.paragraphs >= maxTurnParagraphs) {
        this.turn = null;
        return false;
      }
      this.turn.paragraphs++;
      this.turn.quote.content = [...this.turn.quote.content, paragraph];
      return true;
    }
    const labelStart = paragraph.start + match[0].indexOf(name);
    const start = paragraph.start + match[0].length;
    if (start >= paragraph.end) return false;
    const labelEnd = labelStart + name.length;
    const colon = text.slice(labelEnd, start).search(/[.:]/);
    const quote: Mutable<RawQuote> = {
      kind: 'direct',
      mode: 'said',
      source: [{ start: labelStart, end: labelEnd }],
      cue: colon < 0 ? [] : [{ start: labelEnd, end: labelEnd + colon + 1 }],
      content: [{ start, end: paragraph.end }],
      via: null,
      confidence: 0.9,
    };
    this.quotes.push(quote);
    this.turn = { quote, paragraphs: 1 };
    return true;
  }
}

/** A transcript has three labelled turns and a label that comes back: headings in capitals do not. */
function looksLikeTranscript(text: string, paragraphs: readonly Span[]): boolean {
  const labels = new Set<string>();
  let count = 0;
  for (const paragraph of paragraphs) {
    const match = label.exec(text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 90)));
    const found = match?.[1] ?? match?.[2];
    if (found === undefined) continue;
    count++;
    labels.add(found);
  }
  return count >= 3 && labels.size < count;
}

/** "… . Ana Silva wrote on Monday:" at the end of a paragraph: somebody, a verb of saying, and the colon not far off. */
const introducer = new RegExp(
  String.raw`(?:^|[.!?]["”’']*\s+)(?:[^.!?:,"“”]{0,60},\s+)?((?:\p{L}[^.!?:,"“”]{0,60}?))\s+(?:(?:also|then|later|has|had)\s+)?(${introducers.join('|')})(?:\s[^.!?:"“”]{0,80})?:\s*$`,
  'u',
);

/** A cue without content at the end of a paragraph whose content the next paragraph must bring; null where there is none. */
function introductionAtEnd(text: string, paragraph: Span, own: readonly Mutable<RawQuote>[]): Mutable<RawQuote> | null {
  const from = Math.max(paragraph.start, paragraph.end - 240);
  const tail = text.slice(from, paragraph.end);
  if (!/:\s*$/.test(tail)) return null;
  const match = introducer.exec(tail);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const sourceStart = from + match.index + match[0].indexOf(match[1]);
  const sourceEnd = sourceStart + match[1].length;
  const cueStart = from + match.index + match[0].indexOf(match[2], match[0].indexOf(match[1]) + match[1].length);
  if (own.some((quote) => quote.cue.some((cue) => cue.end > sourceStart))) return null;
  return {
    kind: 'direct',
    mode: 'said',
    source: [{ start: sourceStart, end: sourceEnd }],
    cue: [{ start: cueStart, end: cueStart + match[2].length }],
    content: [],
    via: null,
    confidence: 0.7,
  };
}

function bare(span: DirectSpan): Mutable<RawQuote> {
  return {
    kind: 'direct',
    mode: 'said',
    source: [],
    cue: [],
    content: [{ start: span.start, end: span.end }],
    via: null,
    confidence: 0.3,
  };
}

/** A quotation that no cue claims counts from this many words. */
const leastWords = 3;

function isLong(text: string, span: DirectSpan): boolean {
  return (
    text
      .slice(span.inner.start, Math.min(span.inner.end, span.inner.start + 80))
      .trim()
      .split(/\s+/).length >= leastWords
  );
}

/** “Harbour at Six,” in a sentence: a title of a work or a programme has capitals throughout. */
function isTitleWithin(text: string, span: DirectSpan, paragraph: Span): boolean {
  const inner = text.slice(span.inner.start, Math.min(span.inner.end, span.inner.start + 80)).trim();
  const words = inner.split(/\s+/);
  if (words.length > 6 || /[!?…]$|[.!?]\s/.test(inner)) return false;
  if (isBlank(text, paragraph.start, span.start) || /[:,]\s*$/.test(text.slice(paragraph.start, span.start)))
    return false;
  const small = /^(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with|&)$/;
  return (
    words.every((word) => /^\p{Lu}/u.test(word) || small.test(word)) &&
    /^\p{Lu}\p{Ll}/u.test(words[1] ?? '') === (words[1] !== undefined && !small.test(words[1]))
  );
}

function isBlank(text: string, start: number, end: number): boolean {
  return end - start < 12 && text.slice(start, Math.max(start, end)).trim().length === 0;
}
