import type { VariantType } from './collation/apparatus';
import type { FactPlace } from './text/factPlace';

/**
 * The requests and notifications beyond LSP that server and client share: plain types only, and no
 * import but of types, so that no code of the server reaches the client. Positions are LSP positions, spans of article
 * text are never markup: clients set them as text.
 */

/** Zero-based line and UTF-16 character, as in LSP. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

/** Half-open range of positions, as in LSP. */
export interface ProtocolRange {
  readonly start: ProtocolPosition;
  readonly end: ProtocolPosition;
}

/** What the command line of the `initialize` request may carry. */
export interface InitializationOptions {
  /** A folder for the index; without it nothing is kept between runs. */
  readonly storagePath?: string;
  /** Whether the client registers `variorum.showVersions` and the like, so that lenses and hovers may name them. */
  readonly commands?: readonly string[];
}

/** Server → client: how things stand. Drives the status item. */
export const statusNotification = 'variorum/status';
export interface StatusParams {
  readonly health: 'ok' | 'warning' | 'error';
  /** False while indexing. */
  readonly quiescent: boolean;
  /** One line for people; empty where there is nothing to say. */
  readonly message: string;
  readonly fileCount: number;
  readonly articleCount: number;
  readonly quoteCount: number;
  /** Files left out (too large, binary, unreadable …), with the reason. At most 100 are listed. */
  readonly leftOut: readonly { readonly uri: string; readonly reason: string }[];
  readonly leftOutCount: number;
}

/** Client → server: index anew, forgetting what is stored. */
export const rebuildIndexRequest = 'variorum/rebuildIndex';

/** One version of a statement, as the views show it. */
export interface VersionItem {
  readonly uri: string;
  readonly range: ProtocolRange;
  readonly text: string;
  readonly outlet: string | null;
  readonly date: string | null;
  readonly headline: string | null;
  readonly speaker: string | null;
  readonly kind: string | null;
  readonly score: number;
  readonly grade: string;
  readonly isOriginal: boolean;
}

/** A statement with its versions. */
export interface StatementItem {
  readonly id: string;
  readonly speaker: string | null;
  readonly original: { readonly member: number; readonly reason: string; readonly confidence: number } | null;
  readonly members: readonly VersionItem[];
}

/** Client → server: the statement under a position, or null. */
export const statementAtRequest = 'variorum/statementAt';
export interface StatementAtParams {
  readonly uri: string;
  readonly position: ProtocolPosition;
  readonly includePossible?: boolean;
}

/** Client → server: the statements of one file, in order, for the Statements view. */
export const statementsOfFileRequest = 'variorum/statementsOfFile';
export interface StatementsOfFileParams {
  readonly uri: string;
}
export interface FileStatementItem {
  readonly range: ProtocolRange;
  /** First words of the passage. */
  readonly label: string;
  readonly speaker: string | null;
  /** Versions in other articles. */
  readonly versionCount: number;
  readonly original: string | null;
}

/** Client → server: speakers of the corpus, most quoted first, at most 5,000. */
export const speakersRequest = 'variorum/speakers';
export interface SpeakerItem {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly aliases: readonly string[];
  readonly quoteCount: number;
  readonly articleCount: number;
}

/** Client → server: quotes of a speaker by date, at most 500. */
export const quotesOfSpeakerRequest = 'variorum/quotesOfSpeaker';
export interface QuotesOfSpeakerParams {
  readonly id: string;
}
export interface QuoteItem {
  readonly uri: string;
  readonly range: ProtocolRange;
  readonly text: string;
  readonly kind: string;
  readonly outlet: string | null;
  readonly date: string | null;
  readonly headline: string | null;
}

/** Client → server: outlets of the corpus, most articles first; null is "no outlet known". */
export const outletsRequest = 'variorum/outlets';
export interface OutletItem {
  readonly name: string | null;
  readonly articleCount: number;
  readonly quoteCount: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
}

/** Client → server: articles of an outlet by date, at most 2,000. */
export const articlesOfOutletRequest = 'variorum/articlesOfOutlet';
export interface ArticlesOfOutletParams {
  readonly name: string | null;
}
export interface ArticleItem {
  readonly uri: string;
  readonly range: ProtocolRange;
  /** Position among the articles of its file. */
  readonly index: number;
  readonly headline: string | null;
  readonly outlet: string | null;
  readonly date: string | null;
  readonly quoteCount: number;
}

/** Client → server: what is known of all articles, from which evidence, and what is missing: figures and a page of a table. */
export const overviewRequest = 'variorum/overview';
/** Where a fact was read; see `text/factPlace.ts`. */
export type ProtocolFactPlace = FactPlace;
export type OverviewGapName = 'outlet' | 'date' | 'headline';
export interface OverviewParams {
  /** Only articles that lack this fact, or any of the three. */
  readonly missing: OverviewGapName | 'any' | null;
  /** Only articles with outlet, date or headline read there. */
  readonly place: ProtocolFactPlace | null;
  /** Words that must all stand in path, outlet, date, headline or byline. */
  readonly words: string;
  readonly order: 'path' | OverviewGapName | 'byline';
  readonly direction: 'ascending' | 'descending';
  readonly offset: number;
  /** At most 2,000. */
  readonly limit: number;
}
export interface OverviewAnswer {
  readonly articleCount: number;
  readonly missing: Readonly<Record<OverviewGapName | 'any', number>>;
  readonly places: Readonly<
    Record<OverviewGapName, readonly { readonly place: ProtocolFactPlace; readonly count: number }[]>
  >;
  /** How many articles fit. */
  readonly total: number;
  readonly rows: readonly OverviewRow[];
}
export interface OverviewFact {
  readonly value: string;
  readonly place: ProtocolFactPlace;
}
export interface OverviewRow {
  readonly uri: string;
  /** Inside the corpus. */
  readonly path: string;
  /** Position among the articles of its file, and how many these are: `metadata.csv` cannot speak of one of several. */
  readonly index: number;
  readonly siblingCount: number;
  /** Where the article begins. */
  readonly start: ProtocolPosition;
  readonly outlet: OverviewFact | null;
  readonly date: OverviewFact | null;
  readonly headline: OverviewFact | null;
  readonly byline: OverviewFact | null;
  readonly credit: OverviewFact | null;
  readonly genre: string;
  readonly language: string | null;
  readonly quoteCount: number;
}

/** Client → server: how an outlet stands among the others; reads at most 300 of its articles. */
export const outletProfileRequest = 'variorum/outletProfile';
export interface OutletProfile {
  readonly articleCount: number;
  readonly quoteCount: number;
  /** How many articles the rest is counted from. */
  readonly readCount: number;
  /** Passages with versions in other outlets, and in how many of them this outlet's is the earliest by date. */
  readonly sharedCount: number;
  readonly firstCount: number;
  /** Outlets that share statements with this one, most first, at most 10. */
  readonly partners: readonly { readonly name: string; readonly count: number }[];
}

/** Client → server: the statements of the corpus with most versions, at most 100; partial where the time ran out. */
export const sharedStatementsRequest = 'variorum/sharedStatements';
export interface SharedStatements {
  readonly statements: readonly StatementItem[];
  readonly isPartial: boolean;
}

/** Client → server: where the quotes of a file are, in order, for "next quote". */
export const quoteRangesRequest = 'variorum/quoteRanges';
export interface QuoteRangesParams {
  readonly uri: string;
}

/** Client → server: what is known of the article at a position, from which evidence; null outside all articles. */
export const articleFactsRequest = 'variorum/articleFacts';
export interface ArticleFactsParams {
  readonly uri: string;
  readonly position: ProtocolPosition;
}
export interface FactItem {
  readonly value: string;
  /** `metadata`, `frontMatter`, `text`, `settings` or `path`. */
  readonly evidence: string;
  readonly range: ProtocolRange | null;
}
export interface ArticleFacts {
  readonly index: number;
  /** How many articles the file holds: `metadata.csv` speaks of all of them at once. */
  readonly articleCount: number;
  readonly headline: FactItem | null;
  readonly outlet: FactItem | null;
  readonly date: FactItem | null;
  readonly byline: FactItem | null;
  readonly credit: FactItem | null;
}

/** Client → server: an entry for `corrections` in `variorum.json` on two passages, with anchors; null where either is none. */
export const draftCorrectionRequest = 'variorum/draftCorrection';
export interface DraftCorrectionParams {
  readonly type: 'same' | 'notSame';
  readonly a: StatementAtParams;
  readonly b: StatementAtParams;
}
export interface AnchoredPassage {
  readonly uri: string;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly position: number;
}
export interface CorrectionDraft {
  readonly type: 'same' | 'notSame';
  readonly a: AnchoredPassage;
  readonly b: AnchoredPassage;
}

// Comparison, timeline, omissions, conflicts, citation. All `text` is article text: panels set it as text, never as markup.

/** How a reading departs from the base's. */
export type ProtocolVariant = VariantType;

/** A place that a click leads to. */
export interface ProtocolPlace {
  readonly uri: string;
  readonly range: ProtocolRange;
}

/** A version as a column of a comparison. */
export interface ComparedVersionItem extends ProtocolPlace {
  readonly outlet: string | null;
  readonly date: string | null;
  readonly headline: string | null;
  readonly speaker: string | null;
  readonly kind: string | null;
  readonly grade: string;
  readonly isOriginal: boolean;
  /** Copies of the same wire story that are folded into it. */
  readonly copyCount: number;
  /** What stands before the first word: an opening quotation mark. */
  readonly head: string;
}

/** Client → server: the versions of the statement under a position, word by word; null where it has none. */
export const compareStatementRequest = 'variorum/compareStatement';
export interface CompareStatementParams {
  readonly uri: string;
  readonly position: ProtocolPosition;
  /** The version that variants are told from, as a place in the last answer's `versions`. */
  readonly base?: number;
}
export interface StatementComparison {
  readonly speaker: string | null;
  readonly versions: readonly ComparedVersionItem[];
  readonly base: number;
  readonly rows: readonly {
    /** How contested the words are: 0 where all agree, 1 where each says something else. */
    readonly contested: number;
    readonly readings: readonly {
      readonly variant: ProtocolVariant | null;
      readonly parts: readonly { readonly text: string; readonly tail: string; readonly range: ProtocolRange }[];
    }[];
  }[];
  readonly original: { readonly version: number; readonly reason: string; readonly confidence: number } | null;
  readonly isTruncated: boolean;
  readonly leftOutCount: number;
}

/** Client → server: that comparison as a file's content; null where there is none. */
export const exportComparisonRequest = 'variorum/exportComparison';
export interface ExportComparisonParams extends CompareStatementParams {
  readonly format: 'html' | 'markdown' | 'csv';
  /** Translated words; English without. */
  readonly labels?: ComparisonLabels;
}
export interface ComparisonLabels {
  readonly title: string;
  readonly unknownOutlet: string;
  readonly original: string;
  readonly base: string;
  readonly variants: Readonly<Record<ProtocolVariant, string>>;
}

/** Client → server: two to six whole articles, sentence by sentence; null where fewer than two are known. */
export const compareArticlesRequest = 'variorum/compareArticles';
export interface CompareArticlesParams {
  readonly articles: readonly { readonly uri: string; readonly index: number }[];
}
export interface ArticlesComparison {
  readonly articles: readonly (ProtocolPlace & {
    readonly outlet: string | null;
    readonly date: string | null;
    readonly headline: string | null;
  })[];
  readonly rows: readonly {
    readonly sentences: readonly ({
      readonly range: ProtocolRange;
      readonly role: string;
      readonly score: number | null;
      readonly runs: readonly { readonly text: string; readonly differs: boolean }[];
    } | null)[];
  }[];
  /** Per article but the first: the share of its sentences that stand in the first too. */
  readonly sharedShare: readonly number[];
}

/** Client → server: the versions of a statement, or the reports of an event, over time; null where there are none. */
export const timelineRequest = 'variorum/timeline';
export interface TimelineParams {
  readonly uri: string;
  readonly position: ProtocolPosition;
  readonly scope: 'statement' | 'event';
}
export interface TimelineAnswer {
  readonly title: string;
  readonly marks: readonly (ProtocolPlace & {
    readonly outlet: string | null;
    readonly headline: string | null;
    readonly date: string;
    /** Milliseconds since 1970 UTC. */
    readonly time: number;
    readonly isExact: boolean;
    readonly kind: 'direct' | 'indirect' | 'mixed' | 'summary';
    readonly speaker: string | null;
    readonly text: string;
    readonly isOriginal: boolean;
    readonly statementCount: number;
  })[];
  readonly edges: readonly { readonly from: number; readonly to: number }[];
  readonly undatedCount: number;
  readonly isTruncated: boolean;
}

/** Client → server: what the article under a position leaves out; null outside all articles. */
export const omissionsRequest = 'variorum/omissions';
export interface OmissionsParams {
  readonly uri: string;
  readonly position: ProtocolPosition;
}
export interface OmittedStatementItem extends ProtocolPlace {
  readonly outlet: string | null;
  readonly date: string | null;
  readonly text: string;
  readonly speaker: string | null;
  /** In how many of the other reports it stands. */
  readonly reportCount: number;
  readonly others: readonly (ProtocolPlace & { readonly outlet: string | null; readonly date: string | null })[];
}
export interface OmissionsAnswer {
  /** Position of the article in its file. */
  readonly index: number;
  readonly headline: string | null;
  readonly outlet: string | null;
  readonly reports: readonly (ProtocolPlace & {
    readonly outlet: string | null;
    readonly date: string | null;
    readonly headline: string | null;
    readonly index: number;
    readonly sharedCount: number;
  })[];
  readonly missing: readonly OmittedStatementItem[];
  readonly onlyHere: readonly OmittedStatementItem[];
  readonly isTruncated: boolean;
}

/** A contradiction between versions of one statement. */
export interface ConflictItem {
  readonly type: 'number' | 'date' | 'name' | 'negation' | 'speaker';
  readonly readings: readonly (ProtocolPlace & {
    readonly text: string;
    readonly outlet: string | null;
    readonly date: string | null;
    readonly speaker: string | null;
  })[];
}

/** Client → server: the contradictions that passages of a file take part in. */
export const conflictsOfFileRequest = 'variorum/conflictsOfFile';
export interface ConflictsOfFileParams {
  readonly uri: string;
}

/** Client → server: the first contradictions of the whole corpus. */
export const conflictsRequest = 'variorum/conflicts';
export interface ConflictsParams {
  readonly limit: number;
}

/** Client → server: a passage with its citation, for the clipboard; null outside all articles. */
export const citationRequest = 'variorum/citation';
export interface CitationParams {
  readonly uri: string;
  /** What is quoted; an empty range stands for the whole sentence. */
  readonly range: ProtocolRange;
  readonly format: 'text' | 'markdown' | 'bibtex' | 'csl';
  /** The file's path as it is to be cited. */
  readonly path: string;
}

/** Client → server: one page of a search for the search panel; null where the server fails. */
export const searchPageRequest = 'variorum/searchPage';
export type SearchOrder = 'date' | 'dateDescending' | 'outlet' | 'left' | 'right';
export type SearchGrouping = 'none' | 'statement' | 'outlet' | 'speaker';
export type SearchFacetName = 'outlet' | 'speaker' | 'month' | 'kind' | 'language';
/** Chosen values by facet; null stands for "unknown". */
export type SearchFilters = { readonly [Name in SearchFacetName]?: readonly (string | null)[] };
export interface SearchPageParams {
  readonly query: string;
  readonly filters: SearchFilters;
  readonly order: SearchOrder;
  readonly grouping: SearchGrouping;
  readonly offset: number;
  readonly limit: number;
}
/** What is wrong with a query: `code` and `args` for translation, `message` in English, offsets into the query. */
export interface SearchProblem {
  readonly code: string;
  readonly args: readonly string[];
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly suggestion: string | null;
}
export interface SearchFacetCount {
  readonly value: string | null;
  readonly label: string | null;
  readonly count: number;
}
/** An occurrence as a line: all of it is text, never markup. */
export interface SearchRowItem {
  readonly uri: string;
  /** The occurrence; the sentence where no words are asked for. */
  readonly range: ProtocolRange;
  readonly left: string;
  readonly match: string;
  readonly right: readonly { readonly text: string; readonly isMatch: boolean }[];
  readonly outlet: string | null;
  readonly date: string | null;
  readonly headline: string | null;
  readonly speaker: string | null;
  readonly kind: string | null;
}
export interface SearchPageResult {
  readonly problems: readonly SearchProblem[];
  /** Sentences that match. */
  readonly total: number;
  readonly articleCount: number;
  /** Rows of the list: a sentence has one for each occurrence. */
  readonly lineCount: number;
  /** Whether there are more: occurrences are told apart in the first sentences only. */
  readonly areLinesCut: boolean;
  /** False while the search goes on: ask again. */
  readonly isComplete: boolean;
  /** Whether a bound ended the search. */
  readonly isCut: boolean;
  /** Whether only the first hits are in the order or the groups that were asked for. */
  readonly isOrderCut: boolean;
  readonly facets: { readonly [Name in SearchFacetName]: readonly SearchFacetCount[] };
  /** Runs of rows in their order; empty without grouping. */
  readonly groups: readonly { readonly label: string | null; readonly count: number }[];
  readonly rows: readonly SearchRowItem[];
  /** How many articles match where no single sentence does. */
  readonly articlesInstead: number;
}

/** Client → server: a search result as a text to keep. */
export const searchExportRequest = 'variorum/searchExport';
export interface SearchExportParams extends Pick<SearchPageParams, 'query' | 'filters' | 'order'> {
  readonly format: 'csv' | 'jsonl' | 'markdown';
}
export interface SearchExportResult {
  readonly text: string;
  readonly count: number;
  /** Whether there are more hits than an export holds. */
  readonly isCut: boolean;
}
