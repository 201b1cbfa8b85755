import { WordAutomaton } from './wordAutomaton';
import { parseWordRegex, type RegexError } from './parseWordRegex';

/** Letters at a stretch that every match holds: what narrows the search down before the expression itself is run. */
export interface Fragment {
  /** Folded letters, without gaps. */
  readonly letters: string;
  /** Whether a word must begin, or end, where the fragment does. */
  readonly startsWord: boolean;
  readonly endsWord: boolean;
}

/**
 * A regular expression over folded words: a word alone, or, where the expression holds a gap (a space or punctuation),
 * the words of a passage with single spaces between them. Always linear in the text: no backtracking, whatever the
 * expression, by simulating an automaton whose states are made as they are needed (Thompson 1968; lazily determinised
 * as in RE2).
 */
export interface WordRegex {
  /** Whether a match can run over several words. */
  readonly spansWords: boolean;
  /** All of them occur in every match; empty where nothing is certain. */
  readonly fragments: readonly Fragment[];
  /** Whether a match lies somewhere in `text`. */
  test(text: string): boolean;
  /** The leftmost match, the longest of them, at or after `from`; null where there is none. Quadratic: for bounded texts. */
  find(text: string, from: number): { start: number; end: number } | null;
}

/** Reads an expression (what stands between the slashes). An error names its place in the source and is in English. */
export function compileWordRegex(source: string): WordRegex | RegexError {
  const parsed = parseWordRegex(source);
  if ('error' in parsed) return parsed;
  let searcher: WordAutomaton | null = null;
  let matcher: WordAutomaton | null = null;
  return {
    spansWords: parsed.spansWords,
    fragments: parsed.fragments,
    test(text) {
      searcher ??= new WordAutomaton(parsed.program, 'anywhere');
      return searcher.run(text, 0) >= 0;
    },
    find(text, from) {
      matcher ??= new WordAutomaton(parsed.program, 'anchored');
      for (let start = from; start < text.length; start += 1) {
        const end = matcher.run(text, start);
        if (end > start) return { start, end };
      }
      return null;
    },
  };
}
