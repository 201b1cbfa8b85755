/**
 * How opening, memory and answers grow with the index alone: multiplies a stored index (copies have other URIs, dates
 * seven years apart and other words of like frequency, so that they are no versions of each other) and measures.
 * usage: node --expose-gc -r tsx/cjs -r ./test/registerAssets.cjs bench/scaleIndex.ts STORAGE TIMES…
 * STORAGE is a folder that the server (or bench/run.ts) has filled.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { neverCancelled } from '../server/src/base/cancellation';
import { silentLog } from '../server/src/base/log';
import { Corpus } from '../server/src/corpus/corpus';
import { Segment } from '../server/src/corpus/segment';
import { SegmentBuilder } from '../server/src/corpus/segmentBuilder';
import { WordTable } from '../server/src/corpus/wordTable';
import { IndexStore } from '../server/src/node/indexStore';
import { Latencies } from './latencies';

const [source = '.', ...times] = process.argv.slice(2);
const extractor = 'scale';

async function main(): Promise<void> {
  for (const count of times.map(Number)) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-scale-'));
    try {
      await multiply(count, folder);
      await measure(folder);
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
    const { heapUsed, rss } = process.memoryUsage();
    return `heap ${megabytes(heapUsed)}, resident ${megabytes(rss)}`;
  };
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const disk = fs.readdirSync(folder).reduce((sum, name) => sum + fs.statSync(path.join(folder, name)).size, 0);
  const corpus = new Corpus({ readText: async () => null }, silentLog);
  const started = performance.now();
  const store = opened(await IndexStore.open(folder, { extractor }, silentLog));
  for (const step of await store.load(corpus.words))
    if (step.type === 'segment') corpus.adoptSegment(step.segment, step.dead);
  const openMs = performance.now() - started;
  say(
    `\n${corpus.articleCount} articles, ${corpus.passageCount} passages, ${corpus.quoteCount} quotes, ${corpus.words.size} words`,
  );
  say(`on disk ${megabytes(disk)}, opened in ${openMs.toFixed(0)} ms; ${memory()}`);
  const articles = [...corpus.articles()];
  const statement = new Latencies();
  let found = 0;
  for (let sample = 0; sample < 300; sample++) {
    const article = articles[(sample * 7919) % articles.length]!;
    const offset = article.start + Math.floor(((article.end - article.start) * ((sample * 31) % 97)) / 97);
    const answer = await statement.measure(async () =>
      corpus.statementAt(article.uri, offset, { includePossible: false }, neverCancelled),
    );
    if (answer !== null) found++;
  }
  say(`statementAt ${JSON.stringify(statement.summary)}, ${found} found; ${memory()}`);
  const postings = new Latencies();
  for (let word = 500; word < 1500; word += 5)
    await postings.measure(async () => corpus.index.postings(corpus.words.stem(word)));
  say(`postings ${JSON.stringify(postings.summary)}`);
  const settling = performance.now();
  await corpus.speakerTable.settle();
  const settleMs = performance.now() - settling;
  say(`speakers tied in ${settleMs.toFixed(0)} ms: ${[...corpus.speakers()].length}; ${memory()}`);
  await store.close();
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
