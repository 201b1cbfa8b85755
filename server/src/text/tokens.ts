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

// A word of letters or digits ends where CJK writing begins: "7日" is two words, "GDP增长" three.
const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\p{N}+(?:[.,:]\p{N}+)*(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}])*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}]|[\u00ad\u200b-\u200d\ufeff])+(?:['’](?:\p{L}|\p{M})+)*/gu;

/** Folds a word as {@link Tokens.words} has it. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200d\ufeff]/g, '')
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/'s$/, '');
}

/** Cuts `text` within `span` into words. CJK characters are words of their own. Linear in the span's length. */
export function tokenise(text: string, span: Span): Tokens {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const flags: number[] = [];
  const slice = text.slice(span.start, span.end);
  for (const match of slice.matchAll(wordPattern)) {
    const raw = match[0];
    const folded = foldWord(raw);
    if (folded === '') continue;
    const start = span.start + match.index;
    let flag = words.length === 0 ? TokenFlag.Initial : 0;
    if (/\p{N}/u.test(raw)) flag |= TokenFlag.Number;
    if (/^\p{Lu}/u.test(raw)) flag |= TokenFlag.Capitalised;
    if (raw.length > 1 && /^\p{Lu}+$/u.test(raw)) flag |= TokenFlag.AllCaps;
    words.push(folded);
    starts.push(start);
    ends.push(start + raw.length);
    flags.push(flag);
  }
  return { words, starts, ends, flags };
}
