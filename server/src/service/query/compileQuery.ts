import type { SearchIndex } from '../../corpus/searchIndex';
import { fieldTest, headlineCondition, valueCondition } from './articleConditions';
import {
  allOf,
  anyOf,
  cutAll,
  isSparse,
  nearEachOther,
  noneOf,
  once,
  plainCondition,
  type Condition,
  type PassageProbe,
} from './conditions';
import type { CorpusSnapshot } from './corpusSnapshot';
import { searchWords } from './foldSearch';
import { wordSetOf, type SearchLexicon, type WordSet } from './lexicon';
import { PassageSet } from './passageSet';
import { joinWords } from './passageText';
import { dayRange, isInRange } from './parseDates';
import { describeProblem, type QueryNode, type QueryProblem, type TextPattern } from './queryTypes';
import { speakerCondition } from './speakerCondition';
import type { SpeakerNames } from './speakerNames';
import { compileWordRegex, type WordRegex } from './wordRegex';

/** Most prefixes and regular expressions of a query: each looks at all words of the corpus once. */
const maxPatterns = 200;

/** Of more words than this it is taken for granted that most passages hold one of them. */
const maxCountedWords = 2_000;

/** A query that can be read but not be run. */
export class QueryRunError extends Error {
  constructor(readonly problem: QueryProblem) {
    super(problem.message);
    this.name = 'QueryRunError';
  }
}

/** What queries are compiled against: one state of the index, and what was made of it. */
export interface CompileContext {
  readonly index: SearchIndex;
  readonly lexicon: SearchLexicon;
  readonly snapshot: CorpusSnapshot;
  readonly names: SpeakerNames;
}

/** Makes conditions of a query's nodes for one state of the index. */
export class QueryCompiler {
  private patternCount = 0;
  private readonly index: SearchIndex;
  private readonly lexicon: SearchLexicon;

  constructor(private readonly context: CompileContext) {
    this.index = context.index;
    this.lexicon = context.lexicon;
  }

  compile(node: QueryNode): Condition {
    const { index } = this;
    const { snapshot } = this.context;
    switch (node.type) {
      case 'and':
        return allOf(
          node.nodes.map((part) => this.compile(part)),
          index.passageLimit,
        );
      case 'or':
        return this.compileOr(node.nodes);
      case 'not':
        return noneOf(this.compile(node.node));
      case 'near':
        return nearEachOther(this.compile(node.left), this.compile(node.right), node.distance, index.passageLimit);
      case 'word':
      case 'prefix':
      case 'phrase':
      case 'regex':
        return this.compilePattern(node);
      case 'field':
        if (node.field === 'speaker') return speakerCondition(this.context, node.value);
        if (node.field === 'outlet') return valueCondition(snapshot.outlet, fieldTest(node.value));
        return headlineCondition(this.context, this.compilePattern(node.value), fieldTest(node.value));
      case 'date': {
        const range = dayRange(node.from, node.to);
        return valueCondition(snapshot.date, (date) => isInRange(date, range));
      }
      case 'language':
        return valueCondition(snapshot.language, (language) => language.split('-')[0] === node.code);
      case 'kind':
        return plainCondition(({ passage }) => index.passageQuotes(passage).some(({ kind }) => kind === node.kind));
      case 'has':
        return node.what === 'versions'
          ? { ...plainCondition(({ passage }) => index.hasVersions(passage)), cost: 4 }
          : plainCondition(({ passage }) => index.hasQuotes(passage));
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
    return this.lexicon.matching(letters, regex);
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
      ...this.passagesWith(set),
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
    const passages = sets.map((set) => this.passagesWith(set));
    const startsAt = (words: ArrayLike<number>, at: number): boolean => {
      for (let index = 0; index < sets.length; index += 1) if (!sets[index]!.has(words[at + index]!)) return false;
      return true;
    };
    return {
      estimate: Math.min(...passages.map(({ estimate }) => estimate)),
      candidates: once(() => cutAll(passages, this.index.passageLimit)),
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
      estimate: Math.min(Infinity, ...sets.map(({ estimate }) => estimate)),
      candidates: once(() => cutAll(sets, this.index.passageLimit)),
      isOfArticle: false,
      isCostly: true,
      cost: 1.5,
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

  /** The passages that may hold one of the words. */
  private passagesWith(set: WordSet): Pick<Condition, 'estimate' | 'candidates'> {
    const { index } = this;
    // Of very many words it is not worth the time to know: each would have to be stemmed.
    const frequency = set.ids.length > maxCountedWords ? Infinity : index.frequency(set.ids);
    const estimate = Math.min(index.passageLimit, frequency);
    return {
      estimate,
      candidates: once(() => {
        if (!isSparse(estimate, index.passageLimit)) return null;
        const passages = new PassageSet(index.passageLimit);
        index.collectPassages(set.ids, (ids, count) => passages.addAll(ids, count));
        return passages;
      }),
    };
  }
}
