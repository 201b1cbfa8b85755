import enGivenNames from '../../../languages/en/given-names.tsv';
import enNameWords from '../../../languages/en/nameWords.tsv';
import enNouns from '../../../languages/en/nouns.tsv';
import enPlaces from '../../../languages/en/countries.tsv';
import enPronouns from '../../../languages/en/pronouns.tsv';
import enTitles from '../../../languages/en/titles.tsv';
import deSpeakers from '../../../languages/de/speakers.tsv';
import esSpeakers from '../../../languages/es/speakers.tsv';
import frSpeakers from '../../../languages/fr/speakers.tsv';
import ruSpeakers from '../../../languages/ru/speakers.tsv';
import type { SpeakerKind } from '../quoteTypes';

export type Gender = 'm' | 'f';

/** What a title, office or occupation says about its bearer. */
export interface Title {
  /** What other words for it reduce to: `spokesperson` for `spokeswoman`. */
  readonly role: string;
  readonly gender: Gender | null;
  /** Whether it only marks respect (`Mr.`) and names no office. */
  readonly isHonorific: boolean;
  /** Whether it stands before names ("Senator Roe") or only refers back ("the lawmaker"). */
  readonly precedesNames: boolean;
  /** Other roles by which its bearer may be called. */
  readonly otherRoles: readonly string[];
}

export interface Pronoun {
  /** `n` for things, null where the form does not tell. */
  readonly gender: Gender | 'n' | null;
  readonly isPlural: boolean;
  readonly use: 'subject' | 'object' | 'relative' | 'speaker';
}

/** The words of one language that matter to finding out who speaks. All keys are in lower case. */
export interface SpeakerLexicon {
  readonly language: string;
  readonly titles: ReadonlyMap<string, Title>;
  readonly givenNames: ReadonlyMap<string, Gender | 'u'>;
  readonly pronouns: ReadonlyMap<string, Pronoun>;
  /** Nouns by class: body, bodyname, orgword, place, group, document, utterance, generic, party, collective. */
  readonly nouns: (kind: string) => ReadonlySet<string>;
  /** Groups of plural nouns that may name the same people ("professors", "scholars"). */
  readonly kinNouns: ReadonlyMap<string, ReadonlySet<string>>;
  /** Function words by class: definite, indefinite, possessive, preposition, relative, particle, connector, starter … */
  readonly words: (kind: string) => ReadonlySet<string>;
  /** Countries, states and cities with their adjective, or `state`, `city`, `-`. */
  readonly places: ReadonlyMap<string, string>;
  /** Abbreviated places in full: `calif` → `california`. */
  readonly fullPlaces: ReadonlyMap<string, string>;
  /** Whether common nouns are capitalised too, so that a capital proves no name. */
  readonly capitalisesNouns: boolean;
}

/** The lexicon of a language; of English where the language has none, which at least knows how names are built. */
export function speakerLexicon(language: string): SpeakerLexicon {
  const known = lexicons.get(language);
  if (known !== undefined) return known;
  const source = sources[language] ?? sources['en']!;
  const lexicon = parseLexicon(language, source);
  lexicons.set(language, lexicon);
  return lexicon;
}

/** The files of one language, as text. */
export interface LexiconSource {
  readonly titles: string;
  readonly pronouns: string;
  readonly nouns: string;
  readonly nameWords: string;
  readonly places: string;
  readonly givenNames: string;
  readonly capitalisesNouns: boolean;
}

/** The kind of speaker that a common noun names, or null for a word that heads no speaker. */
export function kindOfNoun(lexicon: SpeakerLexicon, word: string): SpeakerKind | null {
  const own = kindOfWord(lexicon, word);
  if (own !== null || !lexicon.capitalisesNouns) return own;
  // German compounds are headed by their last part: „US-Delegationsleiterin“, „Innenministerium“.
  for (let i = 1; i <= word.length - 4 && i < 30; i++) {
    const kind = kindOfWord(lexicon, word.slice(i));
    if (kind !== null) return kind;
  }
  return null;
}

/** The title that a word is; in German also one that ends in it („US-Präsident“). `word` is in lower case. */
export function titleOf(lexicon: SpeakerLexicon, word: string): Title | undefined {
  const own = lexicon.titles.get(word);
  if (own !== undefined || !lexicon.capitalisesNouns) return own;
  for (let i = 1; i <= word.length - 4 && i < 30; i++) {
    const title = lexicon.titles.get(word.slice(i));
    if (title !== undefined && !title.isHonorific) return title;
  }
  return undefined;
}

function kindOfWord(lexicon: SpeakerLexicon, word: string): SpeakerKind | null {
  if (lexicon.titles.has(word)) return 'person';
  if (lexicon.nouns('group').has(word)) return 'group';
  if (lexicon.nouns('document').has(word)) return 'document';
  if (lexicon.nouns('body').has(word) || lexicon.nouns('bodyname').has(word)) return 'body';
  return null;
}

function parseLexicon(language: string, source: LexiconSource): SpeakerLexicon {
  const titles = new Map<string, Title>();
  for (const [word, role, gender, use, others] of rows(source.titles)) {
    if (word === undefined || role === undefined) continue;
    titles.set(word, {
      role,
      gender: gender === 'm' || gender === 'f' ? gender : null,
      isHonorific: use === 'h',
      precedesNames: use === 'h' || use === 't',
      otherRoles: (others ?? '').split(' ').filter((other) => other !== ''),
    });
  }
  const pronouns = new Map<string, Pronoun>();
  for (const [form, gender, number, use] of rows(source.pronouns)) {
    if (form === undefined) continue;
    pronouns.set(form, {
      gender: gender === 'm' || gender === 'f' || gender === 'n' ? gender : null,
      isPlural: number === 'p',
      use: use === 'o' ? 'object' : use === 'r' ? 'relative' : use === '1' ? 'speaker' : 'subject',
    });
  }
  const givenNames = new Map<string, Gender | 'u'>();
  for (const [gender, names] of rows(source.givenNames)) {
    for (const name of (names ?? '').split(' ')) givenNames.set(name, gender === 'm' || gender === 'f' ? gender : 'u');
  }
  const places = new Map<string, string>();
  const fullPlaces = new Map<string, string>();
  for (const [name, adjective, full] of rows(source.places)) {
    if (name === undefined) continue;
    places.set(name.toLowerCase(), adjective ?? '-');
    if (full !== undefined) fullPlaces.set(name.toLowerCase(), full.toLowerCase());
  }
  return {
    language,
    titles,
    givenNames,
    pronouns,
    nouns: classes(source.nouns),
    kinNouns: kin(source.nouns),
    words: classes(source.nameWords),
    places,
    fullPlaces,
    capitalisesNouns: source.capitalisesNouns,
  };
}

/** Splits a `speakers.tsv`, where the first column tells which of the parts a row belongs to. */
function split(text: string, capitalisesNouns: boolean): LexiconSource {
  const part = (name: string): string =>
    text
      .split('\n')
      .filter((line) => line.startsWith(`${name}\t`))
      .map((line) => line.slice(name.length + 1))
      .join('\n');
  return {
    titles: part('title'),
    pronouns: part('pronoun'),
    nouns: part('noun'),
    nameWords: part('word'),
    places: `${enPlaces}\n${part('place')}`,
    // Given names of Latin script travel; those of the census serve all languages that share it.
    givenNames: `${enGivenNames}\n${part('given')}`,
    capitalisesNouns,
  };
}

function classes(text: string): (kind: string) => ReadonlySet<string> {
  const byClass = new Map<string, Set<string>>();
  for (const [kind, words] of rows(text)) {
    if (kind === undefined) continue;
    const set = byClass.get(kind) ?? new Set();
    byClass.set(kind, set);
    for (const word of (words ?? '').split(' ')) if (word !== '') set.add(word.toLowerCase());
  }
  return (kind) => byClass.get(kind) ?? none;
}

function kin(text: string): Map<string, Set<string>> {
  const byNoun = new Map<string, Set<string>>();
  for (const [kind, words] of rows(text)) {
    if (kind !== 'kin') continue;
    const all = (words ?? '').split(' ');
    for (const word of all) byNoun.set(word, new Set([...(byNoun.get(word) ?? []), ...all]));
  }
  return byNoun;
}

function rows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

const none: ReadonlySet<string> = new Set();
const lexicons = new Map<string, SpeakerLexicon>();
const sources: Readonly<Record<string, LexiconSource>> = {
  en: {
    titles: enTitles,
    pronouns: enPronouns,
    nouns: enNouns,
    nameWords: enNameWords,
    places: enPlaces,
    givenNames: enGivenNames,
    capitalisesNouns: false,
  },
  de: split(deSpeakers, true),
  es: split(esSpeakers, false),
  fr: split(frSpeakers, false),
  ru: split(ruSpeakers, false),
};
