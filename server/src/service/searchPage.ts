import { CancelledError, neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { TimeSlice } from '../base/timeSlice';
import type { CorpusReader, SearchHit } from '../corpus/corpusTypes';
import type { ExportedHit } from './query/exportHits';
import { filterHits, type FacetCount, type FacetFilters, type FacetName, type FilteredHits } from './query/facets';
import { kwicLine, type KwicLine } from './query/kwic';
import { orderHits, type HitOrder } from './query/orderHits';
import type { QueryProblem } from './query/queryTypes';
import { SearchEngine } from './query/searchEngine';
import { hitAt } from './query/searchHits';
import type { SearchRun } from './query/searchRun';

/** How hits can be grouped. */
export const hitGroupings = ['none', 'statement', 'outlet', 'speaker'] as const;
export type HitGrouping = (typeof hitGroupings)[number];

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

/** A hit with its line. */
export interface SearchRow extends KwicLine {
  readonly hit: SearchHit;
}

/** A run of hits of the ordered list that belong together; label null where what they share is unknown. */
export interface HitGroup {
  readonly label: string | null;
  readonly count: number;
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

/** How long the first answer may search beyond the rows that it shows. */
const firstAnswerMs = 40;
/** Most hits whose statements are looked up for grouping, and for how long. */
const maxGroupedByStatement = 300;
const groupByStatementMs = 1500;

/** The part of the result that the panel shows. Answers at once with what is found so far, while the search goes on. */
export async function searchPage(
  reader: CorpusReader,
  question: SearchQuestion,
  token: CancellationToken = neverCancelled,
): Promise<SearchPage> {
  const index = reader.searchIndex();
  const engine = SearchEngine.of(index);
  const { run, problems } = await engine.startPrepared(question.query, token);
  if (run === null) return { ...emptyPage, problems };
  run.readsFacts = true;
  await run.advance(question.offset + question.limit, token);
  const until = performance.now() + firstAnswerMs;
  await run
    .advance(Infinity, {
      get isCancellationRequested() {
        return token.isCancellationRequested || performance.now() > until;
      },
    })
    .catch(ignoreCancelled);
  throwIfCancelled(token);
  if (!run.isComplete) engine.goOn(run);
  const filtered = filterHits(run, index, question.filters);
  const ordered = await orderOnce(engine, run, filtered, question, reader, token);
  const rows: SearchRow[] = [];
  for (const position of ordered.hits.slice(question.offset, question.offset + question.limit)) {
    const row = await rowAt(run, position, reader);
    throwIfCancelled(token);
    if (row !== null) rows.push(row);
  }
  return {
    problems: [],
    total: filtered.hits.length,
    articleCount: filtered.articleCount,
    isComplete: run.isComplete,
    isCut: run.isCut,
    isOrderCut: ordered.isCut,
    facets: filtered.facets,
    groups: ordered.groups,
    rows,
    articlesInstead:
      run.isComplete && run.passages.length === 0 ? await countArticles(engine, question.query, token) : 0,
  };
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
  const { run } = await engine.startPrepared(question.query, token);
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

async function rowAt(run: SearchRun, position: number, reader: CorpusReader): Promise<SearchRow | null> {
  const index = reader.searchIndex();
  const uri = index.article(run.articles[position]!)?.record.uri;
  if (uri === undefined) return null;
  const text = await reader.readText(uri);
  const hit = text === null ? null : hitAt(run, position, index, text);
  return hit === null ? null : { hit, ...kwicLine(hit, text!) };
}

interface Ordering {
  readonly hits: readonly number[];
  readonly groups: readonly HitGroup[];
  readonly isCut: boolean;
}

/** The last ordering of each run: paging through it must not sort again. */
const orderings = new WeakMap<SearchRun, { readonly key: string; readonly ordering: Ordering }>();

async function orderOnce(
  engine: SearchEngine,
  run: SearchRun,
  filtered: FilteredHits,
  question: SearchQuestion,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<Ordering> {
  const key = JSON.stringify([question.filters, question.order, question.grouping, run.passages.length]);
  const known = orderings.get(run);
  if (known?.key === key) return known.ordering;
  const { hits, isCut } = await orderHits(run, filtered.hits, question.order, engine.index, engine.lexicon, token);
  const ordering = { ...(await groupHits(run, hits, question.grouping, reader, token)) };
  const whole = { ...ordering, isCut: ordering.isCut || isCut };
  orderings.set(run, { key, ordering: whole });
  return whole;
}

/** Brings hits of a group together, the largest group first. */
async function groupHits(
  run: SearchRun,
  hits: readonly number[],
  grouping: HitGrouping,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<Ordering> {
  if (grouping === 'none') return { hits, groups: [], isCut: false };
  const groups = new Map<string, { label: string | null; hits: number[] }>();
  const add = (key: string, label: string | null, hit: number): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { label, hits: [hit] });
    else group.hits.push(hit);
  };
  let isCut = false;
  if (grouping === 'statement') {
    isCut = hits.length > maxGroupedByStatement;
    const slice = new TimeSlice(token);
    const until = performance.now() + groupByStatementMs;
    const index = reader.searchIndex();
    for (const hit of hits.slice(0, maxGroupedByStatement)) {
      if (performance.now() > until) {
        isCut = true;
        break;
      }
      await slice.pause();
      const uri = index.article(run.articles[hit]!)?.record.uri;
      if (uri === undefined) continue;
      const { start, end } = index.passageSpan(run.passages[hit]!);
      const statement = reader.statementAt(uri, (start + end) >> 1, { includePossible: false }, token);
      const member = statement?.members[statement.original?.member ?? 0];
      const text = member === undefined ? null : await reader.readText(member.article.uri);
      if (statement === null || member === undefined || text === null) add('', null, hit);
      else add(placesOf(statement.members), text.slice(member.start, member.end), hit);
    }
  } else {
    const index = reader.searchIndex();
    const { values, ofArticle } = run.snapshot.outlet;
    for (const hit of hits) {
      if (grouping === 'outlet') {
        const value = ofArticle[run.articles[hit]!]!;
        add(String(value), value < 0 ? null : values[value]!, hit);
      } else {
        const speaker = run.factsOf(hit).speakers[0];
        add(String(speaker), speaker === undefined ? null : (index.speaker(speaker)?.name ?? null), hit);
      }
    }
  }
  const ordered = [...groups.values()].sort(
    (a, b) => Number(a.label === null) - Number(b.label === null) || b.hits.length - a.hits.length,
  );
  return {
    hits: ordered.flatMap((group) => group.hits),
    groups: ordered.map(({ label, hits: { length } }) => ({ label, count: length })),
    isCut,
  };
}

/** The same for each passage of a statement: where its members are, whichever was asked for. */
function placesOf(members: readonly { readonly article: { readonly uri: string }; readonly start: number }[]): string {
  return members
    .map(({ article, start }) => `${article.uri}#${start}`)
    .sort()
    .join(' ');
}

/** How many articles match where the conditions may be spread over an article. */
async function countArticles(engine: SearchEngine, query: string, token: CancellationToken): Promise<number> {
  if (/\bwithin:/i.test(query)) return 0;
  const { run } = engine.start(`(${query}) within:article`);
  if (run === null) return 0;
  const until = performance.now() + firstAnswerMs;
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
