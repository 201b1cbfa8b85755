/**
 * Time of the full-text search over a folder of articles: first rows, whole result, a facet click, sorting.
 * usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/search.ts FOLDER STORAGE
 * STORAGE (a folder outside of the project) keeps the index, so that a second run only measures.
 * Queries are made from the words of the corpus: frequent, middling and rare ones, alone and combined.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { neverCancelled } from '../server/src/base/cancellation';
import { CorpusWorkspace } from '../server/src/node/corpusWorkspace';
import { SearchEngine } from '../server/src/service/query/searchEngine';
import { searchPage, type SearchQuestion } from '../server/src/service/searchPage';
import { findSymbols } from '../server/src/service/symbols';

const [folder = '.', storage = ''] = process.argv.slice(2);
const say = (line: string): void => console.error(line);
const log = { debug() {}, info: say, warn: say, error: say };

async function main(): Promise<void> {
  const workspace = new CorpusWorkspace(log, { extractor: 'bench' });
  const started = performance.now();
  let last = 0;
  await workspace.index(
    { roots: [pathToFileURL(path.resolve(folder)).toString()], include: [], exclude: [], maxFileBytes: 20e6, storagePath: storage || null }, // prettier-ignore
    (progress) => {
      if (performance.now() - last < 10_000) return;
      last = performance.now();
      say(JSON.stringify(progress));
    },
    neverCancelled,
  );
  const { corpus } = workspace;
  say(`${corpus.articleCount} articles, ${corpus.passageCount} passages in ${seconds(started)} s`);
  const index = corpus.searchIndex();
  const cold = performance.now();
  await page('bridge');
  say(`first search, words and articles taken in: ${(performance.now() - cold).toFixed(0)} ms`);

  const byFrequency: string[] = [];
  const frequency = new Map<string, number>();
  for (let id = 0; id < index.wordLimit; id += 1) {
    const word = index.word(id);
    if (!/^[a-z]{3,}$/.test(word)) continue;
    frequency.set(word, index.postings(id)?.length ?? 0);
    byFrequency.push(word);
  }
  byFrequency.sort((a, b) => frequency.get(b)! - frequency.get(a)!);
  let seed = 1;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const pick = (from: number, to: number): string => byFrequency[Math.floor(from + random() * (Math.min(to, byFrequency.length) - from))]!; // prettier-ignore
  const kinds: Record<string, () => string> = {
    'a frequent word': () => pick(0, 300),
    'a middling word': () => pick(300, 5000),
    'a rare word': () => pick(5000, 60_000),
    'two words': () => `${pick(100, 3000)} ${pick(100, 3000)}`,
    'one of three': () => `${pick(100, 3000)} OR ${pick(100, 3000)} OR ${pick(1000, 9000)}`,
    'a phrase': () => `"${pick(0, 200)} ${pick(100, 3000)}"`,
    near: () => `${pick(100, 1000)} NEAR/5 ${pick(100, 1000)}`,
    'a prefix': () => `${pick(300, 5000).slice(0, 4)}*`,
    'an expression': () => `/${pick(300, 5000).slice(0, 4)}(s|ed|ing)?/`,
    'an expression over words': () => `/${pick(100, 3000)} .* ${pick(100, 3000)}/`,
    'a word by a speaker': () => `speaker:${pick(1000, 4000)} ${pick(0, 300)}`,
    'a word in a month': () => `${pick(0, 1000)} date:2016-07`,
    'words in an article': () => `${pick(100, 3000)} ${pick(100, 3000)} within:article`,
  };
  const firsts: number[] = [];
  for (const [name, make] of Object.entries(kinds)) {
    const first: number[] = [];
    const whole: number[] = [];
    const facet: number[] = [];
    const hits: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const query = make();
      let from = performance.now();
      const { run } = SearchEngine.of(index).start(query);
      if (run === null) continue;
      await run.advance(50);
      first.push(performance.now() - from);
      from = performance.now();
      run.readsFacts = true;
      await run.advance(Infinity);
      whole.push(performance.now() - from);
      const result = await page(query);
      hits.push(result.total);
      const outlet = result.facets.outlet[0]?.value ?? null;
      from = performance.now();
      await page(query, { filters: { outlet: [outlet] } });
      facet.push(performance.now() - from);
    }
    firsts.push(...first);
    console.log(
      [name.padEnd(26), `first 50: ${spread(first)}`, `all: ${spread(whole)}`, `facet click: ${spread(facet)}`, `hits ${median(hits)}`].join('  '), // prettier-ignore
    );
  }
  console.log(`first 50 hits of all kinds: ${spread(firsts)}`);
  const symbols: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    const from = performance.now();
    await findSymbols(round % 2 === 0 ? pick(100, 4000) : `${pick(0, 300)} ${pick(100, 2000)}`, corpus, neverCancelled);
    symbols.push(performance.now() - from);
  }
  console.log(`workspace symbols: ${spread(symbols)}`);
  await workspace.dispose();

  function page(query: string, more: Partial<SearchQuestion> = {}) {
    return searchPage(corpus, { query, filters: {}, order: 'date', grouping: 'none', offset: 0, limit: 50, ...more });
  }
}

const sorted = (times: readonly number[]): number[] => [...times].sort((a, b) => a - b);
const at = (times: readonly number[], share: number): number => sorted(times)[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0; // prettier-ignore
const median = (times: readonly number[]): number => at(times, 0.5);
const spread = (times: readonly number[]): string =>
  `p50 ${at(times, 0.5).toFixed(1)} p99 ${at(times, 0.99).toFixed(1)} ms`;
const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);

void main();
