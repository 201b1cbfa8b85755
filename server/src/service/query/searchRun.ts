import { sliceMs, yieldToEventLoop } from '../../base/timeSlice';
import { neverCancelled, throwIfCancelled, type CancellationToken } from '../../base/cancellation';
import type { SearchIndex } from '../../corpus/searchIndex';
import { PassageProbe, QueryCompiler, type Condition, type WordRange } from './compileQuery';
import type { CorpusSnapshot } from './corpusSnapshot';
import type { SearchLexicon } from './lexicon';
import type { Query, QueryNode } from './queryTypes';

/** Most hits that one run keeps: what is beyond is not counted either, and `isCut` says so. */
export const maxHits = 500_000;

const kindBits = { direct: 1, indirect: 2, mixed: 4 } as const;

/** What a hit says besides its article, for facets: kinds as bits (1 direct, 2 indirect, 4 mixed), speakers as ordinals. */
export interface HitFacts {
  readonly kinds: number;
  readonly speakers: readonly number[];
}

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
  private readonly facts: HitFacts[] = [];
  private place = 0;
  /** The passage to go on at within an article that took longer than a slice; 0 at an article's beginning. */
  private cursor = 0;
  private isWorking = false;
  /** Whether facts are read along the way, so that facets can be counted at once. */
  readsFacts = false;

  /** Throws `QueryRunError` where the query asks too much. */
  constructor(
    private readonly index: SearchIndex,
    readonly snapshot: CorpusSnapshot,
    lexicon: SearchLexicon,
    query: Query,
  ) {
    const compiler = new QueryCompiler(index, lexicon, snapshot);
    this.condition = compiler.compile(query.root);
    this.articleScope = query.scope === 'article' ? articleScopeOf(query.root, compiler) : null;
    this.probe = new PassageProbe(index, lexicon);
    const keyword = query.scope === 'sentence' ? keywordNode(query.root) : null;
    this.compileKeyword = keyword === null ? null : () => new QueryCompiler(index, lexicon, snapshot).compile(keyword);
  }

  /** Finds hits until there are `count`, or all. Callers share the work; what is found stays when one is cancelled. */
  async advance(count: number, token: CancellationToken = neverCancelled): Promise<void> {
    while (!this.isComplete && this.passages.length < count) {
      throwIfCancelled(token);
      if (this.isWorking) {
        await yieldToEventLoop();
        continue;
      }
      this.isWorking = true;
      try {
        this.work(count);
      } finally {
        this.isWorking = false;
      }
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

  /** The facts of a hit by its position in {@link passages}; read from the index once. */
  factsOf(hit: number): HitFacts {
    let facts = this.facts[hit];
    if (facts === undefined) {
      let kinds = 0;
      let speakers: number[] = noSpeakers;
      for (const { kind, speaker } of this.index.passageQuotes(this.passages[hit]!)) {
        kinds |= kindBits[kind];
        if (speaker !== null && !speakers.includes(speaker)) speakers = [...speakers, speaker];
      }
      facts = kinds === 0 && speakers.length === 0 ? noFacts : { kinds, speakers };
      this.facts[hit] = facts;
    }
    return facts;
  }

  /** Searches articles for one slice of time. */
  private work(count: number): void {
    const end = performance.now() + sliceMs;
    const { order } = this.snapshot;
    for (let step = 1; !this.isComplete && this.passages.length < count; step += 1) {
      if (this.place >= order.length) this.isComplete = true;
      else {
        const known = this.passages.length;
        if (this.searchArticle(order[this.place]!, end)) this.place += 1;
        if (this.readsFacts) for (let hit = known; hit < this.passages.length; hit += 1) this.factsOf(hit);
        if (this.passages.length >= maxHits) {
          this.isCut = this.place < order.length;
          this.isComplete = true;
        }
      }
      // Facts may have to tie speakers first, which takes its time.
      if ((this.readsFacts || (step & 7) === 0) && performance.now() >= end) return;
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
    const { candidates } = condition;
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

const noSpeakers: number[] = [];
const noFacts: HitFacts = { kinds: 0, speakers: noSpeakers };

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
  const { candidates } = condition;
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
