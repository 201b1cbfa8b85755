import type { ArticleForm } from './articleForm';
import type { PassageIndex } from './passageIndex';
import type { WordFacts } from './wordFacts';

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
  maxArticles: 40,
  maxPassages: 12,
  maxArticlePostings: 60_000,
  maxPassagePostings: 20_000,
};

/** Working memory of candidate search over one index: one number per article and per passage. */
export class CandidateFinder {
  private readonly articleWeights: Float64Array;
  private readonly passageWeights: Float64Array;

  constructor(
    private readonly index: PassageIndex,
    private readonly facts: WordFacts,
    private readonly bounds: CandidateBounds = defaultBounds,
  ) {
    this.articleWeights = new Float64Array(index.articleIdLimit);
    this.passageWeights = new Float64Array(index.passageIdLimit);
  }

  /** Ids of other articles that may report the same event: they share rare words and lie near in time. Best first. */
  neighbours(form: ArticleForm): number[] {
    const { index, articleWeights: weights } = this;
    const own = form.article.id;
    const total = index.articleCount;
    const touched: number[] = [];
    // Rarest first, so that a bound on the postings read cuts what tells least.
    const terms = [...form.terms]
      .map((term) => ({ term, frequency: index.articleFrequency(term) }))
      .filter(({ frequency }) => frequency >= 2 && (total <= smallCorpus || frequency <= total / 20))
      .sort((x, y) => x.frequency - y.frequency || x.term - y.term);
    let read = 0;
    for (const { term, frequency } of terms) {
      const postings = index.postings(term);
      if (read + postings.length > this.bounds.maxArticlePostings && touched.length > 0) break;
      read += postings.length;
      const weight = Math.log((total + 1) / frequency);
      let last = -1;
      for (let i = 0; i < postings.length; i++) {
        const article = index.articleIdOf(postings[i] ?? 0);
        if (article === last || article === own) continue;
        last = article;
        const before = weights[article] ?? 0;
        if (before === 0) touched.push(article);
        weights[article] = before + weight;
      }
    }
    const scored: { id: number; score: number }[] = [];
    for (const id of touched) {
      const weight = weights[id] ?? 0;
      weights[id] = 0;
      if (total > smallCorpus && weight < minSharedWeight) continue;
      const score = weight * nearness(form.article.day, index.article(id)?.day ?? null);
      if (total > smallCorpus && score < minSharedWeight) continue;
      scored.push({ id, score });
    }
    scored.sort((x, y) => y.score - x.score || x.id - y.id);
    return scored.slice(0, this.bounds.maxArticles).map(({ id }) => id);
  }

  /** Ids of passages of other articles, wherever and whenever, that share most of a passage's rare words. Best first. */
  passages(form: ArticleForm, row: number): number[] {
    const { index, passageWeights: weights } = this;
    const sentence = form.forms[row];
    if (!sentence) return [];
    const own = form.article.id;
    const terms = [...sentence.terms]
      .map((term) => ({ term, frequency: index.passageFrequency(term) }))
      .filter(({ frequency }) => frequency >= 2)
      .sort((x, y) => x.frequency - y.frequency || x.term - y.term);
    const touched: number[] = [];
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
        if (before === 0) touched.push(passage);
        weights[passage] = before + weight;
      }
    }
    const scored: { id: number; score: number }[] = [];
    const least = Math.max(minPassageWeight, 0.25 * whole);
    for (const id of touched) {
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

/** Nats that articles of one event share: about five words that one article in a hundred has. */
const minSharedWeight = 22;

/** Nats that a passage must share with one elsewhere to be looked at. */
const minPassageWeight = 14;

/** Falls from 1 on the same day to a half a week away. Unknown dates count as a week. */
function nearness(a: number | null, b: number | null): number {
  const days = a === null || b === null ? 7 : Math.abs(a - b);
  return 1 / (1 + days / 7);
}
