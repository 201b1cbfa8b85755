import type { Span } from '../text/span';

/** `direct`: all content in marks; `indirect`: none; `mixed`: some of it. */
export type QuoteKind = 'direct' | 'indirect' | 'mixed';

/** Speech and writing are `said`; beliefs, knowledge and feelings `thought`; plans and wishes `intended` (PolNeAR counts all three). */
export type QuoteMode = 'said' | 'thought' | 'intended';

/** What sort of speaker: `group` is a plural of people ("officials"), `body` an organisation, state or office, `document` a text that says something. */
export type SpeakerKind = 'person' | 'body' | 'group' | 'document';

/** An attribution found in an article: who (source), how (cue), what (content). Roles may be discontinuous; spans of a role are in order. */
export interface Quote {
  readonly kind: QuoteKind;
  readonly mode: QuoteMode;
  /** Empty where the text names nobody. */
  readonly source: readonly Span[];
  readonly cue: readonly Span[];
  /** Never empty. */
  readonly content: readonly Span[];
  /** Index into {@link Extraction.speakers}; null where the evidence names nobody. */
  readonly speaker: number | null;
  /** Whom it was told to ("told Reuters"), null where nobody is named. */
  readonly via: Span | null;
  /** How sure the extractor is, in (0, 1]. */
  readonly confidence: number;
}

/** The person or body that sources of one article resolve to. */
export interface ArticleSpeaker {
  /** The fullest name that the article gives, without titles: `Petra Solano`; for groups and documents the phrase itself. */
  readonly name: string;
  readonly kind: SpeakerKind;
  /** Other forms that the article uses, e.g. `Solano`, `Ms. Solano`, `the spokesperson`. */
  readonly aliases: readonly string[];
  /** Title or office where it is named: `Foreign Ministry spokesperson`. */
  readonly title: string | null;
  /** Where the article first names it in full. */
  readonly introduced: Span | null;
  /** False where only a surname or a bare description is known, so that other articles may complete it. */
  readonly isFullName: boolean;
}

/** A place where the text refers to a speaker: a name, a pronoun or a description. */
export interface Mention extends Span {
  readonly form: 'name' | 'pronoun' | 'description';
  /** Index into {@link Extraction.speakers}. */
  readonly speaker: number;
}

/** Something a person may want to know about the extraction: an unclosed mark, a bound that cut. */
export interface ExtractionNote extends Span {
  readonly message: string;
}

/** All that the quotation layer finds in one article. Quotes are sorted by the start of their first span. */
export interface Extraction {
  readonly quotes: readonly Quote[];
  readonly speakers: readonly ArticleSpeaker[];
  readonly mentions: readonly Mention[];
  /** What stands in quotation marks, whoever says it, without the marks; the outermost only, in order. */
  readonly marked: readonly Span[];
  readonly notes: readonly ExtractionNote[];
}
