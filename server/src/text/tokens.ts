import type { Span } from './span';

/** Facts about a token, as bits of {@link Tokens.flags}. */
export const TokenFlag = {
  /** Begins with an upper-case letter in the text. */
  Capitalised: 1,
  /** Holds a digit. */
  Number: 2,
  /** First token of the tokenised span. */
  Initial: 4,
  /** Two or more letters, all upper case. */
  AllCaps: 8,
  /** First and last word of a passage's part of what stands in quotation marks. The index alone has these two. */
  MarkedFirst: 16,
  MarkedLast: 32,
} as const;

/**
 * The words of a piece of text as parallel arrays: words only, no punctuation or white space.
 * `words` are folded (NFKC, lower case, no soft hyphens or zero-width characters, straight apostrophes,
 * possessive 's cut off); `starts` and `ends` are offsets into the original text.
 */
export interface Tokens {
  readonly words: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly flags: readonly number[];
}

/** Folds a word as {@link Tokens.words} has it. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/'s$/, '');
}

/**
 * Cuts `text` within `span` into words: letters with inner apostrophes (`don't`), numbers with inner points (`7,939`)
 * and the letters that follow them (`3rd`); CJK and Thai characters are words of their own; hyphens separate.
 * One pass, no regular expression per token: more than 20 MB of text a second.
 */
export function tokenise(text: string, span: Span): Tokens {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const flags: number[] = [];
  scanTokens(text, span, (start, end, flag, folded) => {
    words.push(folded ?? foldPlainWord(text, start, end));
    starts.push(start);
    ends.push(end);
    flags.push(flag);
  });
  return { words, starts, ends, flags };
}

/**
 * Is told a token's place in the text, its {@link TokenFlag} bits and its folded word. The word is null where it is
 * plain, as nearly all are: ASCII letters, digits and apostrophes, to be folded by {@link foldPlainWord}.
 */
export type TokenTaker = (start: number, end: number, flags: number, folded: string | null) => void;

/** Tells `take` of the words that {@link tokenise} finds, without making a string for each. */
export function scanTokens(text: string, span: Span, take: TokenTaker): void {
  const { end } = span;
  let isFirst = true;
  let at = span.start;
  while (at < end) {
    const code = text.charCodeAt(at);
    const kind = classes[code]! || classify(code, text, at);
    if (kind <= Invisible) {
      at++;
      continue;
    }
    const start = at;
    if (kind === Single) {
      at += code >= 0xd800 && code <= 0xdbff ? 2 : 1;
      take(start, at, isFirst ? TokenFlag.Initial : 0, text.slice(start, at));
      isFirst = false;
      continue;
    }
    const to = kind === Digit ? numberEnd(text, at, end) : wordEnd(text, at, end);
    at = Math.max(to, at + 1);
    let isPlain = true;
    let flag = isFirst ? TokenFlag.Initial : 0;
    let upper = 0;
    for (let index = start; index < at; index++) {
      const letter = text.charCodeAt(index);
      if (letter >= 0x41 && letter <= 0x5a) {
        upper++;
        if (index === start) flag |= TokenFlag.Capitalised;
      } else if (letter >= 0x30 && letter <= 0x39) flag |= TokenFlag.Number;
      else if (letter >= 0x80 && letter !== 0x2019) isPlain = false;
    }
    if (isPlain) {
      if (upper > 1 && upper === at - start) flag |= TokenFlag.AllCaps;
      take(start, at, flag, null);
    } else {
      const raw = text.slice(start, at);
      const folded = foldWord(raw);
      if (folded === '') continue;
      if (/^\p{Lu}/u.test(raw)) flag |= TokenFlag.Capitalised;
      if (/\p{N}/u.test(raw)) flag |= TokenFlag.Number;
      if (raw.length > 1 && /^\p{Lu}+$/u.test(raw)) flag |= TokenFlag.AllCaps;
      take(start, at, flag, folded);
    }
    isFirst = false;
  }
}

/** {@link foldWord} of a plain word that stands in `text` from `start` to `end`: see {@link TokenTaker}. */
export function foldPlainWord(text: string, start: number, end: number): string {
  const word = text.slice(start, endOfPlainWord(text, start, end)).toLowerCase();
  return word.includes('’') ? word.replace(/’/g, "'") : word;
}

/** Where a plain word ends without its possessive 's. */
export function endOfPlainWord(text: string, start: number, end: number): number {
  if (end - start < 2 || (text.charCodeAt(end - 1) | 0x20) !== 0x73) return end;
  const mark = text.charCodeAt(end - 2);
  return mark === 0x27 || mark === 0x2019 ? end - 2 : end;
}

/** Classes of code units; 0 is not looked up yet. Up to `Invisible` nothing starts a word. */
const Other = 1;
const Invisible = 2;
const Letter = 3;
const Digit = 4;
const Single = 5;
const classes = new Uint8Array(0x10000);

const singlePattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const letterPattern = /[\p{L}\p{M}]/u;
const digitPattern = /\p{N}/u;

/** The class of the character at `at`; kept for single code units, worked out anew for surrogate pairs. */
function classify(code: number, text: string, at: number): number {
  if (code >= 0xd800 && code <= 0xdfff) {
    if (code > 0xdbff) return Other;
    const char = String.fromCodePoint(text.codePointAt(at)!);
    if (char.length < 2) return Other;
    return singlePattern.test(char)
      ? Single
      : letterPattern.test(char)
        ? Letter
        : digitPattern.test(char)
          ? Digit
          : Other;
  }
  const char = String.fromCharCode(code);
  let kind = Other;
  if (code === 0xad || (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff) kind = Invisible;
  else if (singlePattern.test(char) && letterPattern.test(char)) kind = Single;
  else if (letterPattern.test(char)) kind = Letter;
  else if (digitPattern.test(char)) kind = Digit;
  classes[code] = kind;
  return kind;
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return classes[code]! || classify(code, text, at);
}

/** Length in code units of the character at `at`. */
function widthAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff ? 2 : 1;
}

/** End of a number that starts at `from`: digits, single `.`, `,` or `:` between digits, then letters. */
function numberEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const kind = classAt(text, at);
    if (kind === Digit) {
      at += widthAt(text, at);
      continue;
    }
    const code = text.charCodeAt(at);
    if ((code === 0x2e || code === 0x2c || code === 0x3a) && at + 1 < end && classAt(text, at + 1) === Digit) {
      at++;
      continue;
    }
    break;
  }
  while (at < end && classAt(text, at) === Letter) at += widthAt(text, at);
  return Math.min(at, end);
}

/** End of a word that starts at `from`: letters, digits and invisible characters, apostrophes between letters. */
function wordEnd(text: string, from: number, end: number): number {
  let at = from;
  let last = from;
  while (at < end) {
    const kind = classAt(text, at);
    if (kind === Letter || kind === Digit) {
      at += widthAt(text, at);
      last = at;
      continue;
    }
    if (kind === Invisible) {
      at++;
      continue;
    }
    const code = text.charCodeAt(at);
    if ((code === 0x27 || code === 0x2019) && at > from && at + 1 < end && classAt(text, at + 1) === Letter) {
      at++;
      continue;
    }
    break;
  }
  return Math.min(last, end);
}
