import type { Span } from '../../text/span';
import { endOfNameRun } from './nameRuns';
import { nameAmongNouns } from './nameAmongNouns';
import { readNameRun } from './readNameRun';
import type { Gender, SpeakerLexicon } from './speakerLexicon';
import { vocabularyOf, WordFlag } from './vocabulary';
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
  const skipped: SkippedRun[] = [];
  const article = markSmallWords(sentences, lexicon);
  sentences.forEach((sentence, index) => {
    const { words } = sentence;
    const isTitleCase =
      !lexicon.capitalisesNouns && (sentence.isHeadline || words.length > 11) && isSetInTitleCase(words);
    for (let i = 0; i < words.length;) {
      const word = words[i]!;
      if (!word.isCapitalised || startsNoName(words, i, article)) {
        i++;
        continue;
      }
      const end = endOfNameRun(words, i, lexicon);
      const glued = gluedFrom(words, i, end);
      if (glued !== null) {
        mentions.push(readNameRun(sentence, index, i, glued, isQuoted(word.start), lexicon));
        i = end;
        continue;
      }
      // In a headline in title case a capital proves as little as in German.
      if (isTitleCase || lexicon.capitalisesNouns) {
        const [from, to] = nameAmongNouns(words, i, end, lexicon);
        if (from < to) mentions.push(readNameRun(sentence, index, from, to, isQuoted(word.start), lexicon));
        else if (isTitleCase) skipped.push({ sentence: index, first: i, end });
      } else mentions.push(readNameRun(sentence, index, i, end, isQuoted(word.start), lexicon));
      i = end;
    }
  });
  if (lexicon.capitalisesNouns) return dropNouns(mentions);
  const found = withoutVerbs(mentions, sentences, lexicon);
  return skipped.length === 0 ? found : withSurnames(found, skipped, sentences, lexicon);
}

/** "Ann Roe Opens Bridge" in title case: a name ends where the same name ends in a sentence of the text. */
function withoutVerbs(mentions: NameMention[], sentences: readonly Sentence[], lexicon: SpeakerLexicon): NameMention[] {
  const known = new Set<string>();
  for (const { kind, words, sentence } of mentions)
    if (!sentences[sentence]!.isHeadline && kind === 'person' && words.length === 2) known.add(words.join(' '));
  if (known.size === 0) return mentions;
  return mentions.map((mention) => {
    const { words, sentence, firstWord, isQuoted } = mention;
    const isLong = sentences[sentence]!.isHeadline && words.length > 2 && known.has(`${words[0]!} ${words[1]!}`);
    if (!isLong) return mention;
    return readNameRun(sentences[sentence]!, sentence, mention.titleFirstWord, firstWord + 2, isQuoted, lexicon);
  });
}

/**
 * "Roe Ann Maria RoeMinisters to meet": pages print a name, the name in full and the lines of links without a space between.
 * Where the name ends that the run begins with, where one of its words goes on with an earlier one of them; else null.
 */
function gluedFrom(words: readonly Word[], first: number, end: number): number | null {
  for (let i = first + 1; i < end; i++) {
    const { form } = words[i]!;
    // "Ann Roe Ann (Nan) Maria Roe…": the name in full begins.
    const isGiven = (words[i]!.flags & WordFlag.GivenName) !== 0;
    for (let j = first; j < i; j++) {
      if (isGiven && j < i - 1 && form === words[j]!.form) return i;
      const name = words[j]!.form;
      const follows = form[name.length] ?? '';
      if (name.length > 2 && form.length > name.length + 1 && /[\p{Lu}\p{N}]/u.test(follows) && form.startsWith(name))
        return j + 1;
    }
  }
  return null;
}

/** A run of capitals in a line in title case that nothing showed to hold a name. */
interface SkippedRun {
  readonly sentence: number;
  readonly first: number;
  readonly end: number;
}

/** "Roe Predicts Rain": in title case a word is a name where the article shows somebody to bear it. */
function withSurnames(
  mentions: readonly NameMention[],
  skipped: readonly SkippedRun[],
  sentences: readonly Sentence[],
  lexicon: SpeakerLexicon,
): NameMention[] {
  const surnames = new Set<string>();
  for (const { kind, words } of mentions) if (kind === 'person') surnames.add(words[words.length - 1]!);
  const found = [...mentions];
  for (const { sentence, first, end } of skipped) {
    const whole = sentences[sentence]!;
    for (let i = first; i < end; i++) {
      const { form, flags, known } = whole.words[i]!;
      const isPlain = known.kind !== null || (flags & (WordFlag.Title | WordFlag.OrgWord | WordFlag.Place)) !== 0;
      if (surnames.has(form) && !isPlain) found.push(readNameRun(whole, sentence, i, i + 1, false, lexicon));
    }
  }
  return found.sort((a, b) => a.start - b.start);
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
  let long = 0;
  let capitalised = 0;
  for (const { start, end, isCapitalised } of words) {
    if (end - start <= 3) continue;
    long++;
    if (isCapitalised) capitalised++;
  }
  return long > 3 && capitalised > 0.75 * long;
}

/**
 * Marks the words that the article also writes small: at the start of a sentence their capital says nothing. Returns the
 * article's number, which marked forms carry.
 */
function markSmallWords(sentences: readonly Sentence[], lexicon: SpeakerLexicon): number {
  const article = vocabularyOf(lexicon).nextArticle();
  for (const { words } of sentences)
    for (const word of words) if (!word.isCapitalised) word.known.small.seenIn = article;
  return article;
}

/** "Senators" may only open a sentence; "Democrats" is a name wherever it stands. */
const notPlain = WordFlag.Title | WordFlag.BodyName | WordFlag.AllCaps | WordFlag.PluralPeople;

function startsNoName(words: readonly Word[], i: number, article: number): boolean {
  const { flags, form, gap, known } = words[i]!;
  if ((flags & (WordFlag.Calendar | WordFlag.Pronoun)) !== 0) return true;
  // "Springfield-based Harbour Tours": where it is from is no part of the name.
  if (form.includes('-') && /-(?:based|born|bred|backed|led|run|owned|trained|educated)$/.test(form)) return true;
  if (form.length === 1 && !/^\.\s?$/.test(gap)) return true;
  if ((flags & WordFlag.Starter) !== 0 && (form.length < 2 || (flags & WordFlag.AllCaps) === 0)) return true;
  if (i > 0 && (words[i - 1]!.gap === ' ' || !/["“”«»:.!?'‘—-]/.test(words[i - 1]!.gap))) return false;
  const next = words[i + 1];
  const goesOn = next !== undefined && next.isCapitalised && gap === ' ';
  const isNoun = (flags & WordFlag.KnownNoun) !== 0 && (flags & notPlain) === 0;
  if (isNoun && !goesOn) return true;
  // At the start of a sentence: a word that the article also writes small, unless a name goes on after it.
  if (known.small.seenIn !== article || (flags & WordFlag.Title) !== 0) return false;
  if (!goesOn) return true;
  return (flags & WordFlag.GivenName) === 0 && (next.flags & WordFlag.OrgWord) === 0;
}
