import { compareForms } from './formFeatures';
import { TermFlag, type SentenceForm } from './sentenceForm';

/** What the similarity of two sentences without a corpus looks at, in order. */
export const similarityFeatureNames = [
  'mixedCosine',
  'rarityCosine',
  'plainOverlap',
  'coverageOfShorter',
  'coverageOfLonger',
  'sharedEvidence',
  'rarestShared',
  'subsequence',
  'subsequenceOfLonger',
  'runEvidence',
  'bigrams',
  'trigramsOfLetters',
  'window',
  'plainCosine',
  'plainCoverage',
  'nameCoverage',
  'nameConflict',
  'sharedNumbers',
  'numberConflict',
  'negation',
  'softCoverage',
  'lengthRatio',
  'shorterLength',
  'longerLength',
  'rarestMissing',
  'missingWeight',
  'allWords',
  'wordTrigrams',
  'lengthDifference',
  'missingOfShorter',
] as const;

export const similarityFeatureCount = similarityFeatureNames.length;

/** Writes the features of two sentences into `out`. The same with the two exchanged. */
export function similarityFeatures(a: SentenceForm, b: SentenceForm, out: Float64Array): void {
  const weightsA = a.rarities.map((rarity) => rarity + 1);
  const weightsB = b.rarities.map((rarity) => rarity + 1);
  const compared = compareForms(a, b, weightsA, weightsB);
  const [, longer] = a.stems.length <= b.stems.length ? [a, b] : [b, a];
  const shorterLength = Math.min(a.stems.length, b.stems.length);
  const shared = a.terms.filter((term) => b.terms.includes(term)).length;
  const missing = [...missingOf(a, b), ...missingOf(b, a)];
  let i = 0;
  out[i++] = compared.mixedCosine;
  out[i++] = compared.rarityCosine;
  out[i++] = (2 * shared) / Math.max(1, a.terms.length + b.terms.length);
  out[i++] = compared.coverageOfShorter;
  out[i++] = compared.coverageOfLonger;
  out[i++] = compared.sharedEvidence;
  out[i++] = compared.rarestShared;
  out[i++] = compared.subsequence;
  out[i++] = longer.stems.length > 0 ? (compared.subsequence * shorterLength) / longer.stems.length : 0;
  out[i++] = compared.runEvidence;
  out[i++] = compared.bigrams;
  out[i++] = letterTrigrams(a, b);
  out[i++] = compared.window;
  out[i++] = compared.plainCosine;
  out[i++] = compared.plainCoverage;
  out[i++] = compared.nameCoverage;
  out[i++] = compared.nameConflict;
  out[i++] = compared.sharedNumbers;
  out[i++] = compared.numberConflict;
  out[i++] = compared.negation;
  out[i++] = compared.softCoverage;
  out[i++] = compared.lengthRatio;
  out[i++] = compared.shorterLength;
  out[i++] = compared.longerLength;
  out[i++] = Math.max(0, ...missing);
  out[i++] = Math.log1p(missing.reduce((sum, rarity) => sum + rarity + 1, 0));
  out[i++] = gramDice(a.stems, b.stems, 1);
  out[i++] = gramDice(a.stems, b.stems, 3);
  out[i++] = Math.log1p(Math.abs(a.stems.length - b.stems.length));
  out[i++] = Math.log1p(Math.min(weightOf(missingOf(a, b)), weightOf(missingOf(b, a))));
}

function weightOf(rarities: readonly number[]): number {
  return rarities.reduce((sum, rarity) => sum + rarity + 1, 0);
}

/** Dice coefficient of the runs of `size` words, function words and all, each as often as it occurs. */
function gramDice(a: Int32Array, b: Int32Array, size: number): number {
  const x = gramsOf(a, size);
  const y = gramsOf(b, size);
  const counts = new Map<string, number>();
  for (const gram of x) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  let common = 0;
  for (const gram of y) {
    const left = counts.get(gram) ?? 0;
    if (left === 0) continue;
    common++;
    counts.set(gram, left - 1);
  }
  return x.length + y.length === 0 ? 0 : (2 * common) / (x.length + y.length);
}

function gramsOf(stems: Int32Array, size: number): string[] {
  const grams: string[] = [];
  for (let i = 0; i + size <= stems.length; i++) grams.push(stems.subarray(i, i + size).join(' '));
  return grams;
}

/** Rarities of the terms of `a` that `b` lacks, reporting words aside. */
function missingOf(a: SentenceForm, b: SentenceForm): number[] {
  const result: number[] = [];
  a.terms.forEach((term, i) => {
    if (!b.terms.includes(term) && !((a.termFlags[i] ?? 0) & TermFlag.Reporting)) result.push(a.rarities[i] ?? 0);
  });
  return result;
}

/** Dice coefficient of the letter trigrams of the content words: catches other forms and spellings of a word. */
function letterTrigrams(a: SentenceForm, b: SentenceForm): number {
  const x = trigramsOf(a);
  const y = trigramsOf(b);
  let common = 0;
  for (const gram of x) if (y.has(gram)) common++;
  return x.size + y.size === 0 ? 0 : (2 * common) / (x.size + y.size);
}

function trigramsOf(form: SentenceForm): Set<string> {
  const grams = new Set<string>();
  for (const term of form.terms) {
    const padded = `^${form.facts.spelling(term)}$`;
    for (let i = 0; i + 3 <= padded.length; i++) grams.add(padded.slice(i, i + 3));
  }
  return grams;
}
