import type { ProtocolRange, SearchFilters, SearchGrouping, SearchOrder } from '../../../../server/src/protocol';

/** What the search panel remembers of itself. */
export interface SearchState {
  readonly query: string;
  readonly filters: SearchFilters;
  readonly order: SearchOrder;
  readonly grouping: SearchGrouping;
  readonly showsFacets: boolean;
  /** The chosen hit, -1 without. */
  readonly selected: number;
}

/** The state of a panel that was never used. */
export const blankState: SearchState = {
  query: '',
  filters: {},
  order: 'date',
  grouping: 'none',
  showsFacets: false,
  selected: -1,
};

/** Texts of the panel, translated by the extension. `{0}` stands for a number or a word. */
export interface SearchTexts {
  readonly placeholder: string;
  readonly search: string;
  readonly didYouMean: string;
  readonly sortBy: string;
  readonly groupBy: string;
  readonly orders: Readonly<Record<SearchOrder, string>>;
  readonly groupings: Readonly<Record<SearchGrouping, string>>;
  readonly facets: Readonly<Record<'outlet' | 'speaker' | 'month' | 'kind' | 'language', string>>;
  readonly kinds: Readonly<Record<'direct' | 'indirect' | 'mixed', string>>;
  readonly noQuote: string;
  readonly unknown: string;
  readonly unshared: string;
  readonly filters: string;
  readonly removeFilter: string;
  readonly clearFilters: string;
  readonly showAll: string;
  readonly found: string;
  readonly foundOne: string;
  readonly foundInOneArticle: string;
  readonly foundTimes: string;
  readonly foundTimesInOneArticle: string;
  readonly foundTimesInOne: string;
  readonly nothing: string;
  readonly nothingWithFilters: string;
  readonly articlesInstead: string;
  readonly searching: string;
  readonly cut: string;
  readonly orderCut: string;
  readonly noServer: string;
  readonly hits: string;
  readonly hitsOfGroup: string;
  readonly examplesTitle: string;
  readonly examples: readonly { readonly query: string; readonly meaning: string }[];
}

/** What the extension puts into the page. */
export interface SearchPageData {
  readonly texts: SearchTexts;
  readonly state: SearchState | null;
}

/** `open`: shows a hit in an editor; `focus` moves the cursor there, `preview` leaves it in the panel. */
export interface OpenHit {
  readonly uri: string;
  readonly range: ProtocolRange;
  readonly how: 'preview' | 'focus';
}

/** Fills `{0}`, `{1}` … in. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
}
