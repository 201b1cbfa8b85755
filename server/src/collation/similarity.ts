import gradesModel from '../../models/similarityGrades.tsv';
import pairsModel from '../../models/similarityPairs.tsv';
import otherModel from '../../models/similarityOther.tsv';
import { tokenise } from '../text/tokens';
import { unknownRarity } from './background';
import { logistic, parseTrees, sumTrees, type BoostedTrees } from '../base/boostedTrees';
import { MemoryVocabulary } from './memoryPassageIndex';
import { encodedSimilarity, type SentenceEncoder } from './sentenceEncoder';
import { makeForm, TermFlag, type SentenceForm } from './sentenceForm';
import { similarityFeatureCount, similarityFeatureNames, similarityFeatures } from './similarityFeatures';
import { WordFacts } from './wordFacts';

/**
 * How near two sentences are in meaning, in [0, 1], symmetric, knowing nothing but the two (no corpus). From 0.5 on the
 * two are more likely than not to say the same. Any language; English is told best, since it is known there how rare
 * each word is. An encoder, where there is one, counts half.
 */
export function sentenceSimilarity(a: string, b: string, encoder: SentenceEncoder | null = null): number {
  const facts = sharedFacts();
  const x = formOf(a, facts);
  const y = formOf(b, facts);
  const score = sameWords(x, y) ? 1 : logistic(similarityOdds(x, y));
  return encoder === null ? score : (score + encodedSimilarity(encoder, a, b)) / 2;
}

/**
 * Log odds that two sentences say the same. For English the sum of two learned views: grades of likeness, and, the
 * more words there are, judgements of "the same or not". Learned by `bench/train/similarity.ts`.
 */
export function similarityOdds(a: SentenceForm, b: SentenceForm): number {
  if (a.stems.length === 0 || b.stems.length === 0) return -10;
  models ??= { grades: parseTrees(gradesModel), pairs: parseTrees(pairsModel), other: parseTrees(otherModel) };
  similarityFeatures(a, b, features);
  if (!isKnownLanguage(a, b)) return sumTrees(models.other, features) - otherEvenOdds;
  const words = Math.expm1(features[shorterLengthAt] ?? 0);
  const length = logistic(words - 6);
  const odds = sumTrees(models.grades, features) + pairsShare * length * (sumTrees(models.pairs, features) - 0.3);
  return steepness * (odds - englishEvenOdds);
}

/** How much the judgements count; measured in `docs/accuracy.md`. */
const pairsShare = 0.5;
const steepness = 0.6;

/** Where the best threshold of the training pairs lies, so that even odds mean "the same". */
const englishEvenOdds = 0.2;
const otherEvenOdds = 0.095;

const shorterLengthAt = similarityFeatureNames.indexOf('shorterLength');
const features = new Float64Array(similarityFeatureCount);
let models: { grades: BoostedTrees; pairs: BoostedTrees; other: BoostedTrees } | undefined;

/** Makes the form of a sentence outside any index. */
export function formOf(text: string, facts: WordFacts): SentenceForm {
  const tokens = tokenise(text, { start: 0, end: text.length });
  return makeForm(
    tokens.words.map((word) => facts.vocabulary.wordId(word)),
    tokens.flags,
    facts,
  );
}

function sameWords(a: SentenceForm, b: SentenceForm): boolean {
  return a.stems.length > 0 && a.stems.length === b.stems.length && a.stems.every((stem, i) => stem === b.stems[i]);
}

/** Whether the table of word rarities knows a good part of the words that are no names. */
function isKnownLanguage(a: SentenceForm, b: SentenceForm): boolean {
  let known = 0;
  let all = 0;
  for (const form of [a, b]) {
    form.terms.forEach((_, i) => {
      if ((form.termFlags[i] ?? 0) & TermFlag.Number) return;
      all++;
      if ((form.rarities[i] ?? 0) < unknownRarity) known++;
    });
  }
  return known >= 0.35 * all;
}

/** The vocabulary grows with the words that are asked about, so it is begun afresh now and then. */
function sharedFacts(): WordFacts {
  if (uses++ % 100_000 === 0) known = undefined;
  return (known ??= new WordFacts(new MemoryVocabulary()));
}

let known: WordFacts | undefined;
let uses = 0;
