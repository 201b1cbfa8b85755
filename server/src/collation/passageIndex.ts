import type { WeightedTerms, Weights } from './weights';
import type { Genre, PassageRole } from '../text/article';
import type { QuoteKind, QuoteMode } from '../quotation/quoteTypes';

/**
 * What collation asks of an index of passages. The corpus implements it; collation neither knows how passages are
 * stored nor where their texts are. Ids of words are small integers, the same for the lifetime of an index.
 */
export interface Vocabulary {
  /** The id of a folded word (see `text/tokens.ts`); an unknown word is given a new one. */
  wordId(word: string): number;
  /** The folded word of an id. */
  word(wordId: number): string;
  /** The id (in the same number space) of the word's stem; function words and numbers are their own stems. */
  stem(wordId: number): number;
  /** Whether the word is a stopword of its language: such words are never looked up in postings. */
  isFunctionWord(wordId: number): boolean;
}

/** What the versions of a statement need to know of their article. */
export interface ArticleView {
  /** Unique in the index. */
  readonly id: number;
  /** Ordinal of the file, so that two articles of one file can be told from two files. */
  readonly file: number;
  readonly outlet: string | null;
  /** Days since 1970-01-01 of the article's date, null where unknown. */
  readonly day: number | null;
  /** ISO date as the article states it, with time where known; null where unknown. */
  readonly date: string | null;
  readonly credit: string | null;
  readonly language: string | null;
  readonly genre: Genre;
  /** Ids of the article's passages: `[firstPassage, firstPassage + passageCount)`. */
  readonly firstPassage: number;
  readonly passageCount: number;
}

/** A quote, cut to one passage. `from` and `to` are token indices (half-open) of the content within the passage. */
export interface PassageQuote {
  readonly kind: QuoteKind;
  readonly mode: QuoteMode;
  /** Resolved name (`Petra Solano`), or null. */
  readonly speaker: string | null;
  readonly isFullName: boolean;
  readonly from: number;
  readonly to: number;
}

/** A passage as collation sees it: words in order, no text. */
export interface PassageView {
  readonly id: number;
  readonly article: ArticleView;
  readonly role: PassageRole;
  /** Word ids, in order, as `tokenise` cuts the passage. */
  readonly words: ArrayLike<number>;
  /** `TokenFlag` bits of each word. */
  readonly flags: ArrayLike<number>;
  readonly quotes: readonly PassageQuote[];
}

/** Read access to all passages of a corpus. */
export interface PassageIndex {
  readonly vocabulary: Vocabulary;
  /** Another number whenever passages came or went: what was worked out from the index before is then dropped. */
  readonly revision: number;
  /** Another number whenever ids were given anew: until then an id means the same article or passage, or none. */
  readonly idRevision: number;
  readonly passageCount: number;
  readonly articleCount: number;
  /** The passage of an id, or undefined where its file is gone. */
  passage(id: number): PassageView | undefined;
  /** Writes the words of a live passage into `into`, as many as fit; gives how many. Makes nothing: asked of whole articles. */
  readWords(id: number, into: Int32Array): number;
  article(id: number): ArticleView | undefined;
  /** The id of a live passage's article, at the cost of an array look-up: asked for every candidate. */
  articleIdOf(passage: number): number;
  /** One more than the largest passage id that may occur, so that arrays by passage can be laid out. */
  readonly passageIdLimit: number;
  /** One more than the largest article id that may occur. */
  readonly articleIdLimit: number;
  /** In how many live passages a stem occurs. */
  passageFrequency(stem: number): number;
  /** In how many live articles a stem occurs. */
  articleFrequency(stem: number): number;
  /** The day of a live article as {@link ArticleView} has it, without the rest: asked for every candidate. */
  articleDay(id: number): number | null;
  /** The number of passages of a live article. */
  articleSize(id: number): number;
  /**
   * Adds to each live passage the weights of the terms that it holds. What stays below `least` units may be left out, or
   * have less than it should; the others are among what has reached it ({@link Weights.reached}).
   */
  gatherPassages(terms: WeightedTerms, least: number, weights: Weights): void;
  /** The same for articles; `leastAt` tells what one needs that lies so many days from `day`, more the farther. */
  gatherArticles(terms: WeightedTerms, day: number | null, leastAt: (days: number) => number, weights: Weights): void;
  /** Ids of the live passages that hold a stem, ascending. */
  postings(stem: number): ArrayLike<number>;
}
