import type { ArticleForm } from './articleForm';
import { areTwoOccasions, isOfficial } from './occasions';
import type { PassageIndex } from './passageIndex';
import { quotedPieces, saidStems, sharesPiece, type QuotedPiece } from './quotedPieces';
import { fromUnits, toUnits, WeightedTerms, Weights } from './weights';

/** Bounds of the search for candidates. */
export interface CandidateBounds {
  /** Articles of the same event that are looked at in full. */
  readonly maxArticles: number;
  /** Passages elsewhere that share a passage's rare words. */
  readonly maxPassages: number;
  /** Entries of postings that may be read for one article, and for one passage. */
  readonly maxArticlePostings: number;
  readonly maxPassagePostings: number;
  /** The same for a passage that quotes common words. */
  readonly maxQuotePostings: number;
}

/** Enough for a hover; the sweep uses the same, so that both show the same. */
export const defaultBounds: CandidateBounds = {
  maxArticles: 16,
  maxPassages: 8,
  maxArticlePostings: 60_000,
  maxPassagePostings: 20_000,
  maxQuotePostings: 60_000,
};

/** Working memory of candidate search over one index: one number per article and per passage. */
export class CandidateFinder {
  private readonly articleWeights = new Weights();
  private readonly passageWeights = new Weights();
  private readonly ranking = new Ranking();
  private readonly nearest = new Ranking();

  constructor(
    private readonly index: PassageIndex,
    private readonly bounds: CandidateBounds = defaultBounds,
  ) {
    this.follow();
  }

  /** Makes room for what the index has now. */
  follow(): void {
    this.articleWeights.reserve(this.index.articleIdLimit);
    this.passageWeights.reserve(this.index.passageIdLimit);
  }

  /** Ids of other articles that may report the same event: they share rare words and lie near in time. Best first. */
  neighbours(form: ArticleForm): number[] {
    const { index, articleWeights: weights } = this;
    const own = form.article;
    const ownSize = sizeOf(own.passageCount);
    const total = index.articleCount;
    const isSmall = total <= smallCorpus;
    const most = isSmall ? total : Math.max(smallCorpus, total * rareShare);
    // Rarest first, so that a bound on the postings read cuts what tells least.
    const terms: { readonly term: number; readonly weight: number }[] = [];
    let read = 0;
    for (const { term, frequency } of rarestFirst(form.terms, (stem) => index.articleFrequency(stem), most)) {
      const postings = index.passageFrequency(term);
      if (read + postings > this.bounds.maxArticlePostings && terms.length > 0) break;
      read += postings;
      terms.push({ term, weight: Math.log((total + 1) / frequency) / Math.log(total + 1) });
    }
    const leastAt = (days: number) =>
      isSmall
        ? 0
        : Math.max(leastShared, (leastNeighbourScore / nearness(0, days)) * Math.sqrt(Math.sqrt(ownSize * sizeOf(0))));
    index.gatherArticles(new WeightedTerms(terms), own.day, (days) => boundOf(leastAt(days)), weights);
    const scored: { id: number; score: number }[] = [];
    for (let i = 0; i < weights.touchedCount; i++) {
      const id = weights.touched[i] ?? 0;
      const weight = fromUnits(weights.values[id] ?? 0);
      if (id === own.id || (!isSmall && weight < leastShared)) continue;
      // Long articles share words by chance; the fourth root of both lengths evens that out.
      const score =
        (weight * nearness(own.day, index.articleDay(id))) /
        Math.sqrt(Math.sqrt(ownSize * sizeOf(index.articleSize(id))));
      if (isSmall || score >= leastNeighbourScore) scored.push({ id, score });
    }
    weights.clear();
    scored.sort((x, y) => y.score - x.score || x.id - y.id);
    const isRecord = isOfficial(own);
    const found: number[] = [];
    for (const { id } of scored) {
      const other = isRecord ? index.article(id) : undefined;
      if (other !== undefined && areTwoOccasions(own, other)) continue;
      if (found.push(id) === this.bounds.maxArticles) break;
    }
    return found;
  }

  /**
   * Ids of passages of other articles, wherever and whenever, that share most of the rare words that a passage quotes, best
   * first, and of those that hold a quote of it nearly word for word, however common its words are. Of a sentence that all
   * the world prints there are `more` of these, which are to be judged by their wording alone.
   */
  passages(form: ArticleForm, row: number): { readonly best: readonly number[]; readonly more: readonly number[] } {
    const { index, passageWeights: weights } = this;
    const sentence = form.forms[row];
    const passage = form.passages[row];
    if (!sentence || !passage) return { best: [], more: [] };
    const own = form.article;
    const saidTerms = saidStems(passage, sentence, index.vocabulary);
    const terms: { readonly term: number; readonly weight: number }[] = [];
    let read = 0;
    let whole = 0;
    const isQuoted = passage.quotes.some(({ kind }) => kind !== 'indirect');
    let told = 0;
    for (const { term, frequency } of rarestFirst(saidTerms, (stem) => index.passageFrequency(stem), Infinity)) {
      const weight = Math.log((index.passageCount + 1) / frequency);
      whole += weight;
      // Of a quote of common words enough must be read to know it again.
      const isEnough = !isQuoted || told >= enoughOfQuote;
      if (read + frequency > (isEnough ? this.bounds.maxPassagePostings : this.bounds.maxQuotePostings)) continue;
      read += frequency;
      told += weight;
      terms.push({ term, weight });
    }
    const least = Math.max(leastPassageWords * Math.log(index.passageCount + 1), 0.35 * whole);
    const pieces = quotedPieces(passage, index.vocabulary, terms);
    const leastQuoted = pieces.reduce((lowest, { weight }) => Math.min(lowest, leastPieceShare * weight), Infinity);
    const bound = Math.min(least, Math.max(leastPieceWeight, leastQuoted));
    index.gatherPassages(new WeightedTerms(terms), boundOf(bound), weights);
    const leastUnits = toUnits(bound);
    const { reached, values, reachedCount } = weights;
    let count = 0;
    for (let i = 0; i < reachedCount; i++) {
      const id = reached[i]!;
      const units = values[id]!;
      if (units < leastUnits) continue;
      this.ranking.put(count++, id, units);
    }
    weights.clear();
    const scored = this.ranking.sorted(count);
    const isRecord = isOfficial(own);
    const isCandidate = (id: number) => {
      const article = index.articleIdOf(id);
      if (article === own.id) return false;
      const other = isRecord ? index.article(article) : undefined;
      return other === undefined || !areTwoOccasions(own, other);
    };
    const found: number[] = [];
    const leastOfBest = toUnits(least);
    let at = 0;
    for (; at < count && found.length < this.bounds.maxPassages; at++) {
      const key = scored[count - 1 - at]!;
      if (unitsOf(key) < leastOfBest) break;
      const id = idOf(key);
      if (isCandidate(id)) found.push(id);
    }
    const more: number[] = [];
    if (pieces.length === 0) return { best: found, more };
    const rest = Math.min(count - at, maxWeighed);
    for (let i = 0; i < rest; i++) {
      const key = scored[count - 1 - at - i]!;
      const id = idOf(key);
      this.nearest.put(i, id, Math.round(unitsOf(key) * nearness(own.day, index.articleDay(index.articleIdOf(id)))));
    }
    const nearest = this.nearest.sorted(rest);
    for (let i = 0; i < Math.min(rest, maxReread); i++) {
      const id = idOf(nearest[rest - 1 - i]!);
      if (!isCandidate(id) || !this.holdsPiece(id, pieces)) continue;
      (found.length < 2 * this.bounds.maxPassages ? found : more).push(id);
    }
    return { best: found, more };
  }

  private holdsPiece(id: number, pieces: readonly QuotedPiece[]): boolean {
    return sharesPiece(pieces, wordRoom, this.index.readWords(id, wordRoom), this.index.vocabulary);
  }
}

/**
 * Ids in order of what they have, worst first; of equal ones the largest id first. Kept as one number each, without an object:
 * a quote of common words has ten thousand candidates.
 */
class Ranking {
  private keys = new Float64Array(1024);

  put(at: number, id: number, units: number): void {
    if (at === this.keys.length) {
      const larger = new Float64Array(2 * at);
      larger.set(this.keys);
      this.keys = larger;
    }
    this.keys[at] = units * idRoom + (idRoom - 1 - id);
  }

  /** The first `count` keys, ascending; valid until the next is put. */
  sorted(count: number): Float64Array {
    return this.keys.subarray(0, count).sort();
  }
}

/** Room for ids below units: both together must stay below 2 ** 53. */
const idRoom = 2 ** 27;

function unitsOf(key: number): number {
  return Math.floor(key / idRoom);
}

function idOf(key: number): number {
  return idRoom - 1 - (key - unitsOf(key) * idRoom);
}

/** Words of a passage while it is looked at. */
const wordRoom = new Int32Array(256);

/** A weight as the units that must be reached to be looked at: weights are rounded, so a little less. */
function boundOf(weight: number): number {
  return Math.floor(toUnits(weight) * 0.999);
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

/** Nats of a quote's words that are read whatever their number. */
const enoughOfQuote = 18;

/** What a passage must share of one of the quotes that it is to hold word for word, and in nats at least. */
const leastPieceShare = 0.7;
const leastPieceWeight = 8;

/** Of the passages that share a quote's words, so many are put in order of time as well, and so many of these are read. */
const maxWeighed = 1500;
const maxReread = 80;

function sizeOf(passageCount: number): number {
  return Math.max(8, passageCount);
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
