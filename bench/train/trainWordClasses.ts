// Makes server/languages/en/wordClasses.bin: distributional classes of English words from plain news text.
// usage: npx tsx bench/train/trainWordClasses.ts FOLDER [--files N]
// FOLDER holds text files, one article each. Method: counts of the neighbours at -2, -1, +1, +2 among the most frequent
// words, as positive pointwise mutual information, reduced by subspace iteration, then k-means twice (fine and coarse).
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Shape } from '../../server/src/quotation/learned/tokenShape';
import { readTokens } from '../../server/src/quotation/learned/readTokens';
import { listFiles } from './listFiles';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: trainWordClasses FOLDER [--files N]');
const fileLimit = process.argv.includes('--files')
  ? Number(process.argv[process.argv.indexOf('--files') + 1])
  : Infinity;
const contextCount = 400;
const vocabularySize = 24000;
const dimensions = 64;
const fineCount = 500;
const coarseCount = 60;
const offsets = [-2, -1, 1, 2];

let seed = 12345;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
  return ((seed >>> 8) & 0xffffff) / 0x1000000;
};

const files = listFiles(folder);
const step = Math.max(1, Math.floor(files.length / fileLimit));
const chosen = files.filter((_, i) => i % step === 0);
const counts = new Map<number, number>();
const streams: Int32Array[] = [];
for (const file of chosen) {
  const text = readFileSync(file, 'utf8');
  const body = text.slice(text.indexOf('\n\n') + 2);
  for (const match of body.matchAll(/[^\n]+/g)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const tokens = readTokens(body, span, []);
    const { first, last, shape, word } = tokens;
    const stream = new Int32Array(last - first);
    for (let t = first; t < last; t++) {
      // Marks count as words of the context, so that the classes know what stands before a comma.
      const kind = shape[t]!;
      const isOneOfFew = kind > Shape.Number && kind !== Shape.Stop && kind !== Shape.Other;
      const key = kind === Shape.Number ? 99 : isOneOfFew ? kind : word[t]!;
      stream[t - first] = key;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    streams.push(stream);
  }
}
const byCount = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
const contextIndex = new Map(byCount.slice(0, contextCount).map(([word], i) => [word, i]));
const vocabulary = byCount.slice(0, vocabularySize).filter(([, n]) => n >= 8);
const wordIndex = new Map(vocabulary.map(([word], i) => [word, i]));
const rows = vocabulary.length;
const columns = contextCount * offsets.length;
console.error(
  `${chosen.length} files, ${[...counts.values()].reduce((a, b) => a + b, 0)} tokens, ${rows} words, least ${vocabulary[rows - 1]?.[1]}`,
);

const matrix = new Float32Array(rows * columns);
for (const stream of streams) {
  const contexts = Int32Array.from(stream, (w) => contextIndex.get(w) ?? -1);
  for (let t = 0; t < stream.length; t++) {
    const row = wordIndex.get(stream[t]!);
    if (row === undefined) continue;
    offsets.forEach((offset, o) => {
      const c = contexts[t + offset];
      if (c !== undefined && c >= 0) matrix[row * columns + o * contextCount + c]!++;
    });
  }
}
const columnSums = new Float64Array(columns);
const rowSums = new Float64Array(rows);
let total = 0;
for (let r = 0; r < rows; r++)
  for (let c = 0; c < columns; c++) {
    const n = matrix[r * columns + c]!;
    columnSums[c]! += n;
    rowSums[r]! += n;
    total += n;
  }
for (let r = 0; r < rows; r++) {
  let norm = 0;
  for (let c = 0; c < columns; c++) {
    const n = matrix[r * columns + c]!;
    // Counts are discounted so that rare pairs do not look strong.
    const value = n > 0.5 ? Math.max(0, Math.log(((n - 0.5) * total) / (rowSums[r]! * columnSums[c]! + 1e-9))) : 0;
    matrix[r * columns + c] = value;
    norm += value * value;
  }
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
  for (let c = 0; c < columns; c++) matrix[r * columns + c]! *= scale;
}
console.error('reducing');
const reduced = reduce(matrix, rows, columns, dimensions);
console.error('clustering');
const fine = kMeans(reduced, rows, dimensions, fineCount, 18);
const coarse = kMeans(reduced, rows, dimensions, coarseCount, 25);

const order = vocabulary
  .map(([word], i) => ({ word, i }))
  // Small numbers stand for marks, not words.
  .filter(({ word }) => word < 0 || word > 1000)
  .sort((a, b) => a.word - b.word);
const bytes = new Uint8Array(4 + order.length * 7);
const view = new DataView(bytes.buffer);
view.setUint32(0, order.length, true);
order.forEach(({ word, i }, k) => {
  view.setInt32(4 + k * 4, word, true);
  view.setUint16(4 + order.length * 4 + k * 2, fine[i]! + 1, true);
  view.setUint8(4 + order.length * 6 + k, coarse[i]! + 1);
});
writeFileSync(path.join(import.meta.dirname ?? __dirname, '../../server/languages/en/wordClasses.bin'), bytes);
console.error(`${bytes.length} bytes`);

/** Left singular directions by two rounds of subspace iteration from a random start; rows are scaled to length 1. */
function reduce(m: Float32Array, n: number, d: number, k: number): Float32Array {
  let basis = new Float32Array(d * k);
  for (let i = 0; i < basis.length; i++) basis[i] = random() + random() + random() - 1.5;
  let left = new Float32Array(n * k);
  for (let round = 0; round < 3; round++) {
    left = new Float32Array(n * k);
    for (let r = 0; r < n; r++)
      for (let c = 0; c < d; c++) {
        const v = m[r * d + c]!;
        if (v !== 0) for (let j = 0; j < k; j++) left[r * k + j]! += v * basis[c * k + j]!;
      }
    if (round === 2) break;
    basis = new Float32Array(d * k);
    for (let r = 0; r < n; r++)
      for (let c = 0; c < d; c++) {
        const v = m[r * d + c]!;
        if (v !== 0) for (let j = 0; j < k; j++) basis[c * k + j]! += v * left[r * k + j]!;
      }
    orthogonalise(basis, d, k);
  }
  for (let r = 0; r < n; r++) {
    let norm = 0;
    for (let j = 0; j < k; j++) norm += left[r * k + j]! ** 2;
    const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
    for (let j = 0; j < k; j++) left[r * k + j]! *= scale;
  }
  return left;
}

function orthogonalise(basis: Float32Array, d: number, k: number): void {
  for (let j = 0; j < k; j++) {
    for (let p = 0; p < j; p++) {
      let dot = 0;
      for (let c = 0; c < d; c++) dot += basis[c * k + j]! * basis[c * k + p]!;
      for (let c = 0; c < d; c++) basis[c * k + j]! -= dot * basis[c * k + p]!;
    }
    let norm = 0;
    for (let c = 0; c < d; c++) norm += basis[c * k + j]! ** 2;
    const scale = 1 / Math.sqrt(norm + 1e-12);
    for (let c = 0; c < d; c++) basis[c * k + j]! *= scale;
  }
}

/** Spherical k-means, seeded with the most frequent words. */
function kMeans(points: Float32Array, n: number, k: number, clusters: number, rounds: number): Int32Array {
  const centres = new Float32Array(clusters * k);
  centres.set(points.subarray(0, clusters * k));
  const label = new Int32Array(n);
  for (let round = 0; round < rounds; round++) {
    let moved = 0;
    for (let r = 0; r < n; r++) {
      let best = -Infinity;
      let at = 0;
      for (let c = 0; c < clusters; c++) {
        let dot = 0;
        for (let j = 0; j < k; j++) dot += points[r * k + j]! * centres[c * k + j]!;
        if (dot > best) {
          best = dot;
          at = c;
        }
      }
      if (label[r] !== at) moved++;
      label[r] = at;
    }
    centres.fill(0);
    for (let r = 0; r < n; r++) for (let j = 0; j < k; j++) centres[label[r]! * k + j]! += points[r * k + j]!;
    for (let c = 0; c < clusters; c++) {
      let norm = 0;
      for (let j = 0; j < k; j++) norm += centres[c * k + j]! ** 2;
      const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
      for (let j = 0; j < k; j++) centres[c * k + j]! *= scale;
    }
    if (moved < n * 0.002) break;
  }
  return label;
}
