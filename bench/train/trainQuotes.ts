// Trains the quotation model of English and writes its weights, and `quoteJudge.tsv` beside them.
// usage: trainQuotes TRAIN.jsonl [--eval OTHER.jsonl | --holdout K] [--thresholds T,T…] [--out FILE] [--limit N]
// --holdout K keeps every fifth article (number mod 5 = K) for measuring; --eval measures on another file.
import { writeFileSync } from 'node:fs';
import { neverCancelled } from '../../server/src/base/cancellation';
import { attributeEnglish } from '../../server/src/quotation/attributeEnglish';
import { findDirectSpans } from '../../server/src/quotation/findDirectSpans';
import { windowEnd, windowStart } from '../../server/src/quotation/learned/candidates';
import { cueHeadFeatures, moreCueHeadFeatures } from '../../server/src/quotation/learned/cueFeatures';
import { FeatureKeys } from '../../server/src/quotation/learned/featureKeys';
import { defaultThreshold } from '../../server/src/quotation/learned/findAttributions';
import { isHeadCandidate } from '../../server/src/quotation/learned/findCues';
import { headNetworkFeatures, headNetworkSize } from '../../server/src/quotation/learned/headNetwork';
import {
  modelParts,
  packModel,
  unpackModel,
  type ModelPart,
  type QuoteModel,
} from '../../server/src/quotation/learned/quoteModel';
import { RunningCounts } from '../../server/src/quotation/learned/runningCounts';
import { QuoteMeasures } from '../quoteMeasures';
import { paragraphSpans, readGoldArticles, type GoldArticle } from './goldArticles';
import { HeadLexicon } from './headLexicon';
import { trainHeadModel, type HeadExample, type TrainedHead } from './headTrainer';
import { trainJudgeTrees } from './judgeTrainer';
import { roleExamples, trainJudge, trainRoles, trainScouts } from './roleTrainer';

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
};

/** Reports progress with the processor time that it took. */
let clock = process.cpuUsage();
function lap(message: string): void {
  const { user, system } = process.cpuUsage(clock);
  console.error(`${((user + system) / 1e6).toFixed(1)} s  ${message}`);
  clock = process.cpuUsage();
}

const noTrees = '#\n0\n';

/** A model in the making: what is trained so far, and the packed model of that. */
class Draft {
  private readonly weights = new Map<ModelPart, Float32Array>();
  private network: TrainedHead['network'] | null = null;
  /** The trees of the judge as text. */
  judge = noTrees;

  constructor(private readonly lexicon: HeadLexicon) {}

  setHead(head: TrainedHead): void {
    this.weights.set('cueHead', head.wide);
    this.network = head.network;
  }

  set(parts: ReadonlyMap<ModelPart, Float32Array>): void {
    for (const [part, weights] of parts) this.weights.set(part, weights);
  }

  /** The bytes that are shipped: whatever is measured or asked is asked of these. */
  get bytes(): Uint8Array {
    return packModel({
      headWords: this.lexicon.words,
      headClasses: this.lexicon.classes,
      weights: this.weights,
      network: this.network,
    });
  }

  get model(): QuoteModel {
    return unpackModel(this.bytes, this.judge);
  }
}

/**
 * Trains all parts. Two models of half the articles each give the cue probabilities that the models of source and
 * content see, and the attributions that the judge learns from: none has seen the articles that it is asked about.
 */
function trainModel(articles: readonly GoldArticle[]): Draft {
  const lexicon = new HeadLexicon(articles);
  const gate = new Draft(lexicon).model;
  const halves = [0, 1].map((half) => articles.filter((_, i) => i % 2 === half));
  const examplesOf = new Map(articles.map((article) => [article, headExamples(article, lexicon, gate)]));
  const headOf = (part: readonly GoldArticle[]) =>
    trainHeadModel(
      part.flatMap((article) => examplesOf.get(article)!),
      modelParts.cueHead,
    );
  const draft = new Draft(lexicon);
  draft.setHead(headOf(articles));
  lap('cue heads');
  const others = [1, 0].map((half) => {
    const other = new Draft(lexicon);
    other.setHead(headOf(halves[half]!));
    return other;
  });
  lap('cue heads of the halves');
  const examples = halves.map((half, k) => roleExamples(half, lexicon, others[k]!.model));
  lap(`${examples.flat().length} examples of roles`);
  draft.set(trainScouts(examples.flat()));
  draft.set(trainRoles(examples.flat(), draft.model));
  lap('roles');
  others.forEach((other, k) => {
    other.set(trainScouts(examples[1 - k]!));
    other.set(trainRoles(examples[1 - k]!, other.model));
  });
  lap('roles of the halves');
  const unseen = () => halves.map((half, k) => ({ articles: half, model: others[k]!.model }));
  draft.set(new Map([['attribution', trainJudge(unseen())]]));
  // The second judge learns from what a first one says of articles that it did not see, either.
  const firstJudges = unseen().map((half) => trainJudge([half]));
  others.forEach((other, k) => other.set(new Map([['attribution', firstJudges[1 - k]!]])));
  lap('first judge');
  draft.judge = trainJudgeTrees(unseen());
  lap('second judge');
  return draft;
}

/** The words of an article that may head a cue, with their features. */
function headExamples(article: GoldArticle, lexicon: HeadLexicon, gate: QuoteModel): HeadExample[] {
  const keys = new FeatureKeys();
  const counts = new RunningCounts();
  const out: HeadExample[] = [];
  const indices = (bits: number) => keys.hashes.slice(0, keys.count).map((hash) => hash >>> (32 - bits));
  for (const { tokens: t, attributions } of article.paragraphs) {
    const heads = new Set(attributions.map(({ cue }) => lexicon.headOf(t, cue)));
    counts.countTokens(t);
    for (let i = t.first; i < t.last; i++) {
      if (!isHeadCandidate(t, i, gate)) continue;
      const s0 = windowStart(t, i);
      const s1 = windowEnd(t, i);
      cueHeadFeatures(keys, t, i);
      const first = indices(modelParts.cueHead);
      moreCueHeadFeatures(keys, t, counts, i, s0, s1);
      const rest = indices(modelParts.cueHead);
      const wide = new Int32Array(first.length + rest.length);
      wide.set(first);
      wide.set(rest, first.length);
      headNetworkFeatures(keys, t, i, s0, s1);
      out.push({ wide, deep: indices(headNetworkSize.rowBits), isHead: heads.has(i) });
    }
  }
  return out;
}

function evaluate(articles: readonly GoldArticle[], model: QuoteModel, threshold: number): QuoteMeasures {
  const measures = new QuoteMeasures();
  for (const { text, attributions } of articles) {
    const article = { headline: null, paragraphs: paragraphSpans(text) };
    const { spans } = findDirectSpans(text, article);
    measures.add(text, attributions, attributeEnglish(text, article, spans, neverCancelled, model, threshold));
  }
  return measures;
}

function main(): void {
  const file = process.argv[2];
  if (file === undefined) throw new Error('usage: trainQuotes TRAIN.jsonl [--eval FILE | --holdout K] [--out FILE]');
  const all = readGoldArticles(file).slice(0, Number(option('limit') ?? Infinity));
  lap(`${all.length} articles`);
  const holdout = option('holdout');
  const isHeldOut = (_: GoldArticle, i: number) => holdout !== null && i % 5 === Number(holdout);
  const draft = trainModel(all.filter((article, i) => !isHeldOut(article, i)));
  const evalFile = option('eval');
  const measured = evalFile !== null ? readGoldArticles(evalFile) : all.filter(isHeldOut);
  const { bytes, model } = draft;
  if (measured.length > 0)
    for (const threshold of (option('thresholds') ?? String(defaultThreshold)).split(',').map(Number))
      console.log(`threshold ${threshold}\n${evaluate(measured, model, threshold)}`);
  const out = option('out');
  if (out !== null) {
    writeFileSync(out, bytes);
    writeFileSync(out.replace(/[^/]*$/, 'quoteJudge.tsv'), draft.judge);
    lap(`${bytes.length} bytes`);
  }
}

main();
