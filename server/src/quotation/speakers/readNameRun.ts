import { foldNameWord } from '../../text/personNames';
import type { NameKind, NameMention } from './findNames';
import { endOfTitle, hasOrgWord, readTitle, type TitleReading, untitled } from './nameTitles';
import type { SpeakerLexicon } from './speakerLexicon';
import { WordFlag } from './vocabulary';
import type { Sentence, Word } from './words';

/** Reads the run of capitalised words `[first, end)` of a sentence: strips titles and qualifiers, tells persons from bodies. */
export function readNameRun(
  sentence: Sentence,
  sentenceIndex: number,
  first: number,
  end: number,
  isQuoted: boolean,
  lexicon: SpeakerLexicon,
): NameMention {
  const { words } = sentence;
  const afterTitle = endOfTitle(words, first, end, lexicon);
  // "Ann King Jr.": what stands before a suffix is no title but the name.
  const isSuffix = afterTitle > first && afterTitle === end - 1 && (words[afterTitle]!.flags & WordFlag.Suffix) !== 0;
  const nameFirst = isSuffix ? first : afterTitle;
  const titled = readTitle(sentence, first, nameFirst, lexicon);
  const last = end - 1;
  if (nameFirst >= end) {
    // "the Foreign Minister", but "Daily Star": a bare title in capitals is an office.
    const isOffice = end - first === 1 || titled.roles.some((role) => lexicon.words('office').has(role));
    if (isOffice) return mention(words, sentenceIndex, 'title', first, last, titled, isQuoted);
    return mention(words, sentenceIndex, 'body', first, last, untitled(first), isQuoted);
  }
  const kind = kindOfName(words, nameFirst, end, titled, lexicon);
  // "Senator England", but "Justice Department".
  if (kind === 'place' && nameFirst > first)
    return mention(words, sentenceIndex, 'person', nameFirst, last, titled, isQuoted);
  if (kind === 'body' || kind === 'place')
    return mention(words, sentenceIndex, kind, first, last, untitled(first), isQuoted);
  return mention(words, sentenceIndex, kind, nameFirst, last, titled, isQuoted);
}

function mention(
  words: readonly Word[],
  sentence: number,
  kind: NameKind,
  from: number,
  to: number,
  titled: TitleReading,
  isQuoted: boolean,
): NameMention {
  const forms: string[] = [];
  for (let i = from; i <= to; i++) forms.push(words[i]!.form);
  return {
    kind,
    start: words[from]!.start,
    end: nameEnd(words, to, kind),
    words: forms,
    sentence,
    firstWord: from,
    lastWord: to,
    titleStart: words[titled.first]?.start ?? words[from]!.start,
    titleFirstWord: titled.first,
    title: titled.title,
    roles: titled.roles,
    gender: titled.gender,
    isPossessive: words[to]!.isPossessive,
    isQuoted,
  };
}

function kindOfName(
  words: readonly Word[],
  first: number,
  end: number,
  titled: TitleReading,
  lexicon: SpeakerLexicon,
): NameKind {
  const opening = words[first]!;
  const last = words[end - 1]!;
  const isOne = end - first === 1;
  if (isPlaceName(words, first, end, lexicon)) return 'place';
  if (isOne && (opening.flags & (WordFlag.Nationality | WordFlag.Party)) !== 0) return 'place';
  if (!isOne && titled.title === null && (last.flags & WordFlag.PlaceNoun) !== 0) return 'place';
  if (isOne && (opening.flags & WordFlag.PluralPeople) !== 0) return 'place';
  const hasTitle = titled.title !== null || titled.gender !== null || titled.roles.length > 0 || titled.isHonorificOnly;
  const isOrg = hasOrgWord(words, first, end);
  if (hasTitle && !isOrg) return 'person';
  if (isOne && (opening.flags & WordFlag.Acronym) !== 0) return 'body';
  const isGiven = (opening.flags & WordFlag.GivenName) !== 0;
  if (isOrg || (isOne && (opening.flags & WordFlag.BodyName) !== 0)) {
    const isPersonal = isGiven && end - first === 2 && (opening.flags & WordFlag.OrgWord) === 0;
    return isPersonal && !strongOrgWords.has(last.lower) ? 'person' : 'body';
  }
  for (let i = first; i < end; i++) if (words[i]!.lower === 'for' || words[i]!.lower === 'of') return 'body';
  // "Republican Senators", "House Democrats": people, but nobody's name.
  if ((last.flags & (WordFlag.Group | WordFlag.GivenName)) === WordFlag.Group && /[^s]s$/.test(last.lower))
    return 'body';
  // "HarbourPost": two words written as one are no person's name.
  if (isOne && isGlued(opening.form)) return 'body';
  if (isOne) return 'unknown';
  if (isGiven && end - first < 6) return 'person';
  if (isInitial(opening) || (end - first > 2 && isInitial(words[first + 1]!))) return 'person';
  if ((last.flags & WordFlag.Suffix) !== 0) return 'person';
  if (opening.form.endsWith('.'))
    return lexicon.words('abbreviation').has(opening.lower.slice(0, -1)) ? 'body' : 'person';
  return 'unknown';
}

function isPlaceName(words: readonly Word[], first: number, end: number, lexicon: SpeakerLexicon): boolean {
  const opening = words[first]!;
  if (end - first === 1) return (opening.flags & WordFlag.Place) !== 0 && !opening.lower.endsWith('.');
  if ((opening.flags & WordFlag.OpensPlace) === 0) return false;
  let whole = opening.lower;
  for (let i = first + 1; i < end; i++) whole += ` ${words[i]!.lower}`;
  return lexicon.places.has(whole);
}

function isInitial({ lower }: Word): boolean {
  return lower.length === 1 && /^\p{L}$/u.test(lower);
}

/** Whether a capital stands within a word behind small letters, but for the prefixes of surnames ("MacRoe"). */
export function isGlued(form: string): boolean {
  return /\p{Ll}{2}\p{Lu}\p{Ll}/u.test(form) && !/^(?:Mac|Mc|Van|Von|Fitz|Del|Des|Dos|Abu|Bin|Ben)\p{Lu}/u.test(form);
}

/** Words that end no surname worth a doubt, although a given name stands before them ("Grant Committee"). */
const strongOrgWords = new Set(
  (
    'university college inc corp committee foundation news party institute department ministry association airport ' +
    'church hospital campaign administration group company'
  ).split(' '),
);

/** The stop of a trailing initial or abbreviation ("Jr.", "U.S.") is not part of the name's span unless it is in the word. */
function nameEnd(words: readonly Word[], last: number, kind: NameKind): number {
  const word = words[last]!;
  return kind === 'person' && word.gap.startsWith('.') && foldNameWord(word.form) === 'jr' ? word.end + 1 : word.end;
}
