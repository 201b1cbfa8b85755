/**
 * How opening, memory and answers grow with the index alone: multiplies a stored index (copies have other URIs, dates
 * seven years apart and other words of like frequency, so that they are no versions of each other) and measures.
 * Times are of the processor.
 * usage: node --expose-gc -r tsx/cjs -r ./test/registerAssets.cjs bench/scaleIndex.ts STORAGE TIMES…
 * STORAGE is a folder that the server (or bench/run.ts) has filled.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { neverCancelled } from '../server/src/base/cancellation';
import { silentLog } from '../server/src/base/log';
import { shownScore } from '../server/src/collation/grade';
import { VersionFinder } from '../server/src/collation/versionFinder';
import { Corpus } from '../server/src/corpus/corpus';
import { Segment } from '../server/src/corpus/segment';
import { SegmentBuilder } from '../server/src/corpus/segmentBuilder';
import { WordTable } from '../server/src/corpus/wordTable';
import { IndexStore } from '../server/src/node/indexStore';

const [source = '.', ...times] = process.argv.slice(2);
const extractor = 'scale';
/** Asks this script to measure a folder in a process of its own, where multiplying has left nothing behind. */
const measureOption = '--measure';

async function main(): Promise<void> {
  if (source === measureOption) return measure(times[0]!);
  for (const count of times.map(Number)) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-scale-'));
    try {
      await multiply(count, folder);
      spawnSync(process.execPath, [...process.execArgv, __filename, measureOption, folder], { stdio: 'inherit' });
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function multiply(count: number, folder: string): Promise<void> {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-scale-source-'));
  fs.cpSync(source, copy, { recursive: true });
  fs.rmSync(path.join(copy, 'lock'), { force: true });
  const from = opened(await IndexStore.open(copy, { extractor }, silentLog));
  const words = new WordTable();
  const segments = (await from.load(words)).flatMap((step) => (step.type === 'segment' ? [step] : []));
  await from.close();
  fs.rmSync(copy, { recursive: true, force: true });
  const to = opened(await IndexStore.open(folder, { extractor }, silentLog));
  await to.load(new WordTable());
  const stems = words.stemColumn();
  const byFrequency = wordsByFrequency(
    segments.map(({ segment }) => segment),
    words.size,
  );
  const rankOf = new Uint32Array(words.size);
  byFrequency.forEach((word, rank) => (rankOf[word] = rank));
  for (let round = 0; round < count; round++) {
    const word = (id: number) => {
      const rank = rankOf[id]!;
      // The most frequent hundred are what every text is made of.
      if (rank < 100) return id;
      const turned = rank - (rank % 32) + ((rank + round * 5) % 32);
      return byFrequency[Math.min(turned, byFrequency.length - 1)]!;
    };
    for (const { segment, dead } of segments) {
      const builder = new SegmentBuilder(null);
      const isDead = new Set(dead);
      for (let file = 0; file < segment.fileCount; file++)
        if (!isDead.has(file))
          builder.copyFile(segment, file, {
            uri: (uri) => (round === 0 ? uri : uri.replace(/([^/]*)$/, `copy${round}-$1`)),
            article: (article) => ({ ...article, date: shifted(article.date, round) }),
            word,
          });
      await to.addSegment(new Segment(builder.finishCopies(stems)), words);
    }
  }
  await to.close();
}

async function measure(folder: string): Promise<void> {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  const memory = () => {
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    return `heap ${megabytes(heapUsed)}, buffers ${megabytes(arrayBuffers)}, resident ${megabytes(rss)}`;
  };
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const spent = async (work: () => Promise<unknown> | undefined) => {
    const before = processorMs();
    await work();
    return processorMs() - before;
  };
  const disk = fs.readdirSync(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
  const open = async () => {
    const corpus = new Corpus({ readText: async () => null }, silentLog);
    const store = opened(await IndexStore.open(folder, { extractor }, silentLog));
    for (const step of await store.load(corpus.words))
      if (step.type === 'segment') corpus.adoptSegment(step.segment, step.dead);
    return { corpus, store };
  };
  let { corpus, store } = await open();
  say(
    `\n${corpus.articleCount} articles, ${corpus.passageCount} passages, ${corpus.quoteCount} quotes, ${corpus.words.size} words, on disk ${megabytes(disk)}`,
  );
  const settleMs = await spent(() => corpus.speakerTable.settle());
  const state = await corpus.speakerTable.keep(extractor, neverCancelled);
  say(`speakers tied in ${settleMs.toFixed(0)} ms, ${megabytes(state?.byteLength ?? 0)} to keep; ${memory()}`);
  await store.close();
  const openMs = await spent(async () => {
    ({ corpus, store } = await open());
  });
  say(`opened in ${openMs.toFixed(0)} ms`);
  const restoreMs = await spent(async () => {
    if (state !== null) await corpus.speakerTable.restore(state, extractor, neverCancelled);
  });
  say(`speakers as they were kept in ${restoreMs.toFixed(0)} ms; ${memory()}`);
  const articles = [...corpus.articles()];
  const times: number[] = [];
  let found = 0;
  for (let sample = 0; sample < 600; sample++) {
    const article = articles[(sample * 7919) % articles.length]!;
    const offset = article.start + Math.floor(((article.end - article.start) * ((sample * 31) % 97)) / 97);
    times.push(
      await spent(() => {
        if (corpus.statementAt(article.uri, offset, { includePossible: false }, neverCancelled) !== null) found++;
        return undefined;
      }),
    );
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * times.length)]!.toFixed(1);
  say(`a statement's versions p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)} ms, ${found} found; ${memory()}`);
  const finder = new VersionFinder(corpus.index);
  let articlesSwept = 0;
  const sweepMs = await spent(async () => {
    const started = processorMs();
    for (const members of finder.sweep(shownScore)) {
      if (members.length === 0) articlesSwept += 8;
      if (processorMs() - started > sweptMs) break;
    }
  });
  say(`swept ${(sweepMs / articlesSwept).toFixed(2)} ms an article (the first ${articlesSwept}, by day); ${memory()}`);
  await store.close();
}

/** A part of the sweep is enough to tell what an article takes. */
const sweptMs = 20_000;

/** Processor time of all threads, in milliseconds: that of the main thread alone is only told in steps of some. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function wordsByFrequency(segments: readonly Segment[], size: number): number[] {
  const counts = new Uint32Array(size);
  for (const segment of segments)
    for (let passage = 0; passage < segment.passageCount; passage++)
      for (const word of segment.passageWords(passage)) counts[word]!++;
  return Array.from(counts, (_, word) => word).sort((a, b) => counts[b]! - counts[a]! || a - b);
}

function shifted(date: string | null, rounds: number): string | null {
  return date === null ? null : `${String(Number(date.slice(0, 4)) + 7 * rounds).padStart(4, '0')}${date.slice(4)}`;
}

function opened(store: IndexStore | string): IndexStore {
  if (typeof store === 'string') throw new Error(store);
  return store;
}

void main();
