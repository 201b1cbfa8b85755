import { speakersAgree, type KnownName } from '../text/personNames';
import type { ArticlePair } from './articlePair';
import type { PassageQuote, PassageView } from './passageIndex';
import { compareForms, type FormComparison } from './formFeatures';
import { verbatimRun } from './verbatim';
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
  'plainShared',
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
  'verbatimCoverage',
  'verbatimNats',
  'days',
  'position',
  'headlines',
  'verbatimWords',
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
  out[i++] = compared.plainShared;
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
  const run = verbatimRun(p, formP, q, formQ);
  out[i++] = run.coverage;
  out[i++] = run.nats;
  out[i++] = dayGap(p, q);
  out[i++] = Math.abs(row / Math.max(1, a.forms.length - 1) - column / Math.max(1, b.forms.length - 1));
  out[i++] = (p.role === 'headline' ? 1 : 0) + (q.role === 'headline' ? 1 : 0);
  out[i++] = run.words;
  round(out);
}

/**
 * Writes only those features into `out` that look at nothing but the two passages, not at their articles; the same as
 * {@link passageFeatures} gives. The others are 0.
 */
export function wordingFeatures(
  p: PassageView,
  formP: SentenceForm,
  q: PassageView,
  formQ: SentenceForm,
  out: Float64Array,
): void {
  out.fill(0);
  const compared = compareForms(formP, formQ, unitWeights(formP), unitWeights(formQ));
  const run = verbatimRun(p, formP, q, formQ);
  out[at('subsequence')] = compared.subsequence;
  out[at('runEvidence')] = compared.runEvidence;
  out[at('plainShared')] = compared.plainShared;
  out[at('speakers')] = speakerAgreement(p, q);
  out[at('quotes')] = (p.quotes.length > 0 ? 1 : 0) + (q.quotes.length > 0 ? 1 : 0);
  out[at('verbatimCoverage')] = run.coverage;
  out[at('verbatimNats')] = run.nats;
  out[at('verbatimWords')] = run.words;
  out[at('days')] = dayGap(p, q);
  round(out);
}

function at(name: (typeof passageFeatureNames)[number]): number {
  return passageFeatureNames.indexOf(name);
}

function unitWeights(form: SentenceForm): Float32Array {
  return new Float32Array(form.terms.length).fill(1);
}

/** Sums depend on the order of their terms in the last digits, and that on the order of files: not what is left. */
function round(out: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = Math.round((out[k] ?? 0) * 8192) / 8192;
}

function cosineAt(pair: ArticlePair, row: number, column: number): number {
  return pair.cosines[row * pair.columns + column] ?? 0;
}

function weightsOf(weights: Float32Array, indices: Int32Array | undefined): Float32Array {
  const result = new Float32Array(indices?.length ?? 0);
  for (let i = 0; i < result.length; i++) result[i] = weights[indices?.[i] ?? 0] ?? 0;
  return result;
}

/**
 * Whether the same one speaks: 2 where the chief speakers are the same, 1 where they may be, 0 where somebody is not
 * named, -1 where they differ but a lesser quote in either has the other's, -2 where all who are named differ.
 */
export function speakerAgreement(p: PassageView, q: PassageView): number {
  const x = chiefSpeaker(p);
  const y = chiefSpeaker(q);
  if (x === null || y === null) return 0;
  const agreement = speakersAgree(x, y);
  if (agreement === 'same') return 2;
  if (agreement === 'compatible') return 1;
  return hasSpeaker(p, y) || hasSpeaker(q, x) ? -1 : -2;
}

/** Who says most of the passage; those named in full before others. */
function chiefSpeaker(passage: PassageView): KnownName | null {
  let best: PassageQuote | null = null;
  for (const quote of passage.quotes) {
    if (quote.speaker === null) continue;
    if (
      best === null ||
      (quote.isFullName && !best.isFullName) ||
      (quote.isFullName === best.isFullName && quote.to - quote.from > best.to - best.from)
    ) {
      best = quote;
    }
  }
  return best?.speaker == null ? null : { name: best.speaker, isFullName: best.isFullName };
}

function hasSpeaker(passage: PassageView, known: KnownName): boolean {
  return passage.quotes.some(
    ({ speaker, isFullName }) => speaker !== null && speakersAgree({ name: speaker, isFullName }, known) === 'same',
  );
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
