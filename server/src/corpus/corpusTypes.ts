import type { CancellationToken } from '../base/cancellation';
import type { Grade } from '../collation/versions';
import type { QuoteKind, QuoteMode, SpeakerKind } from '../quotation/quoteTypes';
import type { Genre, PassageRole } from '../text/article';
import type { Span } from '../text/span';
import type { AnalysedFile } from './analyseFile';
import type { SearchIndex } from './searchIndex';

/** The facts of an article that are kept without its text. */
export interface ArticleRecord extends Span {
  readonly uri: string;
  /** Position among the articles of its file. */
  readonly index: number;
  readonly headline: string | null;
  readonly outlet: string | null;
  readonly date: string | null;
  readonly byline: string | null;
  readonly credit: string | null;
  readonly language: string | null;
  readonly genre: Genre;
  /** Where outlet, date, headline, byline and credit were read, packed: see `text/factPlace.ts`. */
  readonly factPlaces: number;
  readonly quoteCount: number;
}

/** A speaker across the corpus. */
export interface SpeakerRecord {
  /** Stable: derived from the name, e.g. `petra-solano`. */
  readonly id: string;
  readonly name: string;
  readonly kind: SpeakerKind;
  readonly aliases: readonly string[];
  readonly quoteCount: number;
  readonly articleCount: number;
}

/** A quote of the corpus, as kept without its text: spans are offsets into the file's text. */
export interface QuoteRecord {
  readonly article: ArticleRecord;
  readonly kind: QuoteKind;
  readonly mode: QuoteMode;
  readonly speaker: { readonly id: string; readonly name: string } | null;
  readonly content: readonly Span[];
}

/** One version of a statement. */
export interface StatementMember extends Span {
  readonly article: ArticleRecord;
  readonly role: PassageRole;
  /** How the passage reports it; null where it holds no quote. */
  readonly kind: QuoteKind | null;
  readonly speaker: { readonly id: string; readonly name: string } | null;
  readonly score: number;
  readonly grade: Grade;
  /** Other members whose articles are copies of this one's (the same wire copy), by position; empty mostly. */
  readonly copies: readonly number[];
}

/** A cluster of versions with its original. Members: asked-from first where there is one, then by outlet, date, offset. */
export interface Statement {
  /** Stable under additions of other files: derived from its members' places. */
  readonly id: string;
  readonly speaker: { readonly id: string; readonly name: string } | null;
  readonly original: { readonly member: number; readonly reason: string; readonly confidence: number } | null;
  readonly members: readonly StatementMember[];
}

/** A hit of the full-text search: the span is the passage that holds it. */
export interface SearchHit extends Span {
  readonly article: ArticleRecord;
  /** The words that match, in order; empty where the query asks for facts only (`speaker:`, `date:`). */
  readonly matches: readonly Span[];
  readonly kind: QuoteKind | null;
  readonly speaker: { readonly id: string; readonly name: string } | null;
}

/** What the corpus needs of the world outside: texts by URI. Null where a file cannot be read. */
export interface TextSource {
  readText(uri: string): Promise<string | null>;
}

/**
 * Read access to a corpus, whatever keeps it. Everything answers from what is indexed so far.
 * Methods that must read texts are asynchronous.
 */
export interface CorpusReader {
  readonly fileCount: number;
  readonly articleCount: number;
  readonly passageCount: number;
  readonly quoteCount: number;
  hasFile(uri: string): boolean;
  /** All files, in no particular order. */
  uris(): Iterable<string>;
  /** The full analysis of a file: cached for open files, made afresh from its text for others. */
  analysedFile(uri: string): Promise<AnalysedFile | null>;
  /** The text of a file: of the editor where it is open, else of the disk; null where it cannot be read. */
  readText(uri: string): Promise<string | null>;
  /** Offsets at which the lines of a file start, as the spans of this corpus count them; null where it is not indexed. */
  lineStartsOf(uri: string): readonly number[] | null;
  articles(): Iterable<ArticleRecord>;
  articlesOf(uri: string): readonly ArticleRecord[];
  /** All speakers: a large corpus has a quarter of a million, most of them nameless ("officials" of one article). */
  speakers(): Iterable<SpeakerRecord>;
  /** Speakers with at least one quote, most quoted first. */
  mostQuotedSpeakers(limit: number, token: CancellationToken): Promise<readonly SpeakerRecord[]>;
  speakerById(speakerId: string): SpeakerRecord | null;
  /** The corpus-wide speaker that `speakerIndex` of an article's extraction stands for. */
  speakerOf(uri: string, articleIndex: number, speakerIndex: number): SpeakerRecord | null;
  /**
   * The names of {@link speakerOf} for all speakers of an article, at a fraction of the cost. `own` are those that its
   * extraction gives; while somebody types in the file, its speakers keep the names that they had.
   */
  speakerNamesOf(uri: string, articleIndex: number, own: readonly string[]): readonly string[];
  /** By file and place; of somebody with more quotes than `limit` about so many, those that lie nearest to a date. */
  quotesOfSpeaker(speakerId: string, limit?: QuoteLimit): readonly QuoteRecord[];
  /** Where a speaker is named in full first in the corpus; null where nowhere. */
  introductionOf(speakerId: string): (Span & { readonly article: ArticleRecord }) | null;
  /** The statement of the passage under an offset; null where it has no version in another article. */
  statementAt(uri: string, offset: number, options: StatementOptions, token?: CancellationToken): Statement | null;
  /** For each passage of a file that has versions: the passage and their number (itself excluded). For lenses and outlines. */
  versionCounts(
    uri: string,
    token?: CancellationToken,
  ): readonly (Span & { readonly count: number; readonly original: string | null })[];
  /**
   * Counts versions of all passages of a file in slices: {@link versionCounts} answers within 25 ms with what is
   * counted by then, and completely after this.
   */
  prepareVersionCounts(uri: string, token?: CancellationToken): Promise<void>;
  /** All statements of the corpus, in a stable order. Yields to the event loop. */
  statements(options: StatementOptions, token?: CancellationToken): AsyncIterable<Statement>;
  /** What the full-text search needs of the index. */
  searchIndex(): SearchIndex;
}

/** How many quotes are wanted, and near which date: an ISO date, or null for the earliest. */
export interface QuoteLimit {
  readonly count: number;
  readonly near: string | null;
}

/** What to include in statements. */
export interface StatementOptions {
  readonly includePossible: boolean;
}
