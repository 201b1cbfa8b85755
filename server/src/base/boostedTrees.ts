/**
 * A sum of small decision trees (gradient boosting with logistic loss: Friedman 2001), as `bench/train/boost.ts` learns
 * it. `parseTrees` reads its text form: a head line `# …`, a line with the bias, then one tree a line, its nodes split
 * by blanks, each `feature<threshold` or `=value`, in preorder: the first child is taken where the feature is lower.
 */
export interface BoostedTrees {
  readonly bias: number;
  /** All trees have this many levels of questions: shallow branches are filled up. */
  readonly depth: number;
  readonly treeCount: number;
  /** What each inner node asks, tree by tree and level by level: the children of node n are 2n + 1 and 2n + 2. */
  readonly feature: Uint16Array;
  readonly threshold: Float32Array;
  /** What the trees end in, from the lowest to the highest side. */
  readonly leaves: Float32Array;
}

/**
 * The sum of the trees for one row of features: log odds. Complete trees need no jumps, whose wrong guesses took more time
 * than all the comparisons.
 */
export function sumTrees(trees: BoostedTrees, features: ArrayLike<number>): number {
  const { depth, treeCount, feature, threshold, leaves } = trees;
  const inner = (1 << depth) - 1;
  let sum = trees.bias;
  for (let tree = 0, root = 0; tree < treeCount; tree++, root += inner) {
    let node = 0;
    for (let level = 0; level < depth; level++) {
      const at = root + node;
      // A missing number is on the higher side.
      const isLower = Number(features[feature[at]!]! < threshold[at]!) | 0;
      node = 2 * node + 2 - isLower;
    }
    sum += leaves[root + tree + node - inner]!;
  }
  return sum;
}

/** Reads the text form of trees. Throws where the text is no such form: it is part of the program. */
export function parseTrees(text: string): BoostedTrees {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const roots = lines.slice(1).map(readTree);
  const depth = Math.max(0, ...roots.map(depthOf));
  if (depth > maxDepth) throw new Error(`trees of ${depth} levels`);
  const inner = (1 << depth) - 1;
  const feature = new Uint16Array(roots.length * inner);
  const threshold = new Float32Array(roots.length * inner);
  const leaves = new Float32Array(roots.length * (inner + 1));
  roots.forEach((root, tree) => {
    const place = (node: TreeNode, at: number): void => {
      if (at >= inner) {
        leaves[tree * (inner + 1) + at - inner] = node.value;
        return;
      }
      // Below a leaf that stands too high every way leads to it.
      feature[tree * inner + at] = node.lower === null ? 0 : node.feature;
      threshold[tree * inner + at] = node.lower === null ? 0 : node.value;
      place(node.lower ?? node, 2 * at + 1);
      place(node.higher ?? node, 2 * at + 2);
    };
    place(root, 0);
  });
  return { bias: Number(lines[0] ?? 0), depth, treeCount: roots.length, feature, threshold, leaves };
}

/** Complete trees double with each level. */
const maxDepth = 8;

/** A question with two answers, or a leaf. */
interface TreeNode {
  readonly feature: number;
  readonly value: number;
  readonly lower: TreeNode | null;
  readonly higher: TreeNode | null;
}

function readTree(line: string): TreeNode {
  const nodes = line.split(' ');
  let next = 0;
  const read = (): TreeNode => {
    const node = nodes[next++] ?? '';
    const less = node.indexOf('<');
    if (less < 0 && !node.startsWith('=')) throw new Error(`no tree node: ${node}`);
    const value = Number(node.slice(less < 0 ? 1 : less + 1));
    if (less < 0) return { feature: -1, value, lower: null, higher: null };
    const lower = read();
    return { feature: Number(node.slice(0, less)), value, lower, higher: read() };
  };
  return read();
}

function depthOf({ lower, higher }: TreeNode): number {
  return lower === null || higher === null ? 0 : 1 + Math.max(depthOf(lower), depthOf(higher));
}

/** The probability of log odds. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
