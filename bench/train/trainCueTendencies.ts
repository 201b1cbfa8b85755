// Makes server/languages/en/cueTendencies.bin: how readily each word of wordClasses.bin heads a cue, judged by the company
// that it keeps in plain news text.
// usage: trainCueTendencies TRAIN.jsonl FOLDER [--files N] [--holdout K] [--out FILE]
// A log-linear model learns from the annotated articles where a cue stands, without seeing the word that stands there; it then
// reads plain text (FOLDER, one article a file), and a word's tendency is the mean of what it foretells at the word's places. Rare
// words ("scoffed", "lambasted") so get a measured likeness to cues that the annotated articles are too few for.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import classBytes from '../../server/languages/en/wordClasses.bin';
import { findDirectSpans } from '../../server/src/quotation/findDirectSpans';
import type { DirectSpan } from '../../server/src/quotation/directSpan';
import { windowEnd, windowStart } from '../../server/src/quotation/learned/candidates';
import { one, small, three, two } from '../../server/src/quotation/learned/featureHash';
import { bucket, FeatureKeys } from '../../server/src/quotation/learned/featureKeys';
import { readTokens } from '../../server/src/quotation/learned/readTokens';
import { RunningCounts } from '../../server/src/quotation/learned/runningCounts';
import { Shape } from '../../server/src/quotation/learned/tokenShape';
import { TokenTable } from '../../server/src/quotation/learned/tokenTable';
import { paragraphSpans, readGoldArticles } from './goldArticles';
import { HeadLexicon } from './headLexicon';
import { listFiles } from './listFiles';

const bits = 18;
const epochs = 3;
const rate = 0.03;
const decay = 3e-4;
/** Places of a word that its tendency must at least rest on; the mean is drawn towards that of all words by as many. */
const leastPlaces = 6;

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
};
const [, , goldFile, folder] = process.argv;
if (goldFile === undefined || folder === undefined) throw new Error('usage: trainCueTendencies TRAIN.jsonl FOLDER');

const keys = new FeatureKeys();
const counts = new RunningCounts();
const weights = new Float32Array(1 << bits);
learn();
const { places, sums } = readPlainText(listFiles(folder));
write();

/** What surrounds token `i`, and nothing of the token itself. */
function surroundings(t: TokenTable, i: number): void {
  const { word, fineKey, coarseKey, shape, quote } = t;
  const k = keys.hashes;
  const s0 = windowStart(t, i);
  const s1 = windowEnd(t, i);
  let n = 0;
  for (let d = 1; d <= 4; d++) {
    k[n++] = one(d, word[i - d]!);
    k[n++] = one(8 + d, word[i + d]!);
    k[n++] = one(16 + d, fineKey[i - d]!);
    k[n++] = one(24 + d, fineKey[i + d]!);
    k[n++] = one(32 + d, coarseKey[i - d]!);
    k[n++] = one(40 + d, coarseKey[i + d]!);
  }
  const cl = coarseKey[i - 1]!;
  const cr = coarseKey[i + 1]!;
  const cl2 = coarseKey[i - 2]!;
  const cr2 = coarseKey[i + 2]!;
  k[n++] = two(50, cl, cr);
  k[n++] = two(51, word[i - 1]!, word[i + 1]!);
  k[n++] = two(52, fineKey[i - 1]!, fineKey[i + 1]!);
  k[n++] = three(53, cl2, cl, cr);
  k[n++] = three(54, cl, cr, cr2);
  k[n++] = two(55, word[i + 1]!, cr2);
  k[n++] = two(56, cl2, word[i - 1]!);
  k[n++] = two(57, word[i + 1]!, word[i + 2]!);
  k[n++] = two(58, word[i - 2]!, word[i - 1]!);
  k[n++] = three(59, cr, cr2, coarseKey[i + 3]!);
  k[n++] = three(60, cl, cl2, coarseKey[i - 3]!);
  const own = quote[i]!;
  const near = (step: 1 | -1) => {
    for (let j = i + step; j >= s0 && j < s1 && Math.abs(j - i) < 30; j += step)
      if (quote[j]! >= 0 && quote[j] !== own) return Math.abs(j - i) < 4 ? 2 : 1;
    return 0;
  };
  const quotes = small[near(-1) * 8 + near(1) * 2 + (own >= 0 ? 1 : 0)]!;
  const next = counts.nextThat[i]!;
  const thatAfter = small[next < s1 ? bucket(next - i) : 0]!;
  k[n++] = one(61, quotes);
  k[n++] = one(62, thatAfter);
  k[n++] = two(63, thatAfter, cl);
  k[n++] = one(64, small[bucket(i - s0)]!);
  k[n++] = one(65, small[bucket(s1 - i)]!);
  k[n++] = two(66, quotes, cl);
  k[n++] = two(67, quotes, cr);
  k[n++] = one(68, small[0]!);
  k[n++] = two(69, small[bucket(i - s0)]!, cl);
  k[n++] = two(70, small[shape[i - 1]! * 16 + shape[i + 1]!]!, cr2);
  keys.count = n;
}

function learn(): void {
  const holdout = option('holdout');
  const articles = readGoldArticles(goldFile!).filter((_, i) => holdout === null || i % 5 !== Number(holdout));
  const lexicon = new HeadLexicon(articles);
  const examples: { features: Int32Array; isHead: boolean }[] = [];
  for (const { paragraphs } of articles)
    for (const { tokens: t, attributions } of paragraphs) {
      const heads = new Set(attributions.map(({ cue }) => lexicon.headOf(t, cue)));
      counts.countTokens(t);
      for (let i = t.first; i < t.last; i++) {
        if (t.shape[i]! > Shape.AllCaps) continue;
        surroundings(t, i);
        const features = keys.hashes.slice(0, keys.count).map((hash) => hash >>> (32 - bits));
        examples.push({ features, isHead: heads.has(i) });
      }
    }
  const squares = new Float32Array(weights.length).fill(1e-3);
  let seed = 5;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = examples.length - 1; i > 0; i--) {
      seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
      const j = (seed >>> 1) % (i + 1);
      const swap = examples[i]!;
      examples[i] = examples[j]!;
      examples[j] = swap;
    }
    for (const { features, isHead } of examples) {
      let score = 0;
      for (const f of features) score += weights[f]!;
      const gradient = 1 / (1 + Math.exp(-score)) - (isHead ? 1 : 0);
      if (Math.abs(gradient) < 0.005) continue;
      for (const f of features) {
        const g = gradient + decay * weights[f]!;
        squares[f]! += g * g;
        weights[f]! -= (rate * g) / Math.sqrt(squares[f]!);
      }
    }
  }
}

function readPlainText(files: readonly string[]): { places: Map<number, number>; sums: Map<number, number> } {
  const fileCount = Math.min(files.length, Number(option('files') ?? Infinity));
  const places = new Map<number, number>();
  const sums = new Map<number, number>();
  const table = new TokenTable();
  for (let file = 0; file < fileCount; file++) {
    const text = readFileSync(files[Math.floor((file * files.length) / fileCount)]!, 'utf8');
    const body = text.indexOf('\n\n') + 2;
    const paragraphs = paragraphSpans(text).filter(({ start }) => start >= body);
    const quotes = findDirectSpans(text, { headline: null, paragraphs }).spans.filter(({ depth }) => depth === 0);
    let next = 0;
    for (const paragraph of paragraphs) {
      const own: DirectSpan[] = [];
      while (next < quotes.length && quotes[next]!.start < paragraph.end) {
        const span = quotes[next++]!;
        if (span.start >= paragraph.start && span.end <= paragraph.end) own.push(span);
      }
      const t = readTokens(text, paragraph, own, table);
      counts.countTokens(t);
      for (let i = t.first; i < t.last; i++) {
        if (t.shape[i]! > Shape.AllCaps) continue;
        surroundings(t, i);
        let score = 0;
        for (let k = 0; k < keys.count; k++) score += weights[keys.hashes[k]! >>> (32 - bits)]!;
        const word = t.word[i]!;
        places.set(word, (places.get(word) ?? 0) + 1);
        sums.set(word, (sums.get(word) ?? 0) + 1 / (1 + Math.exp(-score)));
      }
    }
  }
  return { places, sums };
}

/** Half steps of log odds, 1 to 15; 0 where too little is known. */
function write(): void {
  const total = [...places.values()].reduce((a, b) => a + b, 0);
  const mean = [...sums.values()].reduce((a, b) => a + b, 0) / total;
  const view = new DataView(classBytes.buffer, classBytes.byteOffset, classBytes.byteLength);
  const count = view.getUint32(0, true);
  const out = Uint8Array.from({ length: count }, (_, i) => {
    const word = view.getInt32(4 + i * 4, true);
    const n = places.get(word) ?? 0;
    if (n < leastPlaces) return 0;
    const p = (sums.get(word)! + leastPlaces * mean) / (n + leastPlaces);
    return Math.max(1, Math.min(15, Math.round(Math.log(p / (1 - p)) * 2 + 13)));
  });
  const file = option('out') ?? path.join(__dirname, '../../server/languages/en/cueTendencies.bin');
  writeFileSync(file, out);
  console.error(`${total} words read, mean ${mean.toFixed(4)}, ${out.filter((level) => level > 0).length} words known`);
}
