import { languageData, type AbbreviationClass, type LanguageData } from './languageData';
import { isSpaceCode, trimSpan } from './lines';
import type { Span } from './span';

/** Longest passage in code units; a longer run without a sentence end (no prose has one) is cut at a space. */
export const maxSentenceLength = 4000;

/** How far back and ahead of a full stop the words are read that decide about it: keeps the scan linear. */
const wordReach = 40;

/**
 * Cuts running text into sentences: the spans of `text` within `span`, trimmed, in order, disjoint. Marks that close
 * after the full stop belong to the sentence, and so does a short clause that names the speaker after them
 * (`"Never!" Mayor Ortiz said.`). Rules and abbreviation lists in the manner of Punkt's orthographic heuristics
 * (Kiss & Strunk 2006), without its training. Reads each code unit a bounded number of times.
 */
export function splitSentences(text: string, span: Span, language: string | null): Span[] {
  const data = languageData(language);
  const sentences: Span[] = [];
  const { end } = span;
  let start = span.start;
  let isQuoteOpen = false;

  const cut = (at: number): void => {
    const piece = trimSpan(text, start, at);
    start = at;
    if (piece.end <= piece.start) return;
    const last = sentences[sentences.length - 1];
    if (last !== undefined && isFragment(text, piece)) {
      sentences[sentences.length - 1] = { start: last.start, end: piece.end };
    } else {
      sentences.push(piece);
    }
  };

  // Marks are looked for in the span's own text, so that the search never goes far beyond its end.
  const own = text.slice(start, end);
  const offset = start;
  let mark = start - 1;
  let at = start;
  while (at < end) {
    if (mark < at) {
      marks.lastIndex = at - offset;
      mark = marks.test(own) ? offset + marks.lastIndex - 1 : end;
    }
    at = Math.min(mark, Math.max(at, start + maxSentenceLength));
    if (at >= end) break;
    const code = text.charCodeAt(at);
    if (at - start >= maxSentenceLength && (isSpaceCode(code) || at - start >= 2 * maxSentenceLength)) {
      const low = code >= 0xdc00 && code <= 0xdfff;
      cut(low ? at + 1 : at);
    }
    if (code === 0x22) {
      isQuoteOpen = opensQuote(text, at, span.start, end, isQuoteOpen);
      at++;
      continue;
    }
    if (!isTerminator(code)) {
      at++;
      continue;
    }
    const runEnd = terminatorRunEnd(text, at, end);
    let closed = closersEnd(text, runEnd, end, isQuoteOpen);
    if (text.charCodeAt(closed - 1) === 0x22 && closed > runEnd) isQuoteOpen = false;
    if (closed >= end) break;
    const isCjk = code >= 0x3000;
    let next = closed;
    while (next < end && isSpaceCode(text.charCodeAt(next))) next++;
    if (next >= end) break;
    let boundary = -1;
    if (isCjk) {
      if (!(closed > runEnd && isCjkTail(text, next, end, data))) boundary = closed;
    } else if (next > closed) {
      if (endsSentence(text, span.start, start, at, runEnd, closed, next, end, data)) boundary = closed;
    } else if (startsWithoutSpace(text, start, at, runEnd, closed, end, data)) {
      boundary = closed;
    }
    if (boundary >= 0) {
      cut(boundary);
      closed = Math.max(closed, boundary);
    }
    at = Math.max(closed, at + 1);
  }
  cut(end);
  return sentences;
}

/** Straight quotation marks, and all that {@link isTerminator} names. */
const marks = /["!.?\u061f\u06d4\u0964\u2026\u203c\u2047-\u2049\u3002\uff01\uff1f\uff61]/g;

function isTerminator(code: number): boolean {
  if (code < 0x40) return code === 0x2e || code === 0x21 || code === 0x3f;
  return (
    code === 0x2026 ||
    code === 0x3002 ||
    code === 0xff01 ||
    code === 0xff1f ||
    code === 0xff61 ||
    code === 0x203c ||
    (code >= 0x2047 && code <= 0x2049) ||
    code === 0x0964 ||
    code === 0x061f ||
    code === 0x06d4
  );
}

/** Whether the straight mark at `at` leaves a quote open behind it. */
function opensQuote(text: string, at: number, start: number, end: number, isOpen: boolean): boolean {
  const spaceBefore = at === start || isSpaceCode(text.charCodeAt(at - 1)) || '([—–-'.includes(text[at - 1]!);
  const spaceAfter = at + 1 >= end || isSpaceCode(text.charCodeAt(at + 1));
  if (spaceBefore && !spaceAfter) return true;
  if (spaceAfter && !spaceBefore) return false;
  return !isOpen;
}

/** End of a run like `?!`, `...`, `. . .` that starts at `at`. */
function terminatorRunEnd(text: string, at: number, end: number): number {
  let to = at + 1;
  for (;;) {
    if (to < end && isTerminator(text.charCodeAt(to))) to++;
    else if (to + 1 < end && text.charCodeAt(to + 1) === 0x2e && isSpaceCode(text.charCodeAt(to))) to += 2;
    else return to;
  }
}

/** End of the closing marks and brackets after a terminator. */
function closersEnd(text: string, from: number, end: number, isQuoteOpen: boolean): number {
  let at = from;
  let isOpen = isQuoteOpen;
  while (at < end) {
    const code = text.charCodeAt(at);
    const spaceAfter = at + 1 >= end || isSpaceCode(text.charCodeAt(at + 1));
    switch (code) {
      case 0x22:
        if (!isOpen) return at;
        isOpen = false;
        break;
      case 0x29:
      case 0x5d:
      case 0x7d:
      case 0x201d:
      case 0x2019:
      case 0xbb:
      case 0x203a:
      case 0x300d:
      case 0x300f:
      case 0x3011:
      case 0xff09:
      case 0x2a:
        break;
      case 0x27:
      case 0x201c:
      case 0x2018:
      case 0xab:
      case 0x2039:
        // Opening marks of one language close in another („…“, »…«): closing where no word follows directly.
        if (!spaceAfter && !'"\'’”)'.includes(text[at + 1]!)) return at;
        break;
      case 0x5b: {
        const note = /^\[(?:\d{1,3}|[a-z])\]/.exec(text.slice(at, at + 5));
        if (note === null) return at;
        at += note[0].length - 1;
        break;
      }
      case 0x200b: {
        // Padding that stands for markup: what closes may come behind it.
        let behind = at;
        while (behind < end && text.charCodeAt(behind) === 0x200b) behind++;
        if (!'"”’»)“'.includes(text.charAt(behind)) || behind >= end) return at;
        at = behind - 1;
        break;
      }
      case 0x20:
      case 0xa0:
      case 0x202f:
        // A mark set off by spaces, as sloppy typing and French typography have it.
        if (at + 1 < end && isLooseCloser(text, at + 1, end, isOpen)) {
          isOpen = false;
          at++;
          break;
        }
        return at;
      default:
        return at;
    }
    at++;
  }
  return at;
}

function isLooseCloser(text: string, at: number, end: number, isQuoteOpen: boolean): boolean {
  const code = text.charCodeAt(at);
  const spaceAfter = at + 1 >= end || isSpaceCode(text.charCodeAt(at + 1)) || text[at + 1] === ',';
  return spaceAfter && (code === 0xbb || code === 0x201d || (code === 0x22 && isQuoteOpen));
}

const openers = new Set([...'"“”‘\'«»„‚‹›(「『[—–-•*¿¡…']);

/** Index of the first code unit at or after `from` that is no opening mark; looks at most six units ahead. */
function skipOpeners(text: string, from: number, end: number): number {
  let at = from;
  const limit = Math.min(end, from + 6);
  while (at < limit && (openers.has(text[at]!) || (at > from && isSpaceCode(text.charCodeAt(at))))) at++;
  return at;
}

function isUpper(char: string): boolean {
  return char !== char.toLowerCase();
}

function isLower(char: string): boolean {
  return char !== char.toUpperCase() && char === char.toLowerCase();
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The word that begins at `from`, apostrophes straightened and what follows one cut off (`We're` → `We`). */
function wordAt(text: string, from: number, end: number): string {
  let at = from;
  const limit = Math.min(end, from + wordReach);
  while (at < limit && /[\p{L}\p{M}\p{N}]/u.test(text[at]!)) at++;
  return text.slice(from, at);
}

/** The token that ends at `to` (exclusive): letters, digits, full stops, hyphens. */
function tokenBefore(text: string, floor: number, to: number): string {
  let from = to;
  const limit = Math.max(floor, to - wordReach);
  while (from > limit && /[\p{L}\p{M}\p{N}.№º'’&-]/u.test(text[from - 1]!)) from--;
  return text.slice(from, to);
}

function isFunctionWordAt(text: string, at: number, end: number, data: LanguageData): boolean {
  const word = wordAt(text, at, end);
  return word !== '' && data.functionWords.has(word.toLowerCase());
}

const clockFollowers = new Set(
  'ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST IST MSK Eastern Central Pacific Mountain Greenwich Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun Jan Feb March April May June July Aug Sept Oct Nov Dec January February August September October November December Moscow Beijing Jerusalem'.split(
    ' ',
  ),
);

/** Decides whether the terminators in `[at, runEnd)` end a sentence, where white space lies before `next`. */
function endsSentence(
  text: string,
  floor: number,
  start: number,
  at: number,
  runEnd: number,
  closed: number,
  next: number,
  end: number,
  data: LanguageData,
): boolean {
  const first = skipOpeners(text, next, end);
  if (first >= end) return true;
  const char = text[first]!;
  const hasQuoteCloser = closed > runEnd && !/^[)\]}]+$/.test(text.slice(runEnd, Math.min(closed, runEnd + 4)));
  if (isLower(char)) return false;
  const code = text.charCodeAt(at);
  if (hasQuoteCloser && isAttributionTail(text, first, end, data)) return false;
  if (runEnd - at > 1 || code === 0x2026) {
    // "[…]" marks what was left out, not where a sentence ends.
    if (text.charAt(at - 1) === '[') return false;
    const run = text.slice(at, Math.min(runEnd, at + 8));
    // A question or exclamation mark among them, or a full stop before the ellipsis, ends the sentence.
    if (/[!?]/.test(run) || run.replace(/\s/g, '').length > 3 || (run.length > 1 && run.startsWith('.…'))) return true;
    if (hasQuoteCloser) return true;
    const word = wordAt(text, first, end);
    return word !== 'I';
  }
  if (code !== 0x2e) return true;
  if (hasQuoteCloser) return true;

  const token = tokenBefore(text, floor, at);
  if (token === '') return true;
  const nextIsDigit = isDigit(char.charCodeAt(0));
  const kind =
    data.abbreviations.get(token) ??
    titleInCapitals(token, data) ??
    data.abbreviations.get(token.slice(token.lastIndexOf('-') + 1)) ??
    (/^(?:\p{L}\p{M}*\.)+\p{L}\p{M}*$/u.test(token) ? 'open' : undefined);
  switch (kind) {
    case 'title':
      return false;
    case 'number':
      if (nextIsDigit) return false;
      if (token.length > 1) return !/^\p{Lu}$/u.test(wordAt(text, first, end));
      break;
    case 'clock':
      return !clockFollowers.has(wordAt(text, first, end));
    case 'open':
      if (nextIsDigit) return false;
      if (data.code === 'ru' && /\d\s?$/.test(text.slice(Math.max(floor, at - token.length - 2), at - token.length))) {
        return true;
      }
      return isFunctionWordAt(text, first, end, data);
    default:
  }
  if (/^\p{N}+$/u.test(token)) {
    if (at - token.length <= start + 1) return false;
    const isPartOfNumber = /[:,]/.test(text.charAt(at - token.length - 1));
    if (data.code === 'de' && token.length < 4 && !isPartOfNumber) return isFunctionWordAt(text, first, end, data);
    return true;
  }
  if (data.code === 'de' && /^[IVX]{1,6}$/.test(token)) {
    return isFunctionWordAt(text, first, end, data);
  }
  if (/^\p{Lu}\p{M}*$/u.test(token.slice(token.lastIndexOf('-') + 1))) {
    // "A. B. Moss": an initial before an initial.
    if (/^\p{Lu}\.\s?\p{Lu}/u.test(text.slice(first, first + 6))) return false;
    return token === 'I' || isFunctionWordAt(text, first, end, data);
  }
  return true;
}

/** `SEN`, `DR`: a title all in capitals, as transcripts write it. Other abbreviations may be words then (`LA`, `NO`). */
function titleInCapitals(token: string, { abbreviations }: LanguageData): AbbreviationClass | undefined {
  if (!/^\p{Lu}{2,}$/u.test(token)) return undefined;
  return abbreviations.get(token.charAt(0) + token.slice(1).toLowerCase()) === 'title' ? 'title' : undefined;
}

/** Whether a sentence starts right after the terminator, the space being lost: `stopped.Then`, `ends."The`. */
function startsWithoutSpace(
  text: string,
  start: number,
  at: number,
  runEnd: number,
  closed: number,
  end: number,
  data: LanguageData,
): boolean {
  const first = skipOpeners(text, closed, end);
  const char = text[first];
  if (char === undefined || first + 1 >= end || !isUpper(char)) return false;
  if (!isLower(text[first + 1]!) && !(isSpaceCode(text.charCodeAt(first + 1)) && /[AIВЯИ]/.test(char))) return false;
  if (closed > runEnd && isAttributionTail(text, first, end, data)) return false;
  if (runEnd - at > 1 && closed === runEnd && first === closed) return false;
  const token = tokenBefore(text, start, at);
  if (/[.@/]|^www$/i.test(token) || data.abbreviations.has(token)) return false;
  return (
    /(?:[\p{Ll}\p{M}]{2}|\d{4})$/u.test(token) &&
    !/^(?:Com|Org|Net|Gov|Js)(?![\p{L}])/u.test(text.slice(first, first + 4))
  );
}

/** What may follow the verb in a clause that only names the speaker: `asked on Friday`, `said in an interview`. */
const tailFollowers = new Set(
  'in on at to of with during after before when while as by from later today yesterday monday tuesday wednesday thursday friday saturday sunday again recently earlier last this am im in beim nach am vor à dans sur lors en el a tras durante'.split(
    ' ',
  ),
);

/** Whether a clause of the form "Mayor Ortiz said [in an interview]" begins at `from`: it belongs to the quote before it. */
function isAttributionTail(text: string, from: number, end: number, data: LanguageData): boolean {
  const stop = /[.,;:!?"“”«»„]/.exec(text.slice(from, Math.min(end, from + 140)));
  let clause = text.slice(from, Math.min(end, from + 140));
  if (stop !== null) {
    clause = clause.slice(0, stop.index);
    // An abbreviated title does not end the clause: "Gov. Reyes said".
    if (stop[0] === '.' && data.abbreviations.get(clause) === 'title') {
      return isAttributionTail(text, skipSpaces(text, from + stop.index + 1, end), end, data);
    }
  } else if (clause.length >= 140) {
    return false;
  }
  const words = clause.split(/\s+/).filter((word) => word !== '');
  if (words.length > 12) return false;
  const verb = words.findIndex((word) => data.tailVerbs.has(word.toLowerCase()));
  if (verb < 1 || verb > 6) return false;
  const after = words[verb + 1];
  return after === undefined || tailFollowers.has(after.toLowerCase());
}

function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpaceCode(text.charCodeAt(at))) at++;
  return at;
}

/** As {@link isAttributionTail} for Chinese and Japanese marks: a short clause up to the next full stop that ends in a verb of saying. */
function isCjkTail(text: string, from: number, end: number, data: LanguageData): boolean {
  const clause = text.slice(from, Math.min(end, from + 24));
  const stop = /[。，！？；：“「]/.exec(clause);
  if (stop === null || stop[0] === '：') return false;
  const words = clause.slice(0, stop.index);
  for (const verb of data.tailVerbs) if (words.endsWith(verb)) return true;
  return false;
}

/** Left-overs that are no sentence: bare punctuation, or a number and a lower-case word that a wrong full stop cut off. */
function isFragment(text: string, piece: Span): boolean {
  if (piece.end - piece.start > 40) return false;
  const words = text.slice(piece.start, piece.end);
  return !/[\p{L}\p{N}]/u.test(words) || /^\d+ \p{Ll}+[.!?]?$/u.test(words);
}
