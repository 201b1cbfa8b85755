import nicknameLexicon from '../../languages/en/nicknames.tsv';
import { ownString } from '../base/ownString';

/** What is known of a speaker's name: the fullest form in its article, and whether that form is complete. */
export interface KnownName {
  readonly name: string;
  /** False for a surname alone or a bare description ("the spokesperson"). */
  readonly isFullName: boolean;
}

/**
 * Whether two names, from two articles, can be one speaker: `same` where they agree in full (spelling variants, initials of
 * middle names, short forms and name orders allowed), `compatible` where nothing speaks against it (a surname alone, a bare
 * description), `different` where they contradict each other. Symmetric. Linear in the names' length.
 */
export function speakersAgree(a: KnownName, b: KnownName): 'same' | 'compatible' | 'different' {
  if (isDescription(a) || isDescription(b)) return 'compatible';
  const x = nameWords(a.name);
  const y = nameWords(b.name);
  if (x.words.length === 0 || y.words.length === 0) return 'compatible';
  if (scriptsDiffer(x.words, y.words)) return 'compatible';
  if (a.isFullName && b.isFullName) return fullNamesAgree(x, y);
  const [short, long] = x.words.length <= y.words.length ? [x, y] : [y, x];
  const part = a.isFullName ? y : b.isFullName ? x : short;
  const whole = a.isFullName ? x : b.isFullName ? y : long;
  return isPartOf(part, whole) ? 'compatible' : 'different';
}

/** {@link speakersAgree} for a short name and a full one, each cut into words already: whether the one may stand for the other. */
export function mayStandFor(short: NameWords, full: NameWords): boolean {
  if (short.words.length === 0 || full.words.length === 0 || scriptsDiffer(short.words, full.words)) return true;
  return isPartOf(short, full);
}

/** A name cut into folded words (Latin letters, no diacritics, no honorifics) and its generation suffix. */
export class NameWords {
  private spelledWords: readonly string[] | null = null;

  constructor(
    readonly words: readonly string[],
    /** `jr`, `sr`, `ii` …, or null. */
    readonly suffix: string | null,
  ) {}

  /** The {@link spellingKey} of each of `words`; worked out when first asked for, since most names are never compared. */
  get spelled(): readonly string[] {
    return (this.spelledWords ??= this.words.map(spellingKey));
  }
}

/** Cuts a name into comparable words. Cyrillic is written in Latin letters; hyphenated names stay one word. */
export function nameWords(name: string): NameWords {
  const known = cutNames.get(name);
  if (known !== undefined) return known;
  const cut = cutName(name);
  if (cutNames.size >= maxCutNames) cutNames.clear();
  cutNames.set(ownString(name), cut);
  return cut;
}

/** Names are compared thousands of times each where a corpus has many speakers of one surname. */
const cutNames = new Map<string, NameWords>();
const maxCutNames = 20_000;

function cutName(name: string): NameWords {
  const words: string[] = [];
  let suffix: string | null = null;
  for (const raw of name.slice(0, maxNameLength).split(/[\s,·]+/)) {
    // "J.R." is two initials, "J." is one.
    const parts = /^(?:\p{Lu}\.){2,}$/u.test(raw) ? raw.split('.') : [raw];
    for (const part of parts) {
      const word = foldNameWord(part);
      if (word === '' || honorifics.has(word)) continue;
      if (words.length > 0 && suffixes.has(word)) suffix = word;
      else words.push(word);
    }
  }
  return namedBy(words, suffix);
}

/** The last of {@link nameWords}, without cutting the rest; empty where there is none. */
export function lastNameWord(name: string): string {
  const whole = name.slice(0, maxNameLength);
  let suffix = '';
  for (let end = whole.length; end > 0;) {
    let start = end;
    while (start > 0 && !/[\s,·]/.test(whole[start - 1]!)) start--;
    const raw = whole.slice(start, end);
    const word = foldNameWord(/^(?:\p{Lu}\.){2,}$/u.test(raw) ? raw.slice(-2) : raw);
    if (suffixes.has(word)) suffix ||= word;
    else if (word !== '' && !honorifics.has(word)) return word;
    end = start - 1;
  }
  return suffix;
}

/** Whether a folded word is a generation's mark (`jr`, `iii`). */
export function isNameSuffix(word: string): boolean {
  return suffixes.has(word);
}

/** {@link NameWords} of words that are folded already. */
export function namedBy(words: readonly string[], suffix: string | null = null): NameWords {
  return new NameWords(words, suffix);
}

/**
 * A name's word in plain Latin letters: no diacritics, no apostrophes and hyphens, Cyrillic transliterated.
 * Han and other scripts are kept as they are.
 */
export function foldNameWord(word: string): string {
  const known = foldedWords.get(word);
  if (known !== undefined) return known;
  const folded = foldAnew(word);
  if (foldedWords.size >= maxRememberedKeys) foldedWords.clear();
  if (word.length < maxNameLength) foldedWords.set(ownString(word), folded);
  return folded;
}

function foldAnew(word: string): string {
  let folded = '';
  for (const letter of word
    .toLowerCase()
    .replace(/['’]s$/, '')
    .normalize('NFKD')) {
    const latin = transliteration.get(letter);
    if (latin !== undefined) folded += latin;
    else if (/[\p{L}\p{N}]/u.test(letter)) folded += letter;
  }
  return folded;
}

/**
 * A key under which transliterations of one name meet: `tokayev` and `toqaev`, `zhomart` and `jomart`, `kassym` and `qasym`.
 * `word` must be folded by {@link foldNameWord}.
 */
export function spellingKey(word: string): string {
  const known = spellingKeys.get(word);
  if (known !== undefined) return known;
  let key = word;
  for (const [pattern, replacement] of spellings) key = key.replace(pattern, replacement);
  // Names repeat without end: remembering keys makes tying speakers of a large corpus several times faster.
  if (spellingKeys.size >= maxRememberedKeys) spellingKeys.clear();
  spellingKeys.set(word, key);
  return key;
}

/** Whether two given names are one person's: equal but for spelling, an initial, or a short form ("Joe", "Joseph"). */
export function givenNamesAgree(a: string, b: string): boolean {
  return givenFormsAgree(a, b, spellingKey(a), spellingKey(b));
}

/** {@link givenNamesAgree} of two words whose spelling keys are known. */
function givenFormsAgree(a: string, b: string, aSpelled: string, bSpelled: string): boolean {
  return (
    areOneSpelling(a, b, aSpelled, bSpelled) ||
    areSimilar(aSpelled, bSpelled) ||
    isInitialOf(a, b) ||
    isInitialOf(b, a) ||
    areNicknames(a, b)
  );
}

/** {@link speakersAgree} for two complete names that are cut into words already; neither may be empty. */
export function fullNamesAgree(a: NameWords, b: NameWords): 'same' | 'compatible' | 'different' {
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
  if (short.suffix !== null && long.suffix !== null && short.suffix !== long.suffix) return 'different';
  // "Donald Roe" may be the father of "Donald Roe Jr." or the man himself.
  const same = short.suffix === long.suffix ? 'same' : 'compatible';
  const x = short.words;
  const y = long.words;
  if (areOneWritten(short, long, x.length, y.length)) return same;
  if (isAcronymOf(x, y)) return x.join('').length > 3 ? 'same' : 'compatible';
  if (x.length === 1) return isPartOf(short, long) ? 'compatible' : 'different';
  if (isReordering(short, long)) return same;
  if (lastWordsAgree(short, long)) {
    const strength = givenPartsAgree(short, long);
    if (strength === 'different') return 'different';
    return strength === 'same' ? same : 'compatible';
  }
  // "Pedro Roa" and "Pedro Roa Castillo": a second surname left out.
  return agreesFromStart(short, long) ? 'compatible' : 'different';
}

function agreesFromStart(short: NameWords, long: NameWords): boolean {
  return short.words.every((word, at) => areOneSpelling(word, long.words[at]!, short.spelled[at]!, long.spelled[at]!));
}

function lastWordsAgree(x: NameWords, y: NameWords): boolean {
  const a = x.words[x.words.length - 1] ?? '';
  const b = y.words[y.words.length - 1] ?? '';
  const aSpelled = x.spelled[x.spelled.length - 1] ?? '';
  const bSpelled = y.spelled[y.spelled.length - 1] ?? '';
  return areOneSpelling(a, b, aSpelled, bSpelled) || areSimilar(aSpelled, bSpelled);
}

/** Compares what stands before the surname; `short` has no more words than `long`. */
function givenPartsAgree(short: NameWords, long: NameWords): 'same' | 'compatible' | 'different' {
  const [x, y] = [short.words, long.words];
  const [xEnd, yEnd] = [x.length - 1, y.length - 1];
  if (areOneWritten(short, long, xEnd, yEnd)) return 'same';
  const agree = (at: number, other: number) =>
    at < xEnd && other < yEnd && givenFormsAgree(x[at]!, y[other]!, short.spelled[at] ?? '', long.spelled[other] ?? '');
  if (!agree(0, 0)) {
    // "Edgar Holt" for "J. Edgar Holt", "Interior Ministry" for "Kazakh Interior Ministry".
    for (let at = 0; at < xEnd; at++) {
      const found = y.indexOf(x[at]!);
      if (found < 0 || found >= yEnd) return 'different';
    }
    return 'same';
  }
  for (let at = 1; at < xEnd; at++) {
    let agrees = agree(at, at);
    for (let other = 1; other < yEnd && !agrees; other++) agrees = agree(at, other);
    if (!agrees) return 'different';
  }
  return x[0]!.length === 1 || y[0]!.length === 1 ? 'compatible' : 'same';
}

/** "Szabo Tamas" and "Tamas Szabo": the same words in another order. */
function isReordering({ spelled: x }: NameWords, { spelled: y }: NameWords): boolean {
  if (x.length !== y.length || x.length > 4) return false;
  if (x.some((word) => !y.includes(word))) return false;
  return [...x].sort().join(' ') === [...y].sort().join(' ');
}

/** Whether all words of a short form are among the words of the full name. */
function isPartOf(part: NameWords, whole: NameWords): boolean {
  for (let at = 0; at < part.words.length; at++) {
    const word = part.words[at]!;
    const spelled = part.spelled[at]!;
    const isThere = whole.words.some((other, i) => {
      const otherSpelled = whole.spelled[i]!;
      return (
        areOneSpelling(word, other, spelled, otherSpelled) ||
        areSimilar(spelled, otherSpelled) ||
        areNicknames(word, other)
      );
    });
    if (!isThere) return false;
  }
  return true;
}

function isAcronymOf(x: readonly string[], y: readonly string[]): boolean {
  const acronym = x.length === 1 ? (x[0] ?? '') : '';
  if (acronym.length < 2 || acronym.length > 8 || y.length < 2) return false;
  const initials = y.filter((word) => !acronymStopwords.has(word)).map((word) => word[0]);
  return acronym === initials.join('') || acronym === y.map((word) => word[0]).join('');
}

/**
 * Whether the first `xEnd` and `yEnd` words, each written as one, have one spelling. Most pairs that are asked about are
 * told apart by a first or last letter.
 */
function areOneWritten(x: NameWords, y: NameWords, xEnd: number, yEnd: number): boolean {
  if (xEnd === yEnd) {
    for (let at = xEnd - 1; at >= 0; at--)
      if (!areOneSpelling(x.words[at]!, y.words[at]!, x.spelled[at]!, y.spelled[at]!)) return false;
    return true;
  }
  if (x.spelled[0]?.[0] !== y.spelled[0]?.[0] || lastLetter(x.spelled[xEnd - 1]) !== lastLetter(y.spelled[yEnd - 1]))
    return false;
  return sameSpelling(x.words.slice(0, xEnd).join(''), y.words.slice(0, yEnd).join(''));
}

function lastLetter(word: string | undefined): string | undefined {
  return word?.[word.length - 1];
}

function sameSpelling(a: string, b: string): boolean {
  return a === b || (a.length > 2 && b.length > 2 && spellingKey(a) === spellingKey(b));
}

/** {@link sameSpelling} of two words whose spelling keys are known. */
function areOneSpelling(a: string, b: string, aSpelled: string, bSpelled: string): boolean {
  return a === b || (aSpelled === bSpelled && a.length > 2 && b.length > 2);
}

/** Same consonants in a word of some length, same first letter, both or neither ending in a vowel (Martin is not Martina). */
function areSimilar(x: string, y: string): boolean {
  if (x.length < 5 || y.length < 5 || x[0] !== y[0] || Math.abs(x.length - y.length) > 1) return false;
  if (isVowel(x[x.length - 1]) !== isVowel(y[y.length - 1])) return false;
  const consonants = x.replace(/[aeiouy]/g, '');
  return consonants.length > 2 && consonants === y.replace(/[aeiouy]/g, '');
}

function isVowel(letter: string | undefined): boolean {
  return letter !== undefined && 'aeiouy'.includes(letter);
}

function isInitialOf(initial: string, word: string): boolean {
  return initial.length === 1 && word.startsWith(initial);
}

/** The short forms of a given name ("Joe" of "joseph"), folded; none where it has none. One of them may be its full name's too. */
export function shortFormsOf(given: string): Iterable<string> {
  return nicknames.get(given) ?? [];
}

function areNicknames(a: string, b: string): boolean {
  return nicknames.get(a)?.has(b) === true || nicknames.get(b)?.has(a) === true;
}

/** "the spokesperson", "officials": words for people, no name. Names have a capital or no letter case at all. */
export function isDescription({ name, isFullName }: KnownName): boolean {
  return !isFullName && !/[\p{Lu}\p{Lt}\p{Lo}]/u.test(name.replace(/^(?:The|A|An)\s/, ''));
}

/** Names in scripts that are not folded into one another cannot contradict each other. */
function scriptsDiffer(x: readonly string[], y: readonly string[]): boolean {
  return x.some(hasLatin) !== y.some(hasLatin);
}

function hasLatin(word: string): boolean {
  return /[a-z]/.test(word);
}

const maxNameLength = 200;
const honorifics = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'sir', 'the', 'herr', 'frau', 'mme', 'm']);
const suffixes = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'junior', 'senior']);
const acronymStopwords = new Set([
  'of',
  'the',
  'for',
  'and',
  'in',
  'on',
  'to',
  'de',
  'la',
  'der',
  'und',
  'du',
  'des',
  'et',
  'y',
]);

/** Spelling differences between romanisations of one name (BGN/PCGN, ISO 9, press habits), in the order of application. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/sch|sh|sz/g, 's'],
  [/tch|cz|ch/g, 'c'],
  [/dzh|zh|dj|j/g, 'j'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/ck|q|c(?=[aou])/g, 'k'],
  [/th/g, 't'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/(.)\1+/g, '$1'],
  [/[iy]+[ye]|[iy]+/g, 'i'],
  [/ai?e|ei|ai/g, 'ai'],
  [/ou|oo|o/g, 'u'],
  [/(?<=[aeiou])h(?![aeiou])/g, ''],
  [/e/g, 'i'],
  [/(.)\1+/g, '$1'],
];

const transliteration = new Map<string, string>(
  Object.entries({
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ё: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'kh',
    ц: 'ts',
    ч: 'ch',
    ш: 'sh',
    щ: 'shch',
    ъ: '',
    ы: 'y',
    ь: '',
    э: 'e',
    ю: 'yu',
    я: 'ya',
    і: 'i',
    ї: 'yi',
    є: 'ye',
    ґ: 'g',
    қ: 'q',
    ғ: 'gh',
    ә: 'a',
    ө: 'o',
    ү: 'u',
    ұ: 'u',
    ң: 'ng',
    һ: 'h',
    ß: 'ss',
    æ: 'ae',
    ø: 'o',
    ł: 'l',
    đ: 'd',
    ð: 'd',
    þ: 'th',
    ı: 'i',
    œ: 'oe',
  }),
);

const maxRememberedKeys = 100_000;
const foldedWords = new Map<string, string>();
const spellingKeys = new Map<string, string>();

const nicknames = parseNicknames(nicknameLexicon);

function parseNicknames(lexicon: string): ReadonlyMap<string, ReadonlySet<string>> {
  const forms = new Map<string, ReadonlySet<string>>();
  for (const line of lexicon.split('\n')) {
    const [full, short] = line.split('\t');
    if (full === undefined || short === undefined || full.startsWith('#')) continue;
    forms.set(full, new Set(short.split(' ')));
  }
  return forms;
}
