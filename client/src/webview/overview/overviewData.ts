import type {
  OverviewAnswer,
  OverviewGapName,
  OverviewParams,
  OverviewRow,
  ProtocolFactPlace,
  ProtocolPosition,
} from '../../../../server/src/protocol';

/** A fact that a reader may fill in. */
export type EditableFact = 'outlet' | 'date' | 'headline' | 'byline';
export const editableFacts: readonly EditableFact[] = ['outlet', 'date', 'headline', 'byline'];

/** What is typed of one article and not yet written. */
export interface PendingArticle {
  readonly uri: string;
  readonly index: number;
  /** Its place among several articles of its file; null where it is alone. */
  readonly article: number | null;
  readonly facts: Readonly<Partial<Record<EditableFact, string>>>;
}

/** How the page shows the corpus; kept over hiding and reload. */
export interface OverviewState {
  readonly missing: OverviewParams['missing'];
  readonly place: ProtocolFactPlace | null;
  readonly words: string;
  readonly order: OverviewParams['order'];
  readonly direction: OverviewParams['direction'];
  readonly scrollTop: number;
  readonly pending: readonly PendingArticle[];
}

export const blankOverview: OverviewState = {
  missing: null,
  place: null,
  words: '',
  order: 'path',
  direction: 'ascending',
  scrollTop: 0,
  pending: [],
};

/** Most articles with typed facts, and most that are chosen at once. */
export const maxPending = 10_000;

/** What the extension puts into the page. */
export interface OverviewPageData {
  readonly strings: OverviewStrings;
}

/** Requests of the page and their parameters; see `overviewPanel.ts`. Answers beside them. */
export interface OverviewRequests {
  /** → {@link OverviewAnswer} or null */
  readonly load: OverviewParams;
  /** → names, most articles first */
  readonly outlets: null;
  readonly openArticle: { readonly uri: string; readonly start: ProtocolPosition };
  /** Leads to what proves a fact. */
  readonly openEvidence: {
    readonly uri: string;
    readonly article: number | null;
    readonly start: ProtocolPosition;
    readonly fact: EditableFact;
    readonly value: string;
    readonly place: ProtocolFactPlace;
  };
  /** → the outlet or date that the reader names for so many articles, or null */
  readonly askFact: { readonly fact: 'outlet' | 'date'; readonly count: number };
  /** Shows what would be written. → whether it was */
  readonly preview: { readonly articles: readonly PendingArticle[] };
  readonly folderOutlet: { readonly uri: string };
}

export type { OverviewAnswer, OverviewGapName, OverviewRow, ProtocolFactPlace };

/** All words of the page, in the reader's language. */
export interface OverviewStrings {
  readonly title: string;
  readonly loading: string;
  readonly notRunning: string;
  readonly allArticles: string;
  readonly complete: string;
  readonly incomplete: string;
  readonly known: string;
  readonly missingCount: string;
  readonly allKnown: string;
  readonly filterWords: string;
  readonly anyEvidence: string;
  readonly evidence: string;
  readonly shown: string;
  readonly nothing: string;
  readonly table: string;
  readonly columns: Readonly<Record<'article' | EditableFact, string>>;
  readonly places: Readonly<Record<ProtocolFactPlace, string>>;
  readonly missing: string;
  readonly unwritten: string;
  readonly was: string;
  readonly openEvidence: string;
  readonly openArticle: string;
  readonly ofSeveral: string;
  readonly notADate: string;
  readonly oneQuote: string;
  readonly quotes: string;
  readonly credit: string;
  readonly genres: Readonly<Record<string, string>>;
  readonly select: string;
  readonly selected: string;
  readonly selectAll: string;
  readonly clearSelection: string;
  readonly setOutlet: string;
  readonly setDate: string;
  readonly folderOutlet: string;
  readonly changes: string;
  readonly preview: string;
  readonly discard: string;
  readonly written: string;
  readonly tooMany: string;
  readonly hint: string;
}
