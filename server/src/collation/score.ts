import passageModel from '../../models/passages.tsv';
import type { ArticlePair } from './articlePair';
import { logistic, parseTrees, sumTrees, type BoostedTrees } from '../base/boostedTrees';
import {
  passageFeatureCount,
  passageFeatureNames,
  passageFeatures,
  speakerAgreement,
  wordingFeatures,
} from './features';
import type { PassageView } from './passageIndex';
import type { SentenceForm } from './sentenceForm';
import { verbatimRun } from './verbatim';

/**
 * Whether a pair can be versions at all: the features of most pairs are not worth their time. Symmetric. What has little
 * in common must at least be among the best that either passage finds in the other article.
 */
export function isWorthScoring(pair: ArticlePair, row: number, column: number): boolean {
  const cosine = pair.cosines[row * pair.columns + column] ?? 0;
  if (cosine >= surelyWorth) return true;
  if (cosine < leastLearned) return false;
  return cosine >= leastShare * (pair.bestOfA[row] ?? 0) || cosine >= leastShare * (pair.bestOfB[column] ?? 0);
}

/** Whether a pair of such a cosine can be worth scoring, or be a quote printed in both; the cosine may be off in its last digits. */
export function mayBeWorthScoring(cosine: number, isQuoted: boolean): boolean {
  return cosine >= (isQuoted ? leastCosine : leastLearned) * 0.999;
}

/** Below this nothing is looked at. */
export const leastCosine = 0.05;

/** Below this the model finds two shown pairs among 130,000 (docs/performance.md). */
const leastLearned = 0.12;
const surelyWorth = 0.25;
const leastShare = 0.45;

/** The probability that two passages are versions of one statement: of what scores 0.9, nine in ten are right. */
export function scorePassages(pair: ArticlePair, row: number, column: number): number {
  passageFeatures(pair, row, column, features);
  return logistic(passageOdds(features, sumTrees((trees ??= parseTrees(passageModel)), features)));
}

/**
 * The same for passages of articles that lie {@link areFarApart far apart} in time: then the wording alone tells, and the
 * articles need not be looked at.
 */
export function scoreFarPassages(p: PassageView, formP: SentenceForm, q: PassageView, formQ: SentenceForm): number {
  wordingFeatures(p, formP, q, formQ, features);
  return logistic(passageOdds(features, -Infinity));
}

/** Whether a pair that the model need not see may be a quote printed in both. */
export function mayBePrinted({ a, b, cosines, columns }: ArticlePair, row: number, column: number): boolean {
  if (cosines[row * columns + column]! < leastCosine || (a.isQuoted[row] === 0 && b.isQuoted[column] === 0))
    return false;
  const [p, formP, q, formQ] = [a.passages[row]!, a.forms[row]!, b.passages[column]!, b.forms[column]!];
  return isPrintedIn(p, formP, q, formQ);
}

/** {@link scoreFarPassages} of a row and a column of two articles. */
export function scoreWording({ a, b }: ArticlePair, row: number, column: number): number {
  const [p, formP, q, formQ] = [a.passages[row], a.forms[row], b.passages[column], b.forms[column]];
  return p && formP && q && formQ ? scoreFarPassages(p, formP, q, formQ) : 0;
}

/**
 * Two sentences that share names and a single word beside them are possible versions at best: of 147 that the model would
 * have shown in events it had not seen, 104 were right, and short sentences of one speaker on one topic are tied wrongly
 * that way. It is also what lets the matcher pass over such pairs before it works out their features.
 */
const oneWord = Math.log(2) + 1e-3;
const mostOddsOfOneWord = -0.3;

/** The best score of two such sentences, if they are not a quote printed in both. */
export const mostOfOneWord = logistic(mostOddsOfOneWord);

/** Whether two articles lie so far apart that sentences which merely sound alike are about two occasions. */
export function areFarApart(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.abs(a - b) > mostDays;
}

const mostDays = 14;

/**
 * Log odds of a pair with these features, of which `learned` are the model's. The model knows reports of one week; the
 * longer after that, the likelier two sentences that sound alike are about two occasions, if they are not the same words.
 */
export function passageOdds(features: ArrayLike<number>, learned: number): number {
  const late = Math.max(0, (features[daysAt] ?? 0) - Math.log(8));
  const isFar = (features[daysAt] ?? 0) > Math.log1p(mostDays) + 1e-3;
  const shares = (features[plainSharedAt] ?? 0) > oneWord ? Infinity : mostOddsOfOneWord;
  const told = isFar ? -Infinity : Math.min(learned - 1.5 * late, shares);
  return Math.max(told, verbatimOdds(features), sameSentenceOdds(features));
}

/**
 * A quote printed word for word in both, wholly or cut, is one statement, the rarer its words and the nearer in time the
 * surer: the few gold pairs that are cut down to a few words are not enough to learn it from. A phrase of common words
 * proves nothing.
 */
function verbatimOdds(features: ArrayLike<number>): number {
  const coverage = features[coverageAt] ?? 0;
  const isOneSpeaker = (features[speakersAt] ?? 0) > 1;
  // Months apart, long sentences share links and credits that their pages repeat.
  const isFar = (features[daysAt] ?? 0) > Math.log1p(mostDays) + 1e-3;
  if (coverage < (isFar ? wholeCoverage : leastCoverage(features[wordsAt] ?? 0, isOneSpeaker))) return -Infinity;
  // Another speaker needs more words: then it is an error of one of them, which a reader wants to see.
  const otherSpeaker = (features[speakersAt] ?? 0) < 0 ? 4 : 0;
  // However common each of its words is, a sentence of many words is hardly ever said twice.
  const words = features[wordsAt] ?? 0;
  const isQuotedTwice = (features[quotesAt] ?? 0) >= 2 || (features[speakersAt] ?? 0) > 0;
  const leastWords = isQuotedTwice ? leastVerbatimWords : leastUnquotedWords;
  const evidence = Math.max(features[natsAt] ?? 0, words >= leastWords ? words : 0);
  // Two cuts of one sentence cover each other by half.
  const share = isOneSpeaker ? Math.sqrt(coverage) : coverage;
  const delay = Math.min(1.5 * (features[daysAt] ?? 0), mostDelay);
  const nats = evidence * share - delay - otherSpeaker + (isOneSpeaker ? 1 : 0);
  return nats < leastVerbatimNats ? -Infinity : Math.min(4, 0.5 + (nats - leastVerbatimNats) / 4);
}

/** How much of the shorter quote must stand in the other: less where the run is long, as quotes are broken by "he said". */
function leastCoverage(words: number, isOneSpeaker: boolean): number {
  return words < 10 ? wholeCoverage : isOneSpeaker ? 0.4 : 0.5;
}

const wholeCoverage = 0.75;

/** Whether enough of a quote stands in the other passage for the rule of quotes printed in both. */
export function isPrintedIn(p: PassageView, formP: SentenceForm, q: PassageView, formQ: SentenceForm): boolean {
  const { words, coverage } = verbatimRun(p, formP, q, formQ);
  return words >= leastVerbatimWords && coverage >= leastCoverage(words, speakerAgreement(p, q) > 1);
}

/** From so many words on a run's length counts, a nat a word, where its words are common. */
const leastVerbatimWords = 6;
/** The same where only one of the passages quotes: the other may use a phrase of its own. */
const leastUnquotedWords = 9;

/** What a gap of half a year and more takes away. */
const mostDelay = 7.5;

/** Nats of rarity that a run of the same day needs: three plain content words. */
const leastVerbatimNats = 6;

/**
 * The same sentence in two reports of one event is one statement, quoted or not, if it says more than a name. Of 114
 * such pairs of the training events 112 are. Not where numbers differ: captions of one gallery ("3 of 18") begin alike.
 */
function sameSentenceOdds(features: ArrayLike<number>): number {
  if ((features[subsequenceAt] ?? 0) < 0.85 || (features[plainSharedAt] ?? 0) < leastPlainShared) return -Infinity;
  if ((features[numberConflictAt] ?? 0) > 0) return -Infinity;
  const nats = 10 * (features[runAt] ?? 0) - 3 * (features[daysAt] ?? 0);
  return nats < leastSentenceNats ? -Infinity : Math.min(4, 0.5 + (nats - leastSentenceNats) / 4);
}

/** Nats of the longest run of words that both sentences have; three words in both that are no names. */
const leastSentenceNats = 15;
const leastPlainShared = Math.log(4) - 1e-3;

const subsequenceAt = passageFeatureNames.indexOf('subsequence');
const runAt = passageFeatureNames.indexOf('runEvidence');
const plainSharedAt = passageFeatureNames.indexOf('plainShared');
const coverageAt = passageFeatureNames.indexOf('verbatimCoverage');
const natsAt = passageFeatureNames.indexOf('verbatimNats');
const numberConflictAt = passageFeatureNames.indexOf('numberConflict');
const quotesAt = passageFeatureNames.indexOf('quotes');
const wordsAt = passageFeatureNames.indexOf('verbatimWords');
const daysAt = passageFeatureNames.indexOf('days');
const speakersAt = passageFeatureNames.indexOf('speakers');

const features = new Float64Array(passageFeatureCount);
let trees: BoostedTrees | undefined;
