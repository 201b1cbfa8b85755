import { CancelledError, neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { sliceMs, TimeSlice } from '../base/timeSlice';
import type { CorpusReader, SearchHit } from '../corpus/corpusTypes';
import type { Span } from '../text/span';
import type { ExportedHit } from './query/exportHits';
import { groupLines, type GroupedLines, type HitGroup, type HitGrouping } from './groupLines';
import { expandHits, hitOfLine, maxExpandedHits, occurrenceOfLine, type ConcordanceLine } from './query/concordance';
import { filterHits, type FacetCount, type FacetFilters, type FacetName, type HitFilter } from './query/facets';
import { kwicLine, type KwicLine } from './query/kwic';
import { maxSortedByContext, orderHits, sortByContext, type HitOrder } from './query/orderHits';
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
  /** Which lines of the ordered list are wanted. */
  readonly offset: number;
  readonly limit: number;
}

/** A line of a hit: one occurrence of the keyword. */
export interface SearchRow extends KwicLine {
  readonly hit: SearchHit;
  /** The occurrence; the sentence where no words are asked for. */
  readonly place: Span;
  /** Of the hit's file. */
  readonly text: string;
}

/** A page of hits, and what is known of all hits so far. */
export interface SearchPage {
  readonly problems: readonly QueryProblem[];
  /** Sentences that match. */
  readonly total: number;
  readonly articleCount: number;
  /** Lines of the list: a sentence has one for each occurrence. */
  readonly lineCount: number;
  /** Whether there are more: occurrences are told apart in the first hits only. */
  readonly areLinesCut: boolean;
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
/** How long while it has found nothing: an empty page is of little use. */
const emptyPageMs = 60;
/** How long it may search in all once it has its rows, so that most results are whole at once. */
const restMs = 3;

/** The part of the result that the panel shows. Answers at once with what is found so far, while the search goes on. */
export async function searchPage(
  reader: CorpusReader,
  question: SearchQuestion,
  token: CancellationToken = neverCancelled,
): Promise<SearchPage> {
  const engine = SearchEngine.of(reader.searchIndex());
  const { run, problems, isProvisional } = engine.start(question.query);
  if (run === null) return { ...emptyPage, problems };
  engine.holdBackground();
  const filter = engine.filterOf(run, question.filters);
  await findPage(run, filter, question, token);
  const filtered = filter.result();
  const ordered = await orderOnce(engine, run, filter, question, reader, token);
  const lines = ordered.lines.slice(question.offset, question.offset + question.limit);
  const rows = await rowsAt(run, lines, reader, token);
  const isComplete = filter.isComplete && !isProvisional;
  if (!filter.isComplete && !isProvisional) engine.goOn(run, filter);
  return {
    problems: [],
    total: filtered.hits.length,
    articleCount: filtered.articleCount,
    lineCount: ordered.lineCount,
    areLinesCut: filtered.hits.length > maxExpandedHits,
    isComplete,
    isCut: run.isCut,
    isOrderCut: ordered.isCut,
    facets: filtered.facets,
    groups: ordered.groups,
    rows,
    articlesInstead: isComplete && run.passages.length === 0 ? await countArticles(engine, question.query, token) : 0,
  };
}

/** Searches until the rows that are asked for are found or {@link pageMs} are over; the rest goes on in the background. */
async function findPage(
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
  while (!filter.isComplete) {
    const found = filter.concordance.lines.length;
    const isEnough = found >= offset + limit;
    const limitMs = isEnough ? restMs : found === 0 ? emptyPageMs : pageMs;
    if (performance.now() > started + limitMs) break;
    const wanted = isEnough ? Infinity : run.passages.length + Math.max(limit, offset + limit - filter.hits.length);
    await run.advance(wanted, limited(limitMs)).catch(ignoreCancelled);
    throwIfCancelled(token);
    const until = Math.min(performance.now() + sliceMs, started + limitMs);
    filter.follow(until);
    filter.concordance.extend(isEnough ? Infinity : offset + limit, until);
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
  lineCount: 0,
  areLinesCut: false,
  isComplete: true,
  isCut: false,
  isOrderCut: false,
  facets: { outlet: [], speaker: [], month: [], kind: [], language: [] },
  groups: [],
  rows: [],
  articlesInstead: 0,
};

/** The rows of lines. The texts that they are cut from are read side by side, each once. */
async function rowsAt(
  run: SearchRun,
  lines: readonly ConcordanceLine[],
  reader: CorpusReader,
  token: CancellationToken,
): Promise<SearchRow[]> {
  const index = reader.searchIndex();
  const uriOf = (line: ConcordanceLine): string => index.placeOf(run.articles[hitOfLine(line)]!).uri;
  const texts = await readTexts(reader, lines.map(uriOf));
  throwIfCancelled(token);
  return lines.flatMap((line) => {
    const position = hitOfLine(line);
    const text = texts.get(uriOf(line));
    const hit = text === undefined ? null : hitAt(run, position, index, text);
    if (hit === null || text === undefined) return [];
    const match = run.keywordsIn(run.passages[position]!, run.articles[position]!)[occurrenceOfLine(line)] ?? 0;
    return { hit, text, place: hit.matches[match] ?? hit, ...kwicLine(hit, text, match) };
  });
}

interface Ordering extends GroupedLines {
  readonly lineCount: number;
}

/** The last ordering of each run: paging through it must not sort again. */
const orderings = new WeakMap<SearchRun, { readonly key: string; readonly ordering: Ordering }>();

async function orderOnce(
  engine: SearchEngine,
  run: SearchRun,
  filter: HitFilter,
  { filters, order, grouping }: SearchQuestion,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<Ordering> {
  // By date, lines stand as they are found.
  if (order === 'date' && grouping === 'none') {
    const { lines, waitingHits } = filter.concordance;
    return { lines, lineCount: lines.length + waitingHits, groups: [], isCut: false };
  }
  const key = JSON.stringify([filters, order, grouping, filter.hits.length]);
  const known = orderings.get(run);
  if (known?.key === key) return known.ordering;
  const isByContext = order === 'left' || order === 'right';
  const { hits } = await orderHits(run, filter.hits, isByContext ? 'date' : order, engine.index, engine.lexicon, token);
  const all = await expandHits(run, hits, token);
  const lines = isByContext
    ? await sortByContext(run, all.slice(0, maxSortedByContext), order, engine.index, engine.lexicon, token)
    : all;
  const grouped = await groupLines(run, lines, grouping, reader, token);
  const isCut = grouped.isCut || lines.length < all.length;
  const ordering = { ...grouped, isCut, lineCount: grouped.lines.length };
  orderings.set(run, { key, ordering });
  return ordering;
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
