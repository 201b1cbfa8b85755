import type { ArticleForm } from './articleForm';
import type { ArticleView, PassageIndex } from './passageIndex';

/** Bounds of the search for candidates. */
export interface CandidateBounds {
  /** Articles of the same event that are looked at in full. */
  readonly maxArticles: number;
  /** Passages elsewhere that share a passage's rare words. */
  readonly maxPassages: number;
  /** Entries of postings that may be read for one article, and for one passage. */
  readonly maxArticlePostings: number;
  readonly maxPassagePostings: number;
}

/** Enough for a hover; the sweep uses the same, so that both show the same. */
export const defaultBounds: CandidateBounds = {
  maxArticles: 16,
  maxPassages: 8,
  maxArticlePostings: 60_000,
  maxPassagePostings: 20_000,
};

/** Working memory of candidate search over one index: one number per article and per passage. */
export class CandidateFinder {
  private articleWeights = new Float32Array(0);
  private passageWeights = new Float32Array(0);
  /** Which of the weights are not zero: any article, or as many passages as postings may be read. */
  private touched = new Int32Array(0);

  constructor(
    private readonly index: PassageIndex,
    private readonly bounds: CandidateBounds = defaultBounds,
  ) {
    this.follow();
  }

  /** Makes room for what the index has now. */
  follow(): void {
    const { articleIdLimit, passageIdLimit } = this.index;
    if (this.articleWeights.length < articleIdLimit) this.articleWeights = new Float32Array(roomFor(articleIdLimit));
    if (this.passageWeights.length < passageIdLimit) this.passageWeights = new Float32Array(roomFor(passageIdLimit));
    const most = Math.max(articleIdLimit, this.bounds.maxPassagePostings);
    if (this.touched.length < most) this.touched = new Int32Array(roomFor(most));
  }

  /** Ids of other articles that may report the same event: they share rare words and lie near in time. Best first. */
  neighbours(form: ArticleForm): number[] {
    const { index, articleWeights: weights } = this;
    const own = form.article;
    const total = index.articleCount;
    const isSmall = total <= smallCorpus;
    const most = isSmall ? total : Math.max(smallCorpus, total * rareShare);
    const touched = this.touched;
    let touchedCount = 0;
    // Rarest first, so that a bound on the postings read cuts what tells least.
    const terms = rarestFirst(form.terms, (term) => index.articleFrequency(term), most);
    let read = 0;
    for (const { term, frequency } of terms) {
      const postings = index.postings(term);
      if (read + postings.length > this.bounds.maxArticlePostings && touchedCount > 0) break;
      read += postings.length;
      const weight = Math.log((total + 1) / frequency) / Math.log(total + 1);
      let last = -1;
      for (let i = 0; i < postings.length; i++) {
        const article = index.articleIdOf(postings[i] ?? 0);
        if (article === last || article === own.id) continue;
        last = article;
        const before = weights[article] ?? 0;
        if (before === 0) touched[touchedCount++] = article;
        weights[article] = before + weight;
      }
    }
    const scored: { id: number; score: number }[] = [];
    for (let i = 0; i < touchedCount; i++) {
      const id = touched[i] ?? 0;
      const weight = weights[id] ?? 0;
      weights[id] = 0;
      if (!isSmall && weight < leastShared) continue;
      const other = index.article(id);
      if (!other) continue;
      // Long articles share words by chance; the fourth root of both lengths evens that out.
      const score = (weight * nearness(own.day, other.day)) / Math.sqrt(Math.sqrt(sizeOf(own) * sizeOf(other)));
      if (isSmall || score >= leastNeighbourScore) scored.push({ id, score });
    }
    scored.sort((x, y) => y.score - x.score || x.id - y.id);
    return scored.slice(0, this.bounds.maxArticles).map(({ id }) => id);
  }

  /** Ids of passages of other articles, wherever and whenever, that share most of the rare words that a passage quotes. Best first. */
  passages(form: ArticleForm, row: number): number[] {
    const { index, passageWeights: weights } = this;
    const sentence = form.forms[row];
    if (!sentence) return [];
    const own = form.article.id;
    const said = form.said[row];
    const saidTerms = sentence.terms.filter((_, i) => said?.[i] === 1);
    const terms = rarestFirst(saidTerms, (term) => index.passageFrequency(term), Infinity);
    const touched = this.touched;
    let touchedCount = 0;
    let read = 0;
    let whole = 0;
    for (const { term, frequency } of terms) {
      const weight = Math.log((index.passageCount + 1) / frequency);
      whole += weight;
      if (read + frequency > this.bounds.maxPassagePostings) continue;
      const postings = index.postings(term);
      read += postings.length;
      for (let i = 0; i < postings.length; i++) {
        const passage = postings[i] ?? 0;
        const before = weights[passage] ?? 0;
        if (before === 0) touched[touchedCount++] = passage;
        weights[passage] = before + weight;
      }
    }
    const scored: { id: number; score: number }[] = [];
    const least = Math.max(leastPassageWords * Math.log(index.passageCount + 1), 0.35 * whole);
    for (let i = 0; i < touchedCount; i++) {
      const id = touched[i] ?? 0;
      const score = weights[id] ?? 0;
      weights[id] = 0;
      if (score >= least && index.articleIdOf(id) !== own) scored.push({ id, score });
    }
    scored.sort((x, y) => y.score - x.score || x.id - y.id);
    return scored.slice(0, this.bounds.maxPassages).map(({ id }) => id);
  }
}

/** Up to this many articles all are neighbours that share anything. */
const smallCorpus = 12;

/** Words that a larger share of the articles has do not tell one event from another. */
const rareShare = 0.02;

/**
 * What articles of one event share, in words that only one article has. Measured on fourteen events put among 3,000
 * other articles: all pairs of reports of one event lie above this score, and half a chance pair an article.
 */
const leastNeighbourScore = 0.3;
const leastShared = 1;

/** What a passage must share with one elsewhere to be looked at, in words that only one passage has. */
const leastPassageWords = 1.1;

/** Some more than is needed, as an open document takes new ids with every edit. */
function roomFor(limit: number): number {
  return limit + (limit >> 4) + 1024;
}

function sizeOf(article: ArticleView): number {
  return Math.max(8, article.passageCount);
}

/** Falls from 1 on the same day to a half ten days away. Unknown dates count as a week. */
function nearness(a: number | null, b: number | null): number {
  const days = a === null || b === null ? 7 : Math.abs(a - b);
  return 1 / (1 + days / 10);
}

function rarestFirst(
  terms: Int32Array,
  frequencyOf: (term: number) => number,
  most: number,
): { term: number; frequency: number }[] {
  const found: { term: number; frequency: number }[] = [];
  for (const term of terms) {
    const frequency = frequencyOf(term);
    if (frequency >= 2 && frequency <= most) found.push({ term, frequency });
  }
  return found.sort((x, y) => x.frequency - y.frequency || x.term - y.term);
}
