import type { Edge, Program } from '../../base/regexAutomaton';
import { maxInstructions, regexProgram, type RegexNode } from '../../base/regexProgram';
import { foldSearch } from './foldSearch';
import type { Fragment } from './wordRegex';

/** Why an expression cannot be used; `at` is an offset into its source. */
export interface RegexError {
  readonly error: string;
  readonly at: number;
}

/** An expression, ready to run. */
export interface ParsedRegex {
  readonly program: Program;
  readonly spansWords: boolean;
  readonly fragments: readonly Fragment[];
}

const maxDepth = 50;

type Node =
  | { readonly type: 'letter'; readonly accepts: (code: number) => boolean; readonly literal: string | null }
  | { readonly type: 'gap'; readonly mark: string }
  | { readonly type: 'edge'; readonly edge: Edge }
  | { readonly type: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | { readonly type: 'repeat'; readonly node: Node; readonly min: number; readonly max: number };

/** Reads an expression into a program, or says where it is wrong. Never throws. */
export function parseWordRegex(source: string): ParsedRegex | RegexError {
  try {
    if (source.trim() === '') throw new SourceError('it is empty', 0);
    // The first reading finds out whether the expression runs over words, which decides what a dot takes.
    const probe = new RegexReader(source, false);
    const narrow = probe.read();
    const node = probe.holdsGap ? new RegexReader(source, true).read() : narrow;
    const program = regexProgram(withoutGaps(node));
    if (program === null) throw new SourceError('it is too large', 0);
    return { program, spansWords: probe.holdsGap, fragments: fragmentsOf(node) };
  } catch (error) {
    if (error instanceof SourceError) return { error: error.message, at: error.at };
    throw error;
  }
}

class SourceError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

const isWordCode = (code: number): boolean => code > 32;
const isDigit = (code: number): boolean =>
  code < 128 ? code >= 48 && code <= 57 : /\p{N}/u.test(String.fromCharCode(code));
const isCjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const isWordLetter = /[\p{L}\p{M}\p{N}']/u;

class RegexReader {
  /** Whether a space, punctuation or a letter that is a word of its own (Chinese) occurs. */
  holdsGap = false;
  private at = 0;
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly spansWords: boolean,
  ) {}

  read(): Node {
    const node = this.readChoice();
    if (this.at < this.source.length) throw new SourceError('a closing parenthesis has no opening one', this.at);
    return node;
  }

  private readChoice(): Node {
    const nodes = [this.readSequence()];
    while (this.source[this.at] === '|') {
      this.at += 1;
      nodes.push(this.readSequence());
    }
    return nodes.length === 1 ? nodes[0]! : { type: 'choice', nodes };
  }

  private readSequence(): Node {
    const nodes: Node[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const node = this.readRepeated();
      // Several gaps in a row are one: words are joined by single spaces.
      if (node.type === 'gap' && nodes.at(-1)?.type === 'gap') continue;
      if (node.type === 'sequence') nodes.push(...node.nodes);
      else nodes.push(node);
    }
    return nodes.length === 1 ? nodes[0]! : { type: 'sequence', nodes };
  }

  private readRepeated(): Node {
    const node = this.readAtom();
    const start = this.at;
    const range = this.readQuantifier();
    if (range === null) return node;
    if (node.type === 'edge' || /[*+?{]/.test(this.source[this.at] ?? '')) {
      throw new SourceError('there is nothing to repeat', node.type === 'edge' ? start : this.at);
    }
    if (sizeOf(node) * Math.max(range.min, range.max === Infinity ? 1 : range.max) > maxInstructions) {
      throw new SourceError('it repeats too much', start);
    }
    return { type: 'repeat', node, ...range };
  }

  private readQuantifier(): { min: number; max: number } | null {
    const letter = this.source[this.at];
    let range: { min: number; max: number };
    if (letter === '*') range = { min: 0, max: Infinity };
    else if (letter === '+') range = { min: 1, max: Infinity };
    else if (letter === '?') range = { min: 0, max: 1 };
    else if (letter === '{') {
      const match = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.source.slice(this.at, this.at + 12));
      if (!match) throw new SourceError('a brace must hold numbers, as in {2} or {2,4}', this.at);
      const min = Number(match[1]);
      const max = match[2] === undefined ? min : match[3] === undefined ? Infinity : Number(match[3]);
      if (max < min) throw new SourceError('the second number is smaller than the first', this.at);
      this.at += match[0].length;
      range = { min, max };
      if (this.source[this.at] === '?') this.at += 1;
      return range;
    } else return null;
    this.at += 1;
    // Lazy quantifiers find the same passages.
    if (this.source[this.at] === '?') this.at += 1;
    return range;
  }

  private readAtom(): Node {
    const start = this.at;
    const letter = this.nextLetter();
    switch (letter) {
      case '(':
        return this.readGroup(start);
      case '[':
        return this.readSet(start);
      case '.':
        return this.any(() => true);
      case '^':
        return { type: 'edge', edge: 'start' };
      case '$':
        return { type: 'edge', edge: 'end' };
      case '\\':
        return this.readEscape(start);
      case '*':
      case '+':
      case '?':
      case '{':
        throw new SourceError('there is nothing to repeat', start);
      default:
        return this.literal(letter);
    }
  }

  private readGroup(start: number): Node {
    this.depth += 1;
    if (this.depth > maxDepth) throw new SourceError('it is nested too deep', start);
    if (this.source[this.at] === '?') {
      if (this.source[this.at + 1] !== ':') throw new SourceError('groups that look around are not supported', start);
      this.at += 2;
    }
    const node = this.readChoice();
    if (this.source[this.at] !== ')') throw new SourceError('a parenthesis is not closed', start);
    this.at += 1;
    this.depth -= 1;
    return node;
  }

  private readEscape(start: number): Node {
    if (this.at >= this.source.length) throw new SourceError('it ends in a backslash', start);
    const letter = this.nextLetter();
    switch (letter) {
      case 'b':
        return { type: 'edge', edge: 'wordEdge' };
      case 'B':
        return { type: 'edge', edge: 'noWordEdge' };
      case 's':
      case 'W':
        this.holdsGap = true;
        return { type: 'gap', mark: '' };
      default: {
        const accepts = this.escapedClass(letter, start);
        if (accepts !== null) return this.any(accepts);
        if (/[a-zA-Z0-9]/.test(letter)) {
          throw new SourceError(
            /[0-9k]/.test(letter) ? 'references back are not supported' : `\\${letter} is not known`,
            start,
          );
        }
        return this.literal(letter);
      }
    }
  }

  /** `\d`, `\w`, `\p{…}` and their negations as a test of word letters; null for an escaped literal. */
  private escapedClass(letter: string, start: number): ((code: number) => boolean) | null {
    if (letter === 'd') return isDigit;
    if (letter === 'D') return (code) => !isDigit(code);
    if (letter === 'w' || letter === 'S') return isWordCode;
    if (letter !== 'p' && letter !== 'P') return null;
    const match = /^\{[A-Za-z_=]{1,40}\}/.exec(this.source.slice(this.at, this.at + 44));
    if (!match) throw new SourceError('\\p needs a property in braces, as in \\p{L}', start);
    this.at += match[0].length;
    // Words are folded to lower case, so a test for case would never hold.
    const property = match[0].replace(/^\{(?:Lu|Lt|Uppercase|Ll|Lowercase)\}$/, '{L}');
    let test: RegExp;
    try {
      test = new RegExp(`^\\p${property}$`, 'u');
    } catch {
      throw new SourceError(`there is no property ${match[0]}`, start);
    }
    const isWanted = letter === 'p';
    return (code) => test.test(String.fromCharCode(code)) === isWanted;
  }

  private readSet(start: number): Node {
    const isNegated = this.source[this.at] === '^';
    if (isNegated) this.at += 1;
    const tests: ((code: number) => boolean)[] = [];
    let isFirst = true;
    let hasGap = false;
    for (;;) {
      if (this.at >= this.source.length) throw new SourceError('a bracket is not closed', start);
      const from = this.at;
      let letter = this.nextLetter();
      if (letter === ']' && !isFirst) break;
      isFirst = false;
      if (letter === '\\') {
        letter = this.at < this.source.length ? this.nextLetter() : '\\';
        const accepts = this.escapedClass(letter, from);
        if (accepts !== null) {
          tests.push(accepts);
          continue;
        }
        if (letter === 's' || letter === 'W' || letter === 'b') {
          hasGap = true;
          continue;
        }
      }
      if (this.source[this.at] === '-' && this.source[this.at + 1] !== ']' && this.at + 1 < this.source.length) {
        this.at += 1;
        const last = this.nextLetter();
        const [low, high] = [foldSearch(letter), foldSearch(last)].map((part) => part.charCodeAt(0));
        const [rawLow, rawHigh] = [letter.charCodeAt(0), last.charCodeAt(0)];
        if (rawHigh < rawLow) throw new SourceError('this range ends before it begins', from);
        tests.push((code) => (code >= low! && code <= high!) || (code >= rawLow && code <= rawHigh));
      } else if (isWordLetter.test(foldSearch(letter))) {
        const folded = foldSearch(letter);
        tests.push((code) => folded.charCodeAt(0) === code);
      } else {
        hasGap = true;
        const code = letter.charCodeAt(0);
        tests.push((other) => other === code);
      }
    }
    if (hasGap && !isNegated) this.holdsGap = true;
    const accepts = (code: number): boolean => (hasGap && code === 32) || tests.some((test) => test(code));
    return this.any(isNegated ? (code) => !accepts(code) : accepts, hasGap && !isNegated);
  }

  /** A letter that need not be a certain one; a gap is taken only by expressions that run over words. */
  private any(accepts: (code: number) => boolean, takesGap = this.spansWords): Node {
    return {
      type: 'letter',
      accepts: takesGap ? accepts : (code) => isWordCode(code) && accepts(code),
      literal: null,
    };
  }

  private literal(letter: string): Node {
    const folded = foldSearch(letter);
    if (folded === '' || !isWordLetter.test(folded)) {
      this.holdsGap = true;
      return { type: 'gap', mark: /[.,:]/.test(letter) ? letter : '' };
    }
    if (isCjk.test(folded)) this.holdsGap = true;
    const nodes: Node[] = [];
    for (let index = 0; index < folded.length; index += 1) {
      const code = folded.charCodeAt(index);
      nodes.push({ type: 'letter', accepts: (other) => other === code, literal: folded[index]! });
    }
    return nodes.length === 1 ? nodes[0]! : { type: 'sequence', nodes };
  }

  /** The next code point: a surrogate pair is one letter. */
  private nextLetter(): string {
    const letter = String.fromCodePoint(this.source.codePointAt(this.at)!);
    this.at += letter.length;
    return letter;
  }
}

function sizeOf(node: Node): number {
  switch (node.type) {
    case 'sequence':
    case 'choice':
      return node.nodes.reduce((sum, part) => sum + sizeOf(part), node.nodes.length);
    case 'repeat':
      return (sizeOf(node.node) + 1) * (node.max === Infinity ? node.min + 1 : node.max);
    default:
      return 1;
  }
}

/** The expression with each gap as what it takes: at either end of a text a gap is the edge itself. */
function withoutGaps(node: Node): RegexNode {
  switch (node.type) {
    case 'gap': {
      // Numbers keep their points and commas inside the word.
      const mark = node.mark.charCodeAt(0);
      return {
        type: 'choice',
        nodes: [
          { type: 'letter', accepts: (code) => code === 32 || code === mark },
          { type: 'edge', edge: 'end' },
          { type: 'edge', edge: 'start' },
        ],
      };
    }
    case 'sequence':
    case 'choice':
      return { type: node.type, nodes: node.nodes.map(withoutGaps) };
    case 'repeat':
      return { ...node, node: withoutGaps(node.node) };
    default:
      return node;
  }
}

/** Runs of literal letters in the outermost sequence: they are part of every match. */
function fragmentsOf(root: Node): Fragment[] {
  const nodes = root.type === 'sequence' ? root.nodes : [root];
  const fragments: Fragment[] = [];
  let letters = '';
  let startsWord = false;
  const flush = (endsWord: boolean): void => {
    if (letters.length >= 2 && !isCjk.test(letters)) fragments.push({ letters, startsWord, endsWord });
    letters = '';
    startsWord = false;
  };
  for (const node of nodes) {
    if (node.type === 'letter' && node.literal !== null) {
      letters += node.literal;
      continue;
    }
    const isWordEdge =
      (node.type === 'gap' && node.mark === '') || (node.type === 'edge' && node.edge !== 'noWordEdge');
    flush(isWordEdge);
    startsWord = isWordEdge;
  }
  flush(false);
  return fragments;
}
