import type { Article } from '../../text/article';
import type { EditedSpans } from '../../text/editedSpans';
import type { Span } from '../../text/span';
import { speakerLexicon, type SpeakerLexicon } from './speakerLexicon';
import { vocabularyOf, WordFlag, type Vocabulary, type WordForm } from './vocabulary';

/** A word of an article, with what name finding asks of it again and again. */
export class Word implements Span {
  constructor(
    public start: number,
    public end: number,
    /** What the lexicon says of the form: bits of `WordFlag`. */
    readonly flags: number,
    readonly isPossessive: boolean,
    /** What stands between this word (with its ending) and the next one of the sentence; '' after the last. */
    public gap: string,
    /** The form with all that is known of it. */
    readonly known: WordForm,
  ) {}

  /** The text before it grew by so many code units. */
  move(by: number): void {
    this.start += by;
    this.end += by;
  }

  /** As in the text, without a possessive ending. */
  get form(): string {
    return this.known.form;
  }

  get lower(): string {
    return this.known.lower;
  }

  get isCapitalised(): boolean {
    return (this.flags & WordFlag.Capitalised) !== 0;
  }
}

/** A sentence as words. */
export interface Sentence extends Span {
  readonly words: readonly Word[];
  readonly paragraph: number;
  readonly isHeadline: boolean;
}

/**
 * Cuts an article's passages into words. Possessive endings are cut off; initials with stops ("J.R.", "U.S.") are one word.
 * Linear in the article's length.
 * @param memo remembers the words of a text that is being edited
 */
export function wordsOf(
  text: string,
  article: Article,
  lexicon: SpeakerLexicon = speakerLexicon(article.language ?? 'en'),
  memo: EditedSpans<readonly Word[]> | null = null,
): Sentence[] {
  const elides = elidingLanguages.has(article.language ?? '');
  const vocabulary = vocabularyOf(lexicon);
  vocabulary.trim();
  // A form has one entry in an article: words with entries that are forgotten must be looked up again.
  const key = `${article.language ?? ''} ${vocabulary.generation}`;
  return article.passages.map(({ start, end, paragraph, role }) => ({
    start,
    end,
    paragraph,
    isHeadline: role === 'headline' || role === 'subhead',
    words:
      memo?.of(start, end, key, () => cut(text, start, end, elides, vocabulary)) ??
      cut(text, start, end, elides, vocabulary),
  }));
}

function cut(text: string, start: number, end: number, elides: boolean, vocabulary: Vocabulary): Word[] {
  const words: Word[] = [];
  let previous: Word | null = null;
  let previousEnd = 0;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    const kind = kinds[code]! || classify(code, text, at);
    if (kind < Upper) {
      at += isSurrogate(code) ? widthAt(text, at) : 1;
      continue;
    }
    const from = at;
    at = elides ? elisionEnd(text, from, end) : from;
    if (at === from) at = initialsEnd(text, from, end, kind);
    if (at === from) at = wordEnd(text, from, end);
    let to = at;
    let isPossessive = false;
    if (text.charCodeAt(at - 1) === 115) {
      if (at - from > 2 && isApostrophe(text.charCodeAt(at - 2))) {
        to = at - 2;
        isPossessive = true;
      } else if (at + 1 < end && isApostrophe(text.charCodeAt(at))) {
        // "the states' plan": a mark after s is an apostrophe only where no quotation is open; name finding can live with either.
        isPossessive = text.charCodeAt(at + 1) === 32;
      }
    }
    if (previous !== null) previous.gap = gapOf(text, previousEnd, from);
    const known = vocabulary.formAt(text, from, to);
    const word = new Word(from, to, known.flags, isPossessive, '', known);
    words.push(word);
    previous = word;
    previousEnd = at;
  }
  return words;
}

function gapOf(text: string, from: number, to: number): string {
  if (to === from + 1 && text.charCodeAt(from) === 32) return ' ';
  if (to === from + 2 && text.charCodeAt(from + 1) === 32) {
    const code = text.charCodeAt(from);
    if (code === 44) return ', ';
    if (code === 46) return '. ';
  }
  return text.slice(from, to);
}

/** "l'", "qu'": French and Italian write articles and pronouns together with the next word. `from` where there is none. */
function elisionEnd(text: string, from: number, end: number): number {
  let at = from;
  if ('ldnsjmtcLDNSJMTC'.includes(text[at]!)) at++;
  else if ((text[at] === 'q' || text[at] === 'Q') && text[at + 1] === 'u') at += 2;
  return at > from && at < end && isApostrophe(text.charCodeAt(at)) ? at + 1 : from;
}

/** "U.S.", "J.R.": two capitals and more with a stop behind each. `from` where there are none. */
function initialsEnd(text: string, from: number, end: number, kind: number): number {
  if (kind !== Upper) return from;
  let at = from;
  let count = 0;
  while (at < end && charKind(text, at) === Upper) {
    const stop = at + widthAt(text, at);
    if (stop >= end || text.charCodeAt(stop) !== 46) break;
    at = stop + 1;
    count++;
  }
  return count > 1 ? at : from;
}

/** Letters, marks and digits, with single hyphens and apostrophes between them; "2,000" and "3.5" are one word. */
function wordEnd(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const code = text.charCodeAt(at);
    const kind = kinds[code]! || classify(code, text, at);
    if (kind >= Mark) {
      at += isSurrogate(code) ? widthAt(text, at) : 1;
      continue;
    }
    if (at + 1 >= end) break;
    const isNumber = (code === 44 || code === 46) && isDigit(text, at - 1) && isDigit(text, at + 1);
    if (!isNumber && ((code !== 45 && !isApostrophe(code)) || charKind(text, at + 1) < Upper)) break;
    at++;
  }
  return Math.min(at, end);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

const Other = 1;
/** A combining mark: within words only. */
const Mark = 2;
const Upper = 3;
const Letter = 4;
/** Kinds of code units; 0 is not looked up yet. */
const kinds = new Uint8Array(0x10000);

/** The kind of the character at `at`; kept for single code units, worked out anew for surrogate pairs. */
function charKind(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return kinds[code]! || classify(code, text, at);
}

function classify(code: number, text: string, at: number): number {
  const char = String.fromCodePoint(text.codePointAt(at)!);
  const kind = /^\p{Lu}$/u.test(char)
    ? Upper
    : /^[\p{L}\p{N}]$/u.test(char)
      ? Letter
      : /^\p{M}$/u.test(char)
        ? Mark
        : Other;
  if (!isSurrogate(code)) kinds[code] = kind;
  return kind;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function widthAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code <= 0xdbff && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
}

function isApostrophe(code: number): boolean {
  return code === 39 || code === 0x2019;
}

const elidingLanguages = new Set(['fr', 'it', 'ca']);
