import type { Span } from '../../text/span';
import { readDescription, type Description } from './description';
import type { NameMention } from './findNames';
import { readNameList, type NameList } from './nameList';
import { endOfCore } from './phraseCore';
import { rangeWithin, wordIndexAt } from './ranges';
import { type Pronoun, type SpeakerLexicon } from './speakerLexicon';
import { WordFlag } from './vocabulary';
import type { Sentence, Word } from './words';

/** What a source says about who speaks, before anything is resolved. */
export type SourceHead =
  | { readonly form: 'name'; readonly mention: NameMention }
  | { readonly form: 'pronoun'; readonly pronoun: Pronoun; readonly word: Word }
  | { readonly form: 'description'; readonly description: Description }
  /** "Roe and Doe", "Nebraska and Oklahoma": several names as one source. */
  | NameList;

/**
 * Reads the head of a noun phrase that spans `span` within one sentence. `names` are the mentions of that sentence in order.
 * Null where there is nothing to read. Bounded by the words of the span.
 */
export function readHead(
  sentence: Sentence,
  span: Span,
  names: readonly NameMention[],
  lexicon: SpeakerLexicon,
): SourceHead | null {
  const first = wordIndexAt(sentence, span.start);
  let end = first;
  while (end < sentence.words.length && sentence.words[end]!.start < span.end && end - first < maxHeadWords) end++;
  // "Roe himself", "Roe Thursday said", "Roe on Thursday"
  while (end - first > 1 && addsNothing(sentence.words[end - 1]!, end - first)) end--;
  if (end === first || isTime(sentence.words, first, end)) return null;
  const inside = names.slice(...rangeWithin(names, span));
  return readWords(sentence, first, end, inside, lexicon);
}

function readWords(
  sentence: Sentence,
  first: number,
  end: number,
  names: readonly NameMention[],
  lexicon: SpeakerLexicon,
): SourceHead | null {
  const { words } = sentence;
  const nameAt = (index: number) => names.find((name) => name.titleFirstWord <= index && index <= name.lastWord);
  const opening = words[first]!;
  const pronoun = lexicon.pronouns.get(opening.lower);
  if (pronoun !== undefined && (opening.flags & WordFlag.Definite) === 0) {
    const isOwner = (opening.flags & WordFlag.Possessive) !== 0 && end - first > 1;
    if (!isOwner && pronoun.use !== 'relative') return { form: 'pronoun', pronoun, word: opening };
    if (pronoun.use === 'relative') return { form: 'pronoun', pronoun, word: opening };
  }
  const coreEnd = endOfCore(words, first, end, names);
  const coordinated = readNameList(words, first, end, coreEnd, names);
  if (coordinated !== null) return coordinated;
  const last = nameAt(coreEnd - 1);
  // "lawyer Ann Roe", "Mr. Roe": the core ends in a name that owns nothing.
  if (last !== undefined && last.lastWord === coreEnd - 1 && last.kind !== 'title' && !last.isPossessive) {
    const appositive =
      last.kind === 'place' || last.kind === 'body' ? appositiveName(words, coreEnd, end, names) : null;
    return { form: 'name', mention: appositive ?? last };
  }
  // "Roe's" alone, with the noun cut off or left out.
  if (last !== undefined && last.isPossessive && last.lastWord === end - 1) return { form: 'name', mention: last };
  // "the two candidates, Ann Roe and Max Lind,": the names that a plural stands for.
  if ((words[coreEnd - 1]!.flags & WordFlag.Group) !== 0 && /,/.test(words[coreEnd - 1]!.gap) && coreEnd < end) {
    const named = readNameList(
      words,
      coreEnd,
      end,
      0,
      names.filter(({ titleFirstWord }) => titleFirstWord >= coreEnd),
    );
    if (named !== null) return named;
  }
  // "Lawyers for the prisoner, Max Lind,": one name is no apposition to a plural.
  const isOffice = names.some(({ kind, lastWord }) => kind === 'title' && lastWord === coreEnd - 1);
  const coreKind = isOffice ? 'person' : words[coreEnd - 1]!.known.kind;
  const appositive =
    coreKind === 'document' || coreKind === 'body' || (coreKind === 'group' && opening.lower !== 'one')
      ? null
      : appositiveName(words, coreEnd, relativeFrom(words, coreEnd, end), names);
  if (appositive !== null) return { form: 'name', mention: appositive };
  // "Sen. Ann Roe Ann Maria Roe": what a page prints behind the name is no head.
  const opened = names.find(({ titleFirstWord, kind }) => titleFirstWord === first && kind === 'person');
  if (opened !== undefined && !opened.isPossessive && opened.lastWord < coreEnd - 1 && opened.words.length > 1) {
    let i = opened.lastWord + 1;
    while (i < coreEnd && words[i]!.isCapitalised && words[i]!.known.kind === null) i++;
    if (i === coreEnd) return { form: 'name', mention: opened };
  }
  const description = readDescription(words, first, coreEnd, end, names, lexicon);
  // "the states of Nebraska and Oklahoma": the names are meant.
  if (description !== null && lexicon.nouns('joint').has(description.head) && words[coreEnd]?.lower === 'of') {
    const named = readNameList(
      words,
      coreEnd + 1,
      end,
      0,
      names.filter(({ firstWord }) => firstWord > coreEnd),
    );
    if (named !== null) return named;
  }
  if (description === null) {
    const any = names.find(({ kind, isPossessive }) => kind !== 'title' && !isPossessive);
    return any === undefined ? null : { form: 'name', mention: any };
  }
  return { form: 'description', description };
}

function addsNothing({ lower, flags, isCapitalised }: Word, length: number): boolean {
  if (lower === 'himself' || lower === 'herself' || lower === 'themselves' || lower === 'itself') return true;
  return isCapitalised && (flags & WordFlag.Calendar) !== 0 && length < 4;
}

/** "last month", "this week": when somebody spoke, not who. */
function isTime(words: readonly Word[], first: number, end: number): boolean {
  return end - first === 2 && timeOpenings.has(words[first]!.lower) && timeNouns.has(words[end - 1]!.lower);
}

const timeOpenings = new Set(['last', 'this', 'next', 'that', 'earlier', 'later']);
const timeNouns = new Set([
  'day',
  'week',
  'month',
  'year',
  'summer',
  'winter',
  'spring',
  'fall',
  'autumn',
  'morning',
  'night',
]);

/** "the legislator, Representative Carl Roe", "a spokesman for Doe, Ann Poe": a name that begins a later comma part. */
function appositiveName(
  words: readonly Word[],
  coreEnd: number,
  end: number,
  names: readonly NameMention[],
): NameMention | null {
  for (let i = coreEnd; i < end; i++) {
    if (i === 0 || !/,/.test(words[i - 1]!.gap)) continue;
    const name = names.find(({ titleFirstWord }) => titleFirstWord === i);
    if (name === undefined || name.isPossessive) continue;
    const isFullPerson = name.kind === 'person' || (name.kind === 'unknown' && name.words.length > 1);
    if (isFullPerson && (name.words.length > 1 || name.title !== null || name.gender !== null)) return name;
  }
  return null;
}

/** Where a relative clause begins, or the end: names within one are other people. */
function relativeFrom(words: readonly Word[], from: number, end: number): number {
  for (let i = from; i < end; i++) if ((words[i]!.flags & WordFlag.Relative) !== 0) return i;
  return end;
}

const maxHeadWords = 60;
