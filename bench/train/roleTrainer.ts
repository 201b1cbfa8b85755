// Trains the models of cue reach, source and content on gold attributions, and the judge of whole attributions.
import {
  leftEnds,
  leftStarts,
  rightEnds,
  rightStarts,
  sourceEnds,
  sourceStarts,
  type Candidates,
  windowEnd,
  windowStart,
} from '../../server/src/quotation/learned/candidates';
import { attributionFeatures } from '../../server/src/quotation/learned/attributionFeatures';
import { contentContext, type ContentContext } from '../../server/src/quotation/learned/contentContext';
import {
  leftEndFeatures,
  leftEndScout,
  leftStartFeatures,
  leftStartScout,
  noLeftFeatures,
} from '../../server/src/quotation/learned/leftContentFeatures';
import {
  continuationFeatures,
  noRightFeatures,
  rightEndFeatures,
  rightEndScout,
  rightStartFeatures,
  rightStartScout,
} from '../../server/src/quotation/learned/rightContentFeatures';
import { cueLeftFeatures, cueRightFeatures, maxCueReach } from '../../server/src/quotation/learned/cueFeatures';
import { FeatureKeys } from '../../server/src/quotation/learned/featureKeys';
import { proposeAttributions } from '../../server/src/quotation/learned/findAttributions';
import { headProbabilities } from '../../server/src/quotation/learned/findCues';
import {
  likelyLeftEnds,
  likelyLeftStarts,
  likelyRightEnds,
  likelyRightStarts,
  likelySourceStarts,
  nextQuote,
} from '../../server/src/quotation/learned/pickRoles';
import { modelParts, type ModelPart, type QuoteModel } from '../../server/src/quotation/learned/quoteModel';
import { RunningCounts } from '../../server/src/quotation/learned/runningCounts';
import {
  noSourceFeatures,
  sourceEndFeatures,
  sourceStartFeatures,
  sourceStartScout,
} from '../../server/src/quotation/learned/sourceFeatures';
import { Shape } from '../../server/src/quotation/learned/tokenShape';
import type { GoldArticle, GoldAttribution } from './goldArticles';
import type { HeadLexicon } from './headLexicon';
import { Groups } from './softmaxTrainer';

/** A gold attribution in its sentence. */
export interface RoleExample {
  readonly ctx: ContentContext;
  readonly gold: GoldAttribution;
}

const keys = new FeatureKeys();
const scouts = ['sourceStartScout', 'leftEndScout', 'leftStartScout', 'rightStartScout', 'rightEndScout'] as const;
const roles = [
  'cueLeft',
  'cueRight',
  'sourceStart',
  'sourceEnd',
  'leftEnd',
  'leftStart',
  'rightStart',
  'rightEnd',
  'continuation',
] as const;

/** Candidates of their own: the lists that they come in are used again. */
function listed({ at, count }: Candidates): number[] {
  return [...at.subarray(0, count)];
}

/** The gold attributions in their sentences, with the cue probabilities of `model`, which did not learn from them. */
export function roleExamples(articles: readonly GoldArticle[], lexicon: HeadLexicon, model: QuoteModel): RoleExample[] {
  const out: RoleExample[] = [];
  for (const article of articles)
    for (const { tokens: t, attributions } of article.paragraphs) {
      if (attributions.length === 0) continue;
      const headProbability = new Float32Array(t.start.length);
      const counts = new RunningCounts();
      counts.countTokens(t);
      headProbabilities(t, counts, model, headProbability);
      counts.countCues(t, headProbability);
      for (const gold of attributions) {
        const head = lexicon.headOf(t, gold.cue);
        const { first: left, last: right } = gold.cue;
        const s0 = windowStart(t, head);
        const s1 = windowEnd(t, head);
        out.push({
          gold,
          ctx: contentContext({ t, s0, s1, left, head, right, headProbability, counts }, gold.source),
        });
      }
    }
  return out;
}

/** Trains the models that pass few candidates on. */
export function trainScouts(examples: readonly RoleExample[]): Map<ModelPart, Float32Array> {
  const groups = groupsOf(scouts);
  for (const example of examples) {
    const { ctx, gold } = example;
    const { source, left, right, hasLeft } = goldRoles(example);
    const add = (part: (typeof scouts)[number], candidates: readonly number[], right: number, ask: Ask) =>
      addChoice(groups[part], candidates, candidates.indexOf(right), ask, null);
    if (source !== null)
      add('sourceStartScout', listed(sourceStarts(ctx)), source.first, (i) => sourceStartScout(keys, ctx, i));
    if (left !== null) {
      add('leftEndScout', listed(leftEnds(ctx)), left.last, (j) => leftEndScout(keys, ctx, j));
      add('leftStartScout', listed(leftStarts(ctx, left.last)), left.first, (i) =>
        leftStartScout(keys, ctx, i, left.last),
      );
    }
    if (right !== null && gold.content.length > 0) {
      add('rightStartScout', listed(rightStarts(ctx)), right.first, (i) => rightStartScout(keys, ctx, i, hasLeft));
      add('rightEndScout', listed(rightEnds(ctx, right.first)), right.last, (j) =>
        rightEndScout(keys, ctx, right.first, j),
      );
    }
  }
  return trained(groups, 6, 0.05, 1e-4);
}

/** Trains the models of cue reach, source and content; `model` has the scouts. */
export function trainRoles(examples: readonly RoleExample[], model: QuoteModel): Map<ModelPart, Float32Array> {
  const groups = groupsOf(roles);
  for (const example of examples) {
    const { ctx } = example;
    const { t } = ctx;
    if (t.shape[ctx.head]! <= Shape.Clitic) addReach(groups, ctx);
    const { source, left, right, hasLeft, next } = goldRoles(example);
    chooseOrNone(
      groups.sourceStart,
      listed(likelySourceStarts(ctx, model)),
      source !== null && listed(sourceStarts(ctx)).includes(source.first) ? source.first : null,
      (i) => sourceStartFeatures(keys, ctx, i),
      () => noSourceFeatures(keys, ctx),
    );
    if (source !== null && listed(sourceStarts(ctx)).includes(source.first))
      choose(groups.sourceEnd, listed(sourceEnds(ctx, source.first)), source.last, (j) =>
        sourceEndFeatures(keys, ctx, source.first, j),
      );
    if (left === null || listed(leftEnds(ctx)).includes(left.last))
      chooseOrNone(
        groups.leftEnd,
        listed(likelyLeftEnds(ctx, model)),
        left?.last ?? null,
        (j) => leftEndFeatures(keys, ctx, j),
        () => noLeftFeatures(keys, ctx),
      );
    if (left !== null && listed(leftEnds(ctx)).includes(left.last))
      choose(groups.leftStart, listed(likelyLeftStarts(ctx, left.last, model)), left.first, (i) =>
        leftStartFeatures(keys, ctx, i, left.last),
      );
    const candidates = listed(likelyRightStarts(ctx, hasLeft, model));
    const isReachable = right !== null && listed(rightStarts(ctx)).includes(right.first);
    if (right === null || isReachable)
      chooseOrNone(
        groups.rightStart,
        hasLeft === 1 ? candidates.filter((i) => next === null || i !== next.first) : candidates,
        right?.first ?? null,
        (i) => rightStartFeatures(keys, ctx, i, hasLeft),
        () => noRightFeatures(keys, ctx, hasLeft),
      );
    if (right !== null && isReachable)
      choose(groups.rightEnd, listed(likelyRightEnds(ctx, right.first, model)), right.last, (j) =>
        rightEndFeatures(keys, ctx, right.first, j, hasLeft),
      );
    addContinuation(groups.continuation, example);
  }
  return trained(groups, 8, 0.025, 3e-4);
}

/** Articles with a model that did not learn from them. */
export interface UnseenArticles {
  readonly articles: readonly GoldArticle[];
  readonly model: QuoteModel;
}

/** Trains the first judge on what models find in articles that they did not learn from; right is what meets a gold cue. */
export function trainJudge(halves: readonly UnseenArticles[]): Float32Array {
  const judge = new Groups(modelParts.attribution);
  for (const { articles, model } of halves)
    for (const article of articles)
      for (const { tokens: t, attributions } of article.paragraphs)
        for (const found of proposeAttributions(t, model)) {
          attributionFeatures(keys, t, found);
          addYesNo(
            judge,
            attributions.some(({ cue }) => cue.first <= found.cue.last && cue.last >= found.cue.first),
          );
        }
  return judge.train(6, 0.02, 1e-3);
}

/** What the gold says of source and content, as the models are asked for it. */
function goldRoles({ ctx, gold }: RoleExample) {
  const { source } = gold;
  const left = gold.content.findLast((span) => span.last < ctx.left) ?? null;
  const first = gold.content.find((span) => span.first > ctx.right) ?? null;
  const hasLeft = left === null ? 0 : 1;
  const next = nextQuote(
    ctx,
    [left].filter((span) => span !== null),
  );
  // What goes on in the next sentence's quotation is left to the continuation where there is content already.
  const isContinuation = hasLeft === 1 && first !== null && next !== null && first.first === next.first;
  return { source, left, right: isContinuation ? null : first, hasLeft, next };
}

function addReach(groups: Record<(typeof roles)[number], Groups>, ctx: ContentContext): void {
  const { t, head, left, right, s0, s1 } = ctx;
  for (let s = head; s >= left && s > s0 && head - s < maxCueReach; s--) {
    cueLeftFeatures(keys, t, head, s);
    addYesNo(groups.cueLeft, s > left);
  }
  for (let e = head; e <= right && e + 1 < s1 && e - head < maxCueReach; e++) {
    cueRightFeatures(keys, t, left, head, e);
    addYesNo(groups.cueRight, e < right);
  }
}

function addContinuation(group: Groups, example: RoleExample): void {
  const { ctx, gold } = example;
  const { left, right } = goldRoles(example);
  const following = nextQuote(
    ctx,
    [left, right].filter((span) => span !== null),
  );
  if (following === null) return;
  continuationFeatures(keys, ctx, following);
  addYesNo(
    group,
    gold.content.some((span) => span.first <= following.last && span.last >= following.first),
  );
}

type Ask = (candidate: number) => void;

/** A choice whose right answer is among the candidates, or is added to them. */
function choose(group: Groups, candidates: readonly number[], gold: number, ask: Ask): void {
  const all = candidates.includes(gold) ? candidates : [...candidates, gold];
  addChoice(group, all, all.indexOf(gold), ask, null);
}

function chooseOrNone(
  group: Groups,
  candidates: readonly number[],
  gold: number | null,
  ask: Ask,
  none: () => void,
): void {
  const all = gold === null || candidates.includes(gold) ? candidates : [...candidates, gold];
  addChoice(group, all, gold === null ? all.length : all.indexOf(gold), ask, none);
}

function addChoice(
  group: Groups,
  candidates: readonly number[],
  right: number,
  ask: Ask,
  none: (() => void) | null,
): void {
  if (right < 0) return;
  for (const candidate of candidates) {
    ask(candidate);
    group.addCandidate(keys.hashes, keys.count);
  }
  if (none !== null) {
    none();
    group.addCandidate(keys.hashes, keys.count);
  }
  group.closeGroup(right);
}

/** A question that is answered with yes or no: the features that stand in `keys` against nothing. */
function addYesNo(group: Groups, isYes: boolean): void {
  group.addCandidate(keys.hashes, 0);
  group.addCandidate(keys.hashes, keys.count);
  group.closeGroup(isYes ? 1 : 0);
}

function groupsOf<P extends ModelPart>(parts: readonly P[]): Record<P, Groups> {
  return Object.fromEntries(parts.map((part) => [part, new Groups(modelParts[part])])) as Record<P, Groups>;
}

function trained(
  groups: Partial<Record<ModelPart, Groups>>,
  epochs: number,
  rate: number,
  decay: number,
): Map<ModelPart, Float32Array> {
  return new Map(Object.entries(groups).map(([part, group]) => [part as ModelPart, group.train(epochs, rate, decay)]));
}
