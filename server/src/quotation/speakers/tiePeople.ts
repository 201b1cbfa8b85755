import { ownString } from '../../base/ownString';
import { fullNamesAgree, namedBy, nameWords, spellingKey, type NameWords } from '../../text/personNames';
import { addNamedFigure, nameText, type Cast, type Figure } from './figure';
import { genderOfGivenName } from './figureGender';
import type { NameMention } from './findNames';
import { isGlued } from './readNameRun';
import { kindOfNoun, type SpeakerLexicon } from './speakerLexicon';

function isPersonal({ kind }: NameMention): boolean {
  return kind === 'person' || kind === 'unknown';
}

/** Ties full names of people into figures: those that agree but for spelling and order are one. */
export function tieFullNames(
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
    const figure = known ?? addNamedFigure(text, cast, mention, parsed);
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
  const known = wordKeys.get(word);
  if (known !== undefined) return known;
  const key = spellingKey(slavicEnding.test(word) ? word.replace(slavicEnding, '') : word);
  if (wordKeys.size >= maxRememberedKeys) wordKeys.clear();
  wordKeys.set(ownString(word), key);
  return key;
}

/** Each name's word is asked for many times. */
const wordKeys = new Map<string, string>();
const maxRememberedKeys = 50_000;

const slavicEnding = /(?<=(?:ov|ev|in|sk|yn))(?:ogo|ego|omu|emu|oy|oi|ey|ei|om|ym|im|uyu|aya|iy|a|u|y|i)$/;

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

/** Ties names of one word to the people who bear them; those that nobody bears become figures of their own. */
export function tieShortNames(
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
    const known = shortOnes.get(word);
    const chosen = chooseBySurname(candidates, mention, word, lastMention, lexicon);
    // A surname that stands before "Max Lind Jr." is named is rather his father's, and stays that.
    const isElder = chosen !== null && isJunior(chosen) && (known !== undefined || mention.start < startOf(chosen));
    const figure = isElder ? null : chosen;
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
    const short = known ?? addNamedFigure(text, cast, mention, namedBy(words));
    shortOnes.set(word, short);
    short.isFullName = false;
    if (mention.kind === 'person') short.isCertain = true;
    short.nameCount += mention.isQuoted ? 0 : 1;
    cast.figureOf[i] = short;
  });
}

/** "Democrats Roe", "HarbourAid Roe": words of a headline before a surname are no given name. */
function opensWithNoun({ isCertain, name }: Figure, lexicon: SpeakerLexicon): boolean {
  if (isCertain) return false;
  const first = name.split(' ', 1)[0] ?? '';
  const lower = first.toLowerCase();
  const one = lower.endsWith('s') ? lower.slice(0, -1) : lower;
  return isGlued(first) || kindOfNoun(lexicon, lower) !== null || lexicon.words('party').has(one);
}

function isJunior({ name }: Figure): boolean {
  return /\sJr\.?$/.test(name);
}

function startOf({ introduced }: Figure): number {
  return introduced?.start ?? 0;
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
  const plain = pool.length > 1 ? pool.filter((figure) => !opensWithNoun(figure, lexicon)) : pool;
  if (plain.length > 0) pool = plain;
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

function push<T>(index: Map<string, T[]>, key: string, value: T): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
}

/** People of one article who share a name's word: more than these are no news but an attack. */
const maxCandidates = 24;
