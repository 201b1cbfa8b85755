import type { Span } from './span';

/** Where a fact about an article comes from, weakest last: see "Settings and metadata" in ARCHITECTURE.md. */
export type EvidenceKind = 'metadata' | 'frontMatter' | 'text' | 'settings' | 'path';

/** A fact about an article together with what proves it; a fact without evidence is null, never guessed. */
export interface Fact<T> {
  readonly value: T;
  /** The words in the text that say so; null where the evidence lies outside the text. */
  readonly span: Span | null;
  readonly evidence: EvidenceKind;
}

/** What a passage is in its article. `subhead` covers decks and section headings. */
export type PassageRole = 'headline' | 'subhead' | 'lede' | 'body';

/** One sentence of an article: the smallest thing that can have versions. */
export interface Passage extends Span {
  /** Index into {@link Article.paragraphs}; -1 for the headline. */
  readonly paragraph: number;
  readonly role: PassageRole;
}

/** What sort of text an article is: official texts are preferred as originals. */
export type Genre = 'report' | 'transcript' | 'communique' | 'opinion';

/** One report by one outlet inside a file. */
export interface Article extends Span {
  /** Position among the articles of its file, from 0. */
  readonly index: number;
  readonly headline: Fact<string> | null;
  readonly outlet: Fact<string> | null;
  /** ISO `YYYY-MM-DD`, or with time `YYYY-MM-DDTHH:MM[:SS][Z|±HH:MM]`. */
  readonly date: Fact<string> | null;
  /** The place (and day) line that opens a report, e.g. `BEIJING, Jan. 7`. */
  readonly dateline: Fact<string> | null;
  readonly byline: Fact<string> | null;
  /** The agency that the article took from. */
  readonly credit: Fact<string> | null;
  readonly url: Fact<string> | null;
  /** ISO 639-1 code, or null where the text is too short to tell. */
  readonly language: string | null;
  readonly genre: Genre;
  /** Body paragraphs in order, boilerplate excluded. */
  readonly paragraphs: readonly Span[];
  /** Headline first where there is one, then the sentences of the body in order. */
  readonly passages: readonly Passage[];
  /** Text inside the article's span that is no body: page furniture, template residue, share links. */
  readonly boilerplate: readonly Span[];
}

/** A file's text cut into articles; `boilerplate` lies outside all of them. */
export interface SegmentedFile {
  readonly articles: readonly Article[];
  readonly boilerplate: readonly Span[];
  /** What a person may want to know: a bound that cut. */
  readonly notes: readonly string[];
}

/** One row of a `metadata.csv`, by column name; absent or empty cells are undefined. */
export interface MetadataRow {
  readonly outlet?: string;
  readonly date?: string;
  readonly headline?: string;
  readonly byline?: string;
  readonly url?: string;
}

/** What `variorum.json` says, checked and with defaults filled in. */
export interface CorpusSettings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly outlets: readonly {
    readonly name: string;
    readonly aliases: readonly string[];
    readonly paths: readonly string[];
  }[];
  readonly speakers: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  /** Regular expressions (source text, run by `compileLinePattern`); a line that one of them matches is boilerplate. */
  readonly boilerplate: readonly string[];
  /** ISO 639-1 code that overrides detection, or null. */
  readonly language: string | null;
}

/** The settings of a corpus without a `variorum.json`. */
export const defaultCorpusSettings: CorpusSettings = {
  include: [],
  exclude: [],
  outlets: [],
  speakers: [],
  boilerplate: [],
  language: null,
};

/** What is known about a file besides its text when it is segmented. */
export interface FileContext {
  /** Path relative to the corpus root, with `/`. */
  readonly path: string;
  readonly metadata: MetadataRow | null;
  /** Rows for single articles of a file that holds several (`path#2`), by position from 0. */
  readonly articleMetadata?: Readonly<Record<number, MetadataRow>>;
  readonly settings: CorpusSettings;
}
