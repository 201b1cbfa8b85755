/**
 * Asks a stored index in this process what an editor would ask, and says how much processor time each kind of question
 * takes: first rows of the search by kind of query, symbols, facet clicks, with the first question after opening apart.
 * usage: node [--cpu-prof] -r tsx/cjs -r ./test/registerAssets.cjs bench/askIndex.ts STORAGE FOLDER
 *   [--kinds search,symbols,facets,first] [--rounds 12] [--settled] [--only 'a prefix']
 * STORAGE is what the server stored for FOLDER (bench/storeIndex.ts makes one); it is not changed. Without --settled the
 * speakers of the corpus are not tied yet, as right after a start.
 */
import { parseArgs } from 'node:util';
import { neverCancelled } from '../server/src/base/cancellation';
import { LineMaps } from '../server/src/lsp/lineMaps';
import type { Corpus } from '../server/src/corpus/corpus';
import { searchPage, type SearchPage, type SearchQuestion } from '../server/src/service/searchPage';
import { findSymbols } from '../server/src/service/symbols';
import { openStorage, processorMs } from './openStorage';
import { queryKinds, vocabularyByFrequency } from './queryKinds';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kinds: { type: 'string', default: 'first,search,facets,symbols' },
    rounds: { type: 'string', default: '12' },
    settled: { type: 'boolean', default: false },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const [storage, folder] = positionals;
const kinds = new Set(values.kinds.split(','));
const rounds = Number(values.rounds);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  if (storage === undefined || folder === undefined) throw new Error('usage: askIndex.ts STORAGE FOLDER');
  const { corpus, openMs, dispose } = await openStorage(storage, folder);
  try {
    say(`${corpus.articleCount} articles, ${corpus.passageCount} passages, ${corpus.quoteCount} quotes; opened in ${openMs.toFixed(0)} ms`); // prettier-ignore
    if (values.settled) {
      const before = processorMs();
      await corpus.speakerTable.settle();
      say(`speakers tied in ${(processorMs() - before).toFixed(0)} ms`);
    }
    if (kinds.has('first')) {
      const before = processorMs();
      const found = await page(corpus, 'bridge');
      say(`first search after opening: ${(processorMs() - before).toFixed(0)} ms, ${found.rows.length} rows`);
      const symbolsBefore = processorMs();
      const symbols = await findSymbols('bridge', corpus, neverCancelled);
      say(`first symbols after opening: ${(processorMs() - symbolsBefore).toFixed(0)} ms, ${symbols.length} rows`);
    }
    const words = vocabularyByFrequency(corpus.searchIndex());
    if (kinds.has('search') || kinds.has('facets')) await askSearches(corpus, words);
    if (kinds.has('symbols')) await askSymbols(corpus, words);
    say(`memory: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
  } finally {
    await dispose();
  }
}

async function askSearches(corpus: Corpus, words: readonly string[]): Promise<void> {
  const all: number[] = [];
  const allHeld: number[] = [];
  const maps = new LineMaps(() => corpus);
  for (const [name, make] of Object.entries(queryKinds(words))) {
    if (values.only !== undefined && !values.only.split(',').includes(name)) continue;
    const first: number[] = [];
    const fifty: number[] = [];
    const held: number[] = [];
    const facet: number[] = [];
    const totals: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const query = make();
      const watch = watchEventLoop();
      const before = processorMs();
      let found = await page(corpus, query);
      for (const { hit, text } of found.rows) maps.of(hit.article.uri, text);
      first.push(processorMs() - before);
      while (!found.isComplete && found.rows.length < 50 && processorMs() - before < 20_000)
        found = await page(corpus, query);
      fifty.push(processorMs() - before);
      if (values.verbose) say(`    ${first.at(-1)!.toFixed(1)} ${fifty.at(-1)!.toFixed(1)} ms  ${query}: ${found.rows.length} rows of ${found.total}`); // prettier-ignore
      if (kinds.has('facets')) {
        const limit = processorMs() + 5_000;
        while (!found.isComplete && processorMs() < limit) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          found = await page(corpus, query);
        }
        const outlet = found.facets.outlet[0]?.value ?? null;
        const click = processorMs();
        await page(corpus, query, { filters: { outlet: [outlet] } });
        facet.push(processorMs() - click);
      }
      totals.push(found.total);
      held.push(watch.stop());
      // What still goes on behind the answer would be counted to the next.
      await page(corpus, 'zzzzz');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    all.push(...first);
    allHeld.push(...held);
    say(
      [name.padEnd(28), `first answer ${spread(first)}`, `fifty ${spread(fifty)}`, `held ${spread(held)}`, ...(facet.length > 0 ? [`facet click ${spread(facet)}`] : []), `hits ${at(totals, 0.5)}`].join('  '), // prettier-ignore
    );
  }
  say(`all searches: first answer ${spread(all)}, event loop held ${spread(allHeld)}`);
}

async function askSymbols(corpus: Corpus, words: readonly string[]): Promise<void> {
  const maps = new LineMaps(() => corpus);
  const times: number[] = [];
  const kinds = queryKinds(words);
  const queries: string[] = [];
  for (let round = 0; round < rounds * 2; round++) {
    const word = kinds['a middling word']!();
    queries.push(word.slice(0, 1), word.slice(0, 3), word, kinds['a frequent word']!(), kinds['two words']!());
  }
  for (const query of queries) {
    const before = processorMs();
    const symbols = await findSymbols(query, corpus, neverCancelled);
    await maps.all(symbols.flatMap(({ uri, span }) => (span.end === 0 ? [] : [uri])));
    times.push(processorMs() - before);
    if (values.verbose) say(`    ${times.at(-1)!.toFixed(1)} ms  ${query}: ${symbols.length} symbols`);
  }
  say(`workspace symbols: ${spread(times)}`);
}

function page(corpus: Corpus, query: string, more: Partial<SearchQuestion> = {}): Promise<SearchPage> {
  return searchPage(corpus, { query, filters: {}, order: 'date', grouping: 'none', offset: 0, limit: 50, ...more });
}

/** The longest that one piece of work held the event loop, in milliseconds. */
function watchEventLoop(): { stop(): number } {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop() {
      isOver = true;
      return longest;
    },
  };
}

function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function spread(times: readonly number[]): string {
  return `p50 ${at(times, 0.5).toFixed(1)} p99 ${at(times, 0.99).toFixed(1)} ms`;
}

void main();
