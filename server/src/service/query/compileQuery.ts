import type { SearchIndex } from '../../corpus/searchIndex';
import { ArticleCondition, fieldTest } from './articleConditions';
import type { CorpusSnapshot } from './corpusSnapshot';
import { searchWords } from './foldSearch';
import { wordSetOf, type SearchLexicon, type WordSet } from './lexicon';
import { PassageSet } from './passageSet';
import { joinWords } from './passageText';
import { dayRange, isInRange } from './parseDates';
import { describeProblem, type QueryNode, type QueryProblem, type TextPattern } from './queryTypes';
import { compileWordRegex, type WordRegex } from './wordRegex';

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
  /** Where it can hold at all: a superset; null where nothing is known without a look at each passage. */
  readonly candidates: PassageSet | null;
  /** Whether it looks at the article alone, so that it holds for all of its passages or for none. */
  readonly isOfArticle: boolean;
  /** Whether a test reads more than the passage's words, so that others go first. */
  readonly isCostly?: boolean;
  /** Where it stands among others, the last where it is 4; by default what the rest says. */
  readonly cost?: number;
  test(probe: PassageProbe): boolean;
  /** Adds the stretches of words that a reader should see marked. */
  mark(probe: PassageProbe, ranges: WordRange[]): void;
}

/** Most prefixes and regular expressions of a query: each looks at all words of the corpus once. */
const maxPatterns = 200;

/** A query that can be read but not be run. */
export class QueryRunError extends Error {
  constructor(readonly problem: QueryProblem) {
    super(problem.message);
    this.name = 'QueryRunError';
  }
}

/** Makes conditions of a query's nodes for one state of the index. */
export class QueryCompiler {
  private patternCount = 0;

  constructor(
    private readonly index: SearchIndex,
    private readonly lexicon: SearchLexicon,
    private readonly snapshot: CorpusSnapshot,
  ) {}

  compile(node: QueryNode): Condition {
    switch (node.type) {
      case 'and':
        return allOf(node.nodes.map((part) => this.compile(part)));
      case 'or':
        return this.compileOr(node.nodes);
      case 'not':
        return noneOf(this.compile(node.node));
      case 'near':
        return nearEachOther(this.compile(node.left), this.compile(node.right), node.distance);
      case 'word':
      case 'prefix':
      case 'phrase':
      case 'regex':
        return this.compilePattern(node);
      case 'field':
        if (node.field === 'speaker') return speakerCondition(this.index, this.snapshot, fieldTest(node.value));
        return new ArticleCondition(this.index, articleTest(node.field, fieldTest(node.value)));
      case 'date': {
        const range = dayRange(node.from, node.to);
        return new ArticleCondition(this.index, ({ date }) => date !== null && isInRange(date, range));
      }
      case 'language':
        return new ArticleCondition(this.index, ({ language }) => language?.split('-')[0] === node.code);
      case 'kind':
        return plainCondition(({ passage }) =>
          this.index.passageQuotes(passage).some(({ kind }) => kind === node.kind),
        );
      case 'has':
        return node.what === 'versions'
          ? { ...plainCondition(({ passage }) => this.index.hasVersions(passage)), cost: 4 }
          : plainCondition(({ passage }) => this.index.passageQuotes(passage).length > 0);
    }
  }

  /** Alternatives that are single words become one set of words, so that thousands cost as much as one. */
  private compileOr(nodes: readonly QueryNode[]): Condition {
    const ids: number[] = [];
    const others: Condition[] = [];
    for (const node of nodes) {
      const words = this.singleWords(node);
      if (words === null) others.push(this.compile(node));
      else for (const id of words) ids.push(id);
    }
    const conditions = ids.length > 0 || others.length === 0 ? [this.wordCondition(ids), ...others] : others;
    return conditions.length === 1 ? conditions[0]! : anyOf(conditions);
  }

  private compilePattern(pattern: TextPattern): Condition {
    if (pattern.type === 'regex') {
      const regex = compileWordRegex(pattern.source);
      if ('error' in regex) return this.wordCondition([]);
      return regex.spansWords
        ? this.regexCondition(regex, pattern)
        : this.wordCondition(this.regexWords(regex, pattern));
    }
    const sets = this.wordSets(pattern);
    return sets.length === 1 ? this.wordCondition(sets[0]!) : this.sequenceCondition(sets);
  }

  /** The words of a node that asks for one word; null for other nodes. */
  private singleWords(node: QueryNode): readonly number[] | null {
    if (node.type === 'regex') {
      const regex = compileWordRegex(node.source);
      return 'error' in regex || regex.spansWords ? null : this.regexWords(regex, node);
    }
    if (node.type !== 'word' && node.type !== 'prefix' && node.type !== 'phrase') return null;
    const sets = this.wordSets(node);
    return sets.length === 1 ? sets[0]! : null;
  }

  private regexWords(regex: WordRegex, pattern: TextPattern): number[] {
    this.countPattern(pattern);
    // Looking for letters costs a tenth of running the automaton.
    const letters = regex.fragments.map((fragment) => fragment.letters);
    return this.lexicon.matching((word) => letters.every((part) => word.includes(part)) && regex.test(word));
  }

  /** The words that each place of a pattern accepts. */
  private wordSets(pattern: TextPattern & { type: 'word' | 'prefix' | 'phrase' }): (readonly number[])[] {
    if (pattern.type === 'phrase') {
      return pattern.text.split(/\s+/).flatMap((part) => this.wordSetsOf(part, part.endsWith('*'), pattern));
    }
    return this.wordSetsOf(pattern.text, pattern.type === 'prefix', pattern);
  }

  private wordSetsOf(text: string, isPrefix: boolean, pattern: TextPattern): (readonly number[])[] {
    const words = searchWords(text);
    return words.map((word, index) => {
      if (!isPrefix || index < words.length - 1) return this.lexicon.find(word);
      this.countPattern(pattern);
      return this.lexicon.withPrefix(word);
    });
  }

  private countPattern({ span }: TextPattern): void {
    this.patternCount += 1;
    if (this.patternCount <= maxPatterns) return;
    const args = [String(maxPatterns)];
    const message = describeProblem('tooManyPatterns', args);
    throw new QueryRunError({ code: 'tooManyPatterns', args, message, span, suggestion: null });
  }

  private wordCondition(ids: readonly number[]): Condition {
    const set = wordSetOf(ids, this.index.wordLimit);
    return {
      candidates: this.passagesWith(set),
      isOfArticle: false,
      test: ({ words }) => {
        for (let at = 0; at < words.length; at += 1) if (set.has(words[at]!)) return true;
        return false;
      },
      mark: ({ words }, ranges) => {
        for (let at = 0; at < words.length; at += 1) if (set.has(words[at]!)) ranges.push({ from: at, to: at + 1 });
      },
    };
  }

  private sequenceCondition(places: readonly (readonly number[])[]): Condition {
    const sets = places.map((ids) => wordSetOf(ids, this.index.wordLimit));
    const startsAt = (words: ArrayLike<number>, at: number): boolean => {
      for (let index = 0; index < sets.length; index += 1) if (!sets[index]!.has(words[at + index]!)) return false;
      return true;
    };
    return {
      candidates: cutAll(sets.map((set) => this.passagesWith(set))),
      isOfArticle: false,
      test: ({ words }) => {
        for (let at = 0; at + sets.length <= words.length; at += 1) if (startsAt(words, at)) return true;
        return false;
      },
      mark: ({ words }, ranges) => {
        for (let at = 0; at + sets.length <= words.length;) {
          const isHit = startsAt(words, at);
          if (isHit) ranges.push({ from: at, to: at + sets.length });
          at += isHit ? sets.length : 1;
        }
      },
    };
  }

  private regexCondition(regex: WordRegex, pattern: TextPattern): Condition {
    this.countPattern(pattern);
    const sets = regex.fragments.map((fragment) => {
      this.countPattern(pattern);
      return this.passagesWith(wordSetOf(this.lexicon.withFragment(fragment), this.index.wordLimit));
    });
    const joined = ({ words, lexicon }: PassageProbe) =>
      joinWords(words.length, (at) => lexicon.foldedWord(words[at]!));
    return {
      candidates: cutAll(sets),
      isOfArticle: false,
      test: (probe) => regex.test(joined(probe).text),
      mark: (probe, ranges) => {
        const { text, starts } = joined(probe);
        let word = 0;
        for (let match = regex.find(text, 0); match !== null; match = regex.find(text, match.end)) {
          while (word + 1 < starts.length && starts[word + 1]! <= match.start) word += 1;
          let to = word;
          while (to < starts.length && starts[to]! < match.end) to += 1;
          if (to > word) ranges.push({ from: word, to });
        }
      },
    };
  }

  /** The passages that may hold one of the words; null where the index keeps no list for one of them. */
  private passagesWith(set: WordSet): PassageSet | null {
    const passages = new PassageSet(this.index.passageLimit);
    const seen = new Set<ArrayLike<number>>();
    for (const id of set.ids) {
      const list = this.index.postings(id);
      if (list === null) return null;
      // Words of one stem share a list.
      if (seen.size < 1000 && seen.has(list)) continue;
      seen.add(list);
      passages.addAll(list);
    }
    return passages;
  }
}

function plainCondition(test: (probe: PassageProbe) => boolean): Condition {
  return { candidates: null, isOfArticle: false, isCostly: true, test, mark: () => undefined };
}

function articleTest(field: 'outlet' | 'headline', test: (text: string) => boolean) {
  return (record: { readonly outlet: string | null; readonly headline: string | null }): boolean => {
    const text = record[field];
    return text !== null && test(text);
  };
}

/** Quotes of speakers whose name, or one of its other forms, passes: looked for in the articles that name them. */
function speakerCondition(index: SearchIndex, snapshot: CorpusSnapshot, test: (name: string) => boolean): Condition {
  const wanted = new Set<number>();
  const candidates = new PassageSet(index.passageLimit);
  const { speakerLimit } = index;
  for (let speaker = 0; speaker < speakerLimit; speaker += 1) {
    const record = index.speaker(speaker);
    if (record === undefined || !(test(record.name) || record.aliases.some(test))) continue;
    wanted.add(speaker);
    for (const { uri, index: position } of index.speakerPlaces(speaker)) {
      const article = snapshot.articleAt(uri, position);
      if (article === undefined) continue;
      const end = snapshot.endPassage[article]!;
      for (let passage = snapshot.firstPassage[article]!; passage < end; passage += 1) candidates.add(passage);
    }
  }
  return {
    ...plainCondition(({ passage }) =>
      index.passageQuotes(passage).some(({ speaker }) => speaker !== null && wanted.has(speaker)),
    ),
    candidates,
  };
}

function allOf(conditions: readonly Condition[]): Condition {
  // What is cheap to test and rules out most goes first: articles, then words, then quotes.
  const ordered = [...conditions].sort((a, b) => costOf(a) - costOf(b));
  return {
    candidates: cutAll(conditions.map(({ candidates }) => candidates)),
    isOfArticle: conditions.every(({ isOfArticle }) => isOfArticle),
    isCostly: conditions.some(({ isCostly }) => isCostly),
    test: (probe) => ordered.every((condition) => condition.test(probe)),
    mark: (probe, ranges) => conditions.forEach((condition) => condition.mark(probe, ranges)),
  };
}

function costOf(condition: Condition): number {
  if (condition.isOfArticle) return 0;
  if (condition.cost !== undefined) return condition.cost;
  return condition.candidates === null || condition.isCostly ? 2 : 1;
}

function anyOf(conditions: readonly Condition[]): Condition {
  let candidates: PassageSet | null = null;
  if (conditions.every((condition) => condition.candidates !== null)) {
    for (const condition of conditions) {
      if (candidates === null) candidates = condition.candidates!.copy();
      else candidates.unite(condition.candidates!);
    }
  }
  return {
    candidates,
    isOfArticle: conditions.every(({ isOfArticle }) => isOfArticle),
    isCostly: conditions.some(({ isCostly }) => isCostly),
    test: (probe) => conditions.some((condition) => condition.test(probe)),
    mark: (probe, ranges) => conditions.forEach((condition) => condition.mark(probe, ranges)),
  };
}

function noneOf(condition: Condition): Condition {
  return {
    candidates: null,
    isOfArticle: condition.isOfArticle,
    isCostly: condition.isCostly,
    test: (probe) => !condition.test(probe),
    mark: () => undefined,
  };
}

/** Both conditions with at most `distance` words from one to the other, in either order. */
function nearEachOther(left: Condition, right: Condition, distance: number): Condition {
  const pairs = (probe: PassageProbe): WordRange[] => {
    const lefts: WordRange[] = [];
    const rights: WordRange[] = [];
    left.mark(probe, lefts);
    if (lefts.length > 0) right.mark(probe, rights);
    return nearPairs(lefts, rights, distance);
  };
  return {
    candidates: cutAll([left.candidates, right.candidates]),
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

function cutAll(sets: readonly (PassageSet | null)[]): PassageSet | null {
  let cut: PassageSet | null = null;
  for (const set of sets) {
    if (set === null) continue;
    if (cut === null) cut = set.copy();
    else cut.cut(set);
  }
  return cut;
}
