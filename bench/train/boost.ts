/** Gradient boosting of small trees with logistic loss, second order as in XGBoost (Chen & Guestrin 2016). Deterministic. */

export interface Row {
  readonly x: ArrayLike<number>;
  /** In [0, 1]: a label, or a grade as a soft one. */
  readonly y: number;
  readonly weight?: number;
}

export interface BoostOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** L2 penalty of leaves. */
  readonly lambda: number;
  /** Least sum of hessians in a leaf. */
  readonly minHessian: number;
  readonly rowShare: number;
  readonly featureShare: number;
  readonly seed: number;
  /** Per feature: 1 where the sum may only rise with it, -1 fall, 0 free. */
  readonly monotone?: readonly number[];
  /** Features that may not be used, for ablation. */
  readonly without?: ReadonlySet<number>;
}

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly low: Node;
  readonly high: Node;
}
export type Node = Split | { readonly leaf: number };

export interface Model {
  readonly bias: number;
  readonly trees: readonly Node[];
}

const maxBins = 64;

export function train(rows: readonly Row[], options: BoostOptions): Model {
  const random = mulberry(options.seed);
  const count = rows[0]?.x.length ?? 0;
  const cuts = Array.from({ length: count }, (_, f) => cutsOf(rows, f));
  const bins = Array.from({ length: count }, (_, f) =>
    Uint8Array.from(rows, (row) => binOf(cuts[f] ?? [], row.x[f] ?? 0)),
  );
  const weights = rows.map((row) => row.weight ?? 1);
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = rows.reduce((sum, row, i) => sum + row.y * (weights[i] ?? 1), 0) / total;
  const bias = Math.log(mean / (1 - mean));
  const scores = new Float64Array(rows.length).fill(bias);
  const gradient = new Float64Array(rows.length);
  const hessian = new Float64Array(rows.length);
  const trees: Node[] = [];
  for (let t = 0; t < options.trees; t++) {
    rows.forEach((row, i) => {
      const p = 1 / (1 + Math.exp(-(scores[i] ?? 0)));
      gradient[i] = (p - row.y) * (weights[i] ?? 1);
      hessian[i] = Math.max(1e-6, p * (1 - p)) * (weights[i] ?? 1);
    });
    const sample: number[] = [];
    for (let i = 0; i < rows.length; i++) if (random() < options.rowShare) sample.push(i);
    const features: number[] = [];
    for (let f = 0; f < count; f++) if (!options.without?.has(f) && random() < options.featureShare) features.push(f);
    const tree = grow(sample, features, options.depth, -Infinity, Infinity);
    trees.push(tree);
    rows.forEach((row, i) => (scores[i] = (scores[i] ?? 0) + valueOf(tree, row.x)));
  }
  return { bias, trees };

  function leafOf(g: number, h: number, low: number, high: number): number {
    return Math.min(high, Math.max(low, -g / (h + options.lambda)));
  }

  function grow(
    sample: readonly number[],
    features: readonly number[],
    depth: number,
    low: number,
    high: number,
  ): Node {
    let g = 0;
    let h = 0;
    for (const i of sample) {
      g += gradient[i] ?? 0;
      h += hessian[i] ?? 0;
    }
    const leaf = { leaf: leafOf(g, h, low, high) * options.rate };
    if (depth === 0 || h < 2 * options.minHessian) return leaf;
    const whole = (g * g) / (h + options.lambda);
    let best: { gain: number; feature: number; bin: number; lowLeaf: number; highLeaf: number } | null = null;
    for (const feature of features) {
      const bin = bins[feature];
      if (!bin) continue;
      const gs = new Float64Array(maxBins + 1);
      const hs = new Float64Array(maxBins + 1);
      for (const i of sample) {
        const b = bin[i] ?? 0;
        gs[b] = (gs[b] ?? 0) + (gradient[i] ?? 0);
        hs[b] = (hs[b] ?? 0) + (hessian[i] ?? 0);
      }
      let gLow = 0;
      let hLow = 0;
      for (let b = 0; b < (cuts[feature]?.length ?? 0); b++) {
        gLow += gs[b] ?? 0;
        hLow += hs[b] ?? 0;
        if (hLow < options.minHessian || h - hLow < options.minHessian) continue;
        const lowLeaf = leafOf(gLow, hLow, low, high);
        const highLeaf = leafOf(g - gLow, h - hLow, low, high);
        const sign = options.monotone?.[feature] ?? 0;
        if (sign !== 0 && sign * (highLeaf - lowLeaf) < 0) continue;
        const gain = gLow ** 2 / (hLow + options.lambda) + (g - gLow) ** 2 / (h - hLow + options.lambda) - whole;
        if (gain > (best?.gain ?? 1e-6)) best = { gain, feature, bin: b, lowLeaf, highLeaf };
      }
    }
    if (!best) return leaf;
    const { feature, bin, lowLeaf, highLeaf } = best;
    const column = bins[feature];
    const middle = (lowLeaf + highLeaf) / 2;
    const sign = options.monotone?.[feature] ?? 0;
    const lowRange: [number, number] = sign > 0 ? [low, middle] : sign < 0 ? [middle, high] : [low, high];
    const highRange: [number, number] = sign > 0 ? [middle, high] : sign < 0 ? [low, middle] : [low, high];
    return {
      feature,
      threshold: cuts[feature]?.[bin] ?? 0,
      low: grow(
        sample.filter((i) => (column?.[i] ?? 0) <= bin),
        features,
        depth - 1,
        ...lowRange,
      ),
      high: grow(
        sample.filter((i) => (column?.[i] ?? 0) > bin),
        features,
        depth - 1,
        ...highRange,
      ),
    };
  }
}

function valueOf(node: Node, x: ArrayLike<number>): number {
  while (!('leaf' in node)) node = (x[node.feature] ?? 0) < node.threshold ? node.low : node.high;
  return node.leaf;
}

export function predict(model: Model, x: ArrayLike<number>): number {
  let sum = model.bias;
  for (const tree of model.trees) sum += valueOf(tree, x);
  return sum;
}

/** Averages models trained with several seeds into one: their trees together, scaled. */
export function average(models: readonly Model[]): Model {
  const scale = (node: Node): Node =>
    'leaf' in node ? { leaf: node.leaf / models.length } : { ...node, low: scale(node.low), high: scale(node.high) };
  return {
    bias: models.reduce((sum, model) => sum + model.bias, 0) / models.length,
    trees: models.flatMap((model) => model.trees.map(scale)),
  };
}

/** The text form that `base/boostedTrees.ts` reads. */
export function printModel(model: Model, head: string): string {
  const print = (node: Node): string =>
    'leaf' in node
      ? `=${Number(node.leaf.toFixed(5))}`
      : `${node.feature}<${Number(node.threshold.toPrecision(6))} ${print(node.low)} ${print(node.high)}`;
  return [`# ${head}`, model.bias.toFixed(5), ...model.trees.map(print), ''].join('\n');
}

function cutsOf(rows: readonly Row[], feature: number): number[] {
  const values = Float64Array.from(rows, (row) => row.x[feature] ?? 0).sort();
  const distinct = [...new Set(values)];
  if (distinct.length <= maxBins) return distinct.slice(1).map((value, i) => (value + (distinct[i] ?? 0)) / 2);
  const cuts = new Set<number>();
  for (let i = 1; i < maxBins; i++) {
    const value = values[Math.floor((i * values.length) / maxBins)] ?? 0;
    if (value > (distinct[0] ?? 0)) cuts.add(value);
  }
  return [...cuts].sort((a, b) => a - b);
}

/** The number of cuts at or below the value. */
function binOf(cuts: readonly number[], value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A small generator of random numbers in [0, 1), the same on every machine. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
