import { speakersAgree } from '../text/personNames';
import type { ArticlePair } from './articlePair';
import type { PassageView } from './passageIndex';
import { compareForms, type FormComparison } from './formFeatures';
import type { SentenceForm } from './sentenceForm';

/** What the score of two passages in two articles looks at, in order. See `docs/accuracy.md` for what each pays. */
export const passageFeatureNames = [
  'cosine',
  'mixedCosine',
  'rarityCosine',
  'coverageOfShorter',
  'coverageOfLonger',
  'sharedEvidence',
  'rarestShared',
  'subsequence',
  'runEvidence',
  'bigrams',
  'window',
  'plainCosine',
  'plainCoverage',
  'plainEvidence',
  'nameCoverage',
  'nameConflict',
  'sharedNumbers',
  'numberConflict',
  'negation',
  'softCoverage',
  'lengthRatio',
  'shorterLength',
  'longerLength',
  'shareOfBest',
  'shareOfOtherBest',
  'margin',
  'before',
  'after',
  'crosswise',
  'overlap',
  'speakers',
  'quotes',
  'quotedCoverage',
  'saidCoverage',
  'saidCosine',
  'days',
  'position',
  'headlines',
] as const;

export const passageFeatureCount = passageFeatureNames.length;

/** Writes the features of a row of `pair.a` and a column of `pair.b` into `out`. The same with `a` and `b` exchanged. */
export function passageFeatures(pair: ArticlePair, row: number, column: number, out: Float64Array): void {
  const { a, b, columns } = pair;
  const p = a.passages[row];
  const q = b.passages[column];
  const formP = a.forms[row];
  const formQ = b.forms[column];
  if (!p || !q || !formP || !formQ) return void out.fill(0);
  const weightsP = weightsOf(pair.weightsOfA, a.termIndices[row]);
  const weightsQ = weightsOf(pair.weightsOfB, b.termIndices[column]);
  const compared: FormComparison = compareForms(formP, formQ, weightsP, weightsQ);
  const cosine = cosineAt(pair, row, column);
  const shareP = cosine / (pair.bestOfA[row] || 1);
  const shareQ = cosine / (pair.bestOfB[column] || 1);
  let i = 0;
  out[i++] = cosine;
  out[i++] = compared.mixedCosine;
  out[i++] = compared.rarityCosine;
  out[i++] = compared.coverageOfShorter;
  out[i++] = compared.coverageOfLonger;
  out[i++] = compared.sharedEvidence;
  out[i++] = compared.rarestShared;
  out[i++] = compared.subsequence;
  out[i++] = compared.runEvidence;
  out[i++] = compared.bigrams;
  out[i++] = compared.window;
  out[i++] = compared.plainCosine;
  out[i++] = compared.plainCoverage;
  out[i++] = compared.plainEvidence;
  out[i++] = compared.nameCoverage;
  out[i++] = compared.nameConflict;
  out[i++] = compared.sharedNumbers;
  out[i++] = compared.numberConflict;
  out[i++] = compared.negation;
  out[i++] = compared.softCoverage;
  out[i++] = compared.lengthRatio;
  out[i++] = compared.shorterLength;
  out[i++] = compared.longerLength;
  out[i++] = Math.min(shareP, shareQ);
  out[i++] = Math.max(shareP, shareQ);
  out[i++] =
    cosine -
    Math.max(
      shareP < 1 ? (pair.bestOfA[row] ?? 0) : (pair.secondOfA[row] ?? 0),
      shareQ < 1 ? (pair.bestOfB[column] ?? 0) : (pair.secondOfB[column] ?? 0),
    );
  out[i++] = row > 0 && column > 0 ? cosineAt(pair, row - 1, column - 1) : 0;
  out[i++] = row + 1 < a.forms.length && column + 1 < columns ? cosineAt(pair, row + 1, column + 1) : 0;
  out[i++] = Math.max(
    row > 0 ? cosineAt(pair, row - 1, column) : 0,
    row + 1 < a.forms.length ? cosineAt(pair, row + 1, column) : 0,
    column > 0 ? cosineAt(pair, row, column - 1) : 0,
    column + 1 < columns ? cosineAt(pair, row, column + 1) : 0,
  );
  out[i++] = pair.overlap;
  out[i++] = speakerAgreement(p, q);
  out[i++] = (p.quotes.length > 0 ? 1 : 0) + (q.quotes.length > 0 ? 1 : 0);
  out[i++] = Math.max(compared.quotedCoverage(p, q), 0);
  const said = compareSaid(formP, formQ, weightsP, weightsQ, a.said[row], b.said[column]);
  out[i++] = said.coverage;
  out[i++] = said.cosine;
  out[i++] = dayGap(p, q);
  out[i++] = Math.abs(row / Math.max(1, a.forms.length - 1) - column / Math.max(1, b.forms.length - 1));
  out[i++] = (p.role === 'headline' ? 1 : 0) + (q.role === 'headline' ? 1 : 0);
}

function cosineAt(pair: ArticlePair, row: number, column: number): number {
  return pair.cosines[row * pair.columns + column] ?? 0;
}

function weightsOf(weights: Float32Array, indices: Int32Array | undefined): Float32Array {
  const result = new Float32Array(indices?.length ?? 0);
  for (let i = 0; i < result.length; i++) result[i] = weights[indices?.[i] ?? 0] ?? 0;
  return result;
}

/** 2 where some speaker of both is the same, 1 where one may be, 0 where nobody is named, -1 where all differ. */
function speakerAgreement(p: PassageView, q: PassageView): number {
  let best = 0;
  for (const x of p.quotes) {
    if (x.speaker === null) continue;
    for (const y of q.quotes) {
      if (y.speaker === null) continue;
      const agreement = speakersAgree(
        { name: x.speaker, isFullName: x.isFullName },
        { name: y.speaker, isFullName: y.isFullName },
      );
      const value = agreement === 'same' ? 2 : agreement === 'compatible' ? 1 : -1;
      if (best === 0 || value > best) best = value;
    }
  }
  return best;
}

/** Coverage of the lighter and cosine of the words within quotes, or of all where there is no quote. */
function compareSaid(
  p: SentenceForm,
  q: SentenceForm,
  weightsP: Float32Array,
  weightsQ: Float32Array,
  saidP: Uint8Array | undefined,
  saidQ: Uint8Array | undefined,
): { coverage: number; cosine: number } {
  let sumP = 0;
  let sumQ = 0;
  let shared = 0;
  let squaresP = 0;
  let squaresQ = 0;
  let sharedSquares = 0;
  for (let j = 0; j < q.terms.length; j++) {
    if (!saidQ?.[j]) continue;
    const weight = weightsQ[j] ?? 0;
    sumQ += weight;
    squaresQ += weight * weight;
  }
  let j = 0;
  for (let i = 0; i < p.terms.length; i++) {
    if (!saidP?.[i]) continue;
    const weight = weightsP[i] ?? 0;
    sumP += weight;
    squaresP += weight * weight;
    const term = p.terms[i] ?? 0;
    while ((q.terms[j] ?? Infinity) < term) j++;
    if (q.terms[j] !== term || !saidQ?.[j]) continue;
    shared += weight;
    sharedSquares += weight * weight;
  }
  const least = Math.min(sumP, sumQ);
  return {
    coverage: least > 0 ? shared / least : 0,
    cosine: sharedSquares / Math.sqrt(squaresP * squaresQ || 1),
  };
}

/** ln(1 + days) between the two articles; that of a week where a date is unknown. */
function dayGap(p: PassageView, q: PassageView): number {
  const days = p.article.day === null || q.article.day === null ? 7 : Math.abs(p.article.day - q.article.day);
  return Math.log1p(days);
}
