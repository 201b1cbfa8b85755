import type { Span } from '../../text/span';
import { foldNameWord } from '../../text/personNames';
import { kindOfNoun, titleOf, type Gender, type SpeakerLexicon } from './speakerLexicon';
import type { Sentence, Word } from './words';

/** `title`: an office without a name ("the Foreign Minister"); `unknown`: capitalised words that may be a person or a body. */
export type NameKind = 'person' | 'body' | 'place' | 'title' | 'unknown';

/** A run of words that names somebody or something. `start` and `end` cover the name without titles. */
export interface NameMention extends Span {
  readonly kind: NameKind;
  /** The words of the name as in the text. */
  readonly words: readonly string[];
  /** Index of the sentence, and of the first and last word of the name in it. */
  readonly sentence: number;
  readonly firstWord: number;
  readonly lastWord: number;
  /** Where the title before the name begins; `start` where there is none. */
  readonly titleStart: number;
  readonly titleFirstWord: number;
  readonly title: string | null;
  readonly roles: readonly string[];
  readonly gender: Gender | null;
  readonly isPossessive: boolean;
  readonly isQuoted: boolean;
}

/** Finds the names of an article, sentence by sentence, in order. `isQuoted` tells whether an offset lies in quote marks. */
export function findNames(
  sentences: readonly Sentence[],
  isQuoted: (offset: number) => boolean,
  lexicon: SpeakerLexicon,
): NameMention[] {
  const mentions: NameMention[] = [];
  const lowerCased = lowerCasedWords(sentences);
  sentences.forEach((sentence, index) => {
    const { words } = sentence;
    const isTitleCase =
      !lexicon.capitalisesNouns && (sentence.isHeadline || words.length > 11) && isSetInTitleCase(words);
    for (let i = 0; i < words.length;) {
      const word = words[i]!;
      if (!word.isCapitalised || startsNoName(words, i, lowerCased, lexicon)) {
        i++;
        continue;
      }
      const end = chunkEnd(words, i, lexicon);
      // In a headline in title case a capital proves as little as in German.
      const [from, to] = isTitleCase || lexicon.capitalisesNouns ? nameAmongNouns(words, i, end, lexicon) : [i, end];
      if (from < to) mentions.push(...readChunk(sentence, index, from, to, isQuoted(word.start), lexicon));
      i = end;
    }
  });
  return lexicon.capitalisesNouns ? dropNouns(mentions) : mentions;
}

/** Where nouns have capitals, a single one is a name only if somebody of the article bears it. */
function dropNouns(mentions: readonly NameMention[]): NameMention[] {
  const borne = new Set<string>();
  for (const { kind, words } of mentions)
    if (kind === 'person') for (const word of words) borne.add(word.replace(/s$/, ''));
  return mentions.filter(
    ({ kind, words }) => kind !== 'unknown' || words.length > 1 || borne.has(words[0]!.replace(/s$/, '')),
  );
}

function isSetInTitleCase(words: readonly Word[]): boolean {
  if (words.length < 5 || words.length > 40) return false;
  const long = words.filter(({ form }) => form.length > 3);
  return long.length > 3 && long.filter(({ isCapitalised }) => isCapitalised).length > 0.75 * long.length;
}

/** Words that the article also writes small: at the start of a sentence their capital says nothing. */
function lowerCasedWords(sentences: readonly Sentence[]): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const { words } of sentences) for (const word of words) if (!word.isCapitalised) seen.add(word.lower);
  return seen;
}

function startsNoName(
  words: readonly Word[],
  i: number,
  lowerCased: ReadonlySet<string>,
  lexicon: SpeakerLexicon,
): boolean {
  const word = words[i]!;
  if (lexicon.words('calendar').has(word.lower) || lexicon.pronouns.has(word.lower)) return true;
  if (word.form.length === 1 && !/^\.\s?$/.test(word.gap)) return true;
  const isStarter = lexicon.words('starter').has(word.lower);
  if (isStarter && (word.form.length < 2 || word.form !== word.form.toUpperCase())) return true;
  if (i > 0 && !/["“”«»:.!?'‘—-]/.test(words[i - 1]!.gap)) return false;
  const isNoun =
    !lexicon.titles.has(word.lower) &&
    !lexicon.nouns('bodyname').has(word.lower) &&
    word.form !== word.form.toUpperCase() &&
    kindOfNoun(lexicon, word.lower) !== null;
  if (isNoun && !(words[i + 1]?.isCapitalised === true && word.gap === ' ')) return true;
  // At the start of a sentence: a word that the article also writes small, unless a name goes on after it.
  if (!lowerCased.has(word.lower) || lexicon.titles.has(word.lower)) return false;
  const next = words[i + 1];
  if (lexicon.givenNames.has(word.lower) && next?.isCapitalised === true && word.gap === ' ') return false;
  return !(next?.isCapitalised === true && word.gap === ' ' && lexicon.nouns('orgword').has(next.lower));
}

/** Index after the last word of the run of name words that begins at `first`. */
function chunkEnd(words: readonly Word[], first: number, lexicon: SpeakerLexicon): number {
  const particles = lexicon.words('particle');
  const connectors = lexicon.words('connector');
  const orgWords = lexicon.nouns('orgword');
  let isBody = false;
  let last = first;
  while (last - first < maxChunkWords) {
    const word = words[last]!;
    if (orgWords.has(word.lower)) isBody = true;
    if (word.isPossessive) break;
    const next = words[last + 1];
    if (next === undefined || !joins(word, lexicon)) break;
    if (next.isCapitalised) {
      if (lexicon.words('calendar').has(next.lower) || (lexicon.pronouns.has(next.lower) && next.form.length < 3))
        break;
      last++;
      continue;
    }
    if (/^\p{N}+$/u.test(next.form)) break;
    // Particles within a name ("van der", "bin") and connectors within the name of a body ("Department of", "for the").
    let step = last + 1;
    const isTitleOf = lexicon.titles.has(word.lower) && next.lower === 'of';
    while (
      step < words.length &&
      step - last <= 3 &&
      !words[step]!.isCapitalised &&
      words[step]!.gap === ' ' &&
      (particles.has(words[step]!.lower) ||
        (step > last + 1 && (words[step]!.lower === 'der' || words[step]!.lower === 'den')) ||
        ((isBody || isTitleOf) && connectors.has(words[step]!.lower)))
    ) {
      step++;
    }
    const after = words[step];
    if (step === last + 1 || after?.isCapitalised !== true || lexicon.words('calendar').has(after.lower)) break;
    if (next.lower === 'and' || next.lower === '&') {
      const joinsTitles = lexicon.titles.has(word.lower) && runEndsInTitle(words, step, lexicon);
      if (!joinsTitles && !(isBody && goesOnAsBody(words, step, lexicon))) break;
    } else if (
      !particles.has(next.lower) &&
      ['in', 'to', 'at', 'on'].includes(next.lower) &&
      !isLongBodyName(words, first, last)
    ) {
      break;
    }
    last = step;
  }
  return last + 1;
}

/** "…Councilor and Foreign Minister": the run after "and" holds a title within three words. */
function runEndsInTitle(words: readonly Word[], from: number, lexicon: SpeakerLexicon): boolean {
  for (let i = from; i < Math.min(words.length, from + 3) && words[i]!.isCapitalised; i++) {
    if (lexicon.titles.has(words[i]!.lower)) return true;
  }
  return false;
}

/** "Health and Human Services", "Food and Drug Administration": after "and" the name goes on to a body's word or a plural. */
function goesOnAsBody(words: readonly Word[], from: number, lexicon: SpeakerLexicon): boolean {
  let i = from;
  while (words[i + 1]?.isCapitalised === true && words[i]!.gap === ' ') i++;
  const last = words[i]!.lower;
  return (
    i > from &&
    (lexicon.nouns('orgword').has(last) || last.endsWith('s')) &&
    !lexicon.givenNames.has(words[from]!.lower)
  );
}

function isLongBodyName(words: readonly Word[], first: number, last: number): boolean {
  for (let i = first; i <= last; i++) if (['for', 'of'].includes(words[i]!.lower)) return true;
  return false;
}

/** Whether the gap after a word lets a name go on: a space, or the stop of an initial or abbreviation. */
function joins(word: Word, lexicon: SpeakerLexicon): boolean {
  const { gap } = word;
  if (gap === ' ' || gap === '\u00a0' || gap === ' & ') return true;
  if (gap === '. ' || gap === '.\u00a0') {
    return (
      (word.form.length === 1 && word.isCapitalised) ||
      (lexicon.titles.has(word.lower) && word.form.length < 5) ||
      shortForms.has(word.lower)
    );
  }
  return gap === '.' && word.form.length === 1;
}

const shortForms = new Set([
  'st',
  'ft',
  'mt',
  'gen',
  'lt',
  'sgt',
  'col',
  'assemb',
  'supt',
  'atty',
  'asst',
  'dist',
  'del',
  'hon',
  'messrs',
  'wm',
  'chas',
  'jr',
]);
const maxChunkWords = 14;

/** Reads one run of capitalised words: strips titles and qualifiers, tells persons from bodies. Mostly one mention. */
function readChunk(
  sentence: Sentence,
  sentenceIndex: number,
  first: number,
  end: number,
  isQuoted: boolean,
  lexicon: SpeakerLexicon,
): NameMention[] {
  const { words } = sentence;
  const chunk = words.slice(first, end);
  const titleEnd = titleLength(chunk, lexicon);
  const nameFirst = first + titleEnd;
  const build = (kind: NameKind, from: number, to: number, titled: TitleReading): NameMention => ({
    kind,
    start: words[from]!.start,
    end: nameEnd(words, to, kind),
    words: words.slice(from, to + 1).map(({ form }) => form),
    sentence: sentenceIndex,
    firstWord: from,
    lastWord: to,
    titleStart: words[titled.first]?.start ?? words[from]!.start,
    titleFirstWord: titled.first,
    title: titled.title,
    roles: titled.roles,
    gender: titled.gender,
    isPossessive: words[to]!.isPossessive,
    isQuoted,
  });
  const titled = readTitle(sentence, first, nameFirst, lexicon);
  if (nameFirst >= end) {
    // "the Foreign Minister", but "Daily Star": a bare title in capitals is an office.
    const isOffice = chunk.length === 1 || titled.roles.some((role) => lexicon.words('office').has(role));
    if (isOffice) return [build('title', first, end - 1, titled)];
    return [build('body', first, end - 1, { ...noTitle, first })];
  }
  const rest = chunk.slice(titleEnd);
  const kind = kindOfName(rest, titled, lexicon);
  if (kind === 'body' || kind === 'place') {
    // "Senator England", but "Justice Department".
    if (kind === 'place' && titleEnd > 0) return [build('person', nameFirst, end - 1, titled)];
    return [build(kind, first, end - 1, { ...noTitle, first })];
  }
  return [build(kind, nameFirst, end - 1, titled)];
}

/**
 * Where nouns have capitals too, a run of them is a name only from a title or a given name on, or as an acronym or place.
 * Returns the part of the run to read; empty where nothing shows a name.
 */
function nameAmongNouns(words: readonly Word[], first: number, end: number, lexicon: SpeakerLexicon): [number, number] {
  for (let i = first; i < end; i++) {
    const { lower } = words[i]!;
    const hasMore = i + 1 < end;
    if (lexicon.givenNames.has(lower) && hasMore && kindOfNoun(lexicon, lower) === null) {
      let from = i;
      while (from > first && titleOf(lexicon, words[from - 1]!.lower) !== undefined) from--;
      return [from, Math.min(end, i + 5)];
    }
    if (titleOf(lexicon, lower)?.precedesNames === true && hasMore && words[i + 1]!.isCapitalised) {
      const isNoun = kindOfNoun(lexicon, words[i + 1]!.lower) !== null || nounEnding.test(words[i + 1]!.lower);
      if (!isNoun) return [i, Math.min(end, i + 4)];
    }
  }
  const last = words[end - 1]!;
  const isKnown =
    /^\p{Lu}[\p{Lu}\p{N}-]+$/u.test(last.form) ||
    lexicon.places.has(last.lower) ||
    lexicon.nouns('bodyname').has(last.lower);
  if (isKnown && end - first <= 2) return [end - 1, end];
  return end - first === 1 ? [first, end] : [first, first];
}

const nounEnding = /(?:ung|heit|keit|schaft|tion|tät|nis|ismus|chen|lein|tum|ling)$/;

interface TitleReading {
  readonly first: number;
  readonly title: string | null;
  readonly roles: readonly string[];
  readonly gender: Gender | null;
  readonly isHonorificOnly: boolean;
}

const noTitle: Omit<TitleReading, 'first'> = { title: null, roles: [], gender: null, isHonorificOnly: false };

/** How many words at the start of a run are title and qualifiers: up to its last title, or to nationalities and parties. */
function titleLength(chunk: readonly Word[], lexicon: SpeakerLexicon): number {
  let length = 0;
  for (let i = 0; i < chunk.length; i++) {
    const title = titleOf(lexicon, chunk[i]!.lower.replace(/\.$/, ''));
    if (title?.precedesNames !== true) continue;
    const previous = chunk[i - 1];
    const isLast = i === chunk.length - 1;
    // "Billie Jean King", "Martin Judge": a given name before it and no more name after it.
    const isGiven = (word: Word) => lexicon.givenNames.has(word.lower) && !lexicon.places.has(word.lower);
    if (isLast && previous !== undefined && length < i && (isGiven(previous) || isGiven(chunk[length]!))) continue;
    length = i + 1;
  }
  if (length > 0) {
    // "Secretary of State John Roe", "President of Velmora Tolin".
    while (chunk[length]?.lower === 'of' && length + 1 < chunk.length) {
      length += chunk[length + 1]?.lower === 'the' ? 3 : 2;
    }
    return Math.min(length, chunk.length);
  }
  // "Undersecretary-designate", "Transcriber Ann Lee Roe": an unknown word that ends like an occupation, then a full name.
  const [unknown, given] = chunk;
  if (
    chunk.length > 2 &&
    occupationEnding.test(unknown!.lower) &&
    lexicon.givenNames.has(given!.lower) &&
    !lexicon.givenNames.has(unknown!.lower) &&
    !hasOrgWord(chunk, lexicon)
  ) {
    return 1;
  }
  // «МИД Велдена Мария Роэ»: what stands before the given name qualifies it.
  if (lexicon.language === 'ru') {
    const first = chunk.findIndex(({ lower }) => lexicon.givenNames.has(lower));
    if (first > 0 && first < chunk.length - 1) return first;
  }
  // "Republican Jane Roe", "Libyan strongman": qualifiers before a full name.
  let skip = 0;
  while (skip < chunk.length - 1 && isQualifier(chunk[skip]!, lexicon)) skip++;
  if (skip > 0 && chunk.length - skip >= 2 && lexicon.givenNames.has(chunk[skip]!.lower) && !hasOrgWord(chunk, lexicon))
    return skip;
  return 0;
}

const occupationEnding = /(?:tor|ster|man|woman|ist|keeper|maker|owner|holder|ologist|grapher|worker)$/;

function isQualifier(word: Word, lexicon: SpeakerLexicon): boolean {
  return lexicon.words('party').has(word.lower) || lexicon.words('nationality').has(word.lower);
}

/** The title before a name: what stands in the run of capitals, and lower-case roles before it ("lawyer Ann Roe"). */
function readTitle(sentence: Sentence, first: number, nameFirst: number, lexicon: SpeakerLexicon): TitleReading {
  const { words } = sentence;
  let from = first;
  const before = words[first - 1];
  if (before !== undefined && before.gap === ' ' && !before.isCapitalised && !before.isPossessive) {
    const role = lexicon.titles.get(before.lower);
    if (role?.precedesNames === true) from = titleStart(words, first - 1, lexicon);
  }
  if (from === nameFirst) return { ...noTitle, first: nameFirst };
  const roles: string[] = [];
  let gender: Gender | null = null;
  let isHonorificOnly = true;
  for (let i = from; i < nameFirst; i++) {
    const two = i + 1 < nameFirst ? lexicon.titles.get(`${words[i]!.lower} ${words[i + 1]!.lower}`) : undefined;
    const title = two ?? titleOf(lexicon, words[i]!.lower.replace(/\.$/, ''));
    if (title === undefined) continue;
    if (title.gender !== null) gender = title.gender;
    if (!title.isHonorific) {
      isHonorificOnly = false;
      roles.push(title.role, ...title.otherRoles);
    }
  }
  const last = words[nameFirst - 1]!;
  const span = { start: words[from]!.start, end: last.end };
  const title =
    isHonorificOnly && roles.length === 0 && from === first && !hasQualifier(words, from, nameFirst, lexicon)
      ? null
      : span;
  return {
    first: from,
    title: title === null ? null : words.slice(from, nameFirst).map(joined).join('').trim(),
    roles,
    gender,
    isHonorificOnly,
  };
}

function hasQualifier(words: readonly Word[], from: number, to: number, lexicon: SpeakerLexicon): boolean {
  for (let i = from; i < to; i++) if (isQualifier(words[i]!, lexicon)) return true;
  return false;
}

function joined(word: Word): string {
  return word.form + (word.isPossessive ? '’s' : '') + (word.gap.length <= 2 ? word.gap : ' ');
}

/** Goes left from a lower-case role ("real estate tycoon", "Foreign Ministry spokesman") while words qualify it. */
function titleStart(words: readonly Word[], role: number, lexicon: SpeakerLexicon): number {
  let from = role;
  while (from > 0 && role - from < 8) {
    const word = words[from - 1]!;
    if ((word.gap !== ' ' && !(word.gap === '. ' && shortForms.has(word.lower))) || word.isPossessive) break;
    const isName =
      word.isCapitalised && !lexicon.words('starter').has(word.lower) && !lexicon.words('calendar').has(word.lower);
    if (!isName && !lexicon.titles.has(word.lower) && !titleQualifiers.has(word.lower)) break;
    from--;
  }
  return from;
}

const titleQualifiers = new Set([
  'former',
  'deputy',
  'acting',
  'assistant',
  'senior',
  'chief',
  'vice',
  'interim',
  'outgoing',
  'incoming',
  'then',
  'ex',
  'fellow',
  'state',
  'campaign',
  'police',
  'foreign',
  'prime',
  'real',
  'estate',
  'law',
  'defense',
  'defence',
  'political',
  'national',
  'press',
  'executive',
  'general',
  'conservative',
  'liberal',
  'presidential',
  'congressional',
  'military',
  'human',
  'rights',
  'civil',
  'security',
  'opposition',
  'party',
  'government',
  'managing',
  'policy',
  'news',
  'radio',
  'film',
  'county',
  'city',
  'district',
  'federal',
]);

function kindOfName(rest: readonly Word[], titled: TitleReading, lexicon: SpeakerLexicon): NameKind {
  const lowers = rest.map(({ lower }) => lower.replace(/\.$/, ''));
  const whole = lowers.join(' ');
  const last = lowers[lowers.length - 1]!;
  const firstLower = lowers[0]!;
  if (lexicon.places.has(whole)) return 'place';
  if (lowers.length === 1 && (lexicon.words('nationality').has(whole) || lexicon.words('party').has(whole)))
    return 'place';
  if (lexicon.nouns('place').has(last) && lowers.length > 1 && titled.title === null) return 'place';
  if (lowers.length === 1 && whole.endsWith('s')) {
    const one = whole.slice(0, -1);
    if (lexicon.words('nationality').has(one) || lexicon.words('party').has(one)) return 'place';
  }
  const isAcronym = lowers.length === 1 && /^\p{Lu}[\p{Lu}\p{N}&-]+$/u.test(rest[0]!.form) && rest[0]!.form.length < 8;
  if (
    titled.title !== null ||
    titled.gender !== null ||
    titled.roles.length > 0 ||
    (titled.first !== -1 && titled.isHonorificOnly)
  ) {
    if (!hasOrgWord(rest, lexicon)) return 'person';
  }
  if (isAcronym) return 'body';
  if (lexicon.nouns('bodyname').has(whole) || hasOrgWord(rest, lexicon)) {
    const isPersonal =
      lexicon.givenNames.has(firstLower) && lowers.length === 2 && !lexicon.nouns('orgword').has(firstLower);
    return isPersonal && !strongOrgWords.has(last) ? 'person' : 'body';
  }
  if (rest.some(({ lower }) => lower === 'for' || lower === 'of')) return 'body';
  if (lexicon.givenNames.has(firstLower) && lowers.length > 1 && lowers.length < 6) return 'person';
  if (lowers.length > 1 && /^\p{L}$/u.test(firstLower)) return 'person';
  if (lowers.length > 2 && /^\p{L}$/u.test(lowers[1]!)) return 'person';
  if (lowers.length > 1 && lexicon.words('suffix').has(last)) return 'person';
  if (/^(?:\p{Lu}\.){2,}$/u.test(rest[0]!.form) && lowers.length > 1)
    return lexicon.words('abbreviation').has(firstLower) ? 'body' : 'person';
  return 'unknown';
}

/** Words that end no surname worth a doubt, although a given name stands before them ("Grant Committee"). */
const strongOrgWords = new Set([
  'university',
  'college',
  'inc',
  'corp',
  'committee',
  'foundation',
  'news',
  'party',
  'institute',
  'department',
  'ministry',
  'association',
  'airport',
  'church',
  'hospital',
  'campaign',
  'administration',
  'group',
  'company',
]);

function hasOrgWord(rest: readonly Word[], lexicon: SpeakerLexicon): boolean {
  return rest.some(
    ({ lower }, i) =>
      (i > 0 || rest.length === 1 || !lexicon.givenNames.has(lower)) &&
      lexicon.nouns('orgword').has(lower.replace(/\.$/, '')),
  );
}

/** The stop of a trailing initial or abbreviation ("Jr.", "U.S.") is not part of the name's span unless it is in the word. */
function nameEnd(words: readonly Word[], last: number, kind: NameKind): number {
  const word = words[last]!;
  return kind === 'person' && foldNameWord(word.form) === 'jr' && word.gap.startsWith('.') ? word.end + 1 : word.end;
}
