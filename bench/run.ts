/**
 * Measures the built server over a corpus at several sizes, as an editor meets it.
 * usage: npm run bench -- [--corpus FOLDER] [--sizes 1000,4000,16000,37554] [--out results.json] [--no-sweep]
 * FOLDER (or VARIORUM_BENCH_CORPUS) holds articles as .txt files: title, outlet, date, blank line, body. Without it
 * the samples are multiplied with changed words. A size beyond the corpus is reached by multiplying too.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { listTexts, makeCorpus } from './benchCorpus';
import type { MatchMeasures } from './matchStored';
import { measureServer, type ServerMeasures } from './measureServer';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    sizes: { type: 'string' },
    out: { type: 'string' },
    'no-sweep': { type: 'boolean', default: false },
  },
});
/** All that is measured at one size. */
interface Measures extends ServerMeasures {
  readonly matching: MatchMeasures | null;
}

const source = path.resolve(values.corpus ?? process.env.VARIORUM_BENCH_CORPUS ?? 'samples');
const sizes = (values.sizes ?? '1000,4000').split(',').map(Number);

async function main(): Promise<void> {
  const names = listTexts(source);
  if (names.length === 0) throw new Error(`there is no .txt file in ${source}`);
  const results: Measures[] = [];
  for (const size of sizes) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-bench-'));
    try {
      const corpus = makeCorpus(source, names, size, path.join(folder, 'texts'));
      process.stderr.write(`measuring ${size} files, ${megabytes(corpus.bytes)} MB …\n`);
      const storage = path.join(folder, 'index');
      results.push({ ...(await measureServer(corpus, storage)), matching: measureMatching(storage, corpus.folder) });
      process.stdout.write(`${table(results)}\n`);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  const vsix = fs.readdirSync('.').find((name) => name.endsWith('.vsix'));
  const machine = {
    cpu: os.cpus()[0]?.model,
    cores: os.availableParallelism(),
    node: process.version,
    load: os.loadavg(),
  };
  const report = { machine, vsixBytes: vsix === undefined ? null : fs.statSync(vsix).size, results };
  if (values.out !== undefined) fs.writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
  if (vsix !== undefined) process.stdout.write(`VSIX ${megabytes(fs.statSync(vsix).size)} MB\n`);
}

/** In a process of its own, so that neither finds the other's memory. */
function measureMatching(storage: string, folder: string): MatchMeasures | null {
  const node = [
    '--max-old-space-size=6144',
    '-r',
    'tsx/cjs',
    '-r',
    './test/registerAssets.cjs',
    'bench/matchStored.ts',
  ];
  const more = values['no-sweep'] ? ['--no-sweep'] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, storage, folder, ...more], {
    encoding: 'utf8',
  });
  if (status === 0) return JSON.parse(stdout) as MatchMeasures;
  process.stderr.write(`matching was not measured: ${stderr}\n`);
  return null;
}

/** One column per size, and how much each measure grows from the second size (or the first of two) to the last. */
function table(results: readonly Measures[]): string {
  const time = (name: string, read: (m: Measures) => number, unit: string, digits = 1) => ({
    name,
    read,
    unit,
    digits,
  });
  const rows = [
    time('articles', (m) => m.articles, '', 0),
    time('quotes', (m) => m.quotes, '', 0),
    time('texts', (m) => m.textBytes / 1e6, 'MB'),
    time('cold index', (m) => m.coldSeconds, 's'),
    time('cold index, processor', (m) => m.coldProcessorSeconds, 's'),
    time('cold index speed', (m) => m.textBytes / 1e6 / m.coldSeconds, 'MB/s', 2),
    time('hover while indexing p50', (m) => m.hoverWhileIndexing.p50, 'ms'),
    time('hover while indexing p99', (m) => m.hoverWhileIndexing.p99, 'ms'),
    time('memory peak, indexing', (m) => m.coldPeakBytes / 1e6, 'MB', 0),
    time('memory after indexing', (m) => m.idleBytes / 1e6, 'MB', 0),
    time('memory after use', (m) => m.busyBytes / 1e6, 'MB', 0),
    time('index on disk', (m) => m.indexBytes / 1e6, 'MB'),
    time('index / texts', (m) => m.indexBytes / m.textBytes, '', 2),
    time('server start', (m) => m.serverStartMs, 'ms', 0),
    time('warm start to right hover', (m) => m.warmHoverMs, 'ms', 0),
    time('warm start to all checked', (m) => m.warmSeconds, 's'),
    time('hover p50', (m) => m.hover.p50, 'ms'),
    time('hover p99', (m) => m.hover.p99, 'ms'),
    time('hovers with versions', (m) => (100 * m.hoversWithVersions) / Math.max(1, m.hover.count), '%', 0),
    time('definition p50', (m) => m.definition.p50, 'ms'),
    time('definition p99', (m) => m.definition.p99, 'ms'),
    time('references p50', (m) => m.references.p50, 'ms'),
    time('references p99', (m) => m.references.p99, 'ms'),
    time('workspace symbols p50', (m) => m.symbols.p50, 'ms'),
    time('workspace symbols p99', (m) => m.symbols.p99, 'ms'),
    time('search, 50 hits p50', (m) => m.search.p50, 'ms'),
    time('search, 50 hits p99', (m) => m.search.p99, 'ms'),
    time('ripgrep p50', (m) => m.ripgrep?.p50 ?? NaN, 'ms'),
    time('ripgrep p99', (m) => m.ripgrep?.p99 ?? NaN, 'ms'),
    time('search, all kinds p50', (m) => m.searchOfAllKinds.p50, 'ms'),
    time('search, all kinds p99', (m) => m.searchOfAllKinds.p99, 'ms'),
    time('facet click p50', (m) => m.facetClick.p50, 'ms'),
    time('facet click p99', (m) => m.facetClick.p99, 'ms'),
    time('first search after start', (m) => m.firstSearchMs, 'ms', 0),
    time('first symbols after start', (m) => m.firstSymbolsMs, 'ms', 0),
    time('versions of a passage p50', (m) => m.matching?.versions.p50 ?? NaN, 'ms'),
    time('versions of a passage p99', (m) => m.matching?.versions.p99 ?? NaN, 'ms'),
    time('articles compared a query', (m) => m.matching?.comparedPerQuery ?? NaN, '', 2),
    time('pairs scored a query', (m) => m.matching?.scoredPerQuery ?? NaN, '', 1),
    time('sweep, processor', (m) => m.matching?.sweepSeconds ?? NaN, 's'),
    time('statements swept', (m) => m.matching?.statements ?? NaN, '', 0),
    time('keystroke to outline p50', (m) => m.keystroke.p50, 'ms'),
    time('keystroke to outline p99', (m) => m.keystroke.p99, 'ms'),
  ];
  const base = results[results.length > 2 ? 1 : 0]!;
  const last = results[results.length - 1]!;
  return rows
    .map(({ name, read, unit, digits }) => {
      const cells = results.map((measures) => `${read(measures).toFixed(digits)} ${unit}`.padStart(13)).join('');
      const growth = results.length < 2 ? '' : `   × ${(read(last) / read(base)).toFixed(2)}`;
      return `${name.padEnd(28)}${cells}${growth}`;
    })
    .join('\n');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

void main();
