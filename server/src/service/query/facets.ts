import type { SearchIndex } from '../../corpus/searchIndex';
import type { QuoteKind } from '../../quotation/quoteTypes';
import type { FactColumn } from './corpusSnapshot';
import type { SearchRun } from './searchRun';

/** What hits can be narrowed by, beside the query. */
export const facetNames = ['outlet', 'speaker', 'month', 'kind', 'language'] as const;
export type FacetName = (typeof facetNames)[number];

/** Chosen values by facet: a hit must have one of them. Speakers are given by id; null asks for hits where it is unknown. */
export type FacetFilters = { readonly [Name in FacetName]?: readonly (string | null)[] };

/** A value of a facet with its number of hits. */
export interface FacetCount {
  /** Null where unknown. */
  readonly value: string | null;
  /** For people: a speaker's name, else the value. */
  readonly label: string | null;
  readonly count: number;
}

/** Hits that pass the filters, and what each further choice would leave. */
export interface FilteredHits {
  /** Positions in the run's lists. */
  readonly hits: readonly number[];
  readonly articleCount: number;
  /** Counted with the other facets' filters, so that a second value of the same facet can be chosen; most first. */
  readonly facets: { readonly [Name in FacetName]: readonly FacetCount[] };
}

const kindOrder: readonly QuoteKind[] = ['direct', 'indirect', 'mixed'];

/** Most values of a facet that are returned. */
const maxFacetValues = 500;

/** Counts and filters what a run has found so far. Reads no text: one pass over numbers. */
export function filterHits(run: SearchRun, index: SearchIndex, filters: FacetFilters): FilteredHits {
  const { outlet, month, language } = run.snapshot;
  const articleFacets = [
    new ArticleFacet(outlet, filters.outlet),
    new ArticleFacet(month, filters.month),
    new ArticleFacet(language, filters.language),
  ];
  const speakers = new SpeakerFacet(index, filters.speaker);
  const kinds = new KindFacet(filters.kind);
  const hits: number[] = [];
  const articles = new Set<number>();
  for (let hit = 0; hit < run.passages.length; hit += 1) {
    const article = run.articles[hit]!;
    const { kinds: kindBits, speakers: ordinals } = run.factsOf(hit);
    let failed = 0;
    let failedFacet = -1;
    for (let facet = 0; facet < 3; facet += 1) {
      if (articleFacets[facet]!.passes(article)) continue;
      failed += 1;
      failedFacet = facet;
    }
    if (!speakers.passes(ordinals)) {
      failed += 1;
      failedFacet = 3;
    }
    if (!kinds.passes(kindBits)) {
      failed += 1;
      failedFacet = 4;
    }
    if (failed > 1) continue;
    if (failed === 0) {
      hits.push(hit);
      articles.add(article);
    }
    for (let facet = 0; facet < 3; facet += 1) {
      if (failed === 0 || failedFacet === facet) articleFacets[facet]!.count(article);
    }
    if (failed === 0 || failedFacet === 3) speakers.count(ordinals);
    if (failed === 0 || failedFacet === 4) kinds.count(kindBits);
  }
  return {
    hits,
    articleCount: articles.size,
    facets: {
      outlet: articleFacets[0]!.result('mostFirst'),
      month: articleFacets[1]!.result('inOrder'),
      language: articleFacets[2]!.result('mostFirst'),
      speaker: speakers.result(),
      kind: kinds.result(),
    },
  };
}

class ArticleFacet {
  private readonly counts: Uint32Array;
  private unknownCount = 0;
  private readonly wanted: Uint8Array | null;
  private readonly wantsUnknown: boolean;

  constructor(
    private readonly column: FactColumn,
    filter: readonly (string | null)[] | undefined,
  ) {
    this.counts = new Uint32Array(column.values.length);
    this.wantsUnknown = filter?.includes(null) ?? false;
    this.wanted =
      filter && filter.length > 0 ? Uint8Array.from(column.values, (value) => Number(filter.includes(value))) : null;
  }

  passes(article: number): boolean {
    if (this.wanted === null) return true;
    const value = this.column.ofArticle[article]!;
    return value < 0 ? this.wantsUnknown : this.wanted[value] === 1;
  }

  count(article: number): void {
    const value = this.column.ofArticle[article]!;
    if (value < 0) this.unknownCount += 1;
    else this.counts[value]! += 1;
  }

  result(order: 'mostFirst' | 'inOrder'): FacetCount[] {
    const { values } = this.column;
    const counts: FacetCount[] = [];
    for (let value = 0; value < values.length; value += 1) {
      const count = this.counts[value]!;
      if (count > 0) counts.push({ value: values[value]!, label: values[value]!, count });
    }
    if (order === 'inOrder') counts.sort((a, b) => (a.value! < b.value! ? -1 : 1));
    else counts.sort(mostFirst);
    if (this.unknownCount > 0) counts.push({ value: null, label: null, count: this.unknownCount });
    return counts.slice(0, maxFacetValues);
  }
}

class SpeakerFacet {
  private readonly counts = new Map<number, number>();
  private unknownCount = 0;
  private readonly wanted: ReadonlySet<number> | null;
  private readonly wantsUnknown: boolean;

  constructor(
    private readonly index: SearchIndex,
    filter: readonly (string | null)[] | undefined,
  ) {
    this.wantsUnknown = filter?.includes(null) ?? false;
    if (!filter || filter.length === 0) {
      this.wanted = null;
      return;
    }
    const wanted = new Set<number>();
    for (let speaker = 0; speaker < index.speakerLimit; speaker += 1) {
      const record = index.speaker(speaker);
      if (record !== undefined && filter.includes(record.id)) wanted.add(speaker);
    }
    this.wanted = wanted;
  }

  passes(speakers: readonly number[]): boolean {
    if (this.wanted === null) return true;
    return speakers.length === 0 ? this.wantsUnknown : speakers.some((speaker) => this.wanted!.has(speaker));
  }

  count(speakers: readonly number[]): void {
    if (speakers.length === 0) this.unknownCount += 1;
    for (const speaker of speakers) this.counts.set(speaker, (this.counts.get(speaker) ?? 0) + 1);
  }

  result(): FacetCount[] {
    const most = [...this.counts].sort((a, b) => b[1] - a[1]).slice(0, maxFacetValues);
    const counts: FacetCount[] = [];
    for (const [speaker, count] of most) {
      const record = this.index.speaker(speaker);
      if (record !== undefined) counts.push({ value: record.id, label: record.name, count });
    }
    counts.sort(mostFirst);
    if (this.unknownCount > 0) counts.push({ value: null, label: null, count: this.unknownCount });
    return counts;
  }
}

class KindFacet {
  private readonly counts = [0, 0, 0];
  private unknownCount = 0;
  private readonly wanted: number | null;
  private readonly wantsUnknown: boolean;

  constructor(filter: readonly (string | null)[] | undefined) {
    this.wantsUnknown = filter?.includes(null) ?? false;
    this.wanted =
      filter && filter.length > 0
        ? kindOrder.reduce((bits, kind, index) => (filter.includes(kind) ? bits | (1 << index) : bits), 0)
        : null;
  }

  passes(kinds: number): boolean {
    if (this.wanted === null) return true;
    return kinds === 0 ? this.wantsUnknown : (kinds & this.wanted) !== 0;
  }

  count(kinds: number): void {
    if (kinds === 0) this.unknownCount += 1;
    for (let index = 0; index < kindOrder.length; index += 1) if (kinds & (1 << index)) this.counts[index]! += 1;
  }

  result(): FacetCount[] {
    const counts: FacetCount[] = kindOrder.flatMap((kind, index) =>
      this.counts[index]! > 0 ? [{ value: kind, label: kind, count: this.counts[index]! }] : [],
    );
    if (this.unknownCount > 0) counts.push({ value: null, label: null, count: this.unknownCount });
    return counts;
  }
}

function mostFirst(a: FacetCount, b: FacetCount): number {
  return b.count - a.count || ((a.label ?? '') < (b.label ?? '') ? -1 : 1);
}
