import type { Span } from '../../text/span';
import type { DirectSpan } from '../directSpan';
import { hashMix } from './featureHash';
import { endsSentence, isAbbreviation } from './sentenceEnds';
import { wordClassOf } from './wordClasses';

/** What a token looks like. Words first, so that `shape <= Shape.Number` tells words from marks. */
export const Shape = {
  Lower: 0,
  Capitalised: 1,
  AllCaps: 2,
  Clitic: 3,
  Number: 4,
  Comma: 5,
  Stop: 6,
  Colon: 7,
  Dash: 8,
  OpenQuote: 9,
  CloseQuote: 10,
  OpenBracket: 11,
  CloseBracket: 12,
  Other: 13,
} as const;

/** Tokens of a paragraph as parallel arrays: words and marks, with what the models ask about them. */
export interface TokenTable {
  readonly length: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Hash of the folded word, or of the mark's family. */
  readonly word: Int32Array;
  /** Hash of the last three letters. */
  readonly suffix: Int32Array;
  readonly shape: Uint8Array;
  /** Distributional class of the word, fine and coarse; 0 where the word is not known. */
  readonly fine: Uint16Array;
  readonly coarse: Uint8Array;
  /** Index of the sentence within the paragraph. */
  readonly sentence: Int32Array;
  /** First token of each sentence, and one past the last token at the end. */
  readonly sentenceStart: number[];
  /** Index into the paragraph's outermost direct spans, or -1. */
  readonly quote: Int32Array;
  /** First and last word of each of those spans, as token indices; -1 where it holds none. */
  readonly quoteFirst: Int32Array;
  readonly quoteLast: Int32Array;
}

const isLetter = (c: number) =>
  (c >= 0x61 && c <= 0x7a) ||
  (c >= 0x41 && c <= 0x5a) ||
  (c >= 0xc0 && c !== 0xd7 && c !== 0xf7 && (c < 0x2000 || (c > 0x2bff && c < 0x3000) || c > 0x303f));
const isDigit = (c: number) => c >= 0x30 && c <= 0x39;
const isUpper = (c: number) => (c >= 0x41 && c <= 0x5a) || (c >= 0xc0 && c <= 0xde && c !== 0xd7);
const lowerOf = (c: number) => (isUpper(c) ? c + 32 : c);
const isApostrophe = (c: number) => c === 0x27 || c === 0x2019;
const isSpace = (c: number) => c <= 0x20 || c === 0xa0 || (c >= 0x2000 && c <= 0x200f) || c === 0x202f || c === 0xfeff;

/** The hash of a folded word as {@link TokenTable.word} has it. */
export function wordHash(word: string): number {
  let h = 0x811c9dc5 | 0;
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ lowerOf(word.charCodeAt(i)), 0x01000193);
  return h;
}

const clitics = new Set(["'s", "'ve", "'re", "'ll", "'d", "'m"].map(wordHash));

/** Cuts a paragraph into words and marks. `quotes` are its outermost direct spans in order. Linear in its length. */
export function tokenTable(text: string, paragraph: Span, quotes: readonly DirectSpan[]): TokenTable {
  const start: number[] = [];
  const end: number[] = [];
  const word: number[] = [];
  const suffix: number[] = [];
  const shape: number[] = [];
  const push = (from: number, to: number, hash: number, tail: number, kind: number) => {
    start.push(from);
    end.push(to);
    word.push(hash);
    suffix.push(tail);
    shape.push(kind);
  };
  let nextQuote = 0;
  let quoteEnd = -1;
  let i = paragraph.start;
  while (i < paragraph.end) {
    const c = text.charCodeAt(i);
    if (isSpace(c)) {
      i++;
      continue;
    }
    while (nextQuote < quotes.length && quotes[nextQuote]!.start < i) nextQuote++;
    const opening = quotes[nextQuote];
    if (opening !== undefined && opening.start === i && opening.inner.start > i) {
      push(i, opening.inner.start, 1, 1, Shape.OpenQuote);
      quoteEnd = opening.closed ? opening.inner.end : -1;
      i = opening.inner.start;
      nextQuote++;
      continue;
    }
    if (i === quoteEnd) {
      const to = quotes[nextQuote - 1]!.end;
      push(i, to, 2, 2, Shape.CloseQuote);
      quoteEnd = -1;
      i = to;
      continue;
    }
    if (isLetter(c) || isDigit(c)) {
      i = pushWord(text, i, paragraph.end, quoteEnd, push);
      continue;
    }
    if (
      isApostrophe(c) &&
      i + 1 < paragraph.end &&
      isLetter(text.charCodeAt(i + 1)) &&
      i > paragraph.start &&
      isLetter(text.charCodeAt(i - 1))
    ) {
      // A clitic: the word before stopped here.
      let to = i + 1;
      let h = Math.imul((0x811c9dc5 | 0) ^ 0x27, 0x01000193);
      while (to < paragraph.end && isLetter(text.charCodeAt(to))) {
        h = Math.imul(h ^ lowerOf(text.charCodeAt(to)), 0x01000193);
        to++;
      }
      push(i, to, h, h, Shape.Clitic);
      i = to;
      continue;
    }
    const kind = shapeOfMark(c);
    let to = i + 1;
    // Runs of one mark ("...", "--") are one token.
    while (to < paragraph.end && text.charCodeAt(to) === c && to !== quoteEnd) to++;
    push(i, to, kind === Shape.Other || kind === Shape.Stop ? hashMix(3, c) : kind, kind, kind);
    i = to;
  }
  return finish(text, start, end, word, suffix, shape, quotes);
}

function pushWord(
  text: string,
  from: number,
  limit: number,
  quoteEnd: number,
  push: (from: number, to: number, hash: number, tail: number, kind: number) => void,
): number {
  let i = from;
  let h = 0x811c9dc5 | 0;
  let uppers = 0;
  let letters = 0;
  let digits = 0;
  let c1 = 0;
  let c2 = 0;
  let c3 = 0;
  while (i < limit && i !== quoteEnd) {
    const c = text.charCodeAt(i);
    let folded = c;
    if (isLetter(c)) {
      letters++;
      if (isUpper(c)) uppers++;
      folded = lowerOf(c);
    } else if (isDigit(c)) {
      digits++;
      folded = 0x30;
    } else {
      const next = i + 1 < limit && i + 1 !== quoteEnd ? text.charCodeAt(i + 1) : 0;
      if (isApostrophe(c) && isLetter(next)) {
        if (isCliticAt(text, i, limit)) break;
        folded = 0x27;
      } else if (c === 0x2d && (isLetter(next) || isDigit(next))) folded = c;
      else if ((c === 0x2c || c === 0x2e || c === 0x3a) && digits > 0 && letters === 0 && isDigit(next)) folded = c;
      else if (c === 0x2e && isLetter(next) && letters === 1 && i - from === 1) folded = c;
      else if (c === 0x2e && c2 === 0x2e && letters > 1) folded = c;
      else if (c === 0x2e && (isLetter(next) || isDigit(next)) && letters > 0 && c2 === 0x2e) folded = c;
      else break;
    }
    h = Math.imul(h ^ folded, 0x01000193);
    c3 = c2;
    c2 = c1;
    c1 = folded;
    i++;
  }
  // The stop of "Sen." and of "U.S." belongs to the word.
  if (i < limit && i !== quoteEnd && text.charCodeAt(i) === 0x2e && isAbbreviation(text, from, i)) i++;
  const kind =
    letters === 0
      ? Shape.Number
      : uppers > 1 && uppers === letters
        ? Shape.AllCaps
        : isUpper(text.charCodeAt(from))
          ? Shape.Capitalised
          : digits > 0 && isDigit(text.charCodeAt(from))
            ? Shape.Number
            : Shape.Lower;
  push(from, i, h, ((c1 << 16) ^ (c2 << 8) ^ c3) | 0, kind);
  return i;
}

function isCliticAt(text: string, apostrophe: number, limit: number): boolean {
  let to = apostrophe + 1;
  let h = Math.imul((0x811c9dc5 | 0) ^ 0x27, 0x01000193);
  while (to < limit && to - apostrophe < 4 && isLetter(text.charCodeAt(to))) {
    h = Math.imul(h ^ lowerOf(text.charCodeAt(to)), 0x01000193);
    to++;
  }
  return clitics.has(h);
}

function shapeOfMark(c: number): number {
  switch (c) {
    case 0x2c:
      return Shape.Comma;
    case 0x2e:
    case 0x21:
    case 0x3f:
    case 0x2026:
      return Shape.Stop;
    case 0x3a:
    case 0x3b:
      return Shape.Colon;
    case 0x2d:
    case 0x2013:
    case 0x2014:
      return Shape.Dash;
    case 0x28:
    case 0x5b:
      return Shape.OpenBracket;
    case 0x29:
    case 0x5d:
      return Shape.CloseBracket;
    default:
      return Shape.Other;
  }
}

function finish(
  text: string,
  start: number[],
  end: number[],
  word: number[],
  suffix: number[],
  shape: number[],
  quotes: readonly DirectSpan[],
): TokenTable {
  const length = start.length;
  const fine = new Uint16Array(length);
  const coarse = new Uint8Array(length);
  const sentence = new Int32Array(length);
  const quote = new Int32Array(length).fill(-1);
  const sentenceStart = [0];
  let nextQuote = 0;
  for (let t = 0; t < length; t++) {
    const kind = shape[t]!;
    const cls = kind <= Shape.Clitic ? wordClassOf(word[t]!) : 0;
    fine[t] = cls & 0x3ff;
    coarse[t] = cls >>> 10;
    while (nextQuote < quotes.length && quotes[nextQuote]!.end <= start[t]!) nextQuote++;
    const span = quotes[nextQuote];
    if (span !== undefined && span.start <= start[t]!) quote[t] = nextQuote;
    sentence[t] = sentenceStart.length - 1;
    if (kind === Shape.Stop && t + 1 < length) {
      const next = endsSentence(text, t, start, end, shape);
      if (next > t && next < length) {
        for (let k = t + 1; k < next; k++) {
          sentence[k] = sentenceStart.length - 1;
          while (nextQuote < quotes.length && quotes[nextQuote]!.end <= start[k]!) nextQuote++;
          const at = quotes[nextQuote];
          if (at !== undefined && at.start <= start[k]!) quote[k] = nextQuote;
        }
        t = next - 1;
        sentenceStart.push(next);
      }
    }
  }
  sentenceStart.push(length);
  const quoteFirst = new Int32Array(quotes.length).fill(-1);
  const quoteLast = new Int32Array(quotes.length).fill(-1);
  for (let t = 0; t < length; t++) {
    const at = quote[t]!;
    if (at < 0 || shape[t]! > Shape.Number) continue;
    if (quoteFirst[at]! < 0) quoteFirst[at] = t;
    quoteLast[at] = t;
  }
  return {
    length,
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    word: Int32Array.from(word),
    suffix: Int32Array.from(suffix),
    shape: Uint8Array.from(shape),
    fine,
    coarse,
    sentence,
    sentenceStart,
    quote,
    quoteFirst,
    quoteLast,
  };
}
