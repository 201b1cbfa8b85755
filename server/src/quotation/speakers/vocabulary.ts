import { ownString } from '../../base/ownString';
import type { SpeakerKind } from '../quoteTypes';
import { kindOfNoun, titleOf, type SpeakerLexicon, type Title } from './speakerLexicon';

/** What a lexicon says of a word form, as bits of {@link WordForm.flags}. */
export const WordFlag = {
  /** A title, office or occupation as it stands. */
  Title: 1,
  Pronoun: 1 << 1,
  GivenName: 1 << 2,
  Place: 1 << 3,
  Definite: 1 << 4,
  Indefinite: 1 << 5,
  Possessive: 1 << 6,
  Preposition: 1 << 7,
  Relative: 1 << 8,
  Auxiliary: 1 << 9,
  Particle: 1 << 10,
  Connector: 1 << 11,
  Starter: 1 << 12,
  Calendar: 1 << 13,
  Nationality: 1 << 14,
  Party: 1 << 15,
  OrgWord: 1 << 16,
  BodyName: 1 << 17,
  Group: 1 << 18,
  Document: 1 << 19,
  /** Heads a phrase for some kind of speaker. */
  KnownNoun: 1 << 20,
  /** Equals its upper-case form; digits do, too. */
  AllCaps: 1 << 21,
  /** A number in digits. */
  Digits: 1 << 22,
  /** A title that stands before names. */
  TitleBefore: 1 << 23,
  /** First word of a title of several words. */
  OpensTitle: 1 << 24,
  /** First word of a place name of several words. */
  OpensPlace: 1 << 25,
  Suffix: 1 << 26,
  Copula: 1 << 27,
  /** Capitals and digits, as bodies abbreviate their names. */
  Acronym: 1 << 28,
  /** People by nation, party or creed: "Americans", "Democrats". */
  PluralPeople: 1 << 29,
  /** Ends the names of places, works and events. */
  PlaceNoun: 1 << 30,
  /** Written with a capital. */
  Capitalised: 1 << 31,
} as const;

/** A word form with all that its lexicon says of it; one object for all its places in all texts. */
export class WordForm {
  /** The entry of the form in lower case; itself where it is. */
  readonly small: WordForm;
  /** Number of the article that last had it (see {@link Vocabulary.nextArticle}). */
  seenIn = 0;

  constructor(
    /** As in the text, without a possessive ending. */
    readonly form: string,
    /** In lower case, the first typographic apostrophe straightened. */
    readonly lower: string,
    readonly flags: number,
    /** The title that the word is, without the stop of an abbreviation. */
    readonly title: Title | undefined,
    /** The kind of speaker that it heads a phrase for. */
    readonly kind: SpeakerKind | null,
    small: WordForm | null,
  ) {
    this.small = small ?? this;
  }
}

/**
 * The word forms that a thread has met in one language. Texts repeat their words without end: a form is cut out of the
 * text and looked up in the lexicon once, and found again by a hash of its letters, without making a string (comparing
 * letters in one array of numbers took half of the time that a map of strings takes; a form's letters stand beside its
 * number, and a slot is one number, so that a word costs few places in memory). Bounded: see {@link trim}.
 */
export class Vocabulary {
  private forms: WordForm[] = [];
  /** The hash table: where the record of a form begins, above some bits of the form's hash; 0 where a slot is empty. */
  private slots = new Uint32Array(leastSlots);
  /** Records: the form's number in two halves, its length, its letters. */
  private records = new Uint16Array(8 * leastSlots);
  private used = 1;
  private articles = 0;
  /** Another number once forms were forgotten. */
  generation = 0;
  /** What the lexicon's lists say of a word in lower case, in one place. */
  private readonly listed = new Map<string, number>();

  constructor(private readonly lexicon: SpeakerLexicon) {
    const { listed } = this;
    const list = (words: Iterable<string>, flag: number) => {
      for (const word of words) listed.set(word, (listed.get(word) ?? 0) | flag);
    };
    for (const [name, flag] of wordClasses) list(lexicon.words(name), flag);
    for (const [name, flag] of nounClasses) list(lexicon.nouns(name), flag);
    list(lexicon.titles.keys(), WordFlag.Title);
    list(lexicon.pronouns.keys(), WordFlag.Pronoun);
    list(lexicon.givenNames.keys(), WordFlag.GivenName);
    list(lexicon.places.keys(), WordFlag.Place);
    list(firstWords(lexicon.titles.keys()), WordFlag.OpensTitle);
    list(firstWords(lexicon.places.keys()), WordFlag.OpensPlace);
  }

  /** A new number for marking the forms of an article by {@link WordForm.seenIn}. */
  nextArticle(): number {
    return ++this.articles;
  }

  /** Forgets all forms where they are too many: between articles only, so that a form has one entry in an article. */
  trim(): void {
    if (this.forms.length <= maxForms) return;
    this.generation++;
    this.forms = [];
    this.slots = new Uint32Array(leastSlots);
    this.records = new Uint16Array(8 * leastSlots);
    this.used = 1;
  }

  /** The form that stands in `text` from `start` to `end`. */
  formAt(text: string, start: number, end: number): WordForm {
    const { slots, records } = this;
    const mask = slots.length - 1;
    const hash = hashAt(text, start, end);
    const tag = hash >>> (32 - tagBits);
    let slot = hash & mask;
    for (;;) {
      const entry = slots[slot]!;
      if (entry === 0) return this.add(text.slice(start, end), hash);
      const record = entry >>> tagBits;
      if ((entry & tagMask) === tag && records[record + 2] === end - start) {
        const offset = record + headerLength - start;
        let i = start;
        while (i < end && text.charCodeAt(i) === records[offset + i]) i++;
        if (i === end) return this.forms[records[record]! | (records[record + 1]! << 16)]!;
      }
      slot = (slot + 1) & mask;
    }
  }

  private add(piece: string, hash: number): WordForm {
    const form = ownString(piece);
    const lower = lowerOf(form);
    const entry = this.read(form, lower, lower === form ? null : this.formAt(lower, 0, lower.length));
    // Longer words are nobody's: keeping them would let one odd text fill the memory.
    if (form.length > maxKeptLength) return entry;
    const record = this.used;
    // No text has so many forms but one that was made for it.
    if (record > maxRecord) return entry;
    const number = this.forms.push(entry) - 1;
    this.used += headerLength + form.length;
    if (this.used > this.records.length) {
      const more = new Uint16Array(2 * this.records.length);
      more.set(this.records);
      this.records = more;
    }
    this.records[record] = number & 0xffff;
    this.records[record + 1] = number >>> 16;
    this.records[record + 2] = form.length;
    for (let i = 0; i < form.length; i++) this.records[record + headerLength + i] = form.charCodeAt(i);
    if (2 * this.forms.length > this.slots.length) {
      this.slots = new Uint32Array(2 * this.slots.length);
      for (let at = 1; at < record; at += headerLength + this.records[at + 2]!) {
        const { form: known } = this.forms[this.records[at]! | (this.records[at + 1]! << 16)]!;
        this.place(hashAt(known, 0, known.length), at);
      }
    }
    this.place(hash, record);
    return entry;
  }

  private place(hash: number, record: number): void {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = ((record << tagBits) | (hash >>> (32 - tagBits))) >>> 0;
  }

  private read(form: string, lower: string, small: WordForm | null): WordForm {
    const { lexicon } = this;
    const title = titleOf(lexicon, lower.endsWith('.') ? lower.slice(0, -1) : lower);
    const kind = kindOfNoun(lexicon, lower);
    let flags = this.listed.get(lower) ?? 0;
    if (lexicon.givenNames.has(withoutAccents(lower))) flags |= WordFlag.GivenName;
    if (kind !== null) flags |= WordFlag.KnownNoun;
    if (form === form.toUpperCase()) flags |= WordFlag.AllCaps;
    if (/^\p{N}[\p{N}.,]*$/u.test(form)) flags |= WordFlag.Digits;
    if (title?.precedesNames === true) flags |= WordFlag.TitleBefore;
    if (form.length < 8 && /^\p{Lu}[\p{Lu}\p{N}&-]+$/u.test(form)) flags |= WordFlag.Acronym;
    const one = lower.endsWith('s') ? lower.slice(0, -1) : '';
    if (lexicon.words('nationality').has(one) || lexicon.words('party').has(one)) flags |= WordFlag.PluralPeople;
    if (isCapitalised(form)) flags |= WordFlag.Capitalised;
    return new WordForm(form, lower, flags, title, kind, small);
  }
}

/** The vocabulary of a lexicon, one a thread. */
export function vocabularyOf(lexicon: SpeakerLexicon): Vocabulary {
  let vocabulary = vocabularies.get(lexicon);
  if (vocabulary === undefined) {
    vocabulary = new Vocabulary(lexicon);
    vocabularies.set(lexicon, vocabulary);
  }
  return vocabulary;
}

function hashAt(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Lists of given names often leave accents out. */
function withoutAccents(word: string): string {
  return /[^\u0000-\u007f]/.test(word) ? word.normalize('NFD').replace(/\p{M}/gu, '') : word;
}

function lowerOf(form: string): string {
  return form.includes('’') ? form.toLowerCase().replace('’', "'") : form.toLowerCase();
}

/** "al-Sadr" counts: one of the first parts begins with a capital. */
function isCapitalised(form: string): boolean {
  const first = form.charCodeAt(0);
  if (first < 128) {
    if (first >= 65 && first <= 90) return true;
    const hyphen = form.indexOf('-');
    return hyphen > 0 && hyphen <= 3 && isUpper(form[hyphen + 1] ?? '');
  }
  return isUpper(form[0] ?? '');
}

function isUpper(letter: string): boolean {
  return letter !== letter.toLowerCase();
}

function firstWords(phrases: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const phrase of phrases) {
    const space = phrase.indexOf(' ');
    if (space > 0) words.add(phrase.slice(0, space));
  }
  return words;
}

const wordClasses: readonly (readonly [string, number])[] = [
  ['definite', WordFlag.Definite],
  ['indefinite', WordFlag.Indefinite],
  ['possessive', WordFlag.Possessive],
  ['preposition', WordFlag.Preposition],
  ['relative', WordFlag.Relative],
  ['auxiliary', WordFlag.Auxiliary],
  ['particle', WordFlag.Particle],
  ['connector', WordFlag.Connector],
  ['starter', WordFlag.Starter],
  ['calendar', WordFlag.Calendar],
  ['nationality', WordFlag.Nationality],
  ['party', WordFlag.Party],
  ['suffix', WordFlag.Suffix],
  ['copula', WordFlag.Copula],
];
const nounClasses: readonly (readonly [string, number])[] = [
  ['orgword', WordFlag.OrgWord],
  ['bodyname', WordFlag.BodyName],
  ['group', WordFlag.Group],
  ['document', WordFlag.Document],
  ['place', WordFlag.PlaceNoun],
];

const vocabularies = new WeakMap<SpeakerLexicon, Vocabulary>();
const leastSlots = 1 << 14;
const headerLength = 3;
/** The rest of a slot's bits say where a record begins. */
const tagBits = 8;
const tagMask = (1 << tagBits) - 1;
const maxRecord = 2 ** (32 - tagBits) - 1;
const maxForms = 60_000;
const maxKeptLength = 60;
