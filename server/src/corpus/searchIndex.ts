import type { CancellationToken } from '../base/cancellation';
import type { QuoteKind } from '../quotation/quoteTypes';
import type { Span } from '../text/span';
import type { ArticleRecord } from './corpusTypes';

/** A quote of a passage as the search sees it. */
export interface SearchQuote {
  readonly kind: QuoteKind;
  /** Ordinal of the speaker, see {@link SearchIndex.speaker}; null where nobody is named. */
  readonly speaker: number | null;
}

/** An article with the ids of its passages, `[firstPassage, firstPassage + passageCount)`. */
export interface SearchArticle {
  readonly record: ArticleRecord;
  readonly firstPassage: number;
  readonly passageCount: number;
}

/** Values of a fact over the corpus, as small numbers for each article; -1 where unknown. */
export interface FactColumn {
  readonly values: readonly string[];
  readonly ofArticle: Int32Array;
}

/** The facts of all articles as columns by article id: no object and no string is made for an article. */
export interface ArticleColumns {
  /** Passages `[firstPassage, endPassage)`; -1 and -1 where the article is gone. */
  readonly firstPassage: Int32Array;
  readonly endPassage: Int32Array;
  readonly date: FactColumn;
  readonly outlet: FactColumn;
  readonly language: FactColumn;
}

/** The words of the corpus as bytes: UTF-16 code units as varints, so that ASCII stands for itself. */
export interface WordBytes {
  readonly bytes: Uint8Array;
  /** Where each word begins; it ends where the next begins, the last one at the end of the bytes. */
  readonly starts: Uint32Array;
}

/** A speaker as one article has it: which speaker, of which article. */
export interface SpeakerSlot {
  readonly article: number;
  readonly speaker: number;
}

/** The speakers of the articles of one stretch of article ids; the same object as long as nothing in it changes. */
export interface SpeakerPart {
  readonly firstArticle: number;
  readonly articleCount: number;
  /** Gives the names of one article's speakers, and other forms of them, as keys for {@link name}: a name has one key in a part. */
  forEachName(article: number, visit: (speaker: number, key: number) => void): void;
  name(key: number): string;
}

/**
 * What the full-text search asks of an index of the corpus. Ids are small integers; a changed file is given new ids, so
 * what is known of an id never changes: it is alive or gone. Nothing here reads a text.
 */
export interface SearchIndex {
  /** Another number after every change, so that what was derived from the index can be kept until then. */
  readonly revision: number;
  /** Ids of folded words (see `text/tokens.ts`) are `[0, wordLimit)`. */
  readonly wordLimit: number;
  word(wordId: number): string;
  /** The id of a folded word, or -1. */
  findWord(word: string): number;
  /** All words up to {@link wordLimit}; good until the next word comes in. */
  wordBytes(): WordBytes;
  /** Ids of passages are `[0, passageLimit)`. */
  readonly passageLimit: number;
  /** Ids of articles are `[0, articleLimit)`; undefined where the article is gone. */
  readonly articleLimit: number;
  article(articleId: number): SearchArticle | undefined;
  articleColumns(): ArticleColumns;
  /** The URI of a live article's file and its place there, for putting articles in order. */
  placeOf(articleId: number): { readonly uri: string; readonly index: number };
  /** How many passages {@link collectPassages} would give, those counted twice that hold two of the words' stems. */
  frequency(wordIds: readonly number[]): number;
  /**
   * Gives the passages of the words in pieces (`ids[0]` to `ids[count - 1]`, valid during the call only), in no order and
   * some perhaps twice: every live one that holds one of the words, others with words of the same stem among them.
   */
  collectPassages(wordIds: readonly number[], take: (ids: Uint32Array, count: number) => void): void;
  /** The ids of a live passage's words, in order. */
  passageWords(passageId: number): ArrayLike<number>;
  passageSpan(passageId: number): Span;
  isHeadline(passageId: number): boolean;
  /** Live articles whose headline is not, or not surely, their first passage: it comes from metadata, say. */
  oddHeadlines(): readonly number[];
  hasQuotes(passageId: number): boolean;
  passageQuotes(passageId: number): readonly SearchQuote[];
  /**
   * {@link passageQuotes} without objects: kind (0 direct, 1 indirect, 2 mixed) and speaker (-1 for none) by turns, as many
   * as fit into `into`; gives how many numbers there are.
   */
  readQuotes(passageId: number, into: Int32Array): number;
  /** Another number whenever waiting speakers are all tied: before, an ordinal may stand for a name in one article. */
  readonly speakerRevision: number;
  /** Ties all speakers that still wait for it, in slices: before, speakers are known by the name in their article. */
  prepareSpeakers(token: CancellationToken): Promise<void>;
  /** A speaker by ordinal. */
  speaker(speaker: number): { readonly id: string; readonly name: string } | undefined;
  /** The ordinal of the speaker of an id, where one has been given. */
  speakerWithId(id: string): number | undefined;
  /** How many speakers an article has. */
  speakerCount(article: number): number;
  /** The ordinal of an article's speaker. */
  speakerAt(slot: SpeakerSlot): number | null;
  /** How many quotes the speaker of a slot has in the corpus; 0 while speakers are not tied. */
  quoteCountAt(slot: SpeakerSlot): number;
  /** Where an article introduces one of its speakers by name, else where it first quotes them. */
  introductionAt(slot: SpeakerSlot): Span | null;
  /** All live articles with speakers. */
  speakerParts(): readonly SpeakerPart[];
  /** Whether the passage has versions in other articles. May take milliseconds. */
  hasVersions(passageId: number): boolean;
}
