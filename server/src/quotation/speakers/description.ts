import type { Span } from '../../text/span';
import type { SpeakerKind } from '../quoteTypes';
import type { NameMention } from './findNames';
import { endOfCore } from './phraseCore';
import type { SpeakerLexicon } from './speakerLexicon';
import { WordFlag } from './vocabulary';
import type { Word } from './words';

/** A noun phrase without a name as its head: "the spokesperson", "a spokesman for Roe", "Roe's campaign". */
export interface Description extends Span {
  /** The head noun in lower case, as in the text. */
  readonly head: string;
  readonly kind: SpeakerKind;
  readonly determiner: 'definite' | 'indefinite' | 'possessive' | 'none';
  /** Words between determiner and head, in lower case. */
  readonly modifiers: readonly string[];
  /** Those of them that are names, in lower case ("Springfield" of "the Springfield group"). */
  readonly properModifiers: readonly string[];
  /** The name or pronoun that owns the head ("Roe's", "his"). */
  readonly owner: NameMention | Word | null;
  /** Span of the head noun. */
  readonly headSpan: Span;
  /** Where the phrase with a following "of", "in", "at" … ends: "faculty members at Springfield". */
  readonly fullEnd: number;
  /** Where the whole source ends, with all that follows the phrase. */
  readonly sourceEnd: number;
  /** Where the phrase begins that names the group: "professors" of "a group of nearly 90 professors". */
  readonly nameStart: number;
  /** The first name after the head's preposition: "for Roe", "of the Harbour Union". */
  readonly complement: NameMention | null;
}

/** Reads the phrase `[first, end)` whose core ends at `coreEnd` as a description; null where it holds no head. */
export function readDescription(
  words: readonly Word[],
  first: number,
  coreEnd: number,
  end: number,
  names: readonly NameMention[],
  lexicon: SpeakerLexicon,
): Description | null {
  let from = first;
  let determiner: Description['determiner'] = 'none';
  let owner: Description['owner'] = null;
  const opening = words[from]!;
  if ((opening.flags & WordFlag.Definite) !== 0) {
    determiner = 'definite';
    from++;
  } else if ((opening.flags & WordFlag.Possessive) !== 0) {
    determiner = 'possessive';
    owner = opening;
    from++;
  } else if ((opening.flags & WordFlag.Indefinite) !== 0) {
    determiner = 'indefinite';
    if (from + 1 < coreEnd) from++;
  }
  const possessor = names.find(
    (name) => name.isPossessive && name.titleFirstWord >= first && name.lastWord < coreEnd - 1,
  );
  if (possessor !== undefined) {
    determiner = 'possessive';
    owner = possessor;
    from = possessor.lastWord + 1;
  }
  if (from >= coreEnd) return null;
  // "a handful of lawmakers", "dozens of members": the head stands after "of".
  let headEnd = coreEnd;
  let headIndex = headEnd - 1;
  if (measureNouns.has(words[headIndex]!.lower) && words[headEnd]?.lower === 'of' && headEnd + 1 < end) {
    const inner = endOfCore(words, headEnd + 1, end, names);
    if (inner > headEnd + 1) {
      headEnd = inner;
      headIndex = headEnd - 1;
      determiner = 'indefinite';
    }
  }
  let isCompound = false;
  // "attorneys general": the plural stands first.
  const beforeHead = words[headIndex - 1];
  if (
    headIndex > from &&
    beforeHead !== undefined &&
    (beforeHead.flags & WordFlag.Group) !== 0 &&
    (words[headIndex]!.flags & WordFlag.Title) !== 0
  ) {
    headIndex--;
    isCompound = true;
  }
  let kind = words[headIndex]!.known.kind;
  // Slavic phrases without prepositions have their head first: «представитель министерства».
  if (lexicon.language === 'ru') {
    const known = words.slice(from, headEnd).findIndex((word) => word.known.kind !== null);
    if (known >= 0) {
      headIndex = from + known;
      kind = words[headIndex]!.known.kind;
    }
  }
  // The last word is no noun that we know: take the last known one of the core, else call a plural a group.
  const isPlural = /[^s]s$/.test(words[headIndex]!.lower) && !words[headIndex]!.isCapitalised;
  for (let i = headIndex - 1; i >= from && kind === null && !isPlural && skippable(words[i + 1]!); i--) {
    kind = words[i]!.known.kind;
    if (kind !== null) headIndex = i;
  }
  const headWord = words[headIndex]!;
  kind ??= kindOfUnknown(headWord);
  const complement = names.find((name) => name.titleFirstWord > headIndex && name.kind !== 'title') ?? null;
  const nameAt = (index: number) => names.find(({ firstWord, lastWord }) => firstWord <= index && index <= lastWord);
  const isGroup = kind === 'group';
  // "38% of respondents", "62 percent": a share keeps its number.
  const isShare = /^\p{N}/u.test(headWord.form) || headWord.lower === 'percent';
  return {
    start: words[first]!.start,
    // What follows the head within the core is no part of the name: "professors connected".
    end: lexicon.language === 'ru' ? words[headEnd - 1]!.end : isCompound ? words[headIndex + 1]!.end : headWord.end,
    fullEnd:
      isCompound || headIndex === headEnd - 1 ? words[endOfComplement(words, headEnd, end) - 1]!.end : headWord.end,
    sourceEnd: words[end - 1]!.end,
    nameStart: isGroup && !isShare ? words[nameStartOf(words, first, headIndex)]!.start : words[first]!.start,
    head: headWord.lower,
    kind,
    determiner,
    modifiers: words.slice(from, headIndex).map(({ lower }) => lower),
    properModifiers: words
      .slice(from, headIndex)
      .filter(({ isCapitalised }, i) => isCapitalised && (from + i > 0 || nameAt(from + i) !== undefined))
      .map(({ lower }) => lower),
    owner,
    headSpan: { start: headWord.start, end: headWord.end },
    complement,
  };
}

/** Whether a word behind the head may be no noun: a participle or adverb ("professors connected"), or part of a name. */
function skippable({ lower, isCapitalised }: Word): boolean {
  return isCapitalised || lower === 'and' || /(?:ed|ing|ly|en|er|s)$/.test(lower);
}

/** A noun that no lexicon knows: a plural is a group, what ends like an occupation a person; else some thing that speaks. */
function kindOfUnknown({ lower: word, flags }: Word): SpeakerKind {
  if (word.endsWith('-year-old')) return 'person';
  if (/[^s]s$/.test(word) || /^\p{N}/u.test(word) || (flags & WordFlag.Indefinite) !== 0) return 'group';
  return /(?:er|or|ist|ian|man|woman|ee|year-old|ant|ent)$/.test(word) ? 'person' : 'body';
}

/** Index after a prepositional phrase that says which people are meant; bounded. */
function endOfComplement(words: readonly Word[], from: number, end: number): number {
  const opening = words[from];
  if (from >= end || opening === undefined || /[,;:(—–]/.test(words[from - 1]!.gap)) return from;
  if (!complementWords.has(opening.lower)) return from;
  let i = from + 1;
  while (
    i < end &&
    i - from < 7 &&
    !/[,;:(—–]/.test(words[i - 1]!.gap) &&
    (words[i]!.flags & WordFlag.Relative) === 0
  ) {
    if (i > from + 1 && (words[i]!.flags & WordFlag.Preposition) !== 0 && words[i]!.lower !== 'of') break;
    i++;
  }
  return i > from + 1 ? i : from;
}

/** Skips what only counts: "some", "nearly 90", "a group of". */
function nameStartOf(words: readonly Word[], first: number, head: number): number {
  let from = first;
  while (from < head) {
    const { lower, form, flags } = words[from]!;
    const counts =
      countWords.has(lower) ||
      /^\p{N}+$/u.test(form) ||
      (flags & WordFlag.Definite) !== 0 ||
      (from === first && lower === 'a' && words[from + 1]?.lower === 'group');
    if (!counts) break;
    from++;
  }
  return from;
}

const complementWords = new Set(['of', 'in', 'at', 'from', 'with', 'for']);
/** Words that only count: "some", "nearly", "a group of". */
export const countWords = new Set(
  'but and or yet so unless even only while although because if when as though some several many most few nearly about almost more than over another other a the group number of'
    .split(' ')
    .filter((word) => word !== 'a'),
);
const measureNouns = new Set([
  'handful',
  'dozens',
  'hundreds',
  'thousands',
  'scores',
  'number',
  'group',
  'majority',
  'couple',
  'pair',
  'some',
  'many',
  'several',
  'most',
  'few',
  'all',
  'one',
  'two',
  'three',
  'both',
  'none',
  'members',
]);
