/**
 * Learns the score of two passages of two articles and writes `server/models/passages.tsv`.
 * usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/train/passages.ts [--out FILE] [--cv] [--ablate] GOLD.json… [--folder FOLDER]
 * GOLD: files as `../shared/eval/score-versions.mjs` reads them; FOLDER holds texts that they do not hold themselves.
 * --cv: leaves out each gold file in turn and tells how well the others foretell it; with --ablate also without each feature.
 */
import fs from 'node:fs';
import { makeArticleForm } from '../../server/src/collation/articleForm';
import { compareArticles } from '../../server/src/collation/articlePair';
import { passageFeatureCount, passageFeatureNames, passageFeatures } from '../../server/src/collation/features';
import { MemoryVocabulary } from '../../server/src/collation/memoryPassageIndex';
import { isWorthScoring } from '../../server/src/collation/score';
import { WordFacts } from '../../server/src/collation/wordFacts';
import { average, predict, printModel, train, type BoostOptions, type Row } from './boost';
import { readGold, type GoldCorpus } from './goldCorpus';

/** Features with which the odds may only fall; free ones may do either; with all others they may only rise. */
const falling: ReadonlySet<string> = new Set(['nameConflict', 'numberConflict', 'negation']);
const free: ReadonlySet<string> = new Set([
  'lengthRatio',
  'shorterLength',
  'longerLength',
  'crosswise',
  'overlap',
  'quotes',
  'days',
  'position',
  'headlines',
]);
/** Features that tell of one thing, left out together by --ablate. */
const families: readonly (readonly [string, readonly (typeof passageFeatureNames)[number][]])[] = [
  ['rarity in the two articles', ['cosine', 'mixedCosine', 'shareOfBest', 'shareOfOtherBest', 'margin']],
  ['general rarity', ['rarityCosine', 'sharedEvidence', 'rarestShared']],
  ['coverage and clause', ['coverageOfShorter', 'coverageOfLonger', 'window', 'softCoverage']],
  ['order of words', ['subsequence', 'runEvidence', 'bigrams']],
  ['words that are no names', ['plainCosine', 'plainCoverage', 'plainEvidence']],
  ['names and numbers', ['nameCoverage', 'nameConflict', 'sharedNumbers', 'numberConflict', 'negation']],
  ['best match of each other', ['shareOfBest', 'shareOfOtherBest', 'margin']],
  ['sentences before and after', ['before', 'after', 'crosswise']],
  ['speakers', ['speakers']],
  ['what is quoted', ['quotes', 'quotedCoverage', 'saidCoverage', 'saidCosine', 'verbatimCoverage', 'verbatimNats']],
  ['lengths', ['lengthRatio', 'shorterLength', 'longerLength']],
  ['articles', ['overlap', 'days', 'position', 'headlines']],
];
const args = process.argv.slice(2);
const option = (name: string, otherwise: string): string => {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : (args.splice(at, 2)[1] ?? otherwise);
};
const flag = (name: string): boolean => {
  const at = args.indexOf(name);
  if (at >= 0) args.splice(at, 1);
  return at >= 0;
};
const out = option('--out', '');
const folder = option('--folder', '.');
const seeds = Number(option('--seeds', '3'));
const only = option('--only', '');
/** How much the gold files count whose names begin with `seeds`: fewer, but other English than the rest. */
const seedWeight = Number(option('--seed-weight', '1'));
const options: BoostOptions = {
  trees: Number(option('--trees', '200')),
  depth: Number(option('--depth', '2')),
  rate: Number(option('--rate', '0.06')),
  lambda: Number(option('--lambda', '5')),
  minHessian: Number(option('--hessian', '4')),
  rowShare: 0.7,
  featureShare: 0.5,
  seed: 1,
  monotone: passageFeatureNames.map((name) => (falling.has(name) ? -1 : free.has(name) ? 0 : 1)),
};
const withCrossValidation = flag('--cv');
const withAblation = flag('--ablate');
const show = option('--show', '');

interface PairRow extends Row {
  readonly corpus: number;
  readonly isNeutral: boolean;
  readonly a: number;
  readonly b: number;
}

const vocabulary = new MemoryVocabulary();
const corpora: GoldCorpus[] = args.map((file) => readGold(file, folder, vocabulary));
const rows = corpora.flatMap(rowsOf);
console.log(
  `${rows.length} pairs, ${rows.filter((row) => row.y === 1).length} of ${corpora.reduce((sum, c) => sum + c.strictCount, 0)} gold pairs`,
);
if (withCrossValidation) {
  crossValidate('all features', new Set());
  if (withAblation) {
    for (const [name, members] of families) {
      crossValidate(`without ${name}`, new Set(members.map((member) => passageFeatureNames.indexOf(member))));
    }
  }
}
if (out !== '') {
  const sample = rows.filter((row) => !row.isNeutral);
  const model = average(Array.from({ length: seeds }, (_, seed) => train(sample, { ...options, seed: seed + 1 })));
  fs.writeFileSync(
    out,
    printModel(
      model,
      'Log odds that two passages of two articles are versions of one statement, by the features of collation/features.ts; learned by bench/train/passages.ts.',
    ),
  );
}

function rowsOf(corpus: GoldCorpus, corpusIndex: number): PairRow[] {
  const facts = new WordFacts(vocabulary);
  const found: PairRow[] = [];
  const forms = Array.from({ length: corpus.index.articleCount }, (_, id) => {
    const article = corpus.index.article(id);
    return article && makeArticleForm(article, corpus.index, facts);
  });
  forms.forEach((a, i) =>
    forms.slice(i + 1).forEach((b) => {
      if (!a || !b) return;
      const pair = compareArticles(a, b);
      a.passages.forEach((p, row) =>
        b.passages.forEach((q, column) => {
          if (!isWorthScoring(pair, row, column)) return;
          const x = new Float64Array(passageFeatureCount);
          passageFeatures(pair, row, column, x);
          const label = corpus.labels.get(`${p.id}:${q.id}`);
          found.push({
            x,
            y: label === 'strict' ? 1 : 0,
            isNeutral: label === 'neutral',
            weight: corpus.name.startsWith('seeds') ? seedWeight : 1,
            corpus: corpusIndex,
            a: p.id,
            b: q.id,
          });
        }),
      );
    }),
  );
  return found;
}

function crossValidate(name: string, without: ReadonlySet<number>): void {
  const scored = new Map<string, { score: number; y: number }[]>();
  const gold = new Map<string, number>();
  const each: string[] = [];
  const calibration = Array.from({ length: 10 }, () => [0, 0]);
  corpora.forEach((corpus, left) => {
    if (only !== '' && !corpus.name.startsWith(only) && !corpus.name.startsWith('seeds')) return;
    const sample = rows.filter((row) => row.corpus !== left && !row.isNeutral);
    const model = average(
      Array.from({ length: seeds }, (_, seed) => train(sample, { ...options, seed: seed + 1, without })),
    );
    const set = corpus.name.replace(/[\d-].*$/, '');
    const test = rows
      .filter((row) => row.corpus === left && !row.isNeutral)
      .map((row) => ({
        row,
        score: predict(model, row.x),
        y: row.y,
      }));
    scored.set(set, [...(scored.get(set) ?? []), ...test]);
    gold.set(set, (gold.get(set) ?? 0) + corpus.strictCount);
    for (const { score, y } of test) {
      const bin = calibration[Math.min(9, Math.floor(10 / (1 + Math.exp(-score))))];
      if (bin) {
        bin[0] = (bin[0] ?? 0) + 1;
        bin[1] = (bin[1] ?? 0) + y;
      }
    }
    each.push(`${corpus.name.slice(-2)} ${measure(test, corpus.strictCount).precise.toFixed(2)}`);
    if (show !== '' && corpus.name.includes(show)) showErrors(corpus, test);
  });
  const sets = [...scored].map(([set, list]) => {
    const { averagePrecision, best, precise, at } = measure(list, gold.get(set) ?? 1);
    const half = at50(list, gold.get(set) ?? 1);
    return `${set}: AP ${averagePrecision.toFixed(3)} best F1 ${best.toFixed(3)} at P>=.85 ${precise.toFixed(3)} (p ${at.toFixed(2)}) at .5 ${half}`;
  });
  console.log(name.padEnd(24), sets.join(' | '), '|', each.join(' '));
  if (name === 'all features')
    console.log(
      'calibration',
      calibration.map(([n = 0, y = 0], i) => `.${i}: ${n ? (y / n).toFixed(2) : '-'} of ${n}`).join('  '),
    );
}

function at50(list: readonly { score: number; y: number }[], gold: number): string {
  const found = list.filter(({ score }) => score >= 0);
  const right = found.reduce((sum, { y }) => sum + y, 0);
  return `P ${(right / found.length).toFixed(3)} R ${(right / gold).toFixed(3)} F ${((2 * right) / (found.length + gold)).toFixed(3)}`;
}

function measure(list: { score: number; y: number }[], gold: number) {
  const sorted = [...list].sort((a, b) => b.score - a.score);
  let right = 0;
  let averagePrecision = 0;
  let best = 0;
  let precise = 0;
  let at = 0;
  sorted.forEach(({ y, score }, i) => {
    if (y === 1) {
      right++;
      averagePrecision += right / (i + 1);
    }
    const f1 = (2 * right) / (i + 1 + gold);
    best = Math.max(best, f1);
    if (right / (i + 1) >= 0.85 && f1 > precise) {
      precise = f1;
      at = 1 / (1 + Math.exp(-score));
    }
  });
  return { averagePrecision: averagePrecision / gold, best, precise, at };
}

function showErrors(corpus: GoldCorpus, test: { row: PairRow; score: number; y: number }[]): void {
  const sorted = [...test].sort((a, b) => b.score - a.score);
  const print = (kind: string, { row, score }: { row: PairRow; score: number }): void =>
    console.log(
      `${kind} ${score.toFixed(2)}\n   ${corpus.texts[row.a]?.slice(0, 300)}\n   ${corpus.texts[row.b]?.slice(0, 300)}`,
    );
  sorted
    .filter(({ y }) => y === 0)
    .slice(0, 20)
    .forEach((entry) => print('wrong', entry));
  sorted
    .filter(({ y }) => y === 1)
    .slice(-20)
    .forEach((entry) => print('missed', entry));
}
