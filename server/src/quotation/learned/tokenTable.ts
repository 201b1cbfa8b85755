import type { Span } from '../../text/span';
import type { DirectSpan } from '../directSpan';
import { hashMix } from './featureHash';
import { endsSentence, isAbbreviation } from './sentenceEnds';
import { Shape, shapeOfMark } from './tokenShape';
import { wordClassOf } from './wordClasses';

/** Places before the first and after the last token that hold values of their own, so that no look around needs a check. */
export const tokenPadding = 8;

/**
 * Tokens of a paragraph as parallel arrays: words and marks, with what the models ask about them. Tokens are numbered from
 * `first` to `last`, exclusive; the arrays go on with {@link tokenPadding} places to either side. A table can be filled
 * again with the next paragraph, which saves making its arrays anew.
 */
export class TokenTable {
  readonly first = tokenPadding;
  last = tokenPadding;
  /** Offsets into the text. */
  start = new Int32Array(0);
  end = new Int32Array(0);
  /** Hash of the folded word, or of the mark's family. */
  word = new Int32Array(0);
  /** Hash of the last three letters. */
  suffix = new Int32Array(0);
  shape = new Uint8Array(0);
  /** Distributional class of the word, 0 where the word is not known. */
  fine = new Uint16Array(0);
  /** Key of the fine class: words that have none go by their last letters and shape, marks by their shape. */
  fineKey = new Int32Array(0);
  /** Key of the coarse class; a capital inside a sentence makes a class of its own, as names do; marks go by their shape. */
  coarseKey = new Int32Array(0);
  /** Index of the sentence within the paragraph. */
  sentence = new Int32Array(0);
  /** First token of each sentence, and one past the last token at the end. */
  sentenceStart: number[] = [];
  /** Index into the paragraph's outermost direct spans, or -1. */
  quote = new Int32Array(0);
  /** First and last word of each of those spans, as token indices; -1 where it holds none. */
  quoteFirst: number[] = [];
  quoteLast: number[] = [];

  /** Makes room for so many places, keeping what is there. */
  grow(size: number): void {
    if (size <= this.start.length) return;
    const capacity = Math.max(size, Math.ceil(this.start.length * 1.5));
    const larger = (old: Int32Array) => {
      const array = new Int32Array(capacity);
      array.set(old);
      return array;
    };
    this.start = larger(this.start);
    this.end = larger(this.end);
    this.word = larger(this.word);
    this.suffix = larger(this.suffix);
    this.fineKey = larger(this.fineKey);
    this.coarseKey = larger(this.coarseKey);
    this.sentence = larger(this.sentence);
    this.quote = larger(this.quote);
    const shape = new Uint8Array(capacity);
    shape.set(this.shape);
    this.shape = shape;
    const fine = new Uint16Array(capacity);
    fine.set(this.fine);
    this.fine = fine;
  }
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

const hashStart = 0x811c9dc5 | 0;
const hashStep = (h: number, c: number) => Math.imul(h ^ c, 0x01000193);

/** The hash of a folded word as {@link TokenTable.word} has it. */
export function wordHash(word: string): number {
  let h = hashStart;
  for (let i = 0; i < word.length; i++) h = hashStep(h, lowerOf(word.charCodeAt(i)));
  return h;
}

const clitics = new Set(["'s", "'ve", "'re", "'ll", "'d", "'m"].map(wordHash));

/**
 * Cuts a paragraph into words and marks. `quotes` are its outermost direct spans in order. Linear in its length.
 * With `into` that table is filled and returned.
 */
export function tokenTable(
  text: string,
  paragraph: Span,
  quotes: readonly DirectSpan[],
  into: TokenTable = new TokenTable(),
): TokenTable {
  const t = into;
  t.last = t.first;
  t.grow(((paragraph.end - paragraph.start) >> 2) + 2 * tokenPadding + 16);
  let nextQuote = 0;
  let quoteEnd = -1;
  let i = paragraph.start;
  const limit = paragraph.end;
  while (i < limit) {
    const c = text.charCodeAt(i);
    if (isSpace(c)) {
      i++;
      continue;
    }
    if (t.last + tokenPadding >= t.start.length) t.grow(t.start.length + 64);
    while (nextQuote < quotes.length && quotes[nextQuote]!.start < i) nextQuote++;
    if (nextQuote < quotes.length && quotes[nextQuote]!.start === i && quotes[nextQuote]!.inner.start > i) {
      const opening = quotes[nextQuote++]!;
      push(t, i, opening.inner.start, openMark, openMark, Shape.OpenQuote);
      quoteEnd = opening.closed ? opening.inner.end : -1;
      i = opening.inner.start;
      continue;
    }
    if (i === quoteEnd) {
      const to = quotes[nextQuote - 1]!.end;
      push(t, i, to, closeMark, closeMark, Shape.CloseQuote);
      quoteEnd = -1;
      i = to;
      continue;
    }
    if (isLetter(c) || isDigit(c)) {
      i = pushWord(t, text, i, limit, quoteEnd);
      continue;
    }
    if (
      isApostrophe(c) &&
      i + 1 < limit &&
      isLetter(text.charCodeAt(i + 1)) &&
      i > paragraph.start &&
      isLetter(text.charCodeAt(i - 1))
    ) {
      // A clitic: the word before stopped here.
      let to = i + 1;
      let h = hashStep(hashStart, 0x27);
      while (to < limit && isLetter(text.charCodeAt(to))) h = hashStep(h, lowerOf(text.charCodeAt(to++)));
      push(t, i, to, h, h, Shape.Clitic);
      i = to;
      continue;
    }
    const kind = shapeOfMark(c);
    let to = i + 1;
    // Runs of one mark ("...", "--") are one token.
    while (to < limit && text.charCodeAt(to) === c && to !== quoteEnd) to++;
    const isOneOfMany = kind === Shape.Other || kind === Shape.Stop;
    push(t, i, to, isOneOfMany ? hashMix(3, c) : markKeys[kind]!, kind, kind);
    i = to;
  }
  divide(t, text, quotes);
  classify(t);
  return t;
}

/** Keys of marks, by shape. */
const markKeys = Int32Array.from({ length: 16 }, (_, shape) => hashMix(shape, 0x3c6ef372));
const openMark = markKeys[Shape.OpenQuote]!;
const closeMark = markKeys[Shape.CloseQuote]!;

function push(t: TokenTable, from: number, to: number, hash: number, tail: number, kind: number): void {
  const at = t.last++;
  t.start[at] = from;
  t.end[at] = to;
  t.word[at] = hash;
  t.suffix[at] = tail;
  t.shape[at] = kind;
}

function pushWord(t: TokenTable, text: string, from: number, limit: number, quoteEnd: number): number {
  let i = from;
  let h = hashStart;
  let uppers = 0;
  let letters = 0;
  let digits = 0;
  let c1 = 0;
  let c2 = 0;
  let c3 = 0;
  while (i < limit && i !== quoteEnd) {
    const c = text.charCodeAt(i);
    let folded = c;
    if (c >= 0x61 && c <= 0x7a) letters++;
    else if (isLetter(c)) {
      letters++;
      if (isUpper(c)) {
        uppers++;
        folded = c + 32;
      }
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
    h = hashStep(h, folded);
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
  push(t, from, i, h, hashMix((c1 << 16) ^ (c2 << 8) ^ c3, 5), kind);
  return i;
}

function isCliticAt(text: string, apostrophe: number, limit: number): boolean {
  let to = apostrophe + 1;
  let h = hashStep(hashStart, 0x27);
  while (to < limit && to - apostrophe < 4 && isLetter(text.charCodeAt(to)))
    h = hashStep(h, lowerOf(text.charCodeAt(to++)));
  return clitics.has(h);
}

/** Finds sentences and says of each token in which quotation it stands. */
function divide(t: TokenTable, text: string, quotes: readonly DirectSpan[]): void {
  const { first, last, start, shape, sentence, quote } = t;
  const sentenceStart = [first];
  let opensNext = first;
  let nextQuote = 0;
  for (let i = first; i < last; i++) {
    while (nextQuote < quotes.length && quotes[nextQuote]!.end <= start[i]!) nextQuote++;
    quote[i] = nextQuote < quotes.length && quotes[nextQuote]!.start <= start[i]! ? nextQuote : -1;
    if (i === opensNext && i > first) sentenceStart.push(i);
    sentence[i] = sentenceStart.length - 1;
    if (shape[i] === Shape.Stop && i >= opensNext && i + 1 < last) {
      const next = endsSentence(text, t, i);
      if (next > i && next < last) opensNext = next;
    }
  }
  sentenceStart.push(last);
  t.sentenceStart = sentenceStart;
  const quoteFirst = new Array<number>(quotes.length).fill(-1);
  const quoteLast = new Array<number>(quotes.length).fill(-1);
  if (quotes.length > 0)
    for (let i = first; i < last; i++) {
      const at = quote[i]!;
      if (at < 0 || shape[i]! > Shape.Number) continue;
      if (quoteFirst[at]! < 0) quoteFirst[at] = i;
      quoteLast[at] = i;
    }
  t.quoteFirst = quoteFirst;
  t.quoteLast = quoteLast;
}

const fineKeys = Int32Array.from({ length: 1024 }, (_, fine) => hashMix(fine, 0x2545f491));
const coarseKeys = Int32Array.from({ length: 512 }, (_, coarse) => hashMix(coarse, 0x7f4a7c15));
const nameOffset = 256;

/** Looks up the words' classes, and fills the places around the tokens. */
function classify(t: TokenTable): void {
  const { first, last, word, shape, fine, fineKey, coarseKey, sentenceStart, sentence } = t;
  for (let i = first; i < last; i++) {
    const kind = shape[i]!;
    if (kind > Shape.Clitic) {
      fine[i] = 0;
      fineKey[i] = coarseKey[i] = markKeys[kind]!;
      continue;
    }
    const cls = wordClassOf(word[i]!);
    const f = cls & 0x3ff;
    fine[i] = f;
    fineKey[i] = f !== 0 || kind === Shape.Clitic ? fineKeys[f]! : hashMix(t.suffix[i]!, kind);
    const isName = (kind === Shape.Capitalised || kind === Shape.AllCaps) && sentenceStart[sentence[i]!] !== i;
    coarseKey[i] = coarseKeys[(cls >>> 10) + (isName ? nameOffset : 0)]!;
  }
  for (let k = 0; k < tokenPadding; k++) {
    pad(t, first - 1 - k, Shape.Before);
    pad(t, last + k, Shape.After);
  }
}

function pad(t: TokenTable, i: number, shape: number): void {
  const key = markKeys[shape]!;
  t.word[i] = t.suffix[i] = t.fineKey[i] = t.coarseKey[i] = key;
  t.shape[i] = shape;
  t.fine[i] = 0;
  t.quote[i] = -1;
  t.sentence[i] = -1;
}
