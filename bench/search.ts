/**
 * Time of the full-text search over a folder of articles: first rows, whole result, a facet click, symbols.
 * usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/search.ts FOLDER [COUNT]
 * FOLDER holds articles as texts (title, outlet, date, blank line, body). Passages are cut at full stops and quotes at
 * quotation marks (with a name out of two thousand as speaker), so that the index has the size of a real one, but its
 * making is not measured. Times are of the processor. Queries are made from the words of the corpus: frequent, middling and rare ones.
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { neverCancelled } from '../server/src/base/cancellation';
import { silentLog } from '../server/src/base/log';
import type { AnalysedFile } from '../server/src/corpus/analyseFile';
import { Corpus } from '../server/src/corpus/corpus';
import { Segment } from '../server/src/corpus/segment';
import { SegmentBuilder } from '../server/src/corpus/segmentBuilder';
import { WordInterner } from '../server/src/corpus/wordInterner';
import { SearchEngine } from '../server/src/service/query/searchEngine';
import { searchPage, type SearchQuestion } from '../server/src/service/searchPage';
import { findSymbols } from '../server/src/service/symbols';

const [folder = '.', countText = '40000'] = process.argv.slice(2);
const say = (line: string): void => console.error(line);

/** One of two thousand names that are not alike. */
function nameOf(seed: number): string {
  const part = (value: number): string => {
    let name = '';
    for (let rest = value + 11; rest > 0; rest = Math.floor(rest / 17))
      name += 'bcdfghklmnprstvwz'[rest % 17]! + 'aeiou'[rest % 5]!;
    return name[0]!.toUpperCase() + name.slice(1);
  };
  return `${part((seed * 7919) % 104729)} ${part((seed * 15485863) % 1299709)}`;
}

/** An article cut cheaply. */
function analyse(text: string): AnalysedFile {
  const [headline = '', outlet = '', date = ''] = text.split('\n', 3);
  const bodyStart = headline.length + outlet.length + date.length + 3;
  const fact = (value: string) => ({ value, span: null, evidence: 'text' as const });
  const passages = [{ start: 0, end: headline.length, paragraph: -1, role: 'headline' as const }];
  const quotes: object[] = [];
  const sentence = /[^.!?\n]+[.!?]*["”]?/g;
  sentence.lastIndex = bodyStart;
  for (let match = sentence.exec(text); match !== null; match = sentence.exec(text)) {
    const start = match.index + match[0].search(/\S|$/);
    const end = match.index + match[0].trimEnd().length;
    if (end <= start) continue;
    passages.push({ start, end, paragraph: 0, role: 'body' as never });
    if (!/["“]/.test(match[0])) continue;
    const speaker = quotes.length === 0 ? 0 : quotes.length % 3;
    quotes.push({ kind: 'direct' as const, mode: 'said' as const, source: [], cue: [], content: [{ start, end }], speaker, via: null, confidence: 1 }); // prettier-ignore
  }
  const speakers = [0, 1, 2].map((place) => {
    const name = nameOf((text.length * (place + 7)) % 2000);
    return { name, kind: 'person' as const, aliases: [], title: null, introduced: null, isFullName: true };
  });
  const article = {
    start: 0, end: text.length, index: 0, headline: fact(headline), outlet: fact(outlet), date: fact(date),
    dateline: null, byline: null, credit: null, url: null, language: 'en', genre: 'report' as const,
    paragraphs: [{ start: bodyStart, end: text.length }], passages, boilerplate: [],
  }; // prettier-ignore
  return { text, boilerplate: [], notes: [], articles: [{ article, extraction: { quotes, speakers, mentions: [], notes: [] } }] } as unknown as AnalysedFile; // prettier-ignore
}

async function main(): Promise<void> {
  const started = performance.now();
  const corpus = new Corpus({ readText: (uri) => fs.promises.readFile(fileURLToPath(uri), 'utf8') }, silentLog);
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .slice(0, Number(countText));
  for (let from = 0; from < files.length; from += 1000) {
    const interner = new WordInterner();
    const builder = new SegmentBuilder(interner);
    for (const name of files.slice(from, from + 1000)) {
      const file = path.resolve(folder, name);
      const text = fs.readFileSync(file, 'utf8');
      const state = { mtimeMs: 0, size: text.length, textHash: 0, contextHash: 0 };
      builder.addFile(pathToFileURL(file).toString(), name, state, analyse(text));
    }
    interner.resolveWith(corpus.words);
    corpus.adoptSegment(new Segment(builder.finish()));
    if (from % 5000 === 0) say(`${from} files, ${seconds(started)} s`);
  }
  const settling = performance.now();
  await corpus.speakerTable.settle();
  say(
    `${corpus.articleCount} articles, ${corpus.passageCount} passages, ${corpus.quoteCount} quotes in ${seconds(started)} s, speakers ${seconds(settling)} s`,
  );
  const index = corpus.searchIndex();
  const cold = clock();
  await page('bridge');
  say(`first search, words and articles taken in: ${(clock() - cold).toFixed(0)} ms`);

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
      let from = clock();
      const { run } = SearchEngine.of(index).start(query);
      if (run === null) continue;
      await run.advance(50);
      first.push(clock() - from);
      from = clock();
      run.readsFacts = true;
      await run.advance(Infinity);
      whole.push(clock() - from);
      const result = await page(query);
      hits.push(result.total);
      const outlet = result.facets.outlet[0]?.value ?? null;
      from = clock();
      await page(query, { filters: { outlet: [outlet] } });
      facet.push(clock() - from);
    }
    firsts.push(...first);
    console.log(
      [name.padEnd(26), `first 50: ${spread(first)}`, `all: ${spread(whole)}`, `facet click: ${spread(facet)}`, `hits ${median(hits)}`].join('  '), // prettier-ignore
    );
  }
  console.log(`first 50 hits of all kinds: ${spread(firsts)}`);
  const symbols: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    const from = clock();
    await findSymbols(round % 2 === 0 ? pick(100, 4000) : `${pick(0, 300)} ${pick(100, 2000)}`, corpus, neverCancelled);
    symbols.push(clock() - from);
  }
  console.log(`workspace symbols: ${spread(symbols)}`);
  console.log(`memory: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);

  function page(query: string, more: Partial<SearchQuestion> = {}) {
    return searchPage(corpus, { query, filters: {}, order: 'date', grouping: 'none', offset: 0, limit: 50, ...more });
  }
}

/** Processor time of this process in milliseconds: on a busy machine the wall clock measures the others. */
const clock = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const sorted = (times: readonly number[]): number[] => [...times].sort((a, b) => a - b);
const at = (times: readonly number[], share: number): number => sorted(times)[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0; // prettier-ignore
const median = (times: readonly number[]): number => at(times, 0.5);
const spread = (times: readonly number[]): string =>
  `p50 ${at(times, 0.5).toFixed(1)} p99 ${at(times, 0.99).toFixed(1)} ms`;
const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);

void main();
