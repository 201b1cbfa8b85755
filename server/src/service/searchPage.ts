import { CancelledError, neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { sliceMs, TimeSlice } from '../base/timeSlice';
import type { CorpusReader, SearchHit } from '../corpus/corpusTypes';
import type { ExportedHit } from './query/exportHits';
import { groupHits, type GroupedHits, type HitGroup, type HitGrouping } from './groupHits';
import {
  filterHits,
  type FacetCount,
  type FacetFilters,
  type FacetName,
  type FilteredHits,
  type HitFilter,
} from './query/facets';
import { kwicLine, type KwicLine } from './query/kwic';
import { orderHits, type HitOrder } from './query/orderHits';
import type { QueryProblem } from './query/queryTypes';
import { prepareSpeakersFor, SearchEngine } from './query/searchEngine';
import { hitAt } from './query/searchHits';
import type { SearchRun } from './query/searchRun';
import { readTexts } from './readTexts';

/** A question of the search panel. */
export interface SearchQuestion {
  readonly query: string;
  readonly filters: FacetFilters;
  readonly order: HitOrder;
  readonly grouping: HitGrouping;
  /** Which hits of the ordered list are wanted. */
  readonly offset: number;
  readonly limit: number;
}

/** A hit with its line, and the text of its file. */
export interface SearchRow extends KwicLine {
  readonly hit: SearchHit;
  readonly text: string;
}

/** A page of hits, and what is known of all hits so far. */
export interface SearchPage {
  readonly problems: readonly QueryProblem[];
  readonly total: number;
  readonly articleCount: number;
  /** False while the search goes on: ask again. */
  readonly isComplete: boolean;
  /** Whether a bound ended the search. */
  readonly isCut: boolean;
  /** Whether only the first hits could be put in the order or the groups that were asked for. */
  readonly isOrderCut: boolean;
  readonly facets: { readonly [Name in FacetName]: readonly FacetCount[] };
  /** In the order of the hits; empty without grouping. */
  readonly groups: readonly HitGroup[];
  readonly rows: readonly SearchRow[];
  /** Where no sentence has all that is asked for: how many articles have it somewhere (at most 1,000 are counted). */
  readonly articlesInstead: number;
}

/** How long an answer may search for the rows that it shows: with fewer it says that there is more to come. */
const pageMs = 30;
/** How long it may search in all once it has its rows, so that most results are whole at once. */
const restMs = 8;

/** The part of the result that the panel shows. Answers at once with what is found so far, while the search goes on. */
export async function searchPage(
  reader: CorpusReader,
  question: SearchQuestion,
  token: CancellationToken = neverCancelled,
): Promise<SearchPage> {
  const engine = SearchEngine.of(reader.searchIndex());
  const { run, problems } = engine.start(question.query);
  if (run === null) return { ...emptyPage, problems };
  engine.holdBackground();
  const filter = engine.filterOf(run, question.filters);
  await findPage(engine, run, filter, question, token);
  const filtered = filter.result();
  const ordered = await orderOnce(engine, run, filtered, question, reader, token);
  const isComplete = run.isComplete && filter.isUpToDate;
  const positions = ordered.hits.slice(question.offset, question.offset + question.limit);
  const rows = await rowsAt(run, positions, reader, token);
  if (!isComplete) engine.goOn(run, filter);
  return {
    problems: [],
    total: filtered.hits.length,
    articleCount: filtered.articleCount,
    isComplete,
    isCut: run.isCut,
    isOrderCut: ordered.isCut,
    facets: filtered.facets,
    groups: ordered.groups,
    rows,
    articlesInstead:
      run.isComplete && run.passages.length === 0 ? await countArticles(engine, question.query, token) : 0,
  };
}

/** Searches until the rows that are asked for are found or {@link pageMs} are over; the rest goes on in the background. */
async function findPage(
  engine: SearchEngine,
  run: SearchRun,
  filter: HitFilter,
  { offset, limit }: SearchQuestion,
  token: CancellationToken,
): Promise<void> {
  const started = performance.now();
  const limited = (ms: number): CancellationToken => ({
    get isCancellationRequested() {
      return token.isCancellationRequested || performance.now() > started + ms;
    },
  });
  const slice = new TimeSlice(token);
  const isFound = (): boolean => run.isComplete && filter.isUpToDate;
  while (!isFound()) {
    const isEnough = filter.hits.length >= offset + limit;
    const limitMs = isEnough ? restMs : pageMs;
    if (performance.now() > started + limitMs) break;
    const wanted = isEnough ? Infinity : run.passages.length + Math.max(limit, offset + limit - filter.hits.length);
    await run.advance(wanted, limited(limitMs)).catch(ignoreCancelled);
    throwIfCancelled(token);
    filter.follow(Math.min(performance.now() + sliceMs, started + limitMs));
    await slice.pause();
  }
}

/** Hits for an export, in order, at most `limit`; the text is the whole sentence. */
export async function hitsForExport(
  reader: CorpusReader,
  question: Pick<SearchQuestion, 'query' | 'filters' | 'order'>,
  limit: number,
  pathOf: (uri: string) => string,
  token: CancellationToken = neverCancelled,
): Promise<ExportedHit[]> {
  const index = reader.searchIndex();
  const engine = SearchEngine.of(index);
  await prepareSpeakersFor(question.query, index, token);
  const { run } = engine.start(question.query);
  if (run === null) return [];
  await run.advance(Infinity, token);
  const { hits } = filterHits(run, index, question.filters);
  const ordered = await orderHits(run, hits, question.order, index, engine.lexicon, token);
  const exported: ExportedHit[] = [];
  const slice = new TimeSlice(token);
  for (const position of ordered.hits) {
    if (exported.length >= limit) break;
    const uri = index.article(run.articles[position]!)?.record.uri;
    const text = uri === undefined ? null : await reader.readText(uri);
    const hit = text === null ? null : hitAt(run, position, index, text);
    if (hit !== null) exported.push({ hit, path: pathOf(hit.article.uri), text: text!.slice(hit.start, hit.end) });
    await slice.pause();
  }
  return exported;
}

const emptyPage: SearchPage = {
  problems: [],
  total: 0,
  articleCount: 0,
  isComplete: true,
  isCut: false,
  isOrderCut: false,
  facets: { outlet: [], speaker: [], month: [], kind: [], language: [] },
  groups: [],
  rows: [],
  articlesInstead: 0,
};

/** The lines of hits. The texts that they are cut from are read side by side, each once. */
async function rowsAt(
  run: SearchRun,
  positions: readonly number[],
  reader: CorpusReader,
  token: CancellationToken,
): Promise<SearchRow[]> {
  const index = reader.searchIndex();
  const uris = positions.map((position) => index.placeOf(run.articles[position]!).uri);
  const texts = await readTexts(reader, uris);
  throwIfCancelled(token);
  return positions.flatMap((position, at) => {
    const text = texts.get(uris[at]!);
    const hit = text === undefined ? null : hitAt(run, position, index, text);
    return hit === null ? [] : { hit, text: text!, ...kwicLine(hit, text!) };
  });
}

/** The last ordering of each run: paging through it must not sort again. */
const orderings = new WeakMap<SearchRun, { readonly key: string; readonly ordering: GroupedHits }>();

async function orderOnce(
  engine: SearchEngine,
  run: SearchRun,
  filtered: FilteredHits,
  question: SearchQuestion,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<GroupedHits> {
  const key = JSON.stringify([question.filters, question.order, question.grouping, filtered.hits.length]);
  const known = orderings.get(run);
  if (known?.key === key) return known.ordering;
  const { hits, isCut } = await orderHits(run, filtered.hits, question.order, engine.index, engine.lexicon, token);
  const ordering = { ...(await groupHits(run, hits, question.grouping, reader, token)) };
  const whole = { ...ordering, isCut: ordering.isCut || isCut };
  orderings.set(run, { key, ordering: whole });
  return whole;
}

/** How many articles match where the conditions may be spread over an article. */
async function countArticles(engine: SearchEngine, query: string, token: CancellationToken): Promise<number> {
  if (/\bwithin:/i.test(query)) return 0;
  const { run } = engine.start(`(${query}) within:article`);
  if (run === null) return 0;
  const until = performance.now() + pageMs;
  await run
    .advance(1000, {
      get isCancellationRequested() {
        return token.isCancellationRequested || performance.now() > until;
      },
    })
    .catch(ignoreCancelled);
  return new Set(run.articles).size;
}

function ignoreCancelled(error: unknown): void {
  if (!(error instanceof CancelledError)) throw error;
}
