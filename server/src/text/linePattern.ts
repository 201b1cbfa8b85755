import { RegexAutomaton, type Alphabet } from '../base/regexAutomaton';
import { maxInstructions, regexProgram, type RegexNode } from '../base/regexProgram';

/**
 * A regular expression that a corpus brings along, tested on lines. The corpus may be anybody's, so its expressions are
 * not run by the language's own engine, which some keep busy for hours: an automaton reads each letter once.
 */
export interface LinePattern {
  /** Letters read and instructions looked at by all tests so far: what time is linear in. */
  readonly work: number;
  /** Whether the expression matches somewhere in a line. */
  test(line: string): boolean;
}

const maxDepth = 50;

const alphabet: Alphabet = {
  unit: 'codePoints',
  // As `\b` has it: words are of Latin letters, digits and underscores.
  isGap: (code) =>
    !((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95),
};

/**
 * Makes a pattern of an expression in the syntax of JavaScript with the `u` flag, but for look-around and references
 * back. Where it cannot be used, says why: half a sentence in English.
 */
export function compileLinePattern(source: string): LinePattern | { readonly error: string } {
  try {
    // Only read here, never run: what follows can rely on its syntax.
    new RegExp(source, 'u');
  } catch {
    return { error: 'it is no regular expression' };
  }
  try {
    const program = regexProgram(new PatternReader(source).read());
    if (program === null) return { error: 'it repeats too much' };
    const automaton = new RegexAutomaton(program, 'anywhere', alphabet);
    return {
      get work() {
        return automaton.work;
      },
      test: (line) => automaton.run(line, 0) >= 0,
    };
  } catch (error) {
    if (error instanceof Unsupported) return { error: error.message };
    throw error;
  }
}

class Unsupported extends Error {}

/** Reads an expression whose syntax is known to be right. */
class PatternReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {}

  read(): RegexNode {
    const choices: RegexNode[] = [];
    let nodes: RegexNode[] = [];
    for (; this.at < this.source.length && this.source[this.at] !== ')';) {
      if (this.source[this.at] === '|') {
        this.at++;
        choices.push({ type: 'sequence', nodes });
        nodes = [];
      } else nodes.push(this.readRepeated());
    }
    return { type: 'choice', nodes: [...choices, { type: 'sequence', nodes }] };
  }

  private readRepeated(): RegexNode {
    const node = this.readAtom();
    const match = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.source.slice(this.at, this.at + 40));
    if (match === null) return node;
    this.at += match[0].length;
    const [, sign, least, comma, most] = match;
    const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
    const max =
      sign === undefined
        ? comma === undefined
          ? min
          : most === ''
            ? Infinity
            : Number(most)
        : sign === '?'
          ? 1
          : Infinity;
    if (Math.max(min, max === Infinity ? 1 : max) > maxInstructions) throw new Unsupported('it repeats too much');
    return { type: 'repeat', node, min, max };
  }

  private readAtom(): RegexNode {
    const start = this.at;
    const letter = String.fromCodePoint(this.source.codePointAt(start)!);
    this.at += letter.length;
    switch (letter) {
      case '(':
        return this.readGroup();
      case '[':
        for (; this.source[this.at] !== ']'; this.at++) if (this.source[this.at] === '\\') this.at++;
        this.at++;
        return this.letterLike(start);
      case '.':
        return this.letterLike(start);
      case '^':
        return { type: 'edge', edge: 'start' };
      case '$':
        return { type: 'edge', edge: 'end' };
      case '\\':
        return this.readEscape(start);
      default: {
        const code = letter.codePointAt(0)!;
        return { type: 'letter', accepts: (other) => other === code };
      }
    }
  }

  private readGroup(): RegexNode {
    if (++this.depth > maxDepth) throw new Unsupported('it is nested too deep');
    const head = /^\?(?::|<[^=!][^>]*>)/.exec(this.source.slice(this.at, this.at + 200));
    if (head === null && this.source[this.at] === '?')
      throw new Unsupported('groups that look around are not supported');
    this.at += head?.[0].length ?? 0;
    const node = this.read();
    this.at++;
    this.depth--;
    return node;
  }

  private readEscape(start: number): RegexNode {
    const rest = this.source.slice(start, start + 60);
    if (/^\\[bB]/.test(rest)) {
      this.at++;
      return { type: 'edge', edge: rest[1] === 'b' ? 'wordEdge' : 'noWordEdge' };
    }
    if (/^\\[1-9k]/.test(rest)) throw new Unsupported('references back are not supported');
    const escape = /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB]..\\u[dD][c-fC-F]..|u.{4}|x..|c.|.)/u.exec(rest);
    this.at = start + (escape?.[0].length ?? 2);
    return this.letterLike(start);
  }

  /** What stands from `start` on for one letter: the language tells which, and is asked once for each letter. */
  private letterLike(start: number): RegexNode {
    const one = new RegExp(`^(?:${this.source.slice(start, this.at)})$`, 'u');
    return { type: 'letter', accepts: (code) => one.test(String.fromCodePoint(code)) };
  }
}
