// Trains the second judge of attributions: small trees over what the parts, the first judge and the attributions around say.
import type { TokenSpan } from '../../server/src/quotation/learned/cueContext';
import { proposeAttributions } from '../../server/src/quotation/learned/findAttributions';
import {
  judgeFeatureCount,
  judgeFeatures,
  type JudgedAttribution,
} from '../../server/src/quotation/learned/judgeFeatures';
import { printModel, train, type Row } from './boost';
import type { GoldAttribution } from './goldArticles';
import type { UnseenArticles } from './roleTrainer';

/** What makes an attribution right, and how much of its grade each is. */
const grade = { content: 0.4, cue: 0.2, third: 0.2, eightTenths: 0.2 } as const;

const options = {
  trees: 110,
  depth: 4,
  rate: 0.08,
  lambda: 5,
  minHessian: 8,
  rowShare: 0.7,
  featureShare: 0.5,
  // Three such models together were no better than one on held-out articles.
  seed: 1,
};

/** The trees as text. The models of `unseen` have their first judge. */
export function trainJudgeTrees(unseen: readonly UnseenArticles[]): string {
  const rows: Row[] = [];
  for (const { articles, model } of unseen)
    for (const article of articles)
      for (const { tokens: t, attributions } of article.paragraphs) {
        const all = proposeAttributions(t, model);
        const grades = gradesOf(all, attributions);
        all.forEach((_, at) => {
          const x = new Float64Array(judgeFeatureCount);
          judgeFeatures(x, t, all, at);
          rows.push({ x, y: grades[at]! });
        });
      }
  return printModel(
    train(rows, options),
    'Log odds that a proposed attribution is one, by the features of quotation/learned/judgeFeatures.ts; learned by bench/train/trainQuotes.ts.',
  );
}

/**
 * How right each attribution is, from 0 to 1. What is in the gold once is right once: of two attributions that meet it the
 * one that the first judge is surer of.
 */
function gradesOf(all: readonly JudgedAttribution[], gold: readonly GoldAttribution[]): number[] {
  const grades = all.map(() => 0);
  const cues = new Set<GoldAttribution>();
  const thirds = new Set<GoldAttribution>();
  const eightTenths = new Set<GoldAttribution>();
  const contents = new Map<string, TokenSpan>();
  for (const { content } of gold) for (const span of content) contents.set(`${span.first},${span.last}`, span);
  const take = (from: Set<GoldAttribution>, isMet: (attribution: GoldAttribution) => boolean) => {
    const met = gold.find((attribution) => !from.has(attribution) && isMet(attribution));
    if (met !== undefined) from.add(met);
    return met !== undefined;
  };
  const order = all.map((_, at) => at).sort((a, b) => all[b]!.probability - all[a]!.probability || a - b);
  for (const at of order) {
    const { cue, source, content } = all[at]!;
    let met = 0;
    for (const span of content)
      for (const [key, right] of contents)
        if (jaccard(span, right) >= 0.5) {
          contents.delete(key);
          met++;
          break;
        }
    if (met > 0) grades[at]! += grade.content;
    if (take(cues, (right) => jaccard(cue, right.cue) >= 0.5)) grades[at]! += grade.cue;
    const meets = (right: GoldAttribution, least: number) =>
      content.length > 0 &&
      jaccard(hullOf(content), hullOf(right.content)) >= least &&
      (source === null ? right.source === null : right.source !== null && jaccard(source, right.source) > 0);
    if (take(thirds, (right) => meets(right, 0.3))) grades[at]! += grade.third;
    if (take(eightTenths, (right) => meets(right, 0.8))) grades[at]! += grade.eightTenths;
  }
  return grades;
}

const hullOf = (spans: readonly TokenSpan[]): TokenSpan => ({
  first: Math.min(...spans.map(({ first }) => first)),
  last: Math.max(...spans.map(({ last }) => last)),
});

function jaccard(a: TokenSpan, b: TokenSpan): number {
  const shared = Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1;
  return shared <= 0 ? 0 : shared / (a.last - a.first + b.last - b.first + 2 - shared);
}
