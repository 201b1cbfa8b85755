import { LruCache } from '../base/lruCache';
import type { ArticleView, PassageIndex, PassageQuote, PassageView } from '../collation/passageIndex';
import type { ArticleSpeaker } from '../quotation/quoteTypes';
import type { Span } from '../text/span';
import type { ArticleRecord } from './corpusTypes';
import { Segment } from './segment';
import type { WordTable } from './wordTable';

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
  readonly records: (ArticleRecord | undefined)[];
  readonly views: (ArticleView | undefined)[];
}

/** A file's place: which segment, and which file of it. */
export interface FilePlace {
  readonly mounted: MountedSegment;
  readonly file: number;
}

/** How many dead ids are borne before all are given anew. */
const sparseIds = 500_000;

/** How many posting entries are kept decoded: 8 M of four bytes. */
const cachedPostingEntries = 8_000_000;

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
  /** Postings of all segments but those of one file: these come and go with every edit. */
  private readonly postingCache = new LruCache<number, Uint32Array>(cachedPostingEntries, (list) => list.length + 16);
  /** By passage: its article, whether it lives or not. */
  private articleByPassage = new Int32Array(1024);
  private speakersOf: { segment: Segment; article: number; speakers: readonly ArticleSpeaker[] } | null = null;

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
      records: [],
      views: [],
    };
    this.passageIdLimit += segment.passageCount;
    this.articleIdLimit += segment.articleCount;
    this.fileIdLimit += segment.fileCount;
    this.mounted.push(mounted);
    this.numberPassages(mounted);
    this.passageCount += segment.passageCount;
    this.articleCount += segment.articleCount;
    this.fileCount += segment.fileCount;
    for (let article = 0; article < segment.articleCount; article++)
      this.quoteCount += segment.articleQuoteCount(article);
    this.addFrequencies(segment, 1);
    this.changed(segment);
    return mounted;
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
    this.changed(segment);
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
      const speakers = this.speakersIn(segment, localArticle);
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
    return this.articleByPassage[passage] ?? -1;
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
    let list = this.postingCache.get(stem);
    if (list === undefined) {
      list = this.readPostings(stem, frequency, (segment) => !isLoose(segment));
      this.postingCache.set(stem, list);
    }
    if (list.length === frequency) return list;
    const all = new Uint32Array(frequency);
    all.set(list);
    all.set(this.readPostings(stem, frequency - list.length, isLoose), list.length);
    return list.length === 0 || all[list.length]! > list[list.length - 1]! ? all : all.sort();
  }

  /** The live postings of some segments; `most` is as many as there may be. */
  private readPostings(stem: number, most: number, isWanted: (segment: Segment) => boolean): Uint32Array {
    const list = new Uint32Array(most);
    let length = 0;
    let scratch: Uint32Array | null = null;
    for (const { segment, passageBase, deadPassages } of this.mounted) {
      if (!isWanted(segment)) continue;
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
    this.changed(segment);
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
      this.numberPassages(mounted);
    }
    this.idRevision++;
    this.changed(null);
  }

  /** All ids of words are void: the index must be empty. */
  wordsChanged(): void {
    this.passageFrequencies.fill(0);
    this.articleFrequencies.fill(0);
    this.idRevision++;
    this.changed(null);
  }

  private changed(segment: Segment | null): void {
    this.revision++;
    if (segment === null || !isLoose(segment)) this.postingCache.clear();
  }

  private numberPassages({ segment, passageBase, articleBase }: MountedSegment): void {
    const limit = passageBase + segment.passageCount;
    if (limit > this.articleByPassage.length) {
      const larger = new Int32Array(
        Math.max(limit, this.articleByPassage.length + (this.articleByPassage.length >> 1)),
      );
      larger.set(this.articleByPassage);
      this.articleByPassage = larger;
    }
    const { articlePassages } = segment;
    for (let article = 0; article < segment.articleCount; article++)
      this.articleByPassage.fill(
        articleBase + article,
        passageBase + articlePassages[article]!,
        passageBase + articlePassages[article + 1]!,
      );
  }

  /** The speakers of an article: its passages are mostly asked for one after the other. */
  private speakersIn(segment: Segment, article: number): readonly ArticleSpeaker[] {
    if (this.speakersOf?.segment !== segment || this.speakersOf.article !== article)
      this.speakersOf = { segment, article, speakers: segment.speakers(article) };
    return this.speakersOf.speakers;
  }
}

/** Segments of one file are mostly those of open documents. */
function isLoose({ fileCount }: Segment): boolean {
  return fileCount === 1;
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
