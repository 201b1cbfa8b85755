/**
 * A sum of small decision trees (gradient boosting with logistic loss: Friedman 2001), as `bench/train/boost.ts` learns
 * it. `parseTrees` reads its text form: a head line `# …`, a line with the bias, then one tree a line, its nodes split
 * by blanks, each `feature<threshold` or `=value`, in preorder: the first child is taken where the feature is lower.
 */
export interface BoostedTrees {
  readonly bias: number;
  /** Node arrays over all trees. `feature` is -1 at a leaf; the lower child follows its parent, `higher` points to the other. */
  readonly feature: Int16Array;
  readonly value: Float32Array;
  readonly higher: Int32Array;
  readonly roots: Int32Array;
}

/** The sum of the trees for one row of features: log odds. */
export function sumTrees(trees: BoostedTrees, features: ArrayLike<number>): number {
  const { feature, value, higher, roots } = trees;
  let sum = trees.bias;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree]!;
    let asked = feature[node]!;
    while (asked >= 0) {
      node = features[asked]! < value[node]! ? node + 1 : higher[node]!;
      asked = feature[node]!;
    }
    sum += value[node]!;
  }
  return sum;
}

/** Reads the text form of trees. Throws where the text is no such form: it is part of the program. */
export function parseTrees(text: string): BoostedTrees {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const feature: number[] = [];
  const value: number[] = [];
  const higher: number[] = [];
  const roots: number[] = [];
  for (const line of lines.slice(1)) {
    const nodes = line.split(' ');
    roots.push(feature.length);
    let next = 0;
    const read = (): void => {
      const node = nodes[next++] ?? '';
      const at = feature.length;
      const less = node.indexOf('<');
      if (less < 0 && !node.startsWith('=')) throw new Error(`no tree node: ${node}`);
      feature.push(less < 0 ? -1 : Number(node.slice(0, less)));
      value.push(Number(node.slice(less < 0 ? 1 : less + 1)));
      higher.push(0);
      if (less < 0) return;
      read();
      higher[at] = feature.length;
      read();
    };
    read();
  }
  return {
    bias: Number(lines[0] ?? 0),
    feature: Int16Array.from(feature),
    value: Float32Array.from(value),
    higher: Int32Array.from(higher),
    roots: Int32Array.from(roots),
  };
}

/** The probability of log odds. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
