import { Shape, wordHash, type TokenTable } from './tokenTable';

const breakers = new Set(
  'that who which and but as while when because if whether or by to for'.split(' ').map(wordHash),
);
const joints = new Set(
  'and but as while when because after before although though who which that with since during on in at'
    .split(' ')
    .map(wordHash),
);

/** Running counts over a paragraph's tokens, so that what lies between two tokens is known at once. */
export interface RunningCounts {
  readonly commas: Int32Array;
  readonly closes: Int32Array;
  /** Tokens that head a cue with probability over 0.4, and over 0.5. */
  readonly likelyCues: Int32Array;
  readonly cues: Int32Array;
  readonly breaks: Int32Array;
  readonly joints: Int32Array;
  /** For each token, the last clause word up to and with it, as token index; -1 where there is none. */
  readonly lastBreak: Int32Array;
}

/** Counts a paragraph; entry `i` of a count covers the tokens before `i`. */
export function runningCounts(t: TokenTable, headProbability: Float32Array): RunningCounts {
  const size = t.length + 1;
  const commas = new Int32Array(size);
  const closes = new Int32Array(size);
  const likelyCues = new Int32Array(size);
  const cues = new Int32Array(size);
  const breaks = new Int32Array(size);
  const joined = new Int32Array(size);
  const lastBreak = new Int32Array(size);
  let last = -1;
  for (let i = 0; i < t.length; i++) {
    const word = t.word[i]!;
    const isBreak = breakers.has(word);
    if (isBreak) last = i;
    lastBreak[i] = last;
    commas[i + 1] = commas[i]! + (t.shape[i] === Shape.Comma ? 1 : 0);
    closes[i + 1] = closes[i]! + (t.shape[i] === Shape.CloseQuote ? 1 : 0);
    likelyCues[i + 1] = likelyCues[i]! + (headProbability[i]! > 0.4 ? 1 : 0);
    cues[i + 1] = cues[i]! + (headProbability[i]! > 0.5 ? 1 : 0);
    breaks[i + 1] = breaks[i]! + (isBreak ? 1 : 0);
    joined[i + 1] = joined[i]! + (joints.has(word) ? 1 : 0);
  }
  return { commas, closes, likelyCues, cues, breaks, joints: joined, lastBreak };
}

/** The words that join or open clauses. */
export function isJoint(word: number): boolean {
  return joints.has(word);
}

/** How many of a count lie in `[from, to)`, at most `most`. */
export function countWithin(count: Int32Array, from: number, to: number, most: number): number {
  return to <= from ? 0 : Math.min(most, count[to]! - count[from]!);
}
