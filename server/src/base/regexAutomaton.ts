/** What an instruction may ask of the letters on both sides of a place. */
export type Edge = 'wordEdge' | 'noWordEdge' | 'start' | 'end';

/** Instructions of a regular expression's automaton; `next` and `other` are indices of instructions. */
export type Instruction =
  | { readonly op: 'letter'; readonly accepts: (code: number) => boolean; next: number }
  | { readonly op: 'split'; next: number; other: number }
  | { readonly op: 'edge'; readonly edge: Edge; next: number }
  | { readonly op: 'match' };

/** A compiled expression. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/** Stands before and after a text: no code of a letter. */
const edgeCode = 0x110000;

/** What an automaton takes for letters. */
export interface Alphabet {
  /** Whether a text is read by UTF-16 code units or by code points. */
  readonly unit: 'codeUnits' | 'codePoints';
  /** Whether a letter stands between words: it decides where words have their edges. */
  isGap(code: number): boolean;
}

/** What stands before a place: it decides edges. */
type Before = 'word' | 'gap' | 'edge';

/** A set of instructions that the automaton may be at, before edges are looked at. */
interface State {
  readonly threads: readonly number[];
  readonly before: Before;
  readonly byAscii: (Step | undefined)[];
  readonly byOther: Map<number, Step>;
}

/** Where a letter leads, and whether a match ended before it. */
interface Step {
  readonly state: State;
  readonly hasMatched: boolean;
}

/** States kept before all are forgotten and made anew: bounds memory (each has up to a few hundred bytes of steps). */
const maxStates = 2000;

/**
 * Runs a program over texts in linear time: no backtracking, whatever the expression, by simulating an automaton whose
 * states are made as they are needed (Thompson 1968; lazily determinised as in RE2) and kept between runs.
 */
export class RegexAutomaton {
  /** Letters read and instructions looked at so far: what time is linear in. */
  work = 0;
  private states = new Map<string, State>();

  constructor(
    private readonly program: Program,
    private readonly mode: 'anywhere' | 'anchored',
    private readonly alphabet: Alphabet,
  ) {}

  /** The end of a match that starts at `from` (`anchored`: the longest; `anywhere`: the first seen, from there on); -1 without. */
  run(text: string, from: number): number {
    const isByPoint = this.alphabet.unit === 'codePoints';
    const before: Before = from === 0 ? 'edge' : this.alphabet.isGap(text.charCodeAt(from - 1)) ? 'gap' : 'word';
    let state = this.state([this.program.start], before);
    let end = -1;
    let size = 1;
    for (let at = from; at <= text.length; at += size) {
      const code = at === text.length ? edgeCode : isByPoint ? text.codePointAt(at)! : text.charCodeAt(at);
      size = code > 0xffff && code !== edgeCode ? 2 : 1;
      this.work += 1;
      let step = code < 128 ? state.byAscii[code] : state.byOther.get(code);
      if (step === undefined) {
        step = this.step(state, code);
        if (code < 128) state.byAscii[code] = step;
        else state.byOther.set(code, step);
      }
      if (step.hasMatched) {
        end = at;
        if (this.mode === 'anywhere') return end;
      }
      state = step.state;
      if (state.threads.length === 0) return end;
    }
    return end;
  }

  /** Whether a match lies in bytes that are ASCII, read as if they were a text of their own. */
  matchesAscii(bytes: Uint8Array, from: number, to: number): boolean {
    let state = this.state([this.program.start], 'edge');
    for (let at = from; at <= to; at += 1) {
      const code = at === to ? edgeCode : bytes[at]!;
      let step = at === to ? state.byOther.get(code) : state.byAscii[code];
      if (step === undefined) {
        step = this.step(state, code);
        if (at === to) state.byOther.set(code, step);
        else state.byAscii[code] = step;
      }
      if (step.hasMatched) return true;
      state = step.state;
    }
    this.work += to - from + 1;
    return false;
  }

  private step(state: State, code: number): Step {
    const { instructions, start } = this.program;
    const seen = new Set<number>();
    const stack = [...state.threads].reverse();
    const threads = new Set<number>();
    let hasMatched = false;
    while (stack.length > 0) {
      const index = stack.pop()!;
      if (seen.has(index)) continue;
      seen.add(index);
      this.work += 1;
      const instruction = instructions[index]!;
      switch (instruction.op) {
        case 'match':
          hasMatched = true;
          break;
        case 'split':
          stack.push(instruction.other, instruction.next);
          break;
        case 'edge':
          if (this.holds(instruction.edge, state.before, code)) stack.push(instruction.next);
          break;
        case 'letter':
          if (code !== edgeCode && instruction.accepts(code)) threads.add(instruction.next);
      }
    }
    if (this.mode === 'anywhere') threads.add(start);
    const next = [...threads].sort((a, b) => a - b);
    return {
      state: this.state(next, code === edgeCode ? 'edge' : this.alphabet.isGap(code) ? 'gap' : 'word'),
      hasMatched,
    };
  }

  private state(threads: readonly number[], before: Before): State {
    const key = `${before}${threads.join(',')}`;
    let state = this.states.get(key);
    if (state === undefined) {
      if (this.states.size >= maxStates) this.states = new Map();
      state = { threads, before, byAscii: new Array<Step | undefined>(128).fill(undefined), byOther: new Map() };
      this.states.set(key, state);
    }
    return state;
  }

  private holds(edge: Edge, before: Before, next: number): boolean {
    const isBeforeGap = next === edgeCode || this.alphabet.isGap(next);
    switch (edge) {
      case 'start':
        return before === 'edge';
      case 'end':
        return next === edgeCode;
      case 'wordEdge':
        return (before === 'word') === isBeforeGap;
      case 'noWordEdge':
        return (before === 'word') !== isBeforeGap;
    }
  }
}
