import { Shape } from './tokenShape';
import { wordHash } from './letters';
import type { TokenTable } from './tokenTable';

const that = wordHash('that');
const breakers = new Set(
  'that who which and but as while when because if whether or by to for'.split(' ').map(wordHash),
);
const joints = new Set(
  'and but as while when because after before although though who which that with since during on in at'
    .split(' ')
    .map(wordHash),
);

/**
 * Running counts over a paragraph's tokens, so that what lies between two tokens is known at once; entry `i` of a count
 * covers the tokens before `i`. Reused from paragraph to paragraph.
 */
export class RunningCounts {
  commas = new Int32Array(0);
  closes = new Int32Array(0);
  breaks = new Int32Array(0);
  joints = new Int32Array(0);
  /** Tokens within quotations. */
  quoted = new Int32Array(0);
  /** For each token, the last clause word up to and with it, as token index; -1 where there is none. */
  lastBreak = new Int32Array(0);
  /** For each token, the next "that" after it; far off where there is none. */
  nextThat = new Int32Array(0);
  /** Tokens that head a cue with probability over 0.4, and over 0.5. */
  likelyCues = new Int32Array(0);
  cues = new Int32Array(0);

  /** Counts what needs the tokens alone. */
  countTokens(t: TokenTable): void {
    const size = t.start.length + 1;
    if (this.commas.length < size) {
      this.commas = new Int32Array(size);
      this.closes = new Int32Array(size);
      this.breaks = new Int32Array(size);
      this.joints = new Int32Array(size);
      this.quoted = new Int32Array(size);
      this.lastBreak = new Int32Array(size);
      this.nextThat = new Int32Array(size);
      this.likelyCues = new Int32Array(size);
      this.cues = new Int32Array(size);
    }
    const { commas, closes, breaks, joints: joined, quoted, lastBreak, nextThat } = this;
    const { word, shape, quote } = t;
    let last = -1;
    for (let i = t.first; i < t.last; i++) {
      const kind = shape[i]!;
      let isBreak = 0;
      let isJoined = 0;
      if (kind <= Shape.AllCaps) {
        const use = clauseWords.get(word[i]!);
        if (use !== undefined) {
          isBreak = use & 1;
          isJoined = use >> 1;
          if (isBreak === 1) last = i;
        }
      }
      lastBreak[i] = last;
      commas[i + 1] = commas[i]! + (kind === Shape.Comma ? 1 : 0);
      closes[i + 1] = closes[i]! + (kind === Shape.CloseQuote ? 1 : 0);
      breaks[i + 1] = breaks[i]! + isBreak;
      joined[i + 1] = joined[i]! + isJoined;
      quoted[i + 1] = quoted[i]! + (quote[i]! >= 0 ? 1 : 0);
    }
    let next = 0x3fffffff;
    for (let i = t.last - 1; i >= t.first; i--) {
      nextThat[i] = next;
      if (word[i] === that) next = i;
    }
  }

  /** Counts the cues, once it is known which tokens head one. */
  countCues(t: TokenTable, headProbability: Float32Array): void {
    const { likelyCues, cues } = this;
    for (let i = t.first; i < t.last; i++) {
      const p = headProbability[i]!;
      likelyCues[i + 1] = likelyCues[i]! + (p > 0.4 ? 1 : 0);
      cues[i + 1] = cues[i]! + (p > 0.5 ? 1 : 0);
    }
  }
}

/** 1 for words that break clauses, 2 for those that join them, 3 for both. */
const clauseWords = new Map(
  [...breakers, ...joints].map((word) => [word, (breakers.has(word) ? 1 : 0) + (joints.has(word) ? 2 : 0)]),
);

/** Whether the word joins or opens a clause. */
export function isJoint(word: number): boolean {
  return joints.has(word);
}

/** How many of a count lie in `[from, to)`, at most `most`. */
export function countWithin(count: Int32Array, from: number, to: number, most: number): number {
  if (to <= from) return 0;
  const n = count[to]! - count[from]!;
  return n < most ? n : most;
}
