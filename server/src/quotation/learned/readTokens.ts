import type { Span } from '../../text/span';
import type { DirectSpan } from '../directSpan';
import { hashMix } from './featureHash';
import { hashStart, hashStep, isApostrophe, isDigit, isLetter, isSpace, isUpper, lowerOf, wordHash } from './letters';
import { endsSentence, isAbbreviation } from './sentenceEnds';
import { Shape, shapeOfMark } from './tokenShape';
import { TokenTable, tokenPadding } from './tokenTable';
import { tendencyOf, wordClassOf } from './wordClasses';

const clitics = new Set(["'s", "'ve", "'re", "'ll", "'d", "'m"].map(wordHash));

/**
 * Cuts a paragraph into words and marks. `quotes` are its outermost direct spans in order. Linear in its length.
 * With `into` that table is filled and returned.
 */
export function readTokens(
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
      push(t, i, opening.inner.start, openMark, openMark, openMark, Shape.OpenQuote);
      quoteEnd = opening.closed ? opening.inner.end : -1;
      i = opening.inner.start;
      continue;
    }
    if (i === quoteEnd) {
      const to = quotes[nextQuote - 1]!.end;
      push(t, i, to, closeMark, closeMark, closeMark, Shape.CloseQuote);
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
      push(t, i, to, h, h, h, Shape.Clitic);
      i = to;
      continue;
    }
    const kind = shapeOfMark(c);
    let to = i + 1;
    // Runs of one mark ("...", "--") are one token.
    while (to < limit && text.charCodeAt(to) === c && to !== quoteEnd) to++;
    const isOneOfMany = kind === Shape.Other || kind === Shape.Stop;
    const key = isOneOfMany ? hashMix(3, c) : markKeys[kind]!;
    push(t, i, to, key, markKeys[kind]!, key, kind);
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

function push(t: TokenTable, from: number, to: number, hash: number, tail: number, stem: number, kind: number): void {
  const at = t.last++;
  t.start[at] = from;
  t.end[at] = to;
  t.word[at] = hash;
  t.suffix[at] = tail;
  t.stem[at] = stem;
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
  // The hashes of the word without its last one, two and three letters.
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
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
    h3 = h2;
    h2 = h1;
    h1 = h;
    h = hashStep(h, folded);
    c3 = c2;
    c2 = c1;
    c1 = folded;
    i++;
  }
  // The stop of "Sen." and of "U.S." belongs to the word.
  if (i < limit && i !== quoteEnd && text.charCodeAt(i) === 0x2e && isAbbreviation(text, from, i, h)) i++;
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
  const stem = letters < 4 || kind === Shape.Number ? h : stemHash(h, h1, h2, h3, c1, c2, c3);
  push(t, from, i, h, hashMix((c1 << 16) ^ (c2 << 8) ^ c3, 5), stem, kind);
  return i;
}

/** The hash without -ing, -ed, -es, -s, -e or -y, of the hashes with none to three letters less and the last three letters. */
function stemHash(h: number, h1: number, h2: number, h3: number, c1: number, c2: number, c3: number): number {
  if (c1 === 0x67 && c2 === 0x6e && c3 === 0x69) return h3;
  if ((c1 === 0x64 || c1 === 0x73) && c2 === 0x65) return c3 === 0x69 ? h3 : h2;
  return c1 === 0x73 || c1 === 0x65 || c1 === 0x79 ? h1 : h;
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
  const { first, last, word, shape, fine, tendency, fineKey, coarseKey, sentenceStart, sentence } = t;
  for (let i = first; i < last; i++) {
    const kind = shape[i]!;
    if (kind > Shape.Clitic) {
      fine[i] = 0;
      tendency[i] = 0;
      fineKey[i] = coarseKey[i] = markKeys[kind]!;
      continue;
    }
    const cls = wordClassOf(word[i]!);
    const f = cls & 0x3ff;
    fine[i] = f;
    tendency[i] = tendencyOf(cls);
    fineKey[i] = f !== 0 || kind === Shape.Clitic ? fineKeys[f]! : hashMix(t.suffix[i]!, kind);
    const isName = (kind === Shape.Capitalised || kind === Shape.AllCaps) && sentenceStart[sentence[i]!] !== i;
    coarseKey[i] = coarseKeys[((cls >>> 10) & 0xff) + (isName ? nameOffset : 0)]!;
  }
  for (let k = 0; k < tokenPadding; k++) {
    pad(t, first - 1 - k, Shape.Before);
    pad(t, last + k, Shape.After);
  }
}

function pad(t: TokenTable, i: number, shape: number): void {
  const key = markKeys[shape]!;
  t.word[i] = t.suffix[i] = t.stem[i] = t.fineKey[i] = t.coarseKey[i] = key;
  t.shape[i] = shape;
  t.fine[i] = 0;
  t.tendency[i] = 0;
  t.quote[i] = -1;
  t.sentence[i] = -1;
}
