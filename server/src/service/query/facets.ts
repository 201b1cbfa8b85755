import type { FactColumn, SearchIndex } from '../../corpus/searchIndex';
import type { QuoteKind } from '../../quotation/quoteTypes';
import { Concordance } from './concordance';
import type { HitFacts } from './hitFacts';
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

/** Counts and filters what a run has found so far, at once. */
export function filterHits(run: SearchRun, index: SearchIndex, filters: FacetFilters): FilteredHits {
  const filter = new HitFilter(run, index, filters);
  filter.follow(Infinity);
  return filter.result();
}

/** Counts and filters the hits of a run as they come. Reads no text: one pass over numbers, from where it stopped. */
export class HitFilter {
  /** Positions in the run's lists of the hits that pass. */
  readonly hits: number[] = [];
  /** Their lines, as far as they were asked for. */
  readonly concordance: Concordance;
  private next = 0;
  private articleCount = 0;
  private lastArticle = -1;
  private readonly articleFacets: readonly ArticleFacet[];
  private readonly speakers: SpeakerFacet;
  private readonly kinds: KindFacet;

  constructor(
    readonly run: SearchRun,
    index: SearchIndex,
    filters: FacetFilters,
  ) {
    this.concordance = new Concordance(run, this.hits);
    const { outlet, month, language } = run.snapshot;
    this.articleFacets = [
      new ArticleFacet(outlet, filters.outlet),
      new ArticleFacet(month, filters.month),
      new ArticleFacet(language, filters.language),
    ];
    this.speakers = new SpeakerFacet(index, run.facts, filters.speaker);
    this.kinds = new KindFacet(filters.kind);
  }

  /** Whether nothing is left to be found, to be counted or to be cut into lines. */
  get isComplete(): boolean {
    return this.run.isComplete && this.isUpToDate && this.concordance.isUpToDate;
  }

  /** Whether all hits that the run has so far are counted. */
  get isUpToDate(): boolean {
    return this.next === this.run.passages.length;
  }

  /** Follows the run until a time of `performance.now()`. */
  follow(until: number): void {
    const { run } = this;
    while (!this.isUpToDate) {
      const end = Math.min(run.passages.length, this.next + 128);
      run.readFacts(end);
      for (; this.next < end; this.next += 1) this.take(this.next);
      if (performance.now() >= until) return;
    }
  }

  result(): FilteredHits {
    const [outlet, month, language] = this.articleFacets;
    return {
      hits: this.hits,
      articleCount: this.articleCount,
      facets: {
        outlet: outlet!.result('mostFirst'),
        month: month!.result('inOrder'),
        language: language!.result('mostFirst'),
        speaker: this.speakers.result(),
        kind: this.kinds.result(),
      },
    };
  }

  private take(hit: number): void {
    const { articleFacets, speakers, kinds } = this;
    const article = this.run.articles[hit]!;
    const kindBits = this.run.facts.kindsOf(hit);
    let failed = 0;
    let failedFacet = -1;
    for (let facet = 0; facet < 3; facet += 1) {
      if (articleFacets[facet]!.passes(article)) continue;
      failed += 1;
      failedFacet = facet;
    }
    if (!speakers.passes(hit)) {
      failed += 1;
      failedFacet = 3;
    }
    if (!kinds.passes(kindBits)) {
      failed += 1;
      failedFacet = 4;
    }
    if (failed > 1) return;
    if (failed === 0) {
      this.hits.push(hit);
      // Hits of an article stand together.
      if (article !== this.lastArticle) this.articleCount += 1;
      this.lastArticle = article;
    }
    for (let facet = 0; facet < 3; facet += 1) {
      if (failed === 0 || failedFacet === facet) articleFacets[facet]!.count(article);
    }
    if (failed === 0 || failedFacet === 3) speakers.count(hit);
    if (failed === 0 || failedFacet === 4) kinds.count(kindBits);
  }
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
    private readonly facts: HitFacts,
    filter: readonly (string | null)[] | undefined,
  ) {
    this.wantsUnknown = filter?.includes(null) ?? false;
    this.wanted =
      filter && filter.length > 0
        ? new Set(filter.flatMap((id) => (id === null ? [] : (index.speakerWithId(id) ?? []))))
        : null;
  }

  passes(hit: number): boolean {
    if (this.wanted === null) return true;
    const end = this.facts.speakersEnd(hit);
    let at = this.facts.speakersFrom(hit);
    if (at === end) return this.wantsUnknown;
    for (; at < end; at += 1) if (this.wanted.has(this.facts.speakerAt(at))) return true;
    return false;
  }

  count(hit: number): void {
    const end = this.facts.speakersEnd(hit);
    let at = this.facts.speakersFrom(hit);
    if (at === end) this.unknownCount += 1;
    for (; at < end; at += 1) {
      const speaker = this.facts.speakerAt(at);
      this.counts.set(speaker, (this.counts.get(speaker) ?? 0) + 1);
    }
  }

  result(): FacetCount[] {
    const least = leastOfMost(this.counts.values(), maxFacetValues);
    const counts: FacetCount[] = [];
    for (const [speaker, count] of this.counts) {
      if (count < least || (count === least && counts.length >= maxFacetValues)) continue;
      const named = this.index.speaker(speaker);
      if (named !== undefined) counts.push({ value: named.id, label: named.name, count });
    }
    counts.sort(mostFirst);
    counts.length = Math.min(counts.length, maxFacetValues);
    if (this.unknownCount > 0) counts.push({ value: null, label: null, count: this.unknownCount });
    return counts;
  }
}

/** A count that at most about `wanted` of the counts reach; counts up to 1,000 are told apart. Sorting all would be slower. */
function leastOfMost(counts: Iterable<number>, wanted: number): number {
  const howMany = new Uint32Array(1001);
  for (const count of counts) howMany[Math.min(count, 1000)]! += 1;
  let sum = 0;
  for (let count = 1000; count > 1; count -= 1) {
    sum += howMany[count]!;
    if (sum >= wanted) return count;
  }
  return 1;
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
