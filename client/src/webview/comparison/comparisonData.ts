import type { ProtocolPlace, ProtocolPosition, ProtocolVariant } from '../../../../server/src/protocol';

/** What a comparison panel compares: the versions of the statement at a place, or whole articles. */
export type ComparisonInput =
  | { readonly type: 'statement'; readonly uri: string; readonly position: ProtocolPosition }
  | { readonly type: 'articles'; readonly articles: readonly { readonly uri: string; readonly index: number }[] };

/** How the panel shows it; kept over hiding and reload. */
export interface ComparisonView {
  readonly base: number | null;
  readonly layout: 'texts' | 'table';
  readonly onlyDifferences: boolean;
  readonly isHeatMap: boolean;
  readonly hiddenVariants: readonly ProtocolVariant[];
}

export const defaultComparisonView: ComparisonView = {
  base: null,
  layout: 'texts',
  onlyDifferences: false,
  isHeatMap: false,
  hiddenVariants: [],
};

/** What is kept of a panel. */
export interface ComparisonState {
  readonly input: ComparisonInput;
  readonly view: ComparisonView;
}

/** What the extension puts into the page. */
export interface ComparisonPageData {
  readonly input: ComparisonInput;
  readonly strings: ComparisonStrings;
}

/** Requests of the page and their parameters; see `comparePanel.ts`. */
export interface ComparisonRequests {
  readonly load: { readonly base: number | null };
  readonly open: ProtocolPlace;
  readonly diff: { readonly base: number };
  readonly export: { readonly base: number };
}

/** All words of the page, in the reader's language. */
export interface ComparisonStrings {
  readonly title: string;
  readonly articlesTitle: string;
  readonly loading: string;
  readonly nothing: string;
  readonly base: string;
  /** Beside the name of the version that is the base. */
  readonly baseTag: string;
  readonly layout: string;
  readonly texts: string;
  readonly table: string;
  readonly onlyDifferences: string;
  readonly heatMap: string;
  readonly previous: string;
  readonly next: string;
  readonly openDiff: string;
  readonly export: string;
  readonly kinds: string;
  readonly original: string;
  readonly originalIs: string;
  readonly undetermined: string;
  readonly oneCopy: string;
  readonly copies: string;
  readonly differenceOf: string;
  readonly noDifferences: string;
  readonly lacks: string;
  readonly nothingHere: string;
  readonly truncated: string;
  readonly sharedShare: string;
  readonly openText: string;
  readonly direct: string;
  readonly indirect: string;
  readonly mixed: string;
  readonly confidence: readonly [string, string, string];
  readonly variants: Readonly<Record<ProtocolVariant, string>>;
}
