import { neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import type { CorpusReader, SearchHit } from '../corpus/corpusTypes';
import { parseQuery } from './query/parseQuery';
import type { QueryProblem } from './query/queryTypes';
import { prepareSpeakersFor, SearchEngine } from './query/searchEngine';
import { hitAt } from './query/searchHits';

/** A query that cannot be read: what is wrong with it, and where. */
export class QueryError extends Error {
  constructor(readonly problems: readonly QueryProblem[]) {
    super(problems[0]?.message ?? 'The query is blank.');
    this.name = 'QueryError';
  }
}

/**
 * Makes what the first search and the first list of symbols would have to make, in slices: of what is indexed so far
 * (`opened`), or with all speakers tied (`indexed`).
 */
export async function prepareSearch(
  reader: CorpusReader,
  when: 'opened' | 'indexed',
  token: CancellationToken,
): Promise<void> {
  const engine = SearchEngine.of(reader.searchIndex());
  await (when === 'opened' ? engine.prepare(token) : engine.prepareSpeakers(token));
}

/** Runs a query over the corpus; hits by date, outlet and offset. Throws `QueryError` where the query cannot be read. */
export async function* searchCorpus(
  reader: CorpusReader,
  query: string,
  token: CancellationToken = neverCancelled,
): AsyncGenerator<SearchHit> {
  const index = reader.searchIndex();
  await prepareSpeakersFor(query, index, token);
  const { run, problems } = SearchEngine.of(index).start(query);
  if (run === null) {
    if (problems.length === 0 && query.trim() === '') return;
    throw new QueryError(problems);
  }
  for (let hit = 0; ; hit += 1) {
    if (hit >= run.passages.length) {
      await run.advance(hit + 50, token);
      if (hit >= run.passages.length) return;
    }
    const article = index.article(run.articles[hit]!);
    if (article === undefined) continue;
    const found = hitAt(run, hit, index, await reader.readText(article.record.uri));
    throwIfCancelled(token);
    if (found !== null) yield found;
  }
}

/** What is wrong with a query as lines for a terminal, the place marked below the query; null where nothing is. */
export function explainQuery(query: string): string | null {
  const { problems } = parseQuery(query);
  const [first] = problems;
  if (first === undefined) return null;
  const lines = [first.message];
  if (query.length <= 120 && !query.includes('\n')) {
    lines.push(
      `  ${query}`,
      `  ${' '.repeat(first.span.start)}${'^'.repeat(Math.max(1, first.span.end - first.span.start))}`,
    );
  }
  if (first.suggestion !== null) lines.push(`Did you mean: ${first.suggestion}`);
  return lines.join('\n');
}
