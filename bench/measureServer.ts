import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { DocumentSymbol, Hover, Position, Range } from 'vscode-languageserver';
import { searchPageRequest, type SearchPageResult } from '../server/src/protocol';
import { LspClient } from '../test/lsp/lspClient';
import type { BenchCorpus } from './benchCorpus';
import { Latencies } from './latencies';
import { queryKinds } from './queryKinds';
import { processorSeconds, residentBytes, watchMemory } from './processUsage';

type Summary = Latencies['summary'];

/** All that is measured at one size. Seconds, milliseconds and bytes as the names say. */
export interface ServerMeasures {
  readonly articles: number;
  readonly quotes: number;
  readonly textBytes: number;
  readonly coldSeconds: number;
  readonly coldProcessorSeconds: number;
  readonly coldPeakBytes: number;
  /** Hovers asked while the index was made. */
  readonly hoverWhileIndexing: Summary;
  readonly idleBytes: number;
  readonly indexBytes: number;
  readonly serverStartMs: number;
  readonly warmHoverMs: number;
  readonly warmSeconds: number;
  readonly hover: Summary;
  readonly hoversWithVersions: number;
  readonly definition: Summary;
  readonly references: Summary;
  readonly symbols: Summary;
  /** First fifty hits of single words, the same that ripgrep looks for. */
  readonly search: Summary;
  readonly ripgrep: Summary | null;
  /** First answers to queries of all kinds: see {@link queryKinds}. */
  readonly searchOfAllKinds: Summary;
  readonly facetClick: Summary;
  /** The first of each after a warm start, right behind the first hover. */
  readonly firstSearchMs: number;
  readonly firstSymbolsMs: number;
  readonly keystroke: Summary;
  readonly busyBytes: number;
}

const sampledFiles = 40;
const quotesPerFile = 5;
const queriesPerKind = 4;

/** Runs the built server over a corpus as an editor would, cold and warm. */
export async function measureServer(corpus: BenchCorpus, storagePath: string): Promise<ServerMeasures> {
  fs.rmSync(storagePath, { recursive: true, force: true });
  const codePath = `${storagePath}-code`;
  const sample = everyNth(corpus.files, sampledFiles);
  let client = await LspClient.startWithoutWaiting(corpus.folder, { storagePath, codePath });
  const started = performance.now();
  const memory = watchMemory(client.pid);
  const hoverWhileIndexing = new Latencies();
  const first = sample[0]!;
  await client.open(first);
  await new Promise((resolve) => setTimeout(resolve, 100));
  while (client.status?.quiescent !== true) {
    await hoverWhileIndexing.measure(() => hoverAt(client, first, { line: 4, character: 30 }));
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  const coldSeconds = (performance.now() - started) / 1000;
  const coldProcessorSeconds = processorSeconds(client.pid);
  const coldPeakBytes = memory.stop();
  const { articleCount, quoteCount } = client.status;
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  const idleBytes = residentBytes(client.pid);

  const hover = new Latencies();
  const definition = new Latencies();
  const references = new Latencies();
  let hoversWithVersions = 0;
  let warmPlace: { file: string; position: Position; text: string } | null = null;
  for (const file of sample) {
    await client.open(file);
    const quotes = leaves(await client.of<DocumentSymbol[] | null>('textDocument/documentSymbol', file));
    for (const { selectionRange } of everyNth(quotes, quotesPerFile)) {
      const position = middle(selectionRange);
      const found = await hover.measure(() => hoverAt(client, file, position));
      const text = JSON.stringify(found?.contents ?? null);
      if (text.length > 200) {
        hoversWithVersions++;
        warmPlace ??= { file, position, text };
      }
      const params = { textDocument: { uri: client.uri(file) }, position };
      await definition.measure(() => client.request('textDocument/definition', params));
      await references.measure(() =>
        client.request('textDocument/references', { ...params, context: { includeDeclaration: true } }),
      );
    }
    await client.notify('textDocument/didClose', { textDocument: { uri: client.uri(file) } });
  }

  const symbols = new Latencies();
  const search = new Latencies();
  const searchOfAllKinds = new Latencies();
  const facetClick = new Latencies();
  const ripgrep = hasRipgrep() ? new Latencies() : null;
  for (const word of sampleWords(corpus, sample)) {
    for (const query of [word, word.slice(0, 3), word.slice(0, 1)])
      await symbols.measure(() => client.request('workspace/symbol', { query }));
    const page = await search.measure(() => searchPageOf(client, word));
    await ripgrep?.measure(async () => spawnSync('rg', ['-i', '-w', '-F', '-m', '50', word, corpus.folder]));
    await settled(client, word);
    const outlet = page.facets.outlet[0]?.value ?? null;
    await facetClick.measure(() => searchPageOf(client, word, { outlet: [outlet] }));
  }
  const kinds = queryKinds(wordsByFrequency(corpus, everyNth(corpus.files, 10 * sampledFiles)));
  for (const make of Object.values(kinds))
    for (let round = 0; round < queriesPerKind; round++) {
      const query = make();
      await searchOfAllKinds.measure(() => searchPageOf(client, query));
    }
  const keystroke = await measureKeystrokes(client, corpus);
  const busyBytes = residentBytes(client.pid);
  await client.stop();

  const warmStarted = performance.now();
  client = await LspClient.startWithoutWaiting(corpus.folder, { storagePath, codePath });
  const serverStartMs = performance.now() - warmStarted;
  let warmHoverMs = 0;
  if (warmPlace !== null) {
    const { file, position, text } = warmPlace;
    await client.open(file);
    let answer = '';
    while (answer !== text && performance.now() - warmStarted < 30_000)
      answer = JSON.stringify((await hoverAt(client, file, position))?.contents ?? null);
    if (answer !== text) process.stderr.write(`the warm hover differs:\n${text}\n${answer}\n`);
    warmHoverMs = performance.now() - warmStarted;
  }
  const beforeSearch = performance.now();
  await searchPageOf(client, 'after');
  const firstSearchMs = performance.now() - beforeSearch;
  const beforeSymbols = performance.now();
  await client.request('workspace/symbol', { query: 'john' });
  const firstSymbolsMs = performance.now() - beforeSymbols;
  await client.until('the warm index is checked', () => client.status?.quiescent === true, 600);
  const warmSeconds = (performance.now() - warmStarted) / 1000;
  await client.stop();
  const indexBytes = fs
    .readdirSync(storagePath)
    .reduce((sum, name) => sum + fs.statSync(path.join(storagePath, name)).size, 0);
  return {
    articles: articleCount,
    quotes: quoteCount,
    textBytes: corpus.bytes,
    coldSeconds,
    coldProcessorSeconds,
    coldPeakBytes,
    hoverWhileIndexing: hoverWhileIndexing.summary,
    idleBytes,
    indexBytes,
    serverStartMs,
    warmHoverMs,
    warmSeconds,
    hover: hover.summary,
    hoversWithVersions,
    definition: definition.summary,
    references: references.summary,
    symbols: symbols.summary,
    search: search.summary,
    ripgrep: ripgrep?.summary ?? null,
    searchOfAllKinds: searchOfAllKinds.summary,
    facetClick: facetClick.summary,
    firstSearchMs,
    firstSymbolsMs,
    keystroke,
    busyBytes,
  };
}

/** Types into an article of 100 kB and asks for its outline after each letter. */
async function measureKeystrokes(client: LspClient, corpus: BenchCorpus): Promise<Summary> {
  let body = '';
  for (const file of corpus.files) {
    if (body.length > 100_000) break;
    const text = fs.readFileSync(path.join(corpus.folder, file), 'utf8').replace(/\r/g, '');
    body += `${text.split('\n\n').slice(1).join('\n\n')}\n\n`;
  }
  const name = 'long article of the bench.txt';
  const text = `A long article\nThe Bench Herald\n2031-04-05\n\n${body.slice(0, 100_000)}`;
  await client.open(name, text);
  // An editor asks for the outline as soon as a file is open.
  await client.of('textDocument/documentSymbol', name);
  const keystroke = new Latencies();
  const line = Math.floor(text.split('\n').length / 2);
  for (let count = 0; count < 40; count++) {
    const position = { line, character: 0 };
    await keystroke.measure(async () => {
      await client.change(name, { start: position, end: position }, 'x');
      await client.of('textDocument/documentSymbol', name);
    });
  }
  await client.notify('textDocument/didClose', { textDocument: { uri: client.uri(name) } });
  return keystroke.summary;
}

function hoverAt(client: LspClient, file: string, position: Position): Promise<Hover | null> {
  return client.request<Hover | null>('textDocument/hover', { textDocument: { uri: client.uri(file) }, position });
}

function leaves(symbols: readonly DocumentSymbol[] | null): DocumentSymbol[] {
  return (symbols ?? []).flatMap((symbol) => symbol.children ?? []);
}

function middle({ start, end }: Range): Position {
  return start.line === end.line
    ? { line: start.line, character: Math.floor((start.character + end.character) / 2) }
    : start;
}

function everyNth<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index % step === 0).slice(0, count);
}

/** Words of every frequency: the fifth long word of each sampled file. */
function sampleWords(corpus: BenchCorpus, sample: readonly string[]): string[] {
  return sample.flatMap((file) => {
    const words = fs.readFileSync(path.join(corpus.folder, file), 'utf8').match(/\p{L}{5,}/gu) ?? [];
    return words[words.length >> 1] ?? [];
  });
}

function searchPageOf(client: LspClient, query: string, filters: object = {}): Promise<SearchPageResult> {
  const page = { query, filters, order: 'date', grouping: 'none', offset: 0, limit: 50 };
  return client.request<SearchPageResult>(searchPageRequest, page);
}

/** Asks on until the search is whole, as the panel does. */
async function settled(client: LspClient, query: string): Promise<void> {
  for (let polls = 0; polls < 200 && !(await searchPageOf(client, query)).isComplete; polls++)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

function wordsByFrequency(corpus: BenchCorpus, files: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files)
    for (const [word] of fs
      .readFileSync(path.join(corpus.folder, file), 'utf8')
      .toLowerCase()
      .matchAll(/\b[a-z]{3,}\b/g))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
}

function hasRipgrep(): boolean {
  return spawnSync('rg', ['--version']).status === 0;
}
