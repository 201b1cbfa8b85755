import { LateSet } from '../../base/lateSet';
import type { Span } from '../../text/span';
import { namedBy, type NameWords } from '../../text/personNames';
import type { SpeakerKind } from '../quoteTypes';
import type { NameMention } from './findNames';
import type { Gender } from './speakerLexicon';

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
  readonly roles: LateSet<string>;
  /** Nationalities, places and parties of its titles, in lower case. */
  readonly qualifiers: LateSet<string>;
  age: string | null;
  /** How often it is named outside quote marks. */
  nameCount: number;
  /** Forms other than `name`, as in the text. */
  readonly forms: LateSet<string>;
  /** Its name's words, kept for as long as it has that name; see {@link wordsInName}. */
  nameParts: NameParts | null;
  /** Acronym or short name that the article introduces for it. */
  acronym: string | null;
}

interface NameParts {
  readonly name: string;
  /** Parted by spaces, in lower case. */
  readonly spaced: readonly string[];
  /** Runs of letters, in lower case. */
  readonly letters: readonly string[];
}

/** The words of a figure's name in lower case. */
export function wordsInName(figure: Figure): NameParts {
  const { name, nameParts } = figure;
  if (nameParts?.name === name) return nameParts;
  const lower = name.toLowerCase();
  const parts = { name, spaced: lower.split(' '), letters: lower.split(/[^\p{L}]+/u) };
  figure.nameParts = parts;
  return parts;
}

/** The figures of an article and which of them each name mention stands for (null: a place in passing, a bare title). */
export interface Cast {
  readonly figures: Figure[];
  readonly figureOf: (Figure | null)[];
}

const unnamed = namedBy([]);

/** Adds a figure that no name mention stands for: a description or a list of names. */
export function addFigure(cast: Cast, kind: SpeakerKind, name: string, introduced: Span | null): Figure {
  const figure: Figure = {
    id: cast.figures.length,
    kind,
    isCertain: true,
    name,
    parsed: unnamed,
    isFullName: false,
    introduced,
    gender: null,
    title: null,
    roles: new LateSet(),
    qualifiers: new LateSet(),
    age: null,
    nameCount: 0,
    forms: new LateSet(),
    acronym: null,
    nameParts: null,
  };
  cast.figures.push(figure);
  return figure;
}

/** Adds a figure for a name mention; `parsed` are its words. */
export function addNamedFigure(text: string, cast: Cast, mention: NameMention, parsed: NameWords): Figure {
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
  const raw = text.slice(start, end);
  const name = oddSpace.test(raw) ? raw.replace(/\s+/g, ' ') : raw;
  const second = name.charCodeAt(1);
  // A small second letter (of Latin script) settles it.
  if (kind === 'body' || kind === 'place' || name.length < 4 || (second > 96 && second < 123)) return name;
  if (name !== name.toUpperCase()) return name;
  return name.replace(/\p{L}+/gu, (word) => word[0]! + word.slice(1).toLowerCase());
}

/** White space other than single spaces. */
const oddSpace = /[^\S ]| {2}/;
