import type { CancellationToken } from '../base/cancellation';
import type { ArticleRecord, SpeakerRecord } from './corpusTypes';
import type { QuoteKind } from '../quotation/quoteTypes';
import type { Span } from '../text/span';

/** A quote of a passage as the search sees it. */
export interface SearchQuote {
  readonly kind: QuoteKind;
  /** Ordinal of the corpus-wide speaker, see {@link SearchIndex.speaker}; null where nobody is named. */
  readonly speaker: number | null;
}

/** An article with the ids of its passages, `[firstPassage, firstPassage + passageCount)`. */
export interface SearchArticle {
  readonly record: ArticleRecord;
  readonly firstPassage: number;
  readonly passageCount: number;
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
  /** Ids of passages are `[0, passageLimit)`. */
  readonly passageLimit: number;
  /** Ids of articles are `[0, articleLimit)`; undefined where the article is gone. */
  readonly articleLimit: number;
  article(articleId: number): SearchArticle | undefined;
  /**
   * Ids of passages, ascending, among them every live one that holds the word (others may be there too: hits are
   * verified); null where the index keeps no list for the word, as for function words.
   */
  postings(wordId: number): ArrayLike<number> | null;
  /** How many ids {@link postings} gives for a word, without making the list. */
  frequency(wordId: number): number;
  /** Whether {@link postings} names only passages that hold the word itself, so that nothing needs to be verified. */
  readonly hasExactPostings: boolean;
  /** The ids of a live passage's words, in order. */
  passageWords(passageId: number): ArrayLike<number>;
  passageSpan(passageId: number): Span;
  passageQuotes(passageId: number): readonly SearchQuote[];
  /** Ties all speakers that still wait for it, in slices: before, {@link speakerLimit} may know only some. */
  prepareSpeakers(token: CancellationToken): Promise<void>;
  /** Ordinals of speakers are `[0, speakerLimit)`. */
  readonly speakerLimit: number;
  speaker(speaker: number): Pick<SpeakerRecord, 'id' | 'name' | 'aliases'> | undefined;
  /** The articles where a speaker has a part: file and position in it. Others may be named, too. */
  speakerPlaces(speaker: number): Iterable<{ readonly uri: string; readonly index: number }>;
  /** Whether the passage has versions in other articles. May take milliseconds. */
  hasVersions(passageId: number): boolean;
}
