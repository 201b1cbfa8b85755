import { shortForms } from './nameRuns';
import type { Gender, SpeakerLexicon } from './speakerLexicon';
import { WordFlag } from './vocabulary';
import type { Sentence, Word } from './words';

/** What the words before a name say of its bearer. */
export interface TitleReading {
  /** Index of the word that the title begins with. */
  readonly first: number;
  readonly title: string | null;
  readonly roles: readonly string[];
  readonly gender: Gender | null;
  readonly isHonorificOnly: boolean;
}

/** What is read of a name without a title that begins with the word `first`. */
export function untitled(first: number): TitleReading {
  return { first, title: null, roles: noRoles, gender: null, isHonorificOnly: false };
}

const noRoles: readonly string[] = [];

/** Index after the title and qualifiers that open a run: after its last title, or after nationalities and parties. */
export function endOfTitle(words: readonly Word[], first: number, end: number, lexicon: SpeakerLexicon): number {
  let titleEnd = first;
  for (let i = first; i < end; i++) {
    if ((words[i]!.flags & WordFlag.TitleBefore) === 0) continue;
    // "Billie Jean King", "Martin Judge": a given name before it and no more name after it.
    if (i === end - 1 && i > titleEnd && (isGivenOnly(words[i - 1]!) || isGivenOnly(words[titleEnd]!))) continue;
    titleEnd = i + 1;
  }
  if (titleEnd > first) {
    // "Secretary of State John Roe", "President of Velmora Tolin".
    while (titleEnd + 1 < end && (words[titleEnd]!.lower === 'of' || words[titleEnd]!.lower === 'to')) {
      titleEnd += words[titleEnd + 1]!.lower === 'the' ? 3 : 2;
      // "Ambassador to the Harbour Union Ann Roe": the body's name ends where a given name begins.
      for (let i = titleEnd + 1; i < end - 1; i++) {
        if (isGivenOnly(words[i]!) && !isGivenOnly(words[titleEnd]!)) titleEnd = i;
      }
    }
    return Math.min(titleEnd, end);
  }
  // "Undersecretary-designate", "Transcriber Ann Lee Roe": an unknown word that ends like an occupation, then a full name.
  if (
    end - first > 2 &&
    (words[first + 1]!.flags & WordFlag.GivenName) !== 0 &&
    (words[first]!.flags & WordFlag.GivenName) === 0 &&
    occupationEnding.test(words[first]!.lower) &&
    !hasOrgWord(words, first, end)
  ) {
    return first + 1;
  }
  // «МИД Велдена Мария Роэ»: what stands before the given name qualifies it.
  if (lexicon.language === 'ru') {
    let given = first;
    while (given < end && (words[given]!.flags & WordFlag.GivenName) === 0) given++;
    if (given > first && given < end - 1) return given;
  }
  // "Republican Jane Roe", "Libyan strongman": qualifiers before a full name.
  let skip = first;
  while (skip < end - 1 && (words[skip]!.flags & qualifier) !== 0) skip++;
  const opensFullName = skip > first && end - skip >= 2 && (words[skip]!.flags & WordFlag.GivenName) !== 0;
  return opensFullName && !hasOrgWord(words, first, end) ? skip : first;
}

function isGivenOnly({ flags }: Word): boolean {
  return (flags & WordFlag.GivenName) !== 0 && (flags & WordFlag.Place) === 0;
}

/** Whether a run holds a word that names of bodies have; a given name at its start is none. */
export function hasOrgWord(words: readonly Word[], first: number, end: number): boolean {
  for (let i = first; i < end; i++) {
    const { flags } = words[i]!;
    if ((flags & WordFlag.OrgWord) === 0) continue;
    if (i > first || end - first === 1 || (flags & WordFlag.GivenName) === 0) return true;
  }
  return false;
}

/** The title before a name: what stands in the run of capitals, and lower-case roles before it ("lawyer Ann Roe"). */
export function readTitle(sentence: Sentence, first: number, nameFirst: number, lexicon: SpeakerLexicon): TitleReading {
  const { words } = sentence;
  let from = first;
  const before = words[first - 1];
  if (before !== undefined && before.gap === ' ' && !before.isCapitalised && !before.isPossessive) {
    const isRole = (before.flags & WordFlag.Title) !== 0 && before.known.title?.precedesNames === true;
    if (isRole) from = startOfTitle(words, first - 1);
  }
  if (from === nameFirst) return untitled(nameFirst);
  const roles: string[] = [];
  let gender: Gender | null = null;
  let isHonorificOnly = true;
  let isQualified = false;
  for (let i = from; i < nameFirst; i++) {
    const { flags, known } = words[i]!;
    if ((flags & qualifier) !== 0) isQualified = true;
    const two = i + 1 < nameFirst ? titleOfTwo(words, i, lexicon) : undefined;
    const title = two ?? known.title;
    if (title === undefined) continue;
    if (title.gender !== null) gender = title.gender;
    if (!title.isHonorific) {
      isHonorificOnly = false;
      roles.push(title.role, ...title.otherRoles);
    }
  }
  const isPlain = isHonorificOnly && roles.length === 0 && from === first && !isQualified;
  return { first: from, title: isPlain ? null : joined(words, from, nameFirst), roles, gender, isHonorificOnly };
}

/** The title that a word makes with the next one ("vice president"). */
export function titleOfTwo(words: readonly Word[], first: number, lexicon: SpeakerLexicon) {
  const next = words[first + 1];
  if (next === undefined || (words[first]!.flags & WordFlag.OpensTitle) === 0) return undefined;
  return lexicon.titles.get(`${words[first]!.lower} ${next.lower}`);
}

function joined(words: readonly Word[], from: number, to: number): string {
  let title = '';
  for (let i = from; i < to; i++) {
    const { form, isPossessive, gap } = words[i]!;
    title += form + (isPossessive ? '’s' : '') + (gap.length <= 2 ? gap : ' ');
  }
  return title.trim();
}

/** Goes left from a lower-case role ("real estate tycoon", "Foreign Ministry spokesman") while words qualify it. */
function startOfTitle(words: readonly Word[], role: number): number {
  let from = role;
  while (from > 0 && role - from < 8) {
    const { gap, lower, flags, isCapitalised, isPossessive } = words[from - 1]!;
    if ((gap !== ' ' && !(gap === '. ' && shortForms.has(lower))) || isPossessive) break;
    const isName = isCapitalised && (flags & (WordFlag.Starter | WordFlag.Calendar)) === 0;
    if (!isName && (flags & WordFlag.Title) === 0 && !titleQualifiers.has(lower)) break;
    from--;
  }
  return from;
}

const qualifier = WordFlag.Party | WordFlag.Nationality;
const occupationEnding = /(?:tor|ster|man|woman|ist|keeper|maker|owner|holder|ologist|grapher|worker)$/;
const titleQualifiers = new Set(
  (
    'former deputy acting assistant senior chief vice interim outgoing incoming then ex fellow state campaign police ' +
    'foreign prime real estate law defense defence political national press executive general conservative liberal ' +
    'presidential congressional military human rights civil security opposition party government managing policy news ' +
    'radio film county city district federal'
  ).split(' '),
);
