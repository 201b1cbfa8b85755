/**
 * Growth of matching: candidates and time per query, and the time of a sweep, over more and more articles.
 * usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/match.ts FOLDER [COUNT…] [--sweep]
 * FOLDER holds articles as texts (title, outlet, date, blank line, body); COUNT defaults to 1000 4000.
 * Articles are taken in the order of their names, so that each run holds the ones before. Passages are cut at
 * sentence ends by Intl.Segmenter, so that nothing but matching is measured. Times are processor time: the machine may be shared.
 */
import fs from 'node:fs';
import path from 'node:path';
import { MemoryPassageIndex, MemoryVocabulary, type ArticleInput } from '../server/src/collation/memoryPassageIndex';
import type { PassageQuote } from '../server/src/collation/passageIndex';
import { VersionFinder } from '../server/src/collation/versionFinder';
import { neverCancelled } from '../server/src/base/cancellation';

const [folder = '.', ...rest] = process.argv.slice(2);
const counts = rest.filter((argument) => !argument.startsWith('--')).map(Number);
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const files = fs
  .readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .sort((a, b) => (path.basename(a) < path.basename(b) ? -1 : 1));

for (const count of counts.length > 0 ? counts : [1000, 4000]) {
  const articles = files.slice(0, count).map(readArticle);
  const before = process.memoryUsage().heapUsed;
  const index = new MemoryPassageIndex(articles, new MemoryVocabulary());
  const finder = new VersionFinder(index);
  const times: number[] = [];
  let candidates = 0;
  let found = 0;
  const queries = 500;
  for (let i = 0; i < queries; i++) {
    const passage = index.passage(Math.floor((i + 0.5) * (index.passageCount / queries)));
    if (!passage) continue;
    const start = cpuMs();
    found += finder.findVersions(passage, 0.5, neverCancelled).length > 0 ? 1 : 0;
    times.push(cpuMs() - start);
    candidates += finder.comparedPairs;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * times.length)] ?? 0).toFixed(2);
  const line = [
    `${count} articles, ${index.passageCount} passages`,
    `p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms`,
    `${(candidates / times.length).toFixed(1)} articles compared and ${(finder.scoredPairs / times.length).toFixed(1)} pairs scored a query`,
    `${found} of ${times.length} have versions`,
    `heap ${((process.memoryUsage().heapUsed - before) / 1e6).toFixed(0)} MB`,
  ];
  if (rest.includes('--sweep')) {
    const start = cpuMs();
    let statements = 0;
    const sweeper = new VersionFinder(index);
    for (const members of sweeper.sweep(0.5)) if (members.length > 0) statements++;
    const seconds = (cpuMs() - start) / 1000;
    line.push(
      `sweep ${seconds.toFixed(1)} s, ${((1000 * seconds) / index.passageCount).toFixed(3)} ms a passage, ${statements} statements, ${sweeper.scoredPairs} pairs scored`,
    );
  }
  console.log(line.join('; '));
}

function readArticle(name: string): ArticleInput {
  const [title = '', outlet = '', date = '', , ...body] = fs.readFileSync(path.join(folder, name), 'utf8').split('\n');
  const sentences = body.flatMap((line) => Array.from(segmenter.segment(line), ({ segment }) => segment.trim()));
  return {
    outlet,
    date,
    passages: [
      { text: title, role: 'headline' },
      ...sentences.filter(Boolean).map((text) => ({ text, quotes: quotesOf(text) })),
    ],
  };
}

/** Whatever stands in quotation marks, so that as many passages hold quotes as in real use. */
function quotesOf(text: string): PassageQuote[] {
  if (!/["“]/.test(text)) return [];
  return [{ kind: 'direct', mode: 'said', speaker: null, isFullName: false, from: 0, to: text.length }];
}

/** Processor time of this process so far, in milliseconds; of all its threads, so the collector's too. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
