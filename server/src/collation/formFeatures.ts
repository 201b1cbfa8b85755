import type { PassageView } from './passageIndex';
import { placeOf } from './placeOf';
import { TermFlag, type SentenceForm } from './sentenceForm';

/** What two sentences share, whatever their articles. Symmetric. */
export interface FormComparison {
  /** Cosine with weights times the square root of general rarity; with general rarity alone. */
  readonly mixedCosine: number;
  readonly rarityCosine: number;
  /** Share of the weight of the sentence with less weight, and of the other, that both have. */
  readonly coverageOfShorter: number;
  readonly coverageOfLonger: number;
  /** ln(1 + weight times rarity of what both have), and the rarest of it in nats. */
  readonly sharedEvidence: number;
  readonly rarestShared: number;
  /** Longest common subsequence of words, as a share of the shorter's. */
  readonly subsequence: number;
  /** Rarity of the longest run of words that both have, in tens of nats. */
  readonly runEvidence: number;
  /** Dice coefficient of pairs of neighbouring words. */
  readonly bigrams: number;
  /** As `coverageOfShorter`, but within a stretch of the longer that is little longer than the shorter: a clause. */
  readonly window: number;
  /** As `mixedCosine`, `coverageOfShorter` and `sharedEvidence`, of words that neither name nor report: who speaks is not what is said. */
  readonly plainCosine: number;
  readonly plainCoverage: number;
  readonly plainEvidence: number;
  /** ln(1 + how many words both have that neither name nor report). */
  readonly plainShared: number;
  readonly nameCoverage: number;
  /** 1 where both have names and none is common. */
  readonly nameConflict: number;
  readonly sharedNumbers: number;
  readonly numberConflict: number;
  /** 1 where one negates and the other does not. */
  readonly negation: number;
  /** As `coverageOfShorter`, with words of one family half counted. */
  readonly softCoverage: number;
  readonly lengthRatio: number;
  readonly shorterLength: number;
  readonly longerLength: number;
  /** How much of a direct quote's words in one sentence stands in the other in the same order. */
  quotedCoverage(p: PassageView, q: PassageView): number;
}

/** Compares two sentences whose terms weigh `weightsA` and `weightsB` (parallel to their terms). */
export function compareForms(
  a: SentenceForm,
  b: SentenceForm,
  weightsA: Float32Array,
  weightsB: Float32Array,
): FormComparison {
  const sharedA = new Uint8Array(a.terms.length);
  const sharedB = new Uint8Array(b.terms.length);
  let sumA = 0;
  let sumB = 0;
  let shared = 0;
  let mixed = 0;
  let mixedA = 0;
  let mixedB = 0;
  let rare = 0;
  let rareA = 0;
  let rareB = 0;
  let evidence = 0;
  let rarestShared = 0;
  let plain = 0;
  let plainA = 0;
  let plainB = 0;
  let plainMixed = 0;
  let plainMixedA = 0;
  let plainMixedB = 0;
  let plainEvidence = 0;
  let plainShared = 0;
  let namesA = 0;
  let namesB = 0;
  let namesShared = 0;
  let nameCountA = 0;
  let nameCountB = 0;
  let nameCountShared = 0;
  let numbersA = 0;
  let numbersB = 0;
  let numbersShared = 0;
  let j = 0;
  for (let i = 0; i < a.terms.length; i++) {
    const term = a.terms[i] ?? 0;
    const weight = weightsA[i] ?? 0;
    const rarity = (a.rarities[i] ?? 0) + 1;
    const square = weight * weight;
    sumA += weight;
    mixedA += square * rarity;
    rareA += rarity * rarity;
    const flags = a.termFlags[i] ?? 0;
    if (flags & TermFlag.Name) {
      namesA += weight;
      nameCountA++;
    } else if (!(flags & TermFlag.Reporting)) {
      plainA += weight;
      plainMixedA += square * rarity;
    }
    if (flags & TermFlag.Number) numbersA++;
    while ((b.terms[j] ?? Infinity) < term) j++;
    if (b.terms[j] !== term) continue;
    sharedA[i] = 1;
    sharedB[j] = 1;
    shared += weight;
    mixed += square * rarity;
    rare += rarity * rarity;
    evidence += weight * rarity;
    if (rarity > rarestShared) rarestShared = rarity;
    const both = flags | (b.termFlags[j] ?? 0);
    if (both & TermFlag.Name) {
      namesShared += weight;
      nameCountShared++;
    } else if (!(both & TermFlag.Reporting)) {
      plain += weight;
      plainMixed += square * rarity;
      plainEvidence += weight * rarity;
      plainShared++;
    }
    if (both & TermFlag.Number) numbersShared++;
  }
  for (let i = 0; i < b.terms.length; i++) {
    const weight = weightsB[i] ?? 0;
    const rarity = (b.rarities[i] ?? 0) + 1;
    sumB += weight;
    mixedB += weight * weight * rarity;
    rareB += rarity * rarity;
    const flags = b.termFlags[i] ?? 0;
    if (flags & TermFlag.Name) {
      namesB += weight;
      nameCountB++;
    } else if (!(flags & TermFlag.Reporting)) {
      plainB += weight;
      plainMixedB += weight * weight * rarity;
    }
    if (flags & TermFlag.Number) numbersB++;
  }
  const least = Math.min(sumA, sumB);
  const most = Math.max(sumA, sumB);
  const [short, long] = a.stems.length <= b.stems.length ? [a, b] : [b, a];
  const shorter = short.stems.length;
  const subsequence = subsequenceLength(short.stems, long.stems);
  const soft = softlyShared(a, b, weightsA, weightsB, sharedA, sharedB);
  const leastNames = Math.min(namesA, namesB);
  return {
    mixedCosine: mixed / Math.sqrt(mixedA * mixedB || 1),
    rarityCosine: rare / Math.sqrt(rareA * rareB || 1),
    coverageOfShorter: least > 0 ? shared / least : 0,
    coverageOfLonger: most > 0 ? shared / most : 0,
    sharedEvidence: Math.log1p(evidence),
    rarestShared,
    subsequence: shorter > 0 ? subsequence / shorter : 0,
    runEvidence: longestRun(a, b) / 10,
    bigrams: bigramDice(a.stems, b.stems),
    window: least > 0 ? bestWindow(a, b, weightsA, weightsB, sumA, sumB) : 0,
    plainCosine: Math.min(1, plainMixed / Math.sqrt(plainMixedA * plainMixedB || 1)),
    plainCoverage: Math.min(plainA, plainB) > 0 ? Math.min(1, plain / Math.min(plainA, plainB)) : 0,
    plainEvidence: Math.log1p(plainEvidence),
    plainShared: Math.log1p(plainShared),
    nameCoverage: leastNames > 0 ? Math.min(1, namesShared / leastNames) : 0,
    nameConflict: nameCountA > 0 && nameCountB > 0 && nameCountShared === 0 ? 1 : 0,
    sharedNumbers: Math.min(3, numbersShared),
    numberConflict:
      numbersA > 0 && numbersB > 0 && numbersShared < Math.min(numbersA, numbersB)
        ? numbersShared === 0
          ? 1
          : 0.5
        : 0,
    negation: a.negationCount > 0 !== b.negationCount > 0 ? 1 : 0,
    softCoverage: least > 0 ? Math.min(1, (shared + soft) / least) : 0,
    lengthRatio: most > 0 ? least / most : 0,
    shorterLength: Math.log1p(Math.min(a.terms.length, b.terms.length)),
    longerLength: Math.log1p(Math.max(a.terms.length, b.terms.length)),
    quotedCoverage: (p, q) => Math.max(quotedCoverage(p, a, b), quotedCoverage(q, b, a)),
  };
}

/** Whether two sentences share a run of words that is no mere phrase, or most of the shorter's content. */
export function sharesWords(a: SentenceForm, b: SentenceForm): boolean {
  if (longestRun(a, b) >= leastRun) return true;
  let shared = 0;
  let j = 0;
  for (const term of a.terms) {
    while ((b.terms[j] ?? Infinity) < term) j++;
    if (b.terms[j] === term) shared++;
  }
  return shared >= 0.6 * Math.min(a.terms.length, b.terms.length);
}

/** Nats of general rarity: about four plain content words. */
const leastRun = 14;

/** Words of a sentence beyond this many are not compared in order. */
const maxOrdered = 256;

const rowNow = new Uint16Array(maxOrdered + 1);
const rowBefore = new Uint16Array(maxOrdered + 1);
const runNow = new Float32Array(maxOrdered + 1);
const runBefore = new Float32Array(maxOrdered + 1);

/** Length of the longest common subsequence. */
function subsequenceLength(a: Int32Array, b: Int32Array): number {
  const n = Math.min(a.length, maxOrdered);
  const m = Math.min(b.length, maxOrdered);
  let now = rowNow;
  let before = rowBefore;
  before.fill(0, 0, m + 1);
  for (let i = 0; i < n; i++) {
    const stem = a[i];
    now[0] = 0;
    for (let j = 0; j < m; j++) {
      now[j + 1] = stem === b[j] ? (before[j] ?? 0) + 1 : Math.max(before[j + 1] ?? 0, now[j] ?? 0);
    }
    [now, before] = [before, now];
  }
  return before[m] ?? 0;
}

/** The greatest rarity of a run of words that both sentences have; function words count half a nat. */
function longestRun(a: SentenceForm, b: SentenceForm): number {
  const n = Math.min(a.stems.length, maxOrdered);
  const m = Math.min(b.stems.length, maxOrdered);
  let before = runBefore;
  let now = runNow;
  before.fill(0, 0, m + 1);
  now[0] = 0;
  let best = 0;
  for (let i = 0; i < n; i++) {
    const stem = a.stems[i] ?? 0;
    const rarity = a.isContent[i] ? a.facts.rarity(stem) : 0.5;
    for (let j = 0; j < m; j++) {
      const value = stem === b.stems[j] ? (before[j] ?? 0) + rarity : 0;
      now[j + 1] = value;
      if (value > best) best = value;
    }
    [now, before] = [before, now];
  }
  return best;
}

function bigramDice(a: Int32Array, b: Int32Array): number {
  if (a.length < 2 || b.length < 2) return 0;
  const common = a.length * b.length <= maxPlainlyCompared ? commonPairs(a, b) : commonPairsOfMany(a, b);
  return (2 * common) / (a.length + b.length - 2);
}

/** Up to so many pairs of words it is faster to compare each with each than to make a table. */
const maxPlainlyCompared = 4_096;

/** How many neighbouring words of `b` are neighbours in `a`, each of these counted once. */
function commonPairs(a: Int32Array, b: Int32Array): number {
  taken.fill(0, 0, a.length);
  let common = 0;
  for (let j = 1; j < b.length; j++) {
    const first = b[j - 1];
    const second = b[j];
    for (let i = 1; i < a.length; i++) {
      if (a[i] !== second || a[i - 1] !== first || taken[i] === 1) continue;
      taken[i] = 1;
      common++;
      break;
    }
  }
  return common;
}

const taken = new Uint8Array(maxPlainlyCompared);

/** {@link commonPairs} for long texts. */
function commonPairsOfMany(a: Int32Array, b: Int32Array): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < a.length; i++) {
    const key = (a[i - 1] ?? 0) * 4_194_304 + (a[i] ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let common = 0;
  for (let i = 1; i < b.length; i++) {
    const key = (b[i - 1] ?? 0) * 4_194_304 + (b[i] ?? 0);
    const left = counts.get(key) ?? 0;
    if (left > 0) {
      common++;
      counts.set(key, left - 1);
    }
  }
  return common;
}

/** How much of the lighter sentence's weight a stretch of the heavier holds that is at most half as long again. */
function bestWindow(
  a: SentenceForm,
  b: SentenceForm,
  weightsA: Float32Array,
  weightsB: Float32Array,
  sumA: number,
  sumB: number,
): number {
  // As good as equal ones are looked at from both sides, so that the order of the two does not matter.
  const isEqual = Math.abs(sumA - sumB) < 1e-4 * sumA;
  const ofA = sumA <= sumB || isEqual ? windowCoverage(a, b, weightsA, sumA) : 0;
  const ofB = sumB <= sumA || isEqual ? windowCoverage(b, a, weightsB, sumB) : 0;
  return Math.max(ofA, ofB);
}

function windowCoverage(light: SentenceForm, heavy: SentenceForm, weights: Float32Array, total: number): number {
  const { terms } = light;
  const { stems } = heavy;
  if (inside.length < terms.length) inside = new Int32Array(2 * terms.length);
  if (termOfWord.length < stems.length) termOfWord = new Int32Array(2 * stems.length);
  inside.fill(0, 0, terms.length);
  const size = Math.ceil(1.5 * light.stems.length) + 2;
  let sum = 0;
  let best = 0;
  for (let i = 0; i < stems.length; i++) {
    const term = placeOf(terms, stems[i]!);
    termOfWord[i] = term;
    if (term >= 0 && inside[term]!++ === 0) sum += weights[term]!;
    if (i >= size) {
      const gone = termOfWord[i - size]!;
      if (gone >= 0 && --inside[gone]! === 0) sum -= weights[gone]!;
    }
    if (sum > best) best = sum;
  }
  return best / total;
}

/** By term of the lighter sentence: how often it is in the window. By word of the heavier: which term it is. */
let inside = new Int32Array(64);
let termOfWord = new Int32Array(64);

/**
 * Weight of terms that only one has, half counted where the other has a word of the same family ("legal", "legalize"); the
 * mean of both sentences.
 */
function softlyShared(
  a: SentenceForm,
  b: SentenceForm,
  weightsA: Float32Array,
  weightsB: Float32Array,
  sharedA: Uint8Array,
  sharedB: Uint8Array,
): number {
  const { facts } = a;
  const count = b.terms.length;
  if (openings.length < count) {
    openings = new Int32Array(2 * count);
    bestOfB = new Float32Array(2 * count);
  }
  for (let j = 0; j < count; j++) {
    openings[j] = sharedB[j] ? 0 : facts.opening(b.terms[j]!);
    bestOfB[j] = 0;
  }
  let sumA = 0;
  for (let i = 0; i < a.terms.length; i++) {
    const opening = sharedA[i] ? 0 : facts.opening(a.terms[i]!);
    if (opening === 0) continue;
    let best = 0;
    for (let j = 0; j < count; j++) {
      // Words of one family begin with the same letters: nearly all pairs are told apart by that.
      if (openings[j] !== opening || !sameFamily(facts.spelling(a.terms[i]!), facts.spelling(b.terms[j]!))) continue;
      const weight = Math.min(weightsA[i]!, weightsB[j]!);
      if (weight > best) best = weight;
      if (weight > bestOfB[j]!) bestOfB[j] = weight;
    }
    sumA += best / 2;
  }
  let sumB = 0;
  for (let j = 0; j < count; j++) sumB += bestOfB[j]! / 2;
  return (sumA + sumB) / 2;
}

let openings = new Int32Array(64);
let bestOfB = new Float32Array(64);

/** Whether two stems begin with the same four letters and most of the shorter. */
function sameFamily(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4) return false;
  const need = Math.max(4, Math.ceil(0.7 * shorter));
  for (let i = 0; i < need; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return false;
  return true;
}

/** How much of the quotes' words in `p` stands in `other` in the same order; 0 without a quote of three words. */
function quotedCoverage(p: PassageView, form: SentenceForm, other: SentenceForm): number {
  let best = 0;
  for (const quote of p.quotes) {
    if (quote.kind === 'indirect') continue;
    let from = 0;
    while (from < form.positions.length && (form.positions[from] ?? 0) < quote.from) from++;
    let to = from;
    while (to < form.positions.length && (form.positions[to] ?? 0) < quote.to) to++;
    if (to - from < 3) continue;
    best = Math.max(best, subsequenceLength(form.stems.subarray(from, to), other.stems) / (to - from));
  }
  return best;
}
