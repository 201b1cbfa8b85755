import { RegexAutomaton, type Alphabet } from '../../base/regexAutomaton';
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
 * the words of a passage with single spaces between them. Always linear in the text, whatever the
 * expression: see {@link RegexAutomaton}.
 */
export interface WordRegex {
  /** Whether a match can run over several words. */
  readonly spansWords: boolean;
  /** All of them occur in every match; empty where nothing is certain. */
  readonly fragments: readonly Fragment[];
  /** Letters read and instructions looked at by all runs so far: what time is linear in. */
  readonly work: number;
  /** Whether a match lies somewhere in `text`. */
  test(text: string): boolean;
  /** {@link test} for a word in ASCII that lies in bytes. */
  testAscii(bytes: Uint8Array, from: number, to: number): boolean;
  /** The leftmost match, the longest of them, at or after `from`; null where there is none. Quadratic: for bounded texts. */
  find(text: string, from: number): { start: number; end: number } | null;
}

/** Words are joined by single spaces. */
const words: Alphabet = { unit: 'codeUnits', isGap: (code) => code === 32 };

/** Reads an expression (what stands between the slashes). An error names its place in the source and is in English. */
export function compileWordRegex(source: string): WordRegex | RegexError {
  const parsed = parseWordRegex(source);
  if ('error' in parsed) return parsed;
  let searcher: RegexAutomaton | null = null;
  let matcher: RegexAutomaton | null = null;
  return {
    spansWords: parsed.spansWords,
    fragments: parsed.fragments,
    get work() {
      return (searcher?.work ?? 0) + (matcher?.work ?? 0);
    },
    test(text) {
      searcher ??= new RegexAutomaton(parsed.program, 'anywhere', words);
      return searcher.run(text, 0) >= 0;
    },
    testAscii(bytes, from, to) {
      searcher ??= new RegexAutomaton(parsed.program, 'anywhere', words);
      return searcher.matchesAscii(bytes, from, to);
    },
    find(text, from) {
      matcher ??= new RegexAutomaton(parsed.program, 'anchored', words);
      for (let start = from; start < text.length; start += 1) {
        const end = matcher.run(text, start);
        if (end > start) return { start, end };
      }
      return null;
    },
  };
}
