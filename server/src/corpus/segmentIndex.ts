import { LruCache } from '../base/lruCache';
import type { WeightedTerms, Weights } from '../collation/weights';
import type { ArticleView, PassageIndex, PassageQuote, PassageView } from '../collation/passageIndex';
import type { KnownName } from '../text/personNames';
import type { Span } from '../text/span';
import type { ArticleRecord } from './corpusTypes';
import { Segment } from './segment';
import type { WordTable } from './wordTable';

/** When the articles of a segment are from. */
interface ArticleDays {
  /** By article: days since 1970, or {@link noDay}. */
  readonly days: Int32Array;
  readonly first: number;
  readonly last: number;
}

const noDay = -0x80000000;

/** A segment with its place in the corpus's number spaces. */
export interface MountedSegment {
  readonly segment: Segment;
  passageBase: number;
  articleBase: number;
  fileBase: number;
  /** 1 for each file that is gone or hidden by an open document; null where all live. */
  deadFiles: Uint8Array | null;
  deadPassages: Uint8Array | null;
  deadFileCount: number;
  /** Derived. */
  days: ArticleDays | null;
  readonly records: (ArticleRecord | undefined)[];
  readonly views: (ArticleView | undefined)[];
}

/** A file's place: which segment, and which file of it. */
export interface FilePlace {
  readonly mounted: MountedSegment;
  readonly file: number;
}

/** Some two thousand articles. */
const maxKeptSpeakers = 30_000;

/** How many dead ids are borne before all are given anew. */
const sparseIds = 500_000;

/**
 * All live passages of a set of segments as one index. Frequencies are kept over live passages, so that no answer
 * depends on how files are spread over segments. Ids are given in the order of mounting, and hold for one
 * {@link revision}: see {@link renumber}.
 */
export class SegmentIndex implements PassageIndex {
  passageCount = 0;
  articleCount = 0;
  quoteCount = 0;
  fileCount = 0;
  passageIdLimit = 0;
  articleIdLimit = 0;
  /** Another number after every change. */
  revision = 0;
  /** Another number after {@link renumber}. */
  idRevision = 0;
  /** Ascending by base. */
  readonly mounted: MountedSegment[] = [];
  private fileIdLimit = 0;
  private passageFrequencies = new Uint32Array(1024);
  private articleFrequencies = new Uint32Array(1024);
  /** Room for where the terms of a query are in a segment. */
  private ranks = new Int32Array(64);
  /** Names of speakers, by article: matching asks for passages of the same few hundred articles again and again. */
  private readonly speakersOf = new LruCache<number, readonly KnownName[]>(maxKeptSpeakers, ({ length }) => length + 1);

  constructor(readonly vocabulary: WordTable) {}

  /** Adds a segment with all its files alive. */
  mount(segment: Segment): MountedSegment {
    const mounted: MountedSegment = {
      segment,
      passageBase: this.passageIdLimit,
      articleBase: this.articleIdLimit,
      fileBase: this.fileIdLimit,
      deadFiles: null,
      deadPassages: null,
      deadFileCount: 0,
      days: null,
      records: [],
      views: [],
    };
    this.passageIdLimit += segment.passageCount;
    this.articleIdLimit += segment.articleCount;
    this.fileIdLimit += segment.fileCount;
    this.mounted.push(mounted);
    this.passageCount += segment.passageCount;
    this.articleCount += segment.articleCount;
    this.fileCount += segment.fileCount;
    for (let article = 0; article < segment.articleCount; article++)
      this.quoteCount += segment.articleQuoteCount(article);
    this.addFrequencies(segment, 1);
    this.changed();
    return mounted;
  }

  /** Adds a segment under the ids that it has in another thread's index, so that both mean the same passages by them. */
  mountAs(
    segment: Segment,
    { passageBase, articleBase }: { passageBase: number; articleBase: number },
  ): MountedSegment {
    this.passageIdLimit = passageBase;
    this.articleIdLimit = articleBase;
    return this.mount(segment);
  }

  /** Takes a segment away, whatever of it is alive. */
  unmount(mounted: MountedSegment): void {
    const at = this.mounted.indexOf(mounted);
    if (at < 0) return;
    this.mounted.splice(at, 1);
    const { segment } = mounted;
    for (let file = 0; file < segment.fileCount; file++) {
      if (!this.isAlive({ mounted, file })) this.countFile({ mounted, file }, 1);
    }
    this.passageCount -= segment.passageCount;
    this.articleCount -= segment.articleCount;
    this.fileCount -= segment.fileCount;
    for (let article = 0; article < segment.articleCount; article++)
      this.quoteCount -= segment.articleQuoteCount(article);
    this.addFrequencies(segment, -1);
    this.changed();
  }

  isAlive({ mounted, file }: FilePlace): boolean {
    return mounted.deadFiles === null || mounted.deadFiles[file] === 0;
  }

  /** Takes a file out of all answers. */
  kill(place: FilePlace): void {
    if (this.isAlive(place)) this.switchFile(place, -1);
  }

  /** Brings a killed file back. */
  revive(place: FilePlace): void {
    if (!this.isAlive(place)) this.switchFile(place, 1);
  }

  passage(id: number): PassageView | undefined {
    const mounted = this.mountedOfPassage(id);
    if (mounted === undefined) return undefined;
    const local = id - mounted.passageBase;
    const { segment } = mounted;
    const localArticle = segment.articleOfPassage(local);
    const { words, flags, pieces } = segment.passage(local);
    let quotes: readonly PassageQuote[] = noQuotes;
    if (pieces.length > 0) {
      const speakers = this.speakersIn(mounted, localArticle);
      quotes = pieces.map(({ kind, mode, speaker, from, to }) => {
        const named = speaker === null ? undefined : speakers[speaker];
        return { kind, mode, speaker: named?.name ?? null, isFullName: named?.isFullName ?? false, from, to };
      });
    }
    return { id, article: this.viewOf(mounted, localArticle), role: segment.passageRole(local), words, flags, quotes };
  }

  article(id: number): ArticleView | undefined {
    const mounted = this.mountedOfArticle(id);
    return mounted && this.viewOf(mounted, id - mounted.articleBase);
  }

  articleIdOf(passage: number): number {
    const mounted = this.lastWithBase(passage, 'passageBase');
    if (mounted === undefined || passage - mounted.passageBase >= mounted.segment.passageCount) return -1;
    return mounted.articleBase + mounted.segment.articleOfPassage(passage - mounted.passageBase);
  }

  passageFrequency(stem: number): number {
    return this.passageFrequencies[stem] ?? 0;
  }

  articleFrequency(stem: number): number {
    return this.articleFrequencies[stem] ?? 0;
  }

  postings(stem: number): Uint32Array {
    const frequency = this.passageFrequency(stem);
    if (frequency === 0) return noPostings;
    return this.readPostings(stem, frequency);
  }

  articleDay(id: number): number | null {
    const mounted = this.lastWithBase(id, 'articleBase');
    const day = mounted === undefined ? noDay : (this.daysOf(mounted).days[id - mounted.articleBase] ?? noDay);
    return day === noDay ? null : day;
  }

  articleSize(id: number): number {
    const mounted = this.lastWithBase(id, 'articleBase');
    if (mounted === undefined) return 0;
    const { articlePassages } = mounted.segment;
    const local = id - mounted.articleBase;
    return (articlePassages[local + 1] ?? 0) - (articlePassages[local] ?? 0);
  }

  gatherPassages(terms: WeightedTerms, least: number, weights: Weights): void {
    weights.least = least;
    for (const { segment, passageBase, deadPassages } of this.mounted)
      this.gather(segment, terms, least, weights, (rank, units) =>
        segment.addPassageWeights(rank, passageBase, units, weights, deadPassages),
      );
  }

  gatherArticles(terms: WeightedTerms, day: number | null, leastAt: (days: number) => number, weights: Weights): void {
    for (const mounted of this.mounted) {
      const { first, last } = this.daysOf(mounted);
      const days =
        day === null || (first <= day && day <= last) ? 0 : Math.min(Math.abs(first - day), Math.abs(last - day));
      const { segment, articleBase, deadPassages } = mounted;
      this.gather(segment, terms, leastAt(days), weights, (rank, units) =>
        segment.addArticleWeights(rank, articleBase, units, weights, deadPassages),
      );
    }
  }

  /**
   * Reads the postings of a segment rarest first, as long as something can still reach `least` units: something new while
   * the terms that are left are worth so much, what has something already while the best of it can.
   * @param read reads one term's postings; gives the most that anything has then
   */
  private gather(
    segment: Segment,
    { terms, weights: units, ascending }: WeightedTerms,
    least: number,
    weights: Weights,
    read: (rank: number, units: number) => number,
  ): void {
    if (this.ranks.length < terms.length) this.ranks = new Int32Array(2 * terms.length);
    const { ranks } = this;
    let left = 0;
    let rank = 0;
    for (const at of ascending) {
      rank = segment.stemRankFrom(terms[at]!, rank);
      const isThere = segment.stemIds[rank] === terms[at];
      ranks[at] = isThere ? rank : -1;
      if (isThere) left += units[at]!;
    }
    let most = 0;
    weights.isOpen = true;
    for (let at = 0; at < terms.length && most + left >= least; at++) {
      if (ranks[at]! < 0) continue;
      weights.isOpen = left >= least;
      left -= units[at]!;
      most = Math.max(most, read(ranks[at]!, units[at]!));
    }
  }

  /** The days of a segment's articles, as far as they are known, and between which they lie; undated ones lie anywhere. */
  private daysOf(mounted: MountedSegment): ArticleDays {
    if (mounted.days !== null) return mounted.days;
    const { segment } = mounted;
    const days = new Int32Array(segment.articleCount);
    const known = new Map<number, number>();
    let first = Infinity;
    let last = -Infinity;
    for (let article = 0; article < days.length; article++) {
      const fact = segment.factString(article, 'date');
      let day = known.get(fact);
      if (day === undefined) known.set(fact, (day = dayOf(segment.factText(fact)) ?? noDay));
      days[article] = day;
      first = day === noDay ? -Infinity : Math.min(first, day);
      last = day === noDay ? Infinity : Math.max(last, day);
    }
    return (mounted.days = { days, first, last });
  }

  /** The live postings of some segments; `most` is as many as there may be. */
  private readPostings(stem: number, most: number): Uint32Array {
    const list = new Uint32Array(most);
    let length = 0;
    let scratch: Uint32Array | null = null;
    for (const { segment, passageBase, deadPassages } of this.mounted) {
      const rank = segment.stemRank(stem);
      if (rank < 0) continue;
      if (deadPassages === null) {
        length = segment.readPostings(rank, passageBase, list, length);
        continue;
      }
      const count = segment.stemPassages[rank]!;
      if (scratch === null || scratch.length < count) scratch = new Uint32Array(count);
      segment.readPostings(rank, 0, scratch, 0);
      for (let index = 0; index < count; index++)
        if (deadPassages[scratch[index]!] === 0) list[length++] = passageBase + scratch[index]!;
    }
    return length === most ? list : list.slice(0, length);
  }

  /** The words of a live passage, without the rest; empty where it is gone. */
  passageWords(id: number): Uint32Array {
    const mounted = this.mountedOfPassage(id);
    return mounted === undefined ? noPostings : mounted.segment.passageWords(id - mounted.passageBase);
  }

  readWords(id: number, into: Int32Array): number {
    const mounted = this.mountedOfPassage(id);
    return mounted === undefined ? 0 : mounted.segment.readWords(id - mounted.passageBase, into);
  }

  passageSpan(id: number): Span {
    const mounted = this.mountedOfPassage(id);
    if (mounted === undefined) return { start: 0, end: 0 };
    const local = id - mounted.passageBase;
    return { start: mounted.segment.passageStarts[local]!, end: mounted.segment.passageEnds[local]! };
  }

  /** The facts of a live article: the same object each time. */
  record(articleId: number): ArticleRecord | undefined {
    const mounted = this.mountedOfArticle(articleId);
    return mounted && this.recordOf(mounted, articleId - mounted.articleBase);
  }

  recordOf(mounted: MountedSegment, article: number): ArticleRecord {
    let record = mounted.records[article];
    if (record === undefined) {
      const { segment } = mounted;
      const file = segment.fileOfArticle(article);
      record = {
        uri: segment.fileUri(file),
        index: article - segment.fileArticles[file]!,
        ...segment.article(article),
      };
      mounted.records[article] = record;
    }
    return record;
  }

  /** Which mounted segment holds a live passage. */
  mountedOfPassage(id: number): MountedSegment | undefined {
    const mounted = this.lastWithBase(id, 'passageBase');
    if (mounted === undefined) return undefined;
    const local = id - mounted.passageBase;
    if (local >= mounted.segment.passageCount || (mounted.deadPassages !== null && mounted.deadPassages[local] === 1))
      return undefined;
    return mounted;
  }

  /** Which mounted segment holds a live article. */
  mountedOfArticle(id: number): MountedSegment | undefined {
    const mounted = this.lastWithBase(id, 'articleBase');
    if (mounted === undefined) return undefined;
    const local = id - mounted.articleBase;
    if (local >= mounted.segment.articleCount) return undefined;
    if (mounted.deadFiles !== null && mounted.deadFiles[mounted.segment.fileOfArticle(local)] === 1) return undefined;
    return mounted;
  }

  private lastWithBase(id: number, base: 'passageBase' | 'articleBase'): MountedSegment | undefined {
    const { mounted } = this;
    let low = 0;
    let high = mounted.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (mounted[middle]![base] <= id) low = middle;
      else high = middle - 1;
    }
    const found = mounted[low];
    return found !== undefined && found[base] <= id ? found : undefined;
  }

  private viewOf(mounted: MountedSegment, local: number): ArticleView {
    let view = mounted.views[local];
    if (view === undefined) {
      const { segment } = mounted;
      const { outlet, date, credit, language, genre } = this.recordOf(mounted, local);
      const first = segment.articlePassages[local]!;
      view = {
        id: mounted.articleBase + local,
        file: mounted.fileBase + segment.fileOfArticle(local),
        outlet,
        day: dayOf(date),
        date,
        credit,
        language,
        genre,
        firstPassage: mounted.passageBase + first,
        passageCount: segment.articlePassages[local + 1]! - first,
      };
      mounted.views[local] = view;
    }
    return view;
  }

  private switchFile(place: FilePlace, sign: 1 | -1): void {
    const { mounted, file } = place;
    const { segment } = mounted;
    mounted.deadFiles ??= new Uint8Array(segment.fileCount);
    mounted.deadPassages ??= new Uint8Array(segment.passageCount);
    const isDead = sign === 1 ? 0 : 1;
    mounted.deadFiles[file] = isDead;
    mounted.deadFileCount -= sign;
    const first = segment.articlePassages[segment.fileArticles[file]!]!;
    const end = segment.articlePassages[segment.fileArticles[file + 1]!]!;
    mounted.deadPassages.fill(isDead, first, end);
    this.countFile(place, sign);
    this.changed();
  }

  /** Adds a file to all counts and frequencies, or takes it out. */
  private countFile({ mounted: { segment }, file }: FilePlace, sign: 1 | -1): void {
    this.fileCount += sign;
    const passageSeen = new Set<number>();
    const articleSeen = new Set<number>();
    for (let article = segment.fileArticles[file]!; article < segment.fileArticles[file + 1]!; article++) {
      articleSeen.clear();
      for (
        let passage = segment.articlePassages[article]!;
        passage < segment.articlePassages[article + 1]!;
        passage++
      ) {
        this.passageCount += sign;
        passageSeen.clear();
        for (const word of segment.passageWords(passage)) passageSeen.add(this.vocabulary.stem(word));
        for (const stem of passageSeen) {
          this.passageFrequencies[stem]! += sign;
          articleSeen.add(stem);
        }
      }
      for (const stem of articleSeen) this.articleFrequencies[stem]! += sign;
      this.articleCount += sign;
      this.quoteCount += sign * segment.articleQuoteCount(article);
    }
  }

  private addFrequencies(segment: Segment, sign: 1 | -1): void {
    const { stemIds, stemPassages, stemArticles } = segment;
    const largest = stemIds[stemIds.length - 1] ?? 0;
    if (largest >= this.passageFrequencies.length) {
      const length = Math.max(this.passageFrequencies.length * 2, largest + 1);
      this.passageFrequencies = copyTo(this.passageFrequencies, length);
      this.articleFrequencies = copyTo(this.articleFrequencies, length);
    }
    for (let rank = 0; rank < stemIds.length; rank++) {
      this.passageFrequencies[stemIds[rank]!]! += sign * stemPassages[rank]!;
      this.articleFrequencies[stemIds[rank]!]! += sign * stemArticles[rank]!;
    }
  }

  /**
   * Gives all ids anew where most of those given are dead, as after a million edits of an open document, so that what
   * is laid out by ids stays small. Ids hold for one revision only.
   */
  renumber(): void {
    if (this.passageIdLimit <= sparseIds + 4 * this.passageCount) return;
    this.passageIdLimit = 0;
    this.articleIdLimit = 0;
    this.fileIdLimit = 0;
    for (const mounted of this.mounted) {
      mounted.passageBase = this.passageIdLimit;
      mounted.articleBase = this.articleIdLimit;
      mounted.fileBase = this.fileIdLimit;
      mounted.views.length = 0;
      this.passageIdLimit += mounted.segment.passageCount;
      this.articleIdLimit += mounted.segment.articleCount;
      this.fileIdLimit += mounted.segment.fileCount;
    }
    this.idRevision++;
    this.speakersOf.clear();
    this.changed();
  }

  /** All ids of words are void: the index must be empty. */
  wordsChanged(): void {
    this.passageFrequencies.fill(0);
    this.articleFrequencies.fill(0);
    this.idRevision++;
    this.speakersOf.clear();
    this.changed();
  }

  private changed(): void {
    this.revision++;
  }

  private speakersIn({ segment, articleBase }: MountedSegment, article: number): readonly KnownName[] {
    let speakers = this.speakersOf.get(articleBase + article);
    if (speakers === undefined) {
      speakers = segment.speakerNames(article);
      this.speakersOf.set(articleBase + article, speakers);
    }
    return speakers;
  }
}

/** Days from 1970-01-01 to an ISO date; null where there is none. */
export function dayOf(date: string | null): number | null {
  const match = date === null ? null : /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  if (match === null) return null;
  const [, year, month, day] = match;
  return Math.floor(Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000);
}

const noPostings = new Uint32Array(0);
const noQuotes: readonly PassageQuote[] = [];

function copyTo(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}
