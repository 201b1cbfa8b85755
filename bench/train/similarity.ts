/**
 * Learns the similarity of two sentences and writes `server/models/similarity*.tsv`.
 * usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/train/similarity.ts FOLDER [--write]
 * FOLDER holds mrpc/train.jsonl, stsb_news/{train,dev}.jsonl and paraphraser_ru/train.jsonl. Always cross-validates first.
 */
import fs from 'node:fs';
import path from 'node:path';
import { MemoryVocabulary } from '../../server/src/collation/memoryPassageIndex';
import { formOf } from '../../server/src/collation/similarity';
import {
  similarityFeatureCount,
  similarityFeatureNames,
  similarityFeatures,
} from '../../server/src/collation/similarityFeatures';
import { WordFacts } from '../../server/src/collation/wordFacts';
import { average, predict, printModel, train, type Model, type Row } from './boost';

interface Pair extends Row {
  readonly fold: number;
}

const folder = process.argv[2] ?? '.';
const facts = new WordFacts(new MemoryVocabulary());
const options = { trees: 250, depth: 3, rate: 0.05, lambda: 5, minHessian: 10, rowShare: 0.7, featureShare: 0.4 };
const wordCounts: ReadonlySet<number> = new Set(
  (['allWords', 'wordTrigrams', 'lengthDifference', 'missingOfShorter'] as const).map((name) =>
    similarityFeatureNames.indexOf(name),
  ),
);
const shorterLengthAt = similarityFeatureNames.indexOf('shorterLength');

const pairs = read('mrpc/train.jsonl', ({ label }) => Number(label));
const grades = read('stsb_news/train.jsonl', ({ score }) => Number(score) / 5);
const gradesDev = read('stsb_news/dev.jsonl', ({ score }) => Number(score) / 5);
// The classes of ParaPhraser: 1 precise, 0 near, -1 no paraphrase.
const other = read('paraphraser_ru/train.jsonl', (row) => (Number(row['class']) >= 0 ? 1 : 0));

const gradesModel = fit(grades);
const evaluate = (pairsModel: Model, row: Row): number =>
  predict(gradesModel, row.x) +
  (0.5 / (1 + Math.exp(6 - Math.expm1(row.x[shorterLengthAt] ?? 0)))) * (predict(pairsModel, row.x) - 0.3);
const pairsModel = fit(pairs);
report('MRPC train, cross-validated', crossValidate(pairs, evaluate));
report(
  'ParaPhraser train, cross-validated',
  crossValidate(other, (model, row) => predict(model, row.x)),
);
console.log(
  'STS-B news dev, Pearson',
  pearson(
    gradesDev.map((row) => 1 / (1 + Math.exp(-evaluate(pairsModel, row)))),
    gradesDev.map((row) => row.y),
  ).toFixed(3),
);
if (process.argv.includes('--write')) {
  write('similarityGrades', gradesModel, 'Likeness of two English sentences, learned from graded pairs');
  write('similarityPairs', pairsModel, 'Whether two English sentences say the same, learned from judged pairs');
  write(
    'similarityOther',
    fit(other),
    'Whether two sentences of a language without a table of word rarities say the same, learned from judged Russian pairs',
  );
}

function read(file: string, labelOf: (row: Record<string, unknown>) => number): Pair[] {
  const lines = fs.readFileSync(path.join(folder, file), 'utf8').split('\n').filter(Boolean);
  return lines.map((line, i) => {
    const row = JSON.parse(line) as Record<string, unknown>;
    const x = new Float64Array(similarityFeatureCount);
    similarityFeatures(formOf(String(row['s1']), facts), formOf(String(row['s2']), facts), x);
    return { x, y: labelOf(row), fold: i % 5 };
  });
}

function fit(rows: readonly Row[]): Model {
  // Measured: the four counts of words told of English pairs only.
  const without = rows[0] && other.includes(rows[0] as Pair) ? wordCounts : new Set<number>();
  return average([1, 2].map((seed) => train(rows, { ...options, seed, without })));
}

function crossValidate(
  rows: readonly Pair[],
  score: (model: Model, row: Row) => number,
): { score: number; y: number }[] {
  return [0, 1, 2, 3, 4].flatMap((fold) => {
    const model = fit(rows.filter((row) => row.fold !== fold));
    return rows.filter((row) => row.fold === fold).map((row) => ({ score: score(model, row), y: row.y }));
  });
}

function report(name: string, list: readonly { score: number; y: number }[]): void {
  const sorted = [...list].sort((a, b) => b.score - a.score);
  const positive = sorted.filter(({ y }) => y === 1).length;
  let right = 0;
  let best = { accuracy: 0, f1: 0, at: 0 };
  sorted.forEach(({ y, score }, i) => {
    right += y;
    const accuracy = (right + (sorted.length - positive) - (i + 1 - right)) / sorted.length;
    if (accuracy > best.accuracy) best = { accuracy, f1: (2 * right) / (i + 1 + positive), at: score };
  });
  console.log(name, `accuracy ${best.accuracy.toFixed(3)} F1 ${best.f1.toFixed(3)} at log odds ${best.at.toFixed(3)}`);
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((x, y) => x + y, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let covariance = 0;
  let varianceA = 0;
  let varianceB = 0;
  a.forEach((value, i) => {
    covariance += (value - meanA) * ((b[i] ?? 0) - meanB);
    varianceA += (value - meanA) ** 2;
    varianceB += ((b[i] ?? 0) - meanB) ** 2;
  });
  return covariance / Math.sqrt(varianceA * varianceB);
}

function write(name: string, model: Model, head: string): void {
  fs.writeFileSync(
    `server/models/${name}.tsv`,
    printModel(
      model,
      `${head}, by the features of collation/similarityFeatures.ts; written by bench/train/similarity.ts.`,
    ),
  );
}
