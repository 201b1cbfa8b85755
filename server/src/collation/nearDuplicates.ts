import type { VersionMatch } from './versions';

/** Two articles that print the same text: one wire copy, or one the other's source. */
export interface NearDuplicate {
  /** Ids of articles, the lower first. */
  readonly a: number;
  readonly b: number;
  /** Share of the passages of the shorter article that stand in the other in the same or edited words, in [0, 1]. */
  readonly share: number;
}

/** What it needs to know of articles. */
export interface ArticleSizes {
  articleIdOf(passage: number): number;
  article(id: number): { readonly passageCount: number } | undefined;
}

/** From this share on two articles count as copies of one text. */
export const copyShare = 0.6;

/** Articles of fewer passages are no copies of anything: a sentence or two may agree by chance. */
const leastPassages = 4;

/**
 * The pairs of articles that are copies of one text, by the statements that they share: forty prints of one agency
 * story are one confirmation, not forty. Only passages of grade `same words` and `edited` count. Sorted by ids.
 */
export function findNearDuplicates(
  statements: Iterable<readonly VersionMatch[]>,
  articles: ArticleSizes,
  leastShare = copyShare,
): NearDuplicate[] {
  const shared = new Map<string, Set<number>>();
  for (const members of statements) {
    const worded = members.filter(({ grade }) => grade === 'same words' || grade === 'edited');
    for (const x of worded) {
      for (const y of worded) {
        const a = articles.articleIdOf(x.passage);
        const b = articles.articleIdOf(y.passage);
        if (a === b) continue;
        // Keyed by the article whose passage it is, so that each side's passages are counted once.
        const key = `${a} ${b}`;
        const passages = shared.get(key);
        if (passages) passages.add(x.passage);
        else shared.set(key, new Set([x.passage]));
      }
    }
  }
  const found: NearDuplicate[] = [];
  for (const [key, passages] of shared) {
    const [a = 0, b = 0] = key.split(' ').map(Number);
    if (a > b) continue;
    const sizeA = articles.article(a)?.passageCount ?? 0;
    const sizeB = articles.article(b)?.passageCount ?? 0;
    if (Math.min(sizeA, sizeB) < leastPassages) continue;
    const ofShorter = sizeA <= sizeB ? passages.size : (shared.get(`${b} ${a}`)?.size ?? 0);
    const share = ofShorter / Math.min(sizeA, sizeB);
    if (share >= leastShare) found.push({ a, b, share });
  }
  return found.sort((x, y) => x.a - y.a || x.b - y.b);
}

/** Puts articles that are copies of one text, directly or by way of another copy, into groups; lone ones are left out. */
export function groupCopies(duplicates: readonly NearDuplicate[]): number[][] {
  const parent = new Map<number, number>();
  const rootOf = (id: number): number => {
    let root = id;
    while (parent.has(root) && parent.get(root) !== root) root = parent.get(root) ?? root;
    parent.set(id, root);
    return root;
  };
  for (const { a, b } of duplicates) {
    const [x, y] = [rootOf(a), rootOf(b)];
    parent.set(Math.max(x, y), Math.min(x, y));
  }
  const groups = new Map<number, number[]>();
  for (const id of [...parent.keys()].sort((x, y) => x - y)) {
    const root = rootOf(id);
    groups.set(root, [...(groups.get(root) ?? []), id]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
