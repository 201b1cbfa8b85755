// How fast a file's bytes become quotes with speakers on one core: decode, divide and describe (segment), quotation marks,
// attribution, speakers. Runs the code as it is bundled, warm; processor time, best of some rounds taken in turns.
// usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/extractSpeed.ts FOLDER [--articles N] [--rounds R] [--least MB/s]
// FOLDER holds plain articles; N of them are drawn evenly. Then the longest are put together into one article, which is read once,
// doubled and doubled again. Ends with 1 below --least or where twice the text takes more than three times the time.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type * as Parts from './extractParts';
import { listFiles } from './train/listFiles';

const option = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: extractSpeed FOLDER [--articles N] [--rounds R] [--least MB/s]');
const articleCount = option('articles', 300);
const roundCount = option('rounds', 12);
const least = option('least', 2);
/** The text that is doubled, in bytes. */
const pieceSize = 250_000;
const mostGrowth = 3;

async function bundledParts(): Promise<typeof Parts> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'extract-speed-'));
  const outfile = path.join(dir, 'parts.cjs');
  await build({
    entryPoints: [path.join(__dirname, 'extractParts.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    supported: { 'regexp-unicode-property-escapes': true },
    loader: { '.tsv': 'text', '.bin': 'binary' },
    mainFields: ['module', 'main'],
    define: { VARIORUM_VERSION: '"bench"' },
  });
  const parts = require(outfile) as typeof Parts;
  rmSync(dir, { recursive: true });
  return parts;
}

/** Processor time in milliseconds. */
function timed(run: () => void): number {
  const from = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

async function main(): Promise<void> {
  const { steps, wholeOf } = await bundledParts();
  const names = listFiles(folder!);
  const step = Math.max(1, names.length / articleCount);
  const files = Array.from({ length: Math.min(articleCount, names.length) }, (_, i) =>
    readFileSync(names[Math.floor(i * step)]!),
  );
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const best = new Map<string, number>();
  for (let round = 0; round < roundCount; round++) {
    for (const [name, ms] of steps(files, timed)) best.set(name, Math.min(best.get(name) ?? Infinity, ms));
    const whole = timed(() => files.forEach((file, i) => wholeOf(file, `${i}.txt`)));
    best.set('whole', Math.min(best.get('whole') ?? Infinity, whole));
  }
  console.log(`${files.length} articles, ${(bytes / 1e6).toFixed(2)} MB, best of ${roundCount} rounds`);
  const speedOf = (ms: number) => bytes / 1000 / ms;
  for (const [name, ms] of best)
    console.log(`${name.padEnd(16)} ${speedOf(ms).toFixed(2).padStart(7)} MB/s ${ms.toFixed(0).padStart(6)} ms`);
  const bodies = [...files].sort((a, b) => b.length - a.length);
  let piece = Buffer.alloc(0);
  for (const body of bodies)
    if (piece.length < pieceSize) piece = Buffer.concat([piece, body.subarray(body.indexOf('\n\n'))]);
  const texts = [1, 2, 4].map((times) => Buffer.concat(Array.from({ length: times }, () => piece)));
  const growth = texts.map(() => Infinity);
  for (let round = 0; round < roundCount; round++)
    texts.forEach((text, i) => {
      growth[i] = Math.min(
        growth[i]!,
        timed(() => wholeOf(text, 'long.txt')),
      );
    });
  console.log(
    `one article of ${(piece.length / 1e6).toFixed(2)} MB: ${growth.map((ms, i) => `${2 ** i}× ${ms.toFixed(0)} ms`).join(', ')}`,
  );
  const isLinear = growth.every((ms, i) => i === 0 || ms <= growth[i - 1]! * mostGrowth);
  if (!isLinear) console.log('GROWS more than in proportion');
  if (!isLinear || speedOf(best.get('whole')!) < least) process.exitCode = 1;
}

void main();
