import type { SearchIndex } from '../../corpus/searchIndex';
import type { SearchLexicon } from './lexicon';
import { PassageSet } from './passageSet';

/** A stretch of a passage's words, half-open. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

/** A passage under test; its words are read when they are first asked for. */
export class PassageProbe {
  passage = -1;
  article = -1;
  private cached: ArrayLike<number> | null = null;

  constructor(
    private readonly index: SearchIndex,
    readonly lexicon: SearchLexicon,
  ) {}

  set(passage: number, article: number): void {
    this.passage = passage;
    this.article = article;
    this.cached = null;
  }

  get words(): ArrayLike<number> {
    this.cached ??= this.index.passageWords(this.passage);
    return this.cached;
  }
}

/** A condition of a query, ready to be tested on passages. */
export interface Condition {
  /** At most in how many passages it can hold; Infinity where nothing is known without a look at each. */
  readonly estimate: number;
  /** Whether it looks at the article alone, so that it holds for all of its passages or for none. */
  readonly isOfArticle: boolean;
  /** Whether a test reads more than the passage's words, so that others go first. */
  readonly isCostly?: boolean;
  /** Where it stands among others, the last where it is 4; by default what the rest says. */
  readonly cost?: number;
  /** Where it can hold at all: a superset, made when it is first asked for; null where that would not help. */
  candidates(): PassageSet | null;
  /** False where it can hold for no passage of an article. */
  mayHoldIn?(article: number): boolean;
  test(probe: PassageProbe): boolean;
  /** Adds the stretches of words that a reader should see marked. */
  mark(probe: PassageProbe, ranges: WordRange[]): void;
}

/**
 * Sets of more than this share of all passages are not made: a look at one passage after the other finds enough of them
 * sooner than their lists are read.
 */
const denseShare = 1 / 3;

/** Whether it pays to make a set of so many passages. */
export function isSparse(estimate: number, passageLimit: number): boolean {
  return estimate <= Math.max(1000, passageLimit * denseShare);
}

/** Makes something when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** A condition that knows nothing of where it holds but by testing. */
export function plainCondition(test: (probe: PassageProbe) => boolean): Condition {
  return {
    estimate: Infinity,
    candidates: () => null,
    isOfArticle: false,
    isCostly: true,
    test,
    mark: () => undefined,
  };
}

export function allOf(conditions: readonly Condition[], passageLimit: number): Condition {
  // What is cheap to test and rules out most goes first: articles, then words, then quotes.
  const ordered = [...conditions].sort((a, b) => costOf(a) - costOf(b) || a.estimate - b.estimate);
  const articleTests = conditions.filter(({ mayHoldIn }) => mayHoldIn !== undefined);
  return {
    estimate: Math.min(...conditions.map(({ estimate }) => estimate)),
    candidates: once(() => cutAll(conditions, passageLimit)),
    ...(articleTests.length === 0
      ? {}
      : { mayHoldIn: (article: number) => articleTests.every((condition) => condition.mayHoldIn!(article)) }),
    isOfArticle: conditions.every(({ isOfArticle }) => isOfArticle),
    isCostly: conditions.some(({ isCostly }) => isCostly),
    test: (probe) => ordered.every((condition) => condition.test(probe)),
    mark: (probe, ranges) => conditions.forEach((condition) => condition.mark(probe, ranges)),
  };
}

function costOf(condition: Condition): number {
  if (condition.isOfArticle) return 0;
  if (condition.cost !== undefined) return condition.cost;
  return condition.isCostly || condition.estimate === Infinity ? 2 : 1;
}

export function anyOf(conditions: readonly Condition[]): Condition {
  const canTellArticles = conditions.every(({ mayHoldIn }) => mayHoldIn !== undefined);
  return {
    estimate: conditions.reduce((sum, { estimate }) => sum + estimate, 0),
    candidates: once(() => {
      let all: PassageSet | null = null;
      for (const condition of conditions) {
        const set = condition.candidates();
        if (set === null) return null;
        if (all === null) all = set.copy();
        else all.unite(set);
      }
      return all;
    }),
    ...(canTellArticles
      ? { mayHoldIn: (article: number) => conditions.some((condition) => condition.mayHoldIn!(article)) }
      : {}),
    isOfArticle: conditions.every(({ isOfArticle }) => isOfArticle),
    isCostly: conditions.some(({ isCostly }) => isCostly),
    test: (probe) => conditions.some((condition) => condition.test(probe)),
    mark: (probe, ranges) => conditions.forEach((condition) => condition.mark(probe, ranges)),
  };
}

export function noneOf(condition: Condition): Condition {
  return {
    estimate: Infinity,
    candidates: () => null,
    isOfArticle: condition.isOfArticle,
    isCostly: condition.isCostly,
    cost: condition.cost,
    test: (probe) => !condition.test(probe),
    mark: () => undefined,
  };
}

/** Both conditions with at most `distance` words from one to the other, in either order. */
export function nearEachOther(left: Condition, right: Condition, distance: number, passageLimit: number): Condition {
  const pairs = (probe: PassageProbe): WordRange[] => {
    const lefts: WordRange[] = [];
    const rights: WordRange[] = [];
    left.mark(probe, lefts);
    if (lefts.length > 0) right.mark(probe, rights);
    return nearPairs(lefts, rights, distance);
  };
  return {
    estimate: Math.min(left.estimate, right.estimate),
    candidates: once(() => cutAll([left, right], passageLimit)),
    isOfArticle: false,
    test: (probe) => pairs(probe).length > 0,
    mark: (probe, ranges) => ranges.push(...pairs(probe)),
  };
}

/** For each left stretch the nearest right one before and after it, as one stretch over both. Linear once sorted. */
function nearPairs(lefts: WordRange[], rights: WordRange[], distance: number): WordRange[] {
  const byStart = (a: WordRange, b: WordRange): number => a.from - b.from || a.to - b.to;
  lefts.sort(byStart);
  rights.sort(byStart);
  const pairs: WordRange[] = [];
  let at = 0;
  for (const left of lefts) {
    while (at < rights.length && rights[at]!.from < left.to) at += 1;
    const after = rights[at];
    if (after && after.from - left.to < distance) pairs.push({ from: left.from, to: after.to });
    // Stretches may overlap (`a NEAR a`), so look a few back for one that ends before this begins.
    for (let back = at - 1; back >= 0 && at - back <= 8; back -= 1) {
      const before = rights[back]!;
      if (before.to > left.from) continue;
      if (left.from - before.to < distance) pairs.push({ from: before.from, to: left.to });
      break;
    }
  }
  return pairs;
}

/** The passages where all may hold; conditions that hold nearly everywhere are left to be tested. */
export function cutAll(
  conditions: readonly Pick<Condition, 'estimate' | 'candidates'>[],
  passageLimit: number,
): PassageSet | null {
  let cut: PassageSet | null = null;
  for (const condition of [...conditions].sort((a, b) => a.estimate - b.estimate)) {
    if (!isSparse(condition.estimate, passageLimit)) break;
    const set = condition.candidates();
    if (set === null) continue;
    if (cut === null) cut = set.copy();
    else cut.cut(set);
  }
  return cut;
}
