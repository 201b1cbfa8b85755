import { sliceMs, yieldToEventLoop } from '../../base/timeSlice';
import { neverCancelled, throwIfCancelled, type CancellationToken } from '../../base/cancellation';
import { QueryCompiler, type CompileContext } from './compileQuery';
import { PassageProbe, type Condition, type WordRange } from './conditions';
import type { CorpusSnapshot } from './corpusSnapshot';
import { HitFacts } from './hitFacts';
import type { PassageSet } from './passageSet';
import type { Query, QueryNode } from './queryTypes';

/** Most hits that one run keeps: what is beyond is not counted either, and `isCut` says so. */
export const maxHits = 500_000;

/**
 * One query over one state of the corpus. Hits come in the order of the snapshot (date, outlet, place), are kept as ids,
 * and are found as far as somebody asked: the first fifty come at once whatever the rest costs.
 */
export class SearchRun {
  /** Passages that hold a hit, in order, and the article of each. */
  readonly passages: number[] = [];
  readonly articles: number[] = [];
  isComplete = false;
  /** Whether {@link maxHits} ended the run. */
  isCut = false;
  private readonly condition: Condition;
  private readonly articleScope: ArticleScope | null;
  private readonly probe: PassageProbe;
  /** Makes the condition whose marks are keywords, where those are not all marks. */
  private readonly compileKeyword: (() => Condition) | null;
  private keyword: Condition | null = null;
  private readonly occurrenceCounts: number[] = [];
  /** Of the first hits; see {@link readFacts}. */
  readonly facts: HitFacts;
  readonly snapshot: CorpusSnapshot;
  /** Where hits can be at all; null where every passage must be looked at. Made in the first slice. */
  private candidates: PassageSet | null | undefined;
  private place = 0;
  /** The passage to go on at within an article that took longer than a slice; 0 at an article's beginning. */
  private cursor = 0;
  /** How long it has searched in all. */
  workedMs = 0;

  /** Throws `QueryRunError` where the query asks too much. */
  constructor(context: CompileContext, query: Query) {
    const { index, lexicon, snapshot } = context;
    const compiler = new QueryCompiler(context);
    this.snapshot = snapshot;
    this.facts = new HitFacts(index);
    this.condition = compiler.compile(query.root);
    this.articleScope = query.scope === 'article' ? articleScopeOf(query.root, compiler) : null;
    this.probe = new PassageProbe(index, lexicon);
    const keyword = query.scope === 'sentence' ? keywordNode(query.root) : null;
    this.compileKeyword = keyword === null ? null : () => new QueryCompiler(context).compile(keyword);
  }

  /** Finds hits until there are `count`, or all. Callers share the work; what is found stays when one is cancelled. */
  async advance(count: number, token: CancellationToken = neverCancelled): Promise<void> {
    while (!this.isComplete && this.passages.length < count) {
      throwIfCancelled(token);
      this.workUntil(performance.now() + sliceMs, count);
      if (!this.isComplete && this.passages.length < count) await yieldToEventLoop();
    }
    throwIfCancelled(token);
  }

  /** Ends the run with what it has found: there may be more. */
  stop(): void {
    if (this.isComplete) return;
    this.isCut = true;
    this.isComplete = true;
  }

  /** The stretches of words of a passage that match, in order, those that touch joined. */
  matchesIn(passage: number, article: number): WordRange[] {
    const ranges: WordRange[] = [];
    this.probe.set(passage, article);
    this.condition.mark(this.probe, ranges);
    ranges.sort((a, b) => a.from - b.from || b.to - a.to);
    const joined: WordRange[] = [];
    for (const range of ranges) {
      const last = joined.at(-1);
      if (last && range.from < last.to) {
        joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
      } else joined.push(range);
    }
    return joined;
  }

  /**
   * Which of {@link matchesIn} are keywords, each the middle of a line of its own: all of them, but of several conditions
   * that must hold together (`gates warning`) those of the first.
   */
  keywordsIn(passage: number, article: number): number[] {
    const matches = this.matchesIn(passage, article);
    const all = matches.map((_, at) => at);
    if (this.compileKeyword === null || matches.length < 2) return all;
    this.keyword ??= this.compileKeyword();
    const ranges: WordRange[] = [];
    this.keyword.mark(this.probe, ranges);
    const kept = all.filter((at) => ranges.some(({ from }) => from >= matches[at]!.from && from < matches[at]!.to));
    return kept.length > 0 ? kept : all.slice(0, 1);
  }

  /** How many keywords a hit (by its position in {@link passages}) has; counted once. */
  occurrenceCount(hit: number): number {
    return (this.occurrenceCounts[hit] ??= this.keywordsIn(this.passages[hit]!, this.articles[hit]!).length);
  }

  /** Reads the facts of the first `count` hits, as far as they are not read yet. */
  readFacts(count: number): void {
    const { facts, passages } = this;
    while (facts.count < count) facts.read(passages[facts.count]!);
  }

  /** Searches articles until a time of `performance.now()`, or until there are `count` hits. */
  workUntil(end: number, count: number): void {
    const started = performance.now();
    this.searchArticles(end, count);
    this.workedMs += performance.now() - started;
  }

  private searchArticles(end: number, count: number): void {
    const { order } = this.snapshot;
    const { mayHoldIn } = this.condition;
    const mayHold = this.articleScope === null ? mayHoldIn : undefined;
    for (let step = 1; !this.isComplete && this.passages.length < count; step += 1) {
      if (this.place >= order.length) {
        this.isComplete = true;
        return;
      }
      const article = order[this.place]!;
      const known = this.passages.length;
      if ((mayHold !== undefined && !mayHold(article)) || this.searchArticle(article, end)) this.place += 1;
      if (this.passages.length >= maxHits) {
        this.isCut = this.place < order.length;
        this.isComplete = true;
      }
      if (((step & 7) === 0 || this.passages.length > known + 8) && performance.now() >= end) return;
    }
  }

  /** Answers false where the slice ended within the article: the next call goes on there. */
  private searchArticle(article: number, until: number): boolean {
    const first = this.snapshot.firstPassage[article]!;
    const end = this.snapshot.endPassage[article]!;
    if (first === end) return true;
    const { condition, probe } = this;
    if (this.articleScope !== null) {
      for (const passage of this.articleScope.hitsIn(article, first, end, probe)) this.add(passage, article);
      return true;
    }
    if (condition.isOfArticle) {
      // Nothing is asked of the words: the article itself is the hit, shown by its headline or first sentence.
      probe.set(first, article);
      if (condition.test(probe)) this.add(first, article);
      return true;
    }
    if (this.candidates === undefined) this.candidates = condition.candidates();
    const { candidates } = this;
    const from = Math.max(first, this.cursor);
    this.cursor = 0;
    let passage = candidates === null ? from : candidates.next(from, end);
    while (passage >= 0 && passage < end) {
      probe.set(passage, article);
      if (condition.test(probe)) this.add(passage, article);
      if (condition.isCostly && performance.now() >= until) {
        this.cursor = passage + 1;
        return false;
      }
      passage = candidates === null ? passage + 1 : candidates.next(passage + 1, end);
    }
    return true;
  }

  private add(passage: number, article: number): void {
    this.passages.push(passage);
    this.articles.push(article);
  }
}

/** The first of several conditions that look for words; null where there is but one kind of mark. */
function keywordNode(root: QueryNode): QueryNode | null {
  if (root.type !== 'and') return null;
  return root.nodes.find(({ type }) => ['word', 'prefix', 'phrase', 'regex', 'near', 'or'].includes(type)) ?? null;
}

/** A query whose conditions may hold anywhere in one article. */
interface ArticleScope {
  /** The passages that hold a condition which is not negated, where the article as a whole matches. */
  hitsIn(article: number, first: number, end: number, probe: PassageProbe): number[];
}

type ArticleTest = (article: number, first: number, end: number, probe: PassageProbe) => boolean;

function articleScopeOf(root: QueryNode, compiler: QueryCompiler): ArticleScope {
  const wanted: Condition[] = [];
  const build = (node: QueryNode, isNegated: boolean): ArticleTest => {
    if (node.type === 'and' || node.type === 'or') {
      const tests = node.nodes.map((part) => build(part, isNegated));
      return node.type === 'and'
        ? (...place) => tests.every((test) => test(...place))
        : (...place) => tests.some((test) => test(...place));
    }
    if (node.type === 'not') {
      const test = build(node.node, !isNegated);
      return (...place) => !test(...place);
    }
    const condition = compiler.compile(node);
    if (!isNegated && !condition.isOfArticle) wanted.push(condition);
    return (article, first, end, probe) => passagesWith(condition, article, first, end, probe, 'one').length > 0;
  };
  const test = build(root, false);
  return {
    hitsIn(article, first, end, probe) {
      if (!test(article, first, end, probe)) return [];
      const hits = new Set<number>();
      for (const condition of wanted) {
        for (const passage of passagesWith(condition, article, first, end, probe, 'all')) hits.add(passage);
      }
      return hits.size === 0 ? [first] : [...hits].sort((a, b) => a - b);
    },
  };
}

function passagesWith(
  condition: Condition,
  article: number,
  first: number,
  end: number,
  probe: PassageProbe,
  wanted: 'one' | 'all',
): number[] {
  const found: number[] = [];
  const candidates = condition.candidates();
  for (let passage = first; passage < end; passage += 1) {
    if (candidates !== null) {
      passage = candidates.next(passage, end);
      if (passage < 0) break;
    }
    probe.set(passage, article);
    if (!condition.test(probe)) continue;
    found.push(passage);
    if (wanted === 'one' || condition.isOfArticle) break;
  }
  return found;
}
