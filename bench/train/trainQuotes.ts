// Trains the quotation model of English and writes its weights.
// usage: trainQuotes TRAIN.jsonl [--eval OTHER.jsonl | --holdout K] [--out FILE] [--limit N]
// --holdout K keeps every fifth article (number mod 5 = K) for measuring; --eval measures on another file.
import { writeFileSync } from 'node:fs';
import {
  leftEnds,
  leftStarts,
  rightEnds,
  rightStarts,
  sentenceWindow,
  sourceEnds,
  sourceStarts,
} from '../../server/src/quotation/learned/candidates';
import {
  contentContext,
  continuationFeatures,
  leftEndFeatures,
  leftStartFeatures,
  noLeftFeatures,
  noRightFeatures,
  rightEndFeatures,
  rightStartFeatures,
  type ContentContext,
} from '../../server/src/quotation/learned/contentFeatures';
import {
  cueHeadFeatures,
  cueLeftFeatures,
  cueRightFeatures,
  maxCueReach,
} from '../../server/src/quotation/learned/cueFeatures';
import { runningCounts } from '../../server/src/quotation/learned/runningCounts';
import { attributionFeatures } from '../../server/src/quotation/learned/attributionFeatures';
import { FeatureSink } from '../../server/src/quotation/learned/featureSink';
import {
  headNetworkFeatures,
  headNetworkScore,
  headNetworkSize,
  type HeadNetwork,
} from '../../server/src/quotation/learned/headNetwork';
import { trainHeadModel, type HeadExample, type TrainedHead } from './headTrainer';
import {
  headProbabilities,
  findAttributions,
  isHeadCandidate,
  nextQuote,
} from '../../server/src/quotation/learned/findAttributions';
import {
  modelParts,
  packModel,
  unpackModel,
  type ModelPart,
  type Scorer,
} from '../../server/src/quotation/learned/quoteModel';
import {
  noSourceFeatures,
  sourceEndFeatures,
  sourceStartFeatures,
  type TokenSpan,
} from '../../server/src/quotation/learned/roleFeatures';
import { Shape, type TokenTable } from '../../server/src/quotation/learned/tokenTable';
import { QuoteMeasures } from '../quoteMeasures';
import { attributeEnglish } from '../../server/src/quotation/attributeEnglish';
import { findDirectSpans } from '../../server/src/quotation/findDirectSpans';
import { neverCancelled } from '../../server/src/base/cancellation';
import { paragraphSpans, readGoldArticles, type GoldArticle, type GoldAttribution } from './goldArticles';
import { Groups } from './softmaxTrainer';

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
};
const sink = new FeatureSink();

/** How likely a word is to be part of a cue: picks the head of a cue, and the words that can be heads. */
export class HeadLexicon {
  private readonly inCue = new Map<number, number>();
  private readonly total = new Map<number, number>();
  private readonly fineInCue = new Float64Array(70000);
  private readonly fineTotal = new Float64Array(70000);
  private readonly headWords = new Map<number, number>();
  private readonly fineHeads = new Float64Array(70000);

  constructor(articles: readonly GoldArticle[]) {
    for (const article of articles)
      for (const { tokens: t, attributions } of article.paragraphs) {
        for (let i = 0; i < t.length; i++) {
          bump(this.total, t.word[i]!);
          this.fineTotal[t.fine[i]!]!++;
        }
        for (const { cue } of attributions)
          for (let i = cue.first; i <= cue.last; i++) {
            bump(this.inCue, t.word[i]!);
            this.fineInCue[t.fine[i]!]!++;
          }
      }
    for (const article of articles)
      for (const { tokens: t, attributions } of article.paragraphs)
        for (const { cue } of attributions) {
          const head = this.headOf(t, cue);
          bump(this.headWords, t.word[head]!);
          this.fineHeads[t.fine[head]!]!++;
        }
  }

  headOf(t: TokenTable, cue: TokenSpan): number {
    let best = cue.first;
    let most = -1;
    for (let i = cue.first; i <= cue.last; i++) {
      if (t.shape[i]! > Shape.Clitic && cue.first !== cue.last) continue;
      const fine = t.fine[i]!;
      const prior = (this.fineInCue[fine]! + 0.05) / (this.fineTotal[fine]! + 5);
      const score = ((this.inCue.get(t.word[i]!) ?? 0) + 4 * prior) / ((this.total.get(t.word[i]!) ?? 0) + 4);
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }

  canHead(word: number, fine: number): boolean {
    const heads = this.headWords.get(word) ?? 0;
    const total = this.total.get(word) ?? 0;
    if (heads > 0 && heads / total > 0.004) return true;
    return this.fineHeads[fine]! / (this.fineTotal[fine]! + 1) > 0.015;
  }

  get words(): number[] {
    return [...this.headWords.keys()].filter((word) => this.canHead(word, 0)).sort((a, b) => a - b);
  }

  get classes(): number[] {
    return Array.from({ length: 1024 }, (_, i) => i).filter((fine) => this.canHead(0x7eadbeef, fine));
  }
}

function bump(map: Map<number, number>, key: number): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

export class TrainedScorer implements Scorer {
  readonly weights = new Map<ModelPart, Float32Array>();
  private readonly gate: Scorer;
  constructor(readonly lexicon: HeadLexicon) {
    // The gate as it is shipped, with its collisions, so that the model learns what passes it.
    const gateOnly = packModel({
      headWords: lexicon.words,
      headClasses: lexicon.classes,
      weights: new Map(),
      headNetwork: null,
    });
    this.gate = unpackModel(gateOnly);
  }
  network: HeadNetwork | null = null;
  scoreHead(s: FeatureSink): number {
    return this.network === null ? 0 : headNetworkScore(this.network, s);
  }
  score(part: ModelPart, s: FeatureSink): number {
    const w = this.weights.get(part)!;
    const mask = w.length - 1;
    let sum = 0;
    for (let i = 0; i < s.count; i++) sum += w[s.features[i]! & mask]!;
    return sum;
  }
  canHeadCue(word: number, fine: number): boolean {
    return this.gate.canHeadCue(word, fine);
  }
}

/** Reports progress with the time that it took. */
let clock = Date.now();
function lap(message: string): void {
  console.error(`${((Date.now() - clock) / 1000).toFixed(1)} s  ${message}`);
  clock = Date.now();
}

function trainHead(articles: readonly GoldArticle[], scorer: TrainedScorer, epochs: number): TrainedHead {
  const examples: HeadExample[] = [];
  const masked = (bits: number) => sink.features.slice(0, sink.count).map((f) => f & ((1 << bits) - 1));
  for (const article of articles)
    for (const { tokens: t, attributions } of article.paragraphs) {
      const heads = new Set(attributions.map(({ cue }) => scorer.lexicon.headOf(t, cue)));
      for (let i = 0; i < t.length; i++) {
        if (!isHeadCandidate(t, i, scorer)) continue;
        const { s0, s1 } = sentenceWindow(t, i);
        cueHeadFeatures(sink, t, i, s0, s1);
        const wide = masked(modelParts.cueHead);
        headNetworkFeatures(sink, t, i, s0, s1);
        examples.push({ wide, deep: masked(headNetworkSize.rowBits), isHead: heads.has(i) });
      }
    }
  return trainHeadModel(examples, modelParts.cueHead, epochs);
}

interface Example {
  readonly ctx: ContentContext;
  readonly gold: GoldAttribution;
}

/** The gold attributions in their sentences, with the cue probabilities of `model`, which did not learn from them. */
function examplesOf(articles: readonly GoldArticle[], model: TrainedScorer): Example[] {
  const out: Example[] = [];
  for (const article of articles)
    for (const { tokens: t, attributions } of article.paragraphs) {
      if (attributions.length === 0) continue;
      const headProbability = headProbabilities(t, model);
      const counts = runningCounts(t, headProbability);
      for (const gold of attributions) {
        const head = model.lexicon.headOf(t, gold.cue);
        const { first: left, last: right } = gold.cue;
        out.push({
          gold,
          ctx: contentContext(
            { t, ...sentenceWindow(t, head), left, head, right, headProbability, counts },
            gold.source,
          ),
        });
      }
    }
  return out;
}

/**
 * Trains all parts. Two models of half the articles each give the cue probabilities that the models of source and
 * content see, and the attributions that the judge learns from: none has seen the articles that it is asked about.
 */
function trainScorer(articles: readonly GoldArticle[]): TrainedScorer {
  const lexicon = new HeadLexicon(articles);
  const withHead = (part: readonly GoldArticle[], epochs: number) => {
    const scorer = new TrainedScorer(lexicon);
    const head = trainHead(part, scorer, epochs);
    scorer.weights.set('cueHead', head.wide);
    scorer.weights.set('attribution', new Float32Array(1 << modelParts.attribution));
    scorer.network = head.network;
    return scorer;
  };
  const halves = [0, 1].map((half) => articles.filter((_, i) => i % 2 === half));
  const scorer = withHead(articles, 5);
  lap('cue heads');
  const others = [1, 0].map((half) => withHead(halves[half]!, 4));
  lap('cue heads of the halves');
  const examples = halves.map((half, k) => examplesOf(half, others[k]!));
  trainRoles(scorer, examples.flat());
  const judge = new Groups(modelParts.attribution);
  halves.forEach((half, k) => {
    trainRoles(others[k]!, examples[1 - k]!);
    addJudgements(judge, half, others[k]!);
  });
  scorer.weights.set('attribution', judge.train(6, 0.04, 1e-3));
  lap(`judge: ${judge.size} attributions`);
  return scorer;
}

/** Trains the models of cue reach, source and content on gold attributions. */
function trainRoles(scorer: TrainedScorer, examples: readonly Example[]): void {
  const parts = (Object.keys(modelParts) as ModelPart[]).filter((part) => part !== 'cueHead' && part !== 'attribution');
  const groups = Object.fromEntries(parts.map((part) => [part, new Groups(modelParts[part])])) as Record<
    ModelPart,
    Groups
  >;

  const choose = (
    part: ModelPart,
    candidates: readonly number[],
    gold: number,
    featuresOf: (c: number) => void,
  ): void => {
    const at = candidates.indexOf(gold);
    if (at < 0) return;
    for (const candidate of candidates) {
      featuresOf(candidate);
      groups[part].addCandidate(sink.features, sink.count);
    }
    groups[part].closeGroup(at);
  };
  const chooseOrNone = (
    part: ModelPart,
    candidates: readonly number[],
    gold: number | null,
    featuresOf: (c: number) => void,
    none: () => void,
  ): void => {
    const at = gold === null ? candidates.length : candidates.indexOf(gold);
    if (at < 0) return;
    for (const candidate of candidates) {
      featuresOf(candidate);
      groups[part].addCandidate(sink.features, sink.count);
    }
    none();
    groups[part].addCandidate(sink.features, sink.count);
    groups[part].closeGroup(at);
  };

  for (const { ctx, gold } of examples) {
    const { t } = ctx;
    if (t.shape[ctx.head]! <= Shape.Clitic) {
      const reachLeft = ctx.head - ctx.left;
      const lefts = range(0, Math.min(maxCueReach, ctx.head - ctx.s0));
      choose('cueLeft', lefts, reachLeft, (r) => cueLeftFeatures(sink, t, ctx.head, r));
      const rights = range(0, Math.min(maxCueReach, ctx.s1 - 1 - ctx.head));
      choose('cueRight', rights, ctx.right - ctx.head, (r) => cueRightFeatures(sink, t, ctx.left, ctx.head, r));
    }
    const source = gold.source;
    const starts = sourceStarts(ctx);
    const sourceStart = source !== null && starts.includes(source.first) ? source.first : null;
    chooseOrNone(
      'sourceStart',
      starts,
      sourceStart,
      (i) => sourceStartFeatures(sink, ctx, i),
      () => noSourceFeatures(sink, ctx),
    );
    if (source !== null && sourceStart !== null)
      choose('sourceEnd', sourceEnds(ctx, source.first), source.last, (j) =>
        sourceEndFeatures(sink, ctx, source.first, j),
      );

    const lefts = gold.content.filter((span) => span.last < ctx.left);
    const rights = gold.content.filter((span) => span.first > ctx.right);
    const left = lefts[lefts.length - 1] ?? null;
    const right = rights[0] ?? null;
    const ends = leftEnds(ctx);
    const leftEnd = left !== null && ends.includes(left.last) ? left.last : null;
    if (leftEnd !== null || left === null)
      chooseOrNone(
        'leftEnd',
        ends,
        leftEnd,
        (j) => leftEndFeatures(sink, ctx, j),
        () => noLeftFeatures(sink, ctx),
      );
    if (left !== null && leftEnd !== null)
      choose('leftStart', leftStarts(ctx, left.last), left.first, (i) => leftStartFeatures(sink, ctx, i, left.last));
    const hasLeft = left === null ? 0 : 1;
    const candidates = rightStarts(ctx);
    const next = nextQuote(
      ctx,
      [left].filter((span) => span !== null),
    );
    // What goes on in the next sentence's quotation is left to the continuation where there is content already.
    const isContinuation = hasLeft === 1 && right !== null && next !== null && right.first === next.first;
    const first = isContinuation ? null : right;
    const rightStart = first !== null && candidates.includes(first.first) ? first.first : null;
    const usable = hasLeft === 1 ? candidates.filter((i) => next === null || i !== next.first) : candidates;
    if (rightStart !== null || first === null)
      chooseOrNone(
        'rightStart',
        usable,
        rightStart,
        (i) => rightStartFeatures(sink, ctx, i, hasLeft),
        () => noRightFeatures(sink, ctx, hasLeft),
      );
    if (first !== null && rightStart !== null)
      choose('rightEnd', rightEnds(ctx, first.first), first.last, (j) =>
        rightEndFeatures(sink, ctx, first.first, j, hasLeft),
      );
    const before = [left, first].filter((span) => span !== null);
    const following = nextQuote(ctx, before);
    if (following !== null) {
      groups.continuation.addCandidate(sink.features, 0);
      continuationFeatures(sink, ctx, following);
      groups.continuation.addCandidate(sink.features, sink.count);
      const goesOn = gold.content.some((span) => span.first <= following.last && span.last >= following.first);
      groups.continuation.closeGroup(goesOn ? 1 : 0);
    }
  }
  for (const part of parts) {
    const group = groups[part];
    scorer.weights.set(part, group.train(8, 0.05, 3e-4));
    lap(`${part}: ${group.size} groups, ${group.candidates} candidates`);
  }
}

/** Whole attributions that a model finds in articles that it did not see, right where a gold cue stands there. */
function addJudgements(judge: Groups, articles: readonly GoldArticle[], scorer: TrainedScorer): void {
  for (const article of articles)
    for (const { tokens: t, attributions } of article.paragraphs)
      for (const found of findAttributions(t, scorer, 0)) {
        const isRight = attributions.some(({ cue }) => cue.first <= found.cue.last && cue.last >= found.cue.first);
        judge.addCandidate(sink.features, 0);
        attributionFeatures(sink, t, found);
        judge.addCandidate(sink.features, sink.count);
        judge.closeGroup(isRight ? 1 : 0);
      }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

export function evaluate(articles: readonly GoldArticle[], scorer: Scorer, threshold: number): QuoteMeasures {
  const measures = new QuoteMeasures();
  for (const article of articles) {
    const paragraphs = paragraphSpans(article.text);
    const spans = findDirectSpans(article.text, { headline: null, paragraphs }).spans;
    const found = attributeEnglish(
      article.text,
      { headline: null, paragraphs },
      spans,
      neverCancelled,
      scorer,
      threshold,
    );
    measures.add(article.text, article.attributions, found);
  }
  return measures;
}

function main(): void {
  const file = process.argv[2];
  if (file === undefined) throw new Error('usage: trainQuotes TRAIN.jsonl [--eval FILE | --holdout K] [--out FILE]');
  const all = readGoldArticles(file).slice(0, Number(option('limit') ?? Infinity));
  lap(`${all.length} articles`);
  const holdout = option('holdout');
  const training = holdout === null ? all : all.filter((_, i) => i % 5 !== Number(holdout));
  const trained = trainScorer(training);
  const bytes = packModel({
    headWords: trained.lexicon.words,
    headClasses: trained.lexicon.classes,
    weights: trained.weights,
    headNetwork: trained.network,
  });
  // What is measured is what is shipped.
  const scorer = unpackModel(bytes);
  const evalFile = option('eval');
  const measured =
    evalFile !== null
      ? readGoldArticles(evalFile)
      : holdout !== null
        ? all.filter((_, i) => i % 5 === Number(holdout))
        : [];
  for (const threshold of (option('thresholds') ?? '0.35').split(',').map(Number)) {
    if (measured.length === 0) break;
    const started = process.hrtime.bigint();
    const measures = evaluate(measured, scorer, threshold);
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    console.log(`threshold ${threshold}  (${seconds.toFixed(1)} s)\n${measures}`);
  }
  const out = option('out');
  if (out !== null) {
    writeFileSync(out, bytes);
    lap(`${bytes.length} bytes`);
  }
}

if (process.argv[1]?.includes('trainQuotes')) main();
