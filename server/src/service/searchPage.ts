import { CancelledError, neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { TimeSlice } from '../base/timeSlice';
import type { CorpusReader, SearchHit } from '../corpus/corpusTypes';
import type { Span } from '../text/span';
import { expandHits, hitOfLine, occurrenceOfLine, type ConcordanceLine } from './query/concordance';
import type { ExportedHit } from './query/exportHits';
import { filterHits, type FacetCount, type FacetFilters, type FacetName, type FilteredHits } from './query/facets';
import { kwicLine, type KwicLine } from './query/kwic';
import { maxSortedByContext, orderHits, sortByContext, type HitOrder } from './query/orderHits';
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
  /** Which lines of the ordered list are wanted. */
  readonly offset: number;
  readonly limit: number;
}

/** A line of a hit: one occurrence of the keyword. */
export interface SearchRow extends KwicLine {
  readonly hit: SearchHit;
  /** The occurrence; the sentence where no words are asked for. */
  readonly place: Span;
}

/** A run of lines of the ordered list that belong together; label null where what they share is unknown. */
export interface HitGroup {
  readonly label: string | null;
  readonly count: number;
}

/** A page of hits, and what is known of all hits so far. */
export interface SearchPage {
  readonly problems: readonly QueryProblem[];
  /** Sentences that match. */
  readonly total: number;
  readonly articleCount: number;
  /** Lines of the list: a sentence has one for each occurrence. */
  readonly lineCount: number;
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
  for (const line of ordered.lines.slice(question.offset, question.offset + question.limit)) {
    const row = await rowAt(run, line, reader);
    throwIfCancelled(token);
    if (row !== null) rows.push(row);
  }
  return {
    problems: [],
    total: filtered.hits.length,
    articleCount: filtered.articleCount,
    lineCount: ordered.lines.length,
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
  lineCount: 0,
  isComplete: true,
  isCut: false,
  isOrderCut: false,
  facets: { outlet: [], speaker: [], month: [], kind: [], language: [] },
  groups: [],
  rows: [],
  articlesInstead: 0,
};

async function rowAt(run: SearchRun, line: ConcordanceLine, reader: CorpusReader): Promise<SearchRow | null> {
  const position = hitOfLine(line);
  const index = reader.searchIndex();
  const uri = index.article(run.articles[position]!)?.record.uri;
  if (uri === undefined) return null;
  const text = await reader.readText(uri);
  const hit = text === null ? null : hitAt(run, position, index, text);
  if (hit === null) return null;
  const match = run.keywordsIn(run.passages[position]!, run.articles[position]!)[occurrenceOfLine(line)] ?? 0;
  return { hit, place: hit.matches[match] ?? hit, ...kwicLine(hit, text!, match) };
}

interface Ordering {
  readonly lines: readonly ConcordanceLine[];
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
  const { order, grouping } = question;
  const isByContext = order === 'left' || order === 'right';
  const { hits } = await orderHits(
    run,
    filtered.hits,
    isByContext ? 'date' : order,
    engine.index,
    engine.lexicon,
    token,
  );
  const all = await expandHits(run, hits, token);
  const lines = isByContext
    ? await sortByContext(run, all.slice(0, maxSortedByContext), order, engine.index, engine.lexicon, token)
    : all;
  const grouped = await groupLines(run, lines, grouping, reader, token);
  const ordering = { ...grouped, isCut: grouped.isCut || lines.length < all.length };
  orderings.set(run, { key, ordering });
  return ordering;
}

/** Brings lines of a group together, the largest group first. */
async function groupLines(
  run: SearchRun,
  lines: readonly ConcordanceLine[],
  grouping: HitGrouping,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<Ordering> {
  if (grouping === 'none') return { lines, groups: [], isCut: false };
  const groups = new Map<string, { label: string | null; lines: ConcordanceLine[] }>();
  const add = (key: string, label: string | null, line: ConcordanceLine): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { label, lines: [line] });
    else group.lines.push(line);
  };
  let isCut = false;
  if (grouping === 'statement') {
    isCut = lines.length > maxGroupedByStatement;
    const slice = new TimeSlice(token);
    const until = performance.now() + groupByStatementMs;
    const index = reader.searchIndex();
    for (const line of lines.slice(0, maxGroupedByStatement)) {
      const hit = hitOfLine(line);
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
      if (statement === null || member === undefined || text === null) add('', null, line);
      else add(placesOf(statement.members), text.slice(member.start, member.end), line);
    }
  } else {
    const index = reader.searchIndex();
    const { values, ofArticle } = run.snapshot.outlet;
    for (const line of lines) {
      const hit = hitOfLine(line);
      if (grouping === 'outlet') {
        const value = ofArticle[run.articles[hit]!]!;
        add(String(value), value < 0 ? null : values[value]!, line);
      } else {
        const speaker = run.factsOf(hit).speakers[0];
        add(String(speaker), speaker === undefined ? null : (index.speaker(speaker)?.name ?? null), line);
      }
    }
  }
  const ordered = [...groups.values()].sort(
    (a, b) => Number(a.label === null) - Number(b.label === null) || b.lines.length - a.lines.length,
  );
  return {
    lines: ordered.flatMap((group) => group.lines),
    groups: ordered.map(({ label, lines: { length } }) => ({ label, count: length })),
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
