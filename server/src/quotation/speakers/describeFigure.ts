import type { Figure } from './figure';
import type { NameMention } from './findNames';
import { titleOfTwo } from './nameTitles';
import type { SpeakerLexicon, Title } from './speakerLexicon';
import { WordFlag } from './vocabulary';
import type { Sentence, Word } from './words';

/** Reads roles, qualifiers, age and title from what stands around a name. */
export function describeFigure(
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
  for (let i = mention.titleFirstWord; i < mention.firstWord; i++) addQualifier(figure, words[i]!, lexicon);
  if (mention.title !== null) addOwner(figure, words, mention.titleFirstWord - 1, lexicon);
  if (mention.words.length < 2 && mention.title === null && mention.gender === null) {
    readCopula(figure, mention, sentence, lexicon);
    return;
  }
  const gap = words[mention.lastWord]?.gap ?? '';
  const following = words[mention.lastWord + 1];
  if (following !== undefined && gap !== ' ' && /^\.?,\s/.test(gap)) {
    if ((following.flags & WordFlag.Digits) !== 0 && /^\d{1,3}$/.test(following.form)) figure.age = following.form;
    else if (isPartyAndPlace(following.lower)) addQualifier(figure, following, lexicon);
    else readRoles(figure, sentence, mention.lastWord + 1, next, lexicon);
  } else if (following !== undefined && /^\s\($/.test(gap)) {
    addQualifier(figure, following, lexicon);
  } else if (following !== undefined && gap === ' ' && (following.flags & WordFlag.Preposition) !== 0) {
    // "Senator Ann Roe of Ohio"
    const place = words[mention.lastWord + 2];
    if (place !== undefined && mention.title !== null) addQualifier(figure, place, lexicon);
  } else readCopula(figure, mention, sentence, lexicon);
  // "Springfield's mayor, Ann Roe": the role stands right before the comma.
  const before = mention.titleFirstWord - 1;
  if (before >= 0 && words[before]!.gap !== ' ' && /^,\s$/.test(words[before]!.gap)) {
    const title = (before > 0 ? titleOfTwo(words, before - 1, lexicon) : undefined) ?? words[before]!.known.title;
    if (title !== undefined && !title.isHonorific) addRole(figure, title);
    for (let i = Math.max(0, before - 5); i < before; i++) addQualifier(figure, words[i]!, lexicon);
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
    (opening.flags & opensApposition) !== 0 ||
    /^(?:former|acting|executive|senior|chief|deputy|vice|then|long|co)/.test(opening.lower);
  if (!opens) return;
  for (let i = from; i < words.length && i - from < 9; i++) {
    const word = words[i]!;
    if ((word.flags & WordFlag.Relative) !== 0) break;
    if ((word.flags & WordFlag.Preposition) !== 0) {
      if (i === from) return;
      break;
    }
    if (next !== undefined && i >= next.firstWord && next.kind === 'person' && next.titleFirstWord <= from) return;
    const title = titleOfTwo(words, i, lexicon) ?? word.known.title;
    if (title !== undefined && !title.isHonorific) {
      addRole(figure, title);
      sawRole = true;
    }
    addQualifier(figure, word, lexicon);
    last = i;
    if (/[,;:.)—–]/.test(word.gap)) break;
  }
  if (sawRole && figure.title === null) {
    const skip = (words[from]!.flags & article) !== 0 ? 1 : 0;
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
  const opening = sentence.words[mention.lastWord + 2];
  if (verb === undefined || opening === undefined || (verb.flags & WordFlag.Copula) === 0) return;
  if ((opening.flags & article) === 0) return;
  const title = figure.title;
  readRoles(figure, sentence, mention.lastWord + 2, undefined, lexicon);
  figure.title = title;
}

function addRole(figure: Figure, { role, otherRoles, gender }: Title): void {
  figure.roles.add(role);
  for (const other of otherRoles) figure.roles.add(other);
  if (gender !== null) figure.gender ??= gender;
}

function addQualifier(figure: Figure, { lower, flags }: Word, lexicon: SpeakerLexicon): void {
  if ((flags & (WordFlag.Nationality | WordFlag.Party)) !== 0) figure.qualifiers.add(lower);
  let word = lower;
  if (isPartyAndPlace(word)) {
    // "(D-Calif.)"
    figure.qualifiers.add(word.startsWith('d') ? 'democrat' : word.startsWith('r') ? 'republican' : 'independent');
    word = word.slice(2);
  } else if ((flags & WordFlag.Place) === 0) return;
  const adjective = lexicon.places.get(word);
  if (adjective === undefined) return;
  figure.qualifiers.add(lexicon.fullPlaces.get(word) ?? word);
  if (adjective !== 'state' && adjective !== 'city' && adjective !== '-')
    figure.qualifiers.add(adjective.toLowerCase());
}

/** "South Velden's President Roe": the place that owns the office, of one or two words up to `last`. */
function addOwner(figure: Figure, words: readonly Word[], last: number, lexicon: SpeakerLexicon): void {
  const owner = words[last];
  if (owner === undefined || !owner.isPossessive || !owner.isCapitalised) return;
  const before = words[last - 1];
  const two = before?.isCapitalised === true ? lexicon.places.get(`${before.lower} ${owner.lower}`) : undefined;
  if (two === undefined) addQualifier(figure, owner, lexicon);
  // Adjectives are compared word by word: "South Korean" is asked for as "korean".
  else for (const word of two.toLowerCase().split(' ')) figure.qualifiers.add(word);
}

function isPartyAndPlace(word: string): boolean {
  return word.charCodeAt(1) === 45 && /^[dri]-/.test(word);
}

const article = WordFlag.Definite | WordFlag.Indefinite;
const opensApposition = article | WordFlag.Possessive | WordFlag.Party | WordFlag.Title;
