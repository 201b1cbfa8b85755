import type { Span } from '../../text/span';
import { foldNameWord, fullNamesAgree, nameWords, spellingKey, type NameWords } from '../../text/personNames';
import type { SpeakerKind } from '../quoteTypes';
import type { NameMention } from './findNames';
import { titleOf, type Gender, type SpeakerLexicon } from './speakerLexicon';
import type { Sentence } from './words';

/** Somebody or something that an article names or describes: a candidate speaker. */
export interface Figure {
  readonly id: number;
  kind: SpeakerKind;
  /** False for names that may be a person's or not. */
  isCertain: boolean;
  /** The fullest name or the describing phrase. */
  name: string;
  parsed: NameWords;
  isFullName: boolean;
  introduced: Span | null;
  gender: Gender | null;
  title: string | null;
  readonly roles: Set<string>;
  /** Nationalities, places and parties of its titles, in lower case. */
  readonly qualifiers: Set<string>;
  age: string | null;
  /** How often it is named outside quote marks. */
  nameCount: number;
  /** Forms other than `name`, as in the text. */
  readonly forms: Set<string>;
  /** Acronym or short name that the article introduces for it. */
  acronym: string | null;
}

/** The figures of an article and which of them each name mention stands for (null: a place in passing, a bare title). */
export interface Cast {
  readonly figures: Figure[];
  readonly figureOf: (Figure | null)[];
}

/**
 * Ties the name mentions of an article into figures: full names first, whatever the order in the text, then surnames,
 * then bodies and their acronyms; then reads titles, ages and genders. Linear in the number of mentions.
 */
export function buildCast(
  text: string,
  sentences: readonly Sentence[],
  mentions: readonly NameMention[],
  lexicon: SpeakerLexicon,
): Cast {
  const cast: Cast = { figures: [], figureOf: mentions.map(() => null) };
  const byWord = new Map<string, Figure[]>();
  tieFullNames(text, mentions, cast, byWord, lexicon);
  tieShortNames(text, mentions, cast, byWord, lexicon);
  tieBodies(text, mentions, cast);
  mentions.forEach((mention, i) => {
    const figure = cast.figureOf[i];
    if (figure) describeFigure(figure, mention, sentences[mention.sentence]!, mentions[i + 1], lexicon);
  });
  for (const figure of cast.figures) if (figure.kind === 'person') figure.gender ??= genderOfGivenName(figure, lexicon);
  voteByPronouns(sentences, mentions, cast, lexicon);
  for (const figure of cast.figures) {
    // Unknown words in capitals that are also used by their last word alone are a person's name.
    const surname = figure.parsed.words[figure.parsed.words.length - 1];
    if (!figure.isCertain && [...figure.forms].some((form) => foldNameWord(form) === surname)) figure.isCertain = true;
  }
  return cast;
}

/** Adds a figure that no name mention stands for: a description or a list of names. */
export function addFigure(cast: Cast, kind: SpeakerKind, name: string, introduced: Span | null): Figure {
  const figure: Figure = {
    id: cast.figures.length,
    kind,
    isCertain: true,
    name,
    parsed: { words: [], suffix: null },
    isFullName: false,
    introduced,
    gender: null,
    title: null,
    roles: new Set(),
    qualifiers: new Set(),
    age: null,
    nameCount: 0,
    forms: new Set(),
    acronym: null,
  };
  cast.figures.push(figure);
  return figure;
}

function isPersonal({ kind }: NameMention): boolean {
  return kind === 'person' || kind === 'unknown';
}

function tieFullNames(
  text: string,
  mentions: readonly NameMention[],
  cast: Cast,
  byWord: Map<string, Figure[]>,
  lexicon: SpeakerLexicon,
): void {
  mentions.forEach((mention, i) => {
    if (!isPersonal(mention) || mention.words.length < 2) return;
    const parsed = nameWords(mention.words.join(' '));
    if (parsed.words.length < 2) return;
    const known = candidatesFor(parsed, byWord).find((figure) => {
      if (sameStems(figure.parsed.words, parsed.words)) return true;
      const agreement = fullNamesAgree(figure.parsed, parsed);
      return agreement === 'same' || (agreement === 'compatible' && sameEdges(figure.parsed, parsed));
    });
    const figure = known ?? newNamed(text, cast, mention, parsed);
    cast.figureOf[i] = figure;
    for (const role of mention.roles) figure.roles.add(role);
    if (mention.gender !== null) figure.gender = mention.gender;
    if (mention.kind === 'person') {
      figure.kind = 'person';
      figure.isCertain = true;
    }
    if (known === undefined) {
      for (const key of new Set(parsed.words.map(wordKey))) push(byWord, key, figure);
    } else if (parsed.words.length > figure.parsed.words.length || isNominative(mention, figure, lexicon)) {
      figure.forms.add(figure.name);
      figure.name = nameText(text, mention);
      figure.introduced = { start: mention.start, end: mention.end };
      figure.parsed = parsed;
      for (const word of parsed.words) {
        const key = wordKey(word);
        if (!byWord.get(key)?.includes(figure)) push(byWord, key, figure);
      }
    }
  });
}

/** Under what key a name's word is looked up: spelling variants meet, and so do the cases of Slavic names. */
function wordKey(word: string): string {
  return spellingKey(
    word.replace(/(?<=(?:ov|ev|in|sk|yn))(?:ogo|ego|omu|emu|oy|oi|ey|ei|om|ym|im|uyu|aya|iy|a|u|y|i)$/, ''),
  );
}

/** Whether names are the same but for case endings («Ирины Ивановой», «Ирина Иванова»), as transliterated. */
function sameStems(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const stem = (word: string): string =>
    word.replace(/(?:ogo|ego|omu|emu|oy|ey|oi|ei|om|em|ym|im|uyu|aya|iu|iya|yu|ya|a|u|e|y|i|o)$/, '');
  return (
    a.every((word, i) => word.length > 3 && b[i]!.length > 3 && stem(word).length > 2 && stem(word) === stem(b[i]!)) &&
    a.some((word, i) => word !== b[i])
  );
}

/** Whether a mention has the name in its dictionary form and the figure has not. */
function isNominative(mention: NameMention, figure: Figure, lexicon: SpeakerLexicon): boolean {
  const own = mention.words[0]?.toLowerCase() ?? '';
  const theirs = figure.name.split(' ')[0]?.toLowerCase() ?? '';
  return /\p{Script=Cyrillic}/u.test(own) && lexicon.givenNames.has(own) && !lexicon.givenNames.has(theirs);
}

/** "J. Roe" and "John Roe": compatible names are one person within one article where first letter and surname agree. */
function sameEdges(a: NameWords, b: NameWords): boolean {
  return a.words[0]?.[0] === b.words[0]?.[0] && a.words[a.words.length - 1] === b.words[b.words.length - 1];
}

function candidatesFor(parsed: NameWords, byWord: ReadonlyMap<string, Figure[]>): Figure[] {
  const last = byWord.get(wordKey(parsed.words[parsed.words.length - 1] ?? '')) ?? [];
  const first = byWord.get(wordKey(parsed.words[0] ?? '')) ?? [];
  return last === first
    ? last.slice(0, maxCandidates)
    : [...last.slice(0, maxCandidates), ...first.slice(0, maxCandidates)];
}

function tieShortNames(
  text: string,
  mentions: readonly NameMention[],
  cast: Cast,
  byWord: Map<string, Figure[]>,
  lexicon: SpeakerLexicon,
): void {
  const shortOnes = new Map<string, Figure>();
  const lastMention = new Map<Figure, number>();
  mentions.forEach((mention, i) => {
    const own = cast.figureOf[i];
    if (own) {
      lastMention.set(own, i);
      own.nameCount += mention.isQuoted ? 0 : 1;
      return;
    }
    const isPlace = mention.kind === 'place' && mention.words.length === 1;
    if ((!isPersonal(mention) && !isPlace) || mention.words.length === 0) return;
    const { words } = nameWords(mention.words.join(' '));
    const word = words[words.length - 1];
    if (word === undefined || words.length > 1) return;
    const candidates = (byWord.get(wordKey(word)) ?? [])
      .slice(0, maxCandidates)
      .filter((figure) => figure.isCertain || mention.kind !== 'person' || figure.parsed.words.length < 4);
    const figure = chooseBySurname(candidates, mention, word, lastMention, lexicon);
    if (figure !== null) {
      if (isPlace && !figure.isCertain) return;
      cast.figureOf[i] = figure;
      if (mention.kind === 'person' && figure.kind !== 'person') {
        figure.kind = 'person';
        figure.isCertain = true;
      }
      figure.forms.add(nameText(text, mention));
      lastMention.set(figure, i);
      figure.nameCount += mention.isQuoted ? 0 : 1;
      return;
    }
    if (isPlace) return;
    const short = shortOnes.get(word) ?? newNamed(text, cast, mention, { words, suffix: null });
    shortOnes.set(word, short);
    short.isFullName = false;
    if (mention.kind === 'person') short.isCertain = true;
    short.nameCount += mention.isQuoted ? 0 : 1;
    cast.figureOf[i] = short;
  });
}

/**
 * Who a single name word means among the people of the article who bear it. Surnames go before given names; an honorific's
 * gender and a title decide; else who was named most so far, and last.
 */
function chooseBySurname(
  candidates: readonly Figure[],
  mention: NameMention,
  word: string,
  lastMention: ReadonlyMap<Figure, number>,
  lexicon: SpeakerLexicon,
): Figure | null {
  const bySurname = candidates.filter(({ parsed }) => isSurname(parsed, word));
  // "Donald" for Donald Roe only without a title: "Mr. Donald" is somebody else.
  let pool =
    bySurname.length > 0 ? bySurname : mention.gender === null && mention.title === null ? [...candidates] : [];
  if (pool.length > 1 && mention.gender !== null) {
    const fitting = pool.filter(
      (figure) => (figure.gender ?? genderOfGivenName(figure, lexicon) ?? mention.gender) === mention.gender,
    );
    if (fitting.length > 0) pool = fitting;
  }
  if (pool.length > 1 && mention.roles.length > 0) {
    // Offices share hypernyms ("politician"); the one that shares most is meant.
    const shared = pool.map((figure) => mention.roles.filter((role) => figure.roles.has(role)).length);
    const most = Math.max(...shared);
    if (most > 0) pool = pool.filter((_, i) => shared[i] === most);
  }
  const named = pool.filter((figure) => lastMention.has(figure));
  if (named.length > 0) pool = named;
  let best: Figure | null = null;
  for (const figure of pool) {
    if (
      best === null ||
      figure.nameCount > best.nameCount ||
      (figure.nameCount === best.nameCount && (lastMention.get(figure) ?? -1) > (lastMention.get(best) ?? -1))
    ) {
      best = figure;
    }
  }
  return best;
}

/** The last word is a surname; so is the first of a name in family-first order, which a short name alone cannot tell. */
function isSurname({ words }: NameWords, word: string): boolean {
  const key = wordKey(word);
  const last = words[words.length - 1] ?? '';
  if (wordKey(last) === key) return true;
  return words.length <= 3 && spellingKey(words[0] ?? '') === key && isFamilyFirst(words);
}

/** Chinese, Korean and Vietnamese family names stand first; the common ones are few. */
function isFamilyFirst(words: readonly string[]): boolean {
  return familyFirst.has(words[0] ?? '');
}

const familyFirst = new Set(
  'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie tang xi deng jiang hua geng lu qin cui wen bo han feng yu dong xiao cheng cao yuan fu shen zeng peng lyu su jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai kang mao qiu gu hou shao meng long wan duan qian yin kim park lee choi jung moon yoon nguyen tran pham hoang phan vu dang bui do ngo duong mo'.split(
    ' ',
  ),
);

function tieBodies(text: string, mentions: readonly NameMention[], cast: Cast): void {
  const byKey = new Map<string, Figure>();
  const byAcronym = new Map<string, Figure>();
  const byTail = new Map<string, Figure>();
  const named = (mention: NameMention): readonly string[] =>
    mention.words.map(foldNameWord).filter((word) => word !== '' && word !== 'the');
  const isBody = (i: number): boolean => {
    const { kind } = mentions[i]!;
    return cast.figureOf[i] === null && (kind === 'body' || kind === 'place');
  };
  // Longest names first would need a sort; two passes do: names of several words, then acronyms and short forms.
  mentions.forEach((mention, i) => {
    if (!isBody(i) || mention.words.length < 2) return;
    const words = named(mention);
    const key = words.join(' ');
    const figure = byKey.get(key) ?? newBody(text, cast, mention, key, byKey);
    enterBody(cast, i, mention, figure);
    const letters = words
      .filter((word) => !smallWords.has(word))
      .map((word) => word[0] ?? '')
      .join('');
    if (words.length < 14 && !byAcronym.has(letters)) byAcronym.set(letters, figure);
    for (let from = 1; from < words.length - 1 && from < 8; from++) {
      const tail = words.slice(from).join(' ');
      if (!byTail.has(tail)) byTail.set(tail, figure);
    }
    const next = mentions[i + 1];
    const between = next && next.start - mention.end < 6 ? text.slice(mention.end, next.start) : '';
    if (
      next?.words.length === 1 &&
      /^(?:['’]s)?\s?[([]$/.test(between) &&
      /^\p{Lu}[\p{L}\p{N}&.-]*$/u.test(next.words[0] ?? '')
    ) {
      const acronym = foldNameWord(next.words[0] ?? '');
      byAcronym.set(acronym, figure);
      figure.acronym = acronym;
    }
  });
  mentions.forEach((mention, i) => {
    if (!isBody(i)) {
      const figure = cast.figureOf[i];
      const own = named(mention).join(' ');
      const whole = figure?.kind === 'body' && mention.words.length > 1 ? byTail.get(own) : undefined;
      if (figure && whole !== undefined && whole !== figure && byKey.get(own) === figure) {
        cast.figureOf[i] = whole;
        whole.forms.add(figure.name);
      }
      return;
    }
    const words = named(mention);
    const key = words.join(' ');
    const isAcronym = /^\p{Lu}[\p{Lu}\p{N}&.-]+$/u.test(mention.words[0] ?? '') && words.length === 1;
    const figure =
      (isAcronym && key.length > 1 ? byAcronym.get(key) : undefined) ??
      byKey.get(key) ??
      newBody(text, cast, mention, key, byKey);
    enterBody(cast, i, mention, figure);
    if (figure.name !== nameText(text, mention)) figure.forms.add(nameText(text, mention));
  });
}

function newBody(text: string, cast: Cast, mention: NameMention, key: string, byKey: Map<string, Figure>): Figure {
  const figure = newNamed(text, cast, mention, { words: key.split(' '), suffix: null });
  // "Americans", "Democrats" are people, not a body.
  figure.kind =
    mention.kind === 'place' && /[^su]s$/.test(key) && !key.includes(' ') && key !== figure.name ? 'group' : 'body';
  figure.isFullName = true;
  byKey.set(key, figure);
  return figure;
}

function enterBody(cast: Cast, i: number, mention: NameMention, figure: Figure): void {
  cast.figureOf[i] = figure;
  figure.nameCount += mention.isQuoted ? 0 : 1;
}

function newNamed(text: string, cast: Cast, mention: NameMention, parsed: NameWords): Figure {
  const figure = addFigure(
    cast,
    mention.kind === 'body' || mention.kind === 'place' ? 'body' : 'person',
    nameText(text, mention),
    {
      start: mention.start,
      end: mention.end,
    },
  );
  figure.isCertain = mention.kind !== 'unknown';
  figure.parsed = parsed;
  figure.isFullName = parsed.words.length > 1;
  return figure;
}

/** The name as the text has it, on one line; names set in capitals ("MR. ROE:") get small letters. */
export function nameText(text: string, { start, end, kind }: NameMention): string {
  const name = text.slice(start, end).replace(/\s+/g, ' ');
  if (kind === 'body' || kind === 'place' || name.length < 4 || name !== name.toUpperCase()) return name;
  return name.replace(/\p{L}+/gu, (word) => word[0]! + word.slice(1).toLowerCase());
}

/** Reads roles, qualifiers, age and title from what stands around a name. */
function describeFigure(
  figure: Figure,
  mention: NameMention,
  sentence: Sentence,
  next: NameMention | undefined,
  lexicon: SpeakerLexicon,
): void {
  if (figure.kind !== 'person') return;
  for (const role of mention.roles) figure.roles.add(role);
  if (mention.gender !== null) figure.gender = mention.gender;
  if (
    mention.title !== null &&
    (figure.title === null || figure.title.length < mention.title.length) &&
    mention.title.length < 100
  ) {
    figure.title = mention.title;
  }
  const { words } = sentence;
  for (let i = mention.titleFirstWord; i < mention.firstWord; i++) addQualifier(figure, words[i]!.lower, lexicon);
  if (mention.words.length < 2 && mention.title === null && mention.gender === null) {
    readCopula(figure, mention, sentence, lexicon);
    return;
  }
  const gap = words[mention.lastWord]?.gap ?? '';
  const following = words[mention.lastWord + 1];
  if (following !== undefined && /^\.?,\s/.test(gap)) {
    if (/^\d{1,3}$/.test(following.form)) figure.age = following.form;
    else if (/^[dri]-/.test(following.lower)) addQualifier(figure, following.lower, lexicon);
    else readRoles(figure, sentence, mention.lastWord + 1, next, lexicon);
  } else if (following !== undefined && /^\s\($/.test(gap)) {
    addQualifier(figure, following.lower, lexicon);
  } else if (following !== undefined && gap === ' ' && lexicon.words('preposition').has(following.lower)) {
    // "Senator Ann Roe of Ohio"
    const place = words[mention.lastWord + 2];
    if (place !== undefined && mention.title !== null) addQualifier(figure, place.lower, lexicon);
  } else readCopula(figure, mention, sentence, lexicon);
  // "Springfield's mayor, Ann Roe": the role stands right before the comma.
  const before = mention.titleFirstWord - 1;
  if (before >= 0 && /^,\s$/.test(words[before]!.gap)) {
    const title =
      (before > 0 ? lexicon.titles.get(`${words[before - 1]!.lower} ${words[before]!.lower}`) : undefined) ??
      titleOf(lexicon, words[before]!.lower);
    if (title !== undefined && !title.isHonorific) addRole(figure, title, lexicon);
    for (let i = Math.max(0, before - 5); i < before; i++) addQualifier(figure, words[i]!.lower, lexicon);
  }
}

/** Roles of an apposition that begins at `from`, up to the first comma, preposition or relative word. */
function readRoles(
  figure: Figure,
  { words }: Sentence,
  from: number,
  next: NameMention | undefined,
  lexicon: SpeakerLexicon,
): void {
  let last = from;
  let sawRole = false;
  // An apposition opens with an article, a possessive, a role or a name's word; "Roe, seconded by his sister" is none.
  const opening = words[from]!;
  const opens =
    opening.isCapitalised ||
    ['indefinite', 'definite', 'possessive', 'party'].some((kind) => lexicon.words(kind).has(opening.lower)) ||
    lexicon.titles.has(opening.lower) ||
    /^(?:former|acting|executive|senior|chief|deputy|vice|then|long|co)/.test(opening.lower);
  if (!opens) return;
  for (let i = from; i < words.length && i - from < 9; i++) {
    const word = words[i]!;
    if (lexicon.words('relative').has(word.lower)) break;
    if (lexicon.words('preposition').has(word.lower)) {
      if (i === from) return;
      break;
    }
    if (next !== undefined && i >= next.firstWord && next.kind === 'person' && next.titleFirstWord <= from) return;
    const two = words[i + 1] === undefined ? undefined : lexicon.titles.get(`${word.lower} ${words[i + 1]!.lower}`);
    const title = two ?? titleOf(lexicon, word.lower);
    if (title !== undefined && !title.isHonorific) {
      addRole(figure, title, lexicon);
      sawRole = true;
    }
    addQualifier(figure, word.lower, lexicon);
    last = i;
    if (/[,;:.)—–]/.test(word.gap)) break;
  }
  if (sawRole && figure.title === null) {
    const skip =
      lexicon.words('indefinite').has(words[from]!.lower) || lexicon.words('definite').has(words[from]!.lower) ? 1 : 0;
    const title = words
      .slice(from + skip, last + 1)
      .map((word, i, all) => word.form + (i === all.length - 1 ? '' : (word.isPossessive ? '’s' : '') + word.gap))
      .join('');
    if (title.length < 100) figure.title = title.trim();
  }
}

/** "Roe is a senior fellow": roles after a form of "be". */
function readCopula(figure: Figure, mention: NameMention, sentence: Sentence, lexicon: SpeakerLexicon): void {
  const verb = sentence.words[mention.lastWord + 1];
  const article = sentence.words[mention.lastWord + 2];
  if (verb === undefined || article === undefined || !lexicon.words('copula').has(verb.lower)) return;
  if (!lexicon.words('indefinite').has(article.lower) && !lexicon.words('definite').has(article.lower)) return;
  const title = figure.title;
  readRoles(figure, sentence, mention.lastWord + 2, undefined, lexicon);
  figure.title = title;
}

function addRole(
  figure: Figure,
  title: { role: string; otherRoles: readonly string[]; gender: Gender | null },
  _lexicon: SpeakerLexicon,
): void {
  figure.roles.add(title.role);
  for (const other of title.otherRoles) figure.roles.add(other);
  if (title.gender !== null) figure.gender ??= title.gender;
}

function addQualifier(figure: Figure, word: string, lexicon: SpeakerLexicon): void {
  if (lexicon.words('nationality').has(word) || lexicon.words('party').has(word)) figure.qualifiers.add(word);
  if (/^[dri]-/.test(word)) {
    // "(D-Calif.)"
    figure.qualifiers.add(word.startsWith('d') ? 'democrat' : word.startsWith('r') ? 'republican' : 'independent');
    word = word.slice(2);
  }
  const adjective = lexicon.places.get(word);
  if (adjective === undefined) return;
  figure.qualifiers.add(lexicon.fullPlaces.get(word) ?? word);
  if (adjective !== 'state' && adjective !== 'city' && adjective !== '-')
    figure.qualifiers.add(adjective.toLowerCase());
}

function genderOfGivenName(figure: Figure, lexicon: SpeakerLexicon): Gender | null {
  if (!figure.isFullName) return null;
  const givenWords = /\p{Script=Cyrillic}/u.test(figure.name)
    ? figure.name.toLowerCase().split(' ')
    : figure.parsed.words;
  for (const word of givenWords.slice(0, -1)) {
    const gender = lexicon.givenNames.get(word) ?? lexicon.givenNames.get(word.split('-')[0] ?? '');
    if (gender === 'm' || gender === 'f') return gender;
    if (gender === 'u') return null;
  }
  return null;
}

/** People of unknown gender get the one of pronouns in sentences where nobody else is named. */
function voteByPronouns(
  sentences: readonly Sentence[],
  mentions: readonly NameMention[],
  cast: Cast,
  lexicon: SpeakerLexicon,
): void {
  const votes = new Map<Figure, number>();
  for (let i = 0; i < mentions.length;) {
    const { sentence } = mentions[i]!;
    const figures = new Set<Figure>();
    const first = mentions[i]!;
    for (; i < mentions.length && mentions[i]!.sentence === sentence; i++) {
      const figure = cast.figureOf[i];
      if (figure?.kind === 'person') figures.add(figure);
    }
    const [figure] = figures;
    if (figures.size !== 1 || figure === undefined || !figure.isCertain || figure.gender !== null || first.isQuoted)
      continue;
    for (const word of sentences[sentence]!.words) {
      if (word.start < first.end) continue;
      const pronoun = lexicon.pronouns.get(word.lower);
      if (pronoun?.gender === 'm') votes.set(figure, (votes.get(figure) ?? 0) + 1);
      if (pronoun?.gender === 'f') votes.set(figure, (votes.get(figure) ?? 0) - 1);
    }
  }
  for (const [figure, vote] of votes) if (vote !== 0) figure.gender = vote > 0 ? 'm' : 'f';
}

function push<T>(index: Map<string, T[]>, key: string, value: T): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
}

const smallWords = new Set(['of', 'the', 'for', 'and', 'in', 'on', 'to', 'at', 'de', 'la', 'und', 'der', 'des']);
/** People of one article who share a name's word: more than these are no news but an attack. */
const maxCandidates = 24;
