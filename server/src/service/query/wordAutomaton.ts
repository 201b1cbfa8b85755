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

/** Stands before and after a text; no article holds it, since tokens hold letters, digits and apostrophes only. */
export const edgeCode = 1;
const gapCode = 32;

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

/** Runs a program over texts in linear time. Keeps what it learns of the automaton between runs. */
export class WordAutomaton {
  private states = new Map<string, State>();

  constructor(
    private readonly program: Program,
    private readonly mode: 'anywhere' | 'anchored',
  ) {}

  /** The end of a match that starts at `from` (`anchored`: the longest; `anywhere`: the first seen, from there on); -1 without. */
  run(text: string, from: number): number {
    const before: Before = from === 0 ? 'edge' : isGap(text.charCodeAt(from - 1)) ? 'gap' : 'word';
    let state = this.state([this.program.start], before);
    let end = -1;
    for (let at = from; at <= text.length; at += 1) {
      const code = at === text.length ? edgeCode : text.charCodeAt(at);
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
      const instruction = instructions[index]!;
      switch (instruction.op) {
        case 'match':
          hasMatched = true;
          break;
        case 'split':
          stack.push(instruction.other, instruction.next);
          break;
        case 'edge':
          if (holds(instruction.edge, state.before, code)) stack.push(instruction.next);
          break;
        case 'letter':
          if (code !== edgeCode && instruction.accepts(code)) threads.add(instruction.next);
      }
    }
    if (this.mode === 'anywhere') threads.add(start);
    const next = [...threads].sort((a, b) => a - b);
    return { state: this.state(next, code === edgeCode ? 'edge' : isGap(code) ? 'gap' : 'word'), hasMatched };
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
}

function isGap(code: number): boolean {
  return code === gapCode || code === edgeCode;
}

function holds(edge: Edge, before: Before, next: number): boolean {
  switch (edge) {
    case 'start':
      return before === 'edge';
    case 'end':
      return next === edgeCode;
    case 'wordEdge':
      return (before === 'word') === isGap(next);
    case 'noWordEdge':
      return (before === 'word') !== isGap(next);
  }
}
