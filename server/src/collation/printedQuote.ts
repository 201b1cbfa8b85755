import { logistic } from '../base/boostedTrees';
import { speakerAgreement } from './features';
import type { PassageView } from './passageIndex';
import { areFarApart } from './score';
import { maxStretch, type Stretch } from './markedStretches';
import type { SentenceForm } from './sentenceForm';

/**
 * The probability that two passages print one quote, from the words that both have in quotation marks; 0 where that does not
 * tell. Beside what the model makes of whole sentences: two reports that put the same seven words into marks within a
 * day took them from one mouth, however little the rest of their sentences has in common, and whoever they say it was.
 * Symmetric.
 */
export function scorePrinted(p: PassageView, formP: SentenceForm, q: PassageView, formQ: SentenceForm): number {
  let best = 0;
  for (const x of formP.marked)
    for (const y of formQ.marked) {
      const shared = sharedRuns(formP, x, formQ, y);
      if (shared !== null) best = Math.max(best, oddsOf(shared, p, q));
    }
  return best === 0 ? 0 : logistic(best);
}

/** Whether two passages share so much of what they have in marks that {@link scorePrinted} may tell something. */
export function mayPrintOneQuote(a: SentenceForm, b: SentenceForm): boolean {
  for (const x of a.marked) for (const y of b.marked) if (sharedRuns(a, x, b, y) !== null) return true;
  return false;
}

/** Runs of words that two stretches have in the same order. */
interface SharedRuns {
  readonly words: number;
  /** Words of the longest of them. */
  readonly longest: number;
  /** Rarity of their words, or their number where that is more, less one for each gap. */
  readonly evidence: number;
  /** Words as a share of the shorter stretch. */
  readonly coverage: number;
}

/** Log odds; 0 for what does not tell. */
function oddsOf({ words, longest, evidence, coverage }: SharedRuns, p: PassageView, q: PassageView): number {
  if (coverage < (words >= 10 ? 0.4 : words >= 7 ? 0.5 : wholeCoverage)) return 0;
  const [a, b] = [p.article, q.article];
  const agreement = speakerAgreement(p, q);
  const isOneSpeaker = agreement >= 1;
  const days = a.day === null || b.day === null ? 7 : Math.abs(a.day - b.day);
  const isFar = areFarApart(a.day, b.day);
  if (isFar && (!isOneSpeaker || words < 9 || coverage < wholeCoverage)) return 0;
  // What an outlet prints again is its page's furniture, titles of books, captions: see `versionFinder.ts`.
  if (a.outlet !== null && a.outlet === b.outlet && (isFar || (days > 2 && !isOneSpeaker))) return 0;
  // "All men are created equal" is anybody's, and a law's words come in many texts; where a day is unknown, it may be any.
  if (!isOneSpeaker && longest < leastOfOthers) return 0;
  const isDated = a.day !== null && b.day !== null;
  if (!isDated && (!isOneSpeaker || words < 9)) return 0;
  // Another speaker is mostly an error of one of them; less of the quote says less that it is one.
  const speaker = agreement > 1 ? 1 : agreement >= 0 ? 0 : coverage >= wholeCoverage ? -1.5 : -4;
  // Who says a short phrase may say it again next week.
  const marks = days > 7 && words < 9 ? 0 : inMarks;
  const nats = evidence + marks + speaker - Math.min(1.5 * Math.log1p(days), mostDelay);
  return nats < leastNats ? 0 : Math.min(4, 0.5 + (nats - leastNats) / 4);
}

const wholeCoverage = 0.75;
const leastOfOthers = 7;
/** What it is worth that both put the words into marks. */
const inMarks = 2;
/** As for quotes printed in both of which one has no marks: see `score.ts`. */
const leastNats = 6;
const mostDelay = 7.5;

/** A run must have so many words, one of them this many. */
const leastRun = 3;
const leastLongest = 5;

/** What two stretches share, where a run of it is more than a phrase; else null. Symmetric. */
function sharedRuns(a: SentenceForm, x: Stretch, b: SentenceForm, y: Stretch): SharedRuns | null {
  // Of several runs of one length the first is taken: let the order of the two not matter.
  return comesFirst(a, x, b, y) ? orderedRuns(a, x, b, y) : orderedRuns(b, y, a, x);
}

function comesFirst(a: SentenceForm, x: Stretch, b: SentenceForm, y: Stretch): boolean {
  const length = x.to - x.from;
  if (length !== y.to - y.from) return length < y.to - y.from;
  for (let i = 0; i < length; i++) {
    const difference = a.stems[x.from + i]! - b.stems[y.from + i]!;
    if (difference !== 0) return difference < 0;
  }
  return true;
}

function orderedRuns(a: SentenceForm, x: Stretch, b: SentenceForm, y: Stretch): SharedRuns | null {
  const longest = longestRun(a.stems, x, b.stems, y);
  if (longest.length < leastLongest) return null;
  let words = 0;
  let nats = 0;
  let runs = 0;
  // What lies before and after the longest run, again and again; bounded by the words of the shorter stretch.
  const open: [Stretch, Stretch, Run][] = [[x, y, longest]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [u, v, { i, j, length }] = next;
    runs++;
    words += length;
    for (let at = i; at < i + length; at++) nats += a.isContent[at] ? a.facts.rarity(a.stems[at]!) : 0.5;
    const before: [Stretch, Stretch] = [
      { from: u.from, to: i },
      { from: v.from, to: j },
    ];
    const after: [Stretch, Stretch] = [
      { from: i + length, to: u.to },
      { from: j + length, to: v.to },
    ];
    for (const [s, t] of [before, after]) {
      const run = longestRun(a.stems, s, b.stems, t);
      if (run.length >= leastRun) open.push([s, t, run]);
    }
  }
  return {
    words,
    longest: longest.length,
    evidence: Math.max(nats, words) - (runs - 1),
    coverage: words / (x.to - x.from),
  };
}

/** A run of words that begins at `i` of the one and at `j` of the other. */
interface Run {
  readonly i: number;
  readonly j: number;
  readonly length: number;
}

/** The first of the longest runs that two stretches share. */
function longestRun(a: Int32Array, x: Stretch, b: Int32Array, y: Stretch): Run {
  const m = y.to - y.from;
  const best = { i: x.from, j: y.from, length: 0 };
  if (m < leastRun || x.to - x.from < leastRun) return best;
  lengths.fill(0, 0, m + 1);
  for (let i = x.from; i < x.to; i++) {
    const stem = a[i]!;
    // From the end, so that each number is still that of the word before.
    for (let j = m; j > 0; j--) {
      const length = b[y.from + j - 1] === stem ? lengths[j - 1]! + 1 : 0;
      lengths[j] = length;
      if (length > best.length) {
        best.length = length;
        best.i = i + 1 - length;
        best.j = y.from + j - length;
      }
    }
  }
  return best;
}

const lengths = new Uint8Array(maxStretch + 1);
