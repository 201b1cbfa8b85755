/**
 * Learns the score of two passages of two articles and writes `server/models/passages.tsv`.
 * usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/train/passages.ts [--out FILE] [--cv] [--ablate]
 *   [--allsides FOLDER] [--no-pairs] [--unseen GOLD.json --folder FOLDER] GOLD.json…
 * GOLD: files as `../shared/eval/score-versions.mjs` reads them. --allsides: the unpacked AllSides corpus, for the events of
 * allsidesGroups.txt and the pairs of allsidesPairs.txt. --unseen: a gold file that is only foretold, never learned from; --folder holds its texts.
 * --cv: leaves out a tenth of the events in turn and tells how well the others foretell them; with --ablate also without each family of features.
 */
import fs from 'node:fs';
import path from 'node:path';
import { makeArticleForm } from '../../server/src/collation/articleForm';
import { compareArticles } from '../../server/src/collation/articlePair';
import { passageFeatureCount, passageFeatureNames, passageFeatures } from '../../server/src/collation/features';
import { MemoryVocabulary } from '../../server/src/collation/memoryPassageIndex';
import { isWorthScoring, passageOdds } from '../../server/src/collation/score';
import { WordFacts } from '../../server/src/collation/wordFacts';
import { average, predict, printModel, train, type BoostOptions, type Model, type Row } from './boost';
import { makeGoldCorpus, readGold, type GoldCorpus, type PairLabel } from './goldCorpus';
import { readExchanges } from './exchanges';
import { readLabelledGroups } from './labelledGroups';
import { readLabelledPairs } from './labelledPairs';
import { calibrationOf, describe, errorsOf, type Foretold } from './passagesReport';

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
const allsides = option('--allsides', '');
const unseen = option('--unseen', '');
const seeds = Number(option('--seeds', '2'));
/** How much a pair of the gold files counts: fewer, but judged by several people with one guideline. */
const goldWeight = Number(option('--gold-weight', '1'));
const options: BoostOptions = {
  trees: Number(option('--trees', '250')),
  depth: Number(option('--depth', '3')),
  rate: Number(option('--rate', '0.05')),
  lambda: Number(option('--lambda', '5')),
  minHessian: Number(option('--hessian', '4')),
  rowShare: 0.7,
  featureShare: 0.5,
  seed: 1,
  monotone: passageFeatureNames.map((name) => (falling.has(name) ? -1 : free.has(name) ? 0 : 1)),
};
const folds = Number(option('--folds', '10'));
const withCrossValidation = flag('--cv');
const withAblation = flag('--ablate');
const withExchanges = !flag('--no-exchanges');
const hardExchanges = path.join(__dirname, 'hardExchanges');
/** How much a pair of the hard exchanges counts: they share fewer words than what the press prints. */
const hardWeight = Number(option('--hard-weight', '0.5'));
const withPairs = !flag('--no-pairs');
/** How much a single judged pair counts. */
const pairWeight = Number(option('--pair-weight', '0.5'));
const withEach = flag('--each');
const show = option('--show', '');

interface PairRow extends Row {
  /** Undefined where nobody called it anything. */
  readonly label: PairLabel | 'none' | undefined;
  readonly a: number;
  readonly b: number;
}

interface Event {
  readonly corpus: GoldCorpus;
  /** Where the gold comes from: figures are told by it. */
  readonly set: string;
  /** Events of one fold are left out together. */
  readonly fold: number;
  readonly rows: readonly PairRow[];
}

let eventCount = 0;
const vocabulary = new MemoryVocabulary();
const facts = new WordFacts(vocabulary);
const events: Event[] = [
  ...args.map((file) => eventOf(readGold(file, folder, vocabulary), 'events')),
  ...(allsides === '' ? [] : readLabelledGroups(path.join(__dirname, 'allsidesGroups.txt'), allsides)).map(
    ({ name, gold }) => eventOf(makeGoldCorpus(name, gold, vocabulary), 'allsides'),
  ),
  ...(withExchanges ? readExchanges(path.join(__dirname, 'exchanges.txt')) : []).map(({ name, gold }) =>
    eventOf(makeGoldCorpus(name, gold, vocabulary), 'exchanges'),
  ),
  ...(withExchanges ? fs.readdirSync(hardExchanges).sort() : []).flatMap((file) =>
    readExchanges(path.join(hardExchanges, file)).map(({ name, gold }) =>
      eventOf(makeGoldCorpus(name, gold, vocabulary), 'hard exchanges'),
    ),
  ),
];
if (withPairs && allsides !== '') {
  const lots: string[] = [];
  for (const { lot, corpus, judged } of readLabelledPairs(
    path.join(__dirname, 'allsidesPairs.txt'),
    allsides,
    vocabulary,
  )) {
    if (!lots.includes(lot)) lots.push(lot);
    const strictCount = [...judged.values()].filter((label) => label === 'strict').length;
    const rows = rowsOf(corpus, judged, pairWeight, 'judged');
    events.push({ corpus: { ...corpus, strictCount }, set: 'pairs', fold: lots.indexOf(lot), rows });
  }
}
const unseenEvents = unseen === '' ? [] : [eventOf(readGold(unseen, folder, vocabulary), 'unseen')];
const rowCount = events.reduce((sum, { rows }) => sum + rows.length, 0);
const goldCount = events.reduce((sum, { corpus }) => sum + corpus.strictCount, 0);
const reached = events.flatMap(({ rows }) => rows).filter((row) => row.y === 1).length;
console.log(`${events.length} events, ${rowCount} pairs, ${reached} of ${goldCount} gold pairs`);
if (withCrossValidation) {
  crossValidate('all features', new Set());
  if (withAblation) {
    for (const [name, members] of families) {
      crossValidate(`without ${name}`, new Set(members.map((member) => passageFeatureNames.indexOf(member))));
    }
  }
}
if (out !== '' || unseenEvents.length > 0) {
  const model = learn(events, new Set());
  const foretold = unseenEvents.map((event) => foretell(event, model));
  for (const list of foretold) {
    console.log(describe('unseen', [list]));
    console.log(calibrationOf([list]));
    if (show === 'unseen') console.log(errorsOf(list));
  }
  if (out !== '') {
    const head =
      'Log odds that two passages of two articles are versions of one statement, by the features of collation/features.ts; learned by bench/train/passages.ts.';
    fs.writeFileSync(out, printModel(model, head));
  }
}

function learn(from: readonly Event[], without: ReadonlySet<number>): Model {
  const sample = from.flatMap(({ rows }) => rows.filter(({ label }) => label !== 'neutral'));
  return average(Array.from({ length: seeds }, (_, seed) => train(sample, { ...options, seed: seed + 1, without })));
}

function eventOf(corpus: GoldCorpus, set: string): Event {
  const rows = rowsOf(
    corpus,
    corpus.labels,
    set === 'events' ? goldWeight : set === 'hard exchanges' ? hardWeight : 1,
    'all',
  );
  return { corpus, set, fold: eventCount++, rows };
}

function rowsOf(
  corpus: GoldCorpus,
  labels: ReadonlyMap<string, PairLabel | 'none'>,
  weight: number,
  wanted: 'all' | 'judged',
): PairRow[] {
  const rows: PairRow[] = [];
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
          const label = labels.get(`${p.id}:${q.id}`);
          if ((wanted === 'judged' && label === undefined) || !isWorthScoring(pair, row, column)) return;
          const x = new Float64Array(passageFeatureCount);
          passageFeatures(pair, row, column, x);
          rows.push({ x, y: label === 'strict' ? 1 : 0, label, weight, a: p.id, b: q.id });
        }),
      );
    }),
  );
  return rows;
}

function foretell({ corpus, rows }: Event, model: Model): Foretold {
  const pairs = rows
    .filter(({ label }) => label !== 'neutral')
    .map(({ a, b, y, x }) => ({ a, b, y, odds: passageOdds(x, predict(model, x)) }));
  return { corpus, pairs };
}

function crossValidate(name: string, without: ReadonlySet<number>): void {
  const models = Array.from({ length: folds }, (_, fold) =>
    learn(
      events.filter((event) => event.fold % folds !== fold),
      without,
    ),
  );
  const lists = events.flatMap((event) => {
    const model = models[event.fold % folds];
    return model ? [foretell(event, model)] : [];
  });
  const sets = [...new Set(events.map(({ set }) => set))];
  for (const set of sets) {
    const mine = lists.filter((_, i) => events[i]?.set === set);
    console.log(name.padEnd(28), describe(set, mine));
  }
  if (sets.length > 1) console.log(name.padEnd(28), describe('all', lists));
  if (name !== 'all features') return;
  console.log(calibrationOf(lists));
  if (withEach) for (const list of lists) console.log(describe(list.corpus.name, [list]));
  for (const list of lists) if (show !== '' && list.corpus.name.includes(show)) console.log(errorsOf(list));
}
