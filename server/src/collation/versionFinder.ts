import { CancelledError, neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { LruCache } from '../base/lruCache';
import { makeArticleForm, type ArticleForm } from './articleForm';
import { compareArticles, type ArticlePair } from './articlePair';
import { CandidateFinder } from './candidates';
import { allCliques } from './clusters';
import { sharesWords } from './formFeatures';
import { gradeOf } from './grade';
import { mayPrintOneQuote, scorePrinted } from './printedQuote';
import {
  areFarApart,
  isPrintedIn,
  isWorthScoring,
  leastCosine,
  mostOfOneWord,
  mayBePrinted,
  mayBeWorthScoring,
  scoreFarPassages,
  scorePassages,
  scoreWording,
} from './score';
import type { PassageIndex, PassageView, Vocabulary } from './passageIndex';
import { sharesPlainWords } from './plainShared';
import { rowCosines } from './rowCosines';
import { RowReach } from './rowReach';
import { formOfPassage } from './sentenceForm';
import { SweepGraph, type Match } from './sweepGraph';
import type { VersionMatch } from './versions';
import { WordFacts } from './wordFacts';

/**
 * Finds versions in one state of an index. Works on pairs of articles: articles of one event are compared whole, and
 * a passage whose rare words occur elsewhere is compared with what has them, in the light of both articles.
 */
export class VersionFinder {
  /** Pairs of articles compared by the last query, and pairs of passages scored so far: for measuring. */
  comparedPairs = 0;
  scoredPairs = 0;
  private revision: number;
  private idRevision: number;
  private readonly facts: WordFacts;
  private readonly candidates: CandidateFinder;
  private readonly reach: RowReach;
  /** Forms of articles, by their words. An article never changes: another text has another id. */
  private readonly forms = new LruCache<number, ArticleForm>(maxKeptWords, wordCountOf);
  /** Comparisons of articles: a reader asks of one sentence after the other. By id of the one, then of the other. */
  private readonly pairs = new LruCache<string, ArticlePair>(maxKeptCells, ({ cosines }) => cosines.length + 500);
  private readonly neighbours = new LruCache<number, readonly number[]>(maxKeptNeighbours);

  constructor(private readonly index: PassageIndex) {
    this.revision = index.revision;
    this.idRevision = index.idRevision;
    this.facts = factsOf(index.vocabulary);
    this.candidates = new CandidateFinder(index);
    this.reach = new RowReach(index, this.facts);
  }

  /** Drops what the index's changes since the last call may have made wrong: not what was worked out of articles alone. */
  follow(): void {
    if (this.revision === this.index.revision) return;
    this.revision = this.index.revision;
    this.neighbours.clear();
    this.candidates.follow();
    if (this.idRevision === this.index.idRevision) return;
    this.idRevision = this.index.idRevision;
    this.forms.clear();
    this.pairs.clear();
  }

  /** The versions of one passage with at least `leastScore`, itself included and first, best next. */
  findVersions(query: PassageView, leastScore: number, token: CancellationToken): VersionMatch[] {
    const form = this.formOf(query.article.id);
    const row = form?.passages.findIndex(({ id }) => id === query.id) ?? -1;
    if (!form || row < 0) return [];
    const found = new Map<number, number>();
    this.comparedPairs = 0;
    this.reach.ask(form, row, leastScore);
    for (const article of this.neighboursOf(form)) {
      throwIfCancelled(token);
      if (!this.forms.get(article) && !this.reach.mayReach(article)) continue;
      const other = this.formOf(article);
      if (other) this.matchRow(form, row, other, null, leastScore, found);
    }
    this.matchElsewhere(form, row, new Set(this.neighboursOf(form)), leastScore, found, token);
    const matches = [...found].map(([passage, score]) => this.matchOf(query.id, passage, score));
    matches.sort((x, y) => y.score - x.score || this.comparePassages(x.passage, y.passage));
    const self: VersionMatch = { passage: query.id, score: 1, grade: 'same words' };
    return matches.length === 0 ? [] : [self, ...matches];
  }

  /** All statements of the index; an empty one now and then, to let others run. */
  *sweep(leastScore: number): Generator<VersionMatch[]> {
    const graph = new SweepGraph(this);
    const { revision } = this;
    let work = 0;
    for (const id of this.articlesByDay()) {
      if (this.index.revision !== revision) throw new CancelledError();
      this.matchesOfArticle(id, leastScore, (match) => graph.add(match));
      if (++work % 8 === 0) yield [];
    }
    yield* this.statementsOf(graph);
  }

  /** The statements that a graph of matches makes. */
  *statementsOf(graph: SweepGraph): Generator<VersionMatch[]> {
    for (const clique of allCliques(graph)) yield graph.membersOf(clique);
  }

  /** Gives all matches of an article's passages with those of others; some of them again from the other's side. */
  matchesOfArticle(id: number, leastScore: number, take: (match: Match) => void): void {
    const form = this.formOf(id);
    if (!form) return;
    const neighbours = this.neighboursOf(form);
    for (const other of neighbours) {
      const otherForm = this.formOf(other);
      if (!otherForm || (other < id && this.neighboursOf(otherForm).includes(id))) continue;
      this.matchArticles(form, otherForm, leastScore, take);
    }
    const near = new Set(neighbours);
    for (let row = 0; row < form.forms.length; row++) {
      const own = form.passages[row];
      if (!own || own.quotes.length === 0) continue;
      const found = new Map<number, number>();
      this.matchElsewhere(form, row, near, leastScore, found, neverCancelled);
      for (const [b, score] of found) take({ a: own.id, b, score, grade: this.matchOf(own.id, b, score).grade });
    }
  }

  private matchOf(from: number, to: number, score: number): VersionMatch {
    const a = this.sentence(from);
    const b = this.sentence(to);
    return { passage: to, score, grade: a && b ? gradeOf(a, b, score) : 'possible' };
  }

  private sentence(passage: number) {
    // The form of one sentence is soon made; that of its whole article is not worth it.
    const view = this.index.passage(passage);
    return view && formOfPassage(view, this.facts);
  }

  /** Scores the row of `form` against `other`: against all of its passages, or those of `only`. */
  private matchRow(
    form: ArticleForm,
    row: number,
    other: ArticleForm,
    only: readonly number[] | null,
    leastScore: number,
    found: Map<number, number>,
  ): void {
    if (!only && !this.comesNear(form, row, other, leastScore)) return;
    const pair = this.pairOf(form, other);
    this.comparedPairs++;
    for (let column = 0; column < other.passages.length; column++) {
      const id = other.passages[column]?.id ?? -1;
      if (only && !only.includes(id)) continue;
      const score = this.scoreOf(pair, row, column, only !== null, leastScore);
      if (score >= leastScore) keepBest(found, id, score);
    }
  }

  /** Whether any passage of the other article can be shown for this row, so that the articles must be compared whole. */
  private comesNear(form: ArticleForm, row: number, other: ArticleForm, leastScore: number): boolean {
    if (this.pairs.get(pairKey(form, other))) return true;
    const cosines = rowCosines(form, row, other);
    const [p, formP] = [form.passages[row]!, form.forms[row]!];
    const isFar = areFarApart(form.article.day, other.article.day);
    return cosines.some((cosine, column) => {
      const isQuoted = form.isQuoted[row] === 1 || other.isQuoted[column] === 1;
      if (!mayBeWorthScoring(cosine, isQuoted)) return false;
      const [q, formQ] = [other.passages[column]!, other.forms[column]!];
      const isWorth = mayBeWorthScoring(cosine, false);
      if (isWorth && !isFar && (leastScore <= mostOfOneWord || sharesPlainWords(formP, formQ))) return true;
      return (
        ((isWorth && isFar) || isQuoted || isQuoting(p) || isQuoting(q)) &&
        (scorePrinted(p, formP, q, formQ) >= leastScore || scoreFarPassages(p, formP, q, formQ) >= leastScore)
      );
    });
  }

  private matchArticles(a: ArticleForm, b: ArticleForm, leastScore: number, take: (match: Match) => void): void {
    const pair: ArticlePair = compareArticles(a, b);
    const { cosines, columns } = pair;
    for (let row = 0; row < a.passages.length; row++) {
      for (let column = 0; column < columns; column++) {
        // Most sentences share nothing.
        if (cosines[row * columns + column]! < leastCosine) continue;
        const score = this.scoreOf(pair, row, column, false, leastScore);
        if (score < leastScore) continue;
        const grade = gradeOf(a.forms[row]!, b.forms[column]!, score);
        take({ a: a.passages[row]!.id, b: b.passages[column]!.id, score, grade });
      }
    }
  }

  /**
   * The score of a row and a column; what is below `leastScore` may come out lower. A quote of few words weighs little in a
   * long sentence: what is not worth a look otherwise is judged by its words.
   */
  private scoreOf(pair: ArticlePair, row: number, column: number, wasLookedUp: boolean, leastScore: number): number {
    const { a, b, cosines, columns } = pair;
    if (!wasLookedUp && cosines[row * columns + column]! < leastCosine) return 0;
    const [p, formP, q, formQ] = [a.passages[row]!, a.forms[row]!, b.passages[column]!, b.forms[column]!];
    const printed = scorePrinted(p, formP, q, formQ);
    const isWorth = isWorthScoring(pair, row, column);
    if (isWorth && !areFarApart(a.article.day, b.article.day)) {
      if (leastScore <= mostOfOneWord || sharesPlainWords(formP, formQ)) {
        this.scoredPairs++;
        return Math.max(printed, scorePassages(pair, row, column));
      }
      // Only a quote printed in both can be a version now.
      return isQuoting(p) || isQuoting(q) ? Math.max(printed, scoreWording(pair, row, column)) : printed;
    }
    return isWorth || wasLookedUp || mayBePrinted(pair, row, column)
      ? Math.max(printed, scoreWording(pair, row, column))
      : printed;
  }

  /** Scores the row against passages outside its article that share its rare words, but those of the articles in `known`. */
  private matchElsewhere(
    form: ArticleForm,
    row: number,
    known: ReadonlySet<number>,
    leastScore: number,
    found: Map<number, number>,
    token: CancellationToken,
  ): void {
    const byArticle = new Map<number, number[]>();
    const own = form.passages[row];
    const sentence = form.forms[row];
    if (!own || !sentence) return;
    const { best, more } = this.candidates.passages(form, row);
    for (const [at, passage] of [...best, ...more].entries()) {
      const article = this.index.articleIdOf(passage);
      const view = known.has(article) ? undefined : this.index.passage(passage);
      // A statement is tied to one of another event only as a quote: what is merely told again is background.
      if (!view || (own.quotes.length === 0 && view.quotes.length === 0)) continue;
      // What an outlet prints again after weeks is its page's furniture: links, captions, what was before.
      const isFar = areFarApart(own.article.day, view.article.day);
      if (isFar && own.article.outlet !== null && own.article.outlet === view.article.outlet) continue;
      const other = formOfPassage(view, this.facts);
      if (
        !mayPrintOneQuote(sentence, other) &&
        !sharesWords(sentence, other) &&
        !isPrintedIn(own, sentence, view, other)
      )
        continue;
      if (at >= best.length || isFar) {
        const score = Math.max(scoreFarPassages(own, sentence, view, other), scorePrinted(own, sentence, view, other));
        if (score >= leastScore) keepBest(found, passage, score);
        continue;
      }
      const passages = byArticle.get(article);
      if (passages) passages.push(passage);
      else byArticle.set(article, [passage]);
    }
    for (const [article, passages] of byArticle) {
      throwIfCancelled(token);
      const other = this.formOf(article);
      if (other) this.matchRow(form, row, other, passages, leastScore, found);
    }
  }

  private neighboursOf(form: ArticleForm): readonly number[] {
    let neighbours = this.neighbours.get(form.article.id);
    if (!neighbours) {
      neighbours = this.candidates.neighbours(form);
      this.neighbours.set(form.article.id, neighbours);
    }
    return neighbours;
  }

  private formOf(id: number): ArticleForm | undefined {
    const article = this.index.article(id);
    if (!article) return undefined;
    let form = this.forms.get(id);
    if (!form) {
      form = makeArticleForm(article, this.index, this.facts);
      this.forms.set(id, form);
    }
    return form;
  }

  private pairOf(a: ArticleForm, b: ArticleForm): ArticlePair {
    const key = pairKey(a, b);
    let pair = this.pairs.get(key);
    if (!pair) {
      pair = compareArticles(a, b);
      this.pairs.set(key, pair);
    }
    return pair;
  }

  /** Near days lie together, so that the forms of an article's neighbours are mostly still there. */
  articlesByDay(): number[] {
    const articles: { id: number; day: number }[] = [];
    for (let id = 0; id < this.index.articleIdLimit; id++) {
      const article = this.index.article(id);
      if (article) articles.push({ id, day: article.day ?? Infinity });
    }
    return articles.sort((x, y) => (x.day === y.day ? x.id - y.id : x.day - y.day)).map(({ id }) => id);
  }

  /** An order of passages by what they are, not by when they were indexed. */
  comparePassages(a: number, b: number): number {
    const x = this.index.passage(a);
    const y = this.index.passage(b);
    if (!x || !y) return a - b;
    return (
      compareTexts(x.article.outlet ?? '', y.article.outlet ?? '') ||
      compareTexts(x.article.date ?? '', y.article.date ?? '') ||
      x.id - x.article.firstPassage - (y.id - y.article.firstPassage) ||
      compareTexts(this.wordsOf(x), this.wordsOf(y)) ||
      a - b
    );
  }

  private wordsOf(passage: PassageView): string {
    return Array.from(passage.words, (word) => this.index.vocabulary.word(word)).join(' ');
  }
}

/** Whether a passage quotes somebody's own words. */
function isQuoting({ quotes }: PassageView): boolean {
  return quotes.some(({ kind }) => kind !== 'indirect');
}

/** Facts of words stay true for as long as their vocabulary lives, whatever becomes of the passages. */
function factsOf(vocabulary: Vocabulary): WordFacts {
  let facts = knownFacts.get(vocabulary);
  if (!facts) knownFacts.set(vocabulary, (facts = new WordFacts(vocabulary)));
  return facts;
}

const knownFacts = new WeakMap<Vocabulary, WordFacts>();

/** Some four hundred reports: the neighbours of what is read, or those of a fortnight in a sweep. */
const maxKeptWords = 400_000;

/** Cosines that are kept, four bytes each: two hundred pairs of reports. */
const maxKeptCells = 500_000;

const maxKeptNeighbours = 5_000;

function wordCountOf({ passages }: ArticleForm): number {
  return passages.reduce((sum, { words }) => sum + words.length, 100);
}

/** Of the scores that a pair gets on different ways the best holds, so that the way does not matter. */
function keepBest(scores: Map<number, number>, passage: number, score: number): void {
  if (score > (scores.get(passage) ?? 0)) scores.set(passage, score);
}

function pairKey(a: ArticleForm, b: ArticleForm): string {
  return `${a.article.id} ${b.article.id}`;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
