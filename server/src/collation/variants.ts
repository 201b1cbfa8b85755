import { speakersAgree } from '../text/personNames';
import { isFunctionWord } from '../text/stem';
import type { VariantType } from './apparatus';
import { datesAgree } from './dateFacts';
import { factsWithin, type ReadWitness } from './variantFacts';

/** The words that a witness has in a row of the apparatus, as ascending token indices. */
export type RowWords = readonly number[];

/**
 * How a witness's words in a row depart from the base's; null where they are the same. What a fact-checker asks for goes
 * before form: negation, number, date, speaker, name, then direct against reported, order, and words at last.
 */
export function classifyVariant(
  base: ReadWitness,
  baseWords: RowWords,
  other: ReadWitness,
  otherWords: RowWords,
  isMoved: boolean,
): VariantType | null {
  const wordsAgree =
    baseWords.length === otherWords.length &&
    baseWords.every((word, k) => base.tokens.words[word] === other.tokens.words[otherWords[k]!]);
  if (wordsAgree) return isMoved && baseWords.length > 0 ? 'transposition' : null;
  if (isNegation(base, baseWords, other, otherWords)) return 'negation';
  if (baseWords.length === 0) return isReportingOnly(other, otherWords, base) ? 'reporting' : 'addition';
  if (otherWords.length === 0) return isReportingOnly(base, baseWords, other) ? 'reporting' : 'omission';
  if (numbersDiffer(base, baseWords, other, otherWords)) return 'number';
  if (datesDiffer(base, baseWords, other, otherWords)) return 'date';
  const names = namesDiffer(base, baseWords, other, otherWords);
  if (names !== null) return names;
  if (isShift(base, baseWords, other, otherWords)) return 'reporting';
  return isMoved ? 'transposition' : 'substitution';
}

/** Facts of a type that lie in a row, be it in part. */
export function rowFacts<T extends 'number' | 'date' | 'name' | 'negation'>(
  read: ReadWitness,
  type: T,
  words: RowWords,
) {
  const first = words[0];
  const last = words.at(-1);
  return first === undefined || last === undefined
    ? []
    : factsWithin(read, type, Math.min(first, last), Math.max(first, last) + 1);
}

function isNegation(base: ReadWitness, baseWords: RowWords, other: ReadWitness, otherWords: RowWords): boolean {
  const [one, two] = [negationCount(base, baseWords), negationCount(other, otherWords)];
  const [ofBase, ofOther] = [negationTotal(base), negationTotal(other)];
  if (one === two || ofBase === ofOther) return false;
  if (ofBase === 0 || ofOther === 0) return true;
  // Both negate: "was not given" for "had no … at all, not even" denies nothing. What is negated must stand on both sides.
  const [more, words, less] =
    one > two ? [base, baseWords, stemsOf(other, otherWords)] : [other, otherWords, stemsOf(base, baseWords)];
  const negating = new Set(rowFacts(more, 'negation', words).map(({ from }) => from));
  const rest = words.filter((word) => !negating.has(word) && !isFunctionWord(more.tokens.words[word]!));
  return less.size === 0 ? words.length <= maxBareNegation : rest.every((word) => less.has(more.stems[word]!));
}

/** "not", "did not": a negation with nothing of its own that the other version would lack. */
const maxBareNegation = 2;

function stemsOf(read: ReadWitness, words: RowWords): Set<string> {
  return new Set(words.map((word) => read.stems[word]!));
}

function negationCount(read: ReadWitness, words: RowWords): number {
  return rowFacts(read, 'negation', words).length;
}

/** Where both negate as often, "not" only stands in another place. */
function negationTotal(read: ReadWitness): number {
  return read.facts.reduce((sum, { type }) => sum + Number(type === 'negation'), 0);
}

function numbersDiffer(base: ReadWitness, baseWords: RowWords, other: ReadWitness, otherWords: RowWords): boolean {
  const one = rowFacts(base, 'number', baseWords);
  const two = rowFacts(other, 'number', otherWords);
  if (one.length === 0 || two.length === 0) return false;
  const key = (facts: typeof one) =>
    facts.map(({ value, reading, isVague }) => `${value} ${reading} ${isVague}`).join('|');
  return key(one) !== key(two);
}

function datesDiffer(base: ReadWitness, baseWords: RowWords, other: ReadWitness, otherWords: RowWords): boolean {
  const one = rowFacts(base, 'date', baseWords);
  const two = rowFacts(other, 'date', otherWords);
  if (one.length === 0 || two.length === 0) return false;
  return !one.some((a) => two.some((b) => datesAgree(a, b)));
}

function namesDiffer(
  base: ReadWitness,
  baseWords: RowWords,
  other: ReadWitness,
  otherWords: RowWords,
): 'name' | 'speaker' | null {
  const one = rowFacts(base, 'name', baseWords);
  const two = rowFacts(other, 'name', otherWords);
  if (one.length === 0 || two.length === 0) return null;
  const ofBase = new Set(baseWords.map((word) => base.stems[word]));
  const names = otherWords.filter((word) => two.some(({ from, to }) => from <= word && word < to));
  if (names.every((word) => ofBase.has(other.stems[word]))) return null;
  const speakers = [base.witness.speaker, other.witness.speaker] as const;
  if (
    speakers[0] !== null &&
    speakers[1] !== null &&
    speakersAgree({ name: speakers[0], isFullName: true }, { name: speakers[1], isFullName: true }) === 'different' &&
    names.some((word) => speakers[1]!.toLowerCase().includes(other.tokens.words[word]!))
  )
    return 'speaker';
  return 'name';
}

/** Whether the rest of two readings, what they share taken off, is what reported speech changes: persons, tenses, "that". */
function isShift(base: ReadWitness, baseWords: RowWords, other: ReadWitness, otherWords: RowWords): boolean {
  if (!reportsDifferently(base, other)) return false;
  const own = baseWords.map((word) => base.tokens.words[word]!);
  const theirs = otherWords.map((word) => other.tokens.words[word]!);
  const restOwn = own.filter((word) => !theirs.includes(word));
  const restTheirs = theirs.filter((word) => !own.includes(word));
  if (restOwn.length === 0 && restTheirs.length === 0) return false;
  const isMatched = (word: string, candidates: readonly string[]) =>
    base.words.complementisers.has(word) ||
    candidates.some((candidate) => shareShift(base, word, candidate)) ||
    candidates.some((candidate) => stemOf(base, other, word) === stemOf(base, other, candidate));
  return restOwn.every((word) => isMatched(word, restTheirs)) && restTheirs.every((word) => isMatched(word, restOwn));
}

function stemOf(base: ReadWitness, other: ReadWitness, word: string): string | undefined {
  const inBase = base.tokens.words.indexOf(word);
  return inBase >= 0 ? base.stems[inBase] : other.stems[other.tokens.words.indexOf(word)];
}

function shareShift(read: ReadWitness, a: string, b: string): boolean {
  const groups = read.words.shifts.get(a);
  return groups !== undefined && (read.words.shifts.get(b)?.some((group) => groups.includes(group)) ?? false);
}

/** Whether words that the other lacks only open reported speech ("that"). */
function isReportingOnly(read: ReadWitness, words: RowWords, other: ReadWitness): boolean {
  return (
    words.length > 0 &&
    reportsDifferently(read, other) &&
    words.every((word) => read.words.complementisers.has(read.tokens.words[word]!))
  );
}

function reportsDifferently(a: ReadWitness, b: ReadWitness): boolean {
  return a.witness.kind !== null && b.witness.kind !== null && a.witness.kind !== b.witness.kind;
}
