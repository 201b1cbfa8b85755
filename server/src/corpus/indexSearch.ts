import type { CancellationToken } from '../base/cancellation';
import { StringTable } from '../base/stringTable';
import { TimeSlice } from '../base/timeSlice';
import type { Span } from '../text/span';
import type { CorpusSpeakers } from './corpusSpeakers';
import type {
  ArticleColumns,
  FactColumn,
  SearchArticle,
  SearchIndex,
  SearchQuote,
  SpeakerPart,
  SpeakerSlot,
  WordBytes,
} from './searchIndex';
import type { Segment, SegmentFact } from './segment';
import type { FilePlace, MountedSegment, SegmentIndex } from './segmentIndex';

/** What the full-text search asks of a corpus's index. Reads no text; ids as in {@link SegmentIndex}. */
export class IndexSearch implements SearchIndex {
  /** The ids of speakers; a string's number is its speaker's ordinal. */
  private readonly ordinals = new StringTable();
  /** By ordinal: the name as far as it was asked for, with the revision of speakers at which it was. */
  private readonly namesByOrdinal: (string | null)[] = [];
  private readonly nameRevisions: number[] = [];
  /** A place of each ordinal, where its name can be asked for. */
  private readonly mountedByOrdinal: WeakRef<MountedSegment>[] = [];
  private readonly articleByOrdinal: number[] = [];
  private readonly speakerByOrdinal: number[] = [];
  /** Ordinals by article and speaker, as far as they were asked for. Made anew when speakers are tied otherwise. */
  private slots = new WeakMap<MountedSegment, SegmentSlots>();
  private slotsRevision = -1;
  /** By passage: 0 unknown, 1 has versions, 2 has none. */
  private versions = new Uint8Array(0);
  private versionsRevision = -1;
  private headlines: readonly number[] = [];
  private headlinesRevision = -1;
  private readonly parts = new WeakMap<MountedSegment, SegmentSpeakers>();

  constructor(
    private readonly index: SegmentIndex,
    private readonly speakers: CorpusSpeakers,
    private readonly refresh: () => void,
    private readonly findsVersions: (passageId: number) => boolean,
  ) {}

  get revision(): number {
    this.refresh();
    return this.index.revision;
  }

  get wordLimit(): number {
    return this.index.vocabulary.size;
  }

  word(wordId: number): string {
    return this.index.vocabulary.word(wordId);
  }

  findWord(word: string): number {
    return this.index.vocabulary.find(word);
  }

  wordBytes(): WordBytes {
    return this.index.vocabulary.wordBytes();
  }

  get passageLimit(): number {
    return this.index.passageIdLimit;
  }

  get articleLimit(): number {
    return this.index.articleIdLimit;
  }

  article(articleId: number): SearchArticle | undefined {
    const mounted = this.index.mountedOfArticle(articleId);
    if (mounted === undefined) return undefined;
    const local = articleId - mounted.articleBase;
    const { articlePassages } = mounted.segment;
    const first = articlePassages[local]!;
    return {
      record: this.index.recordOf(mounted, local),
      firstPassage: mounted.passageBase + first,
      passageCount: articlePassages[local + 1]! - first,
    };
  }

  articleColumns(): ArticleColumns {
    const limit = this.articleLimit;
    const firstPassage = new Int32Array(limit).fill(-1);
    const endPassage = new Int32Array(limit).fill(-1);
    const date = new ColumnBuilder(limit, 'date');
    const outlet = new ColumnBuilder(limit, 'outlet');
    const language = new ColumnBuilder(limit, 'language');
    for (const { segment, articleBase, passageBase, deadFiles } of this.index.mounted) {
      for (const column of [date, outlet, language]) column.enter(segment);
      for (let file = 0; file < segment.fileCount; file++) {
        if (deadFiles !== null && deadFiles[file] === 1) continue;
        const end = segment.fileArticles[file + 1]!;
        for (let local = segment.fileArticles[file]!; local < end; local++) {
          const id = articleBase + local;
          firstPassage[id] = passageBase + segment.articlePassages[local]!;
          endPassage[id] = passageBase + segment.articlePassages[local + 1]!;
          date.set(id, local);
          outlet.set(id, local);
          language.set(id, local);
        }
      }
    }
    return { firstPassage, endPassage, date, outlet, language };
  }

  placeOf(articleId: number): { readonly uri: string; readonly index: number } {
    const mounted = this.index.mountedOfArticle(articleId);
    if (mounted === undefined) return { uri: '', index: 0 };
    const local = articleId - mounted.articleBase;
    const file = mounted.segment.fileOfArticle(local);
    return { uri: mounted.segment.fileUri(file), index: local - mounted.segment.fileArticles[file]! };
  }

  frequency(wordIds: readonly number[]): number {
    const { vocabulary } = this.index;
    if (wordIds.length === 1) return this.index.passageFrequency(vocabulary.stem(wordIds[0]!));
    let sum = 0;
    let last = -1;
    for (const stem of Uint32Array.from(wordIds, (id) => vocabulary.stem(id)).sort()) {
      if (stem !== last) sum += this.index.passageFrequency(stem);
      last = stem;
    }
    return sum;
  }

  collectPassages(wordIds: readonly number[], take: (ids: Uint32Array, count: number) => void): void {
    const { vocabulary } = this.index;
    const stems = Uint32Array.from(wordIds, (id) => vocabulary.stem(id)).sort();
    for (const { segment, passageBase } of this.index.mounted) {
      let rank = 0;
      let last = -1;
      for (const stem of stems) {
        if (stem === last) continue;
        last = stem;
        rank = segment.stemRankFrom(stem, rank);
        if (rank >= segment.stemIds.length) break;
        if (segment.stemIds[rank] !== stem) continue;
        const count = segment.stemPassages[rank]!;
        if (postingScratch.length < count) postingScratch = new Uint32Array(count * 2);
        segment.readPostings(rank, passageBase, postingScratch, 0);
        take(postingScratch, count);
      }
    }
  }

  passageWords(passageId: number): ArrayLike<number> {
    return this.index.passageWords(passageId);
  }

  passageSpan(passageId: number): Span {
    return this.index.passageSpan(passageId);
  }

  isHeadline(passageId: number): boolean {
    const mounted = this.index.mountedOfPassage(passageId);
    return mounted !== undefined && mounted.segment.passageRole(passageId - mounted.passageBase) === 'headline';
  }

  oddHeadlines(): readonly number[] {
    if (this.headlinesRevision !== this.index.revision) {
      this.headlinesRevision = this.index.revision;
      this.headlines = this.index.mounted.flatMap((mounted) => this.oddHeadlinesOf(mounted));
    }
    return this.headlines;
  }

  hasQuotes(passageId: number): boolean {
    const mounted = this.index.mountedOfPassage(passageId);
    return mounted !== undefined && mounted.segment.hasPieces(passageId - mounted.passageBase);
  }

  passageQuotes(passageId: number): readonly SearchQuote[] {
    const mounted = this.index.mountedOfPassage(passageId);
    if (mounted === undefined) return noQuotes;
    const local = passageId - mounted.passageBase;
    const pieces = mounted.segment.pieces(local);
    if (pieces.length === 0) return noQuotes;
    const article = mounted.segment.articleOfPassage(local);
    return pieces.map(({ kind, speaker }) => ({
      kind,
      speaker: speaker === null ? null : this.ordinalAt(mounted, article, speaker),
    }));
  }

  readQuotes(passageId: number, into: Int32Array): number {
    const mounted = this.index.mountedOfPassage(passageId);
    if (mounted === undefined) return 0;
    const local = passageId - mounted.passageBase;
    const length = mounted.segment.readPieces(local, into);
    if (length === 0) return 0;
    const article = mounted.segment.articleOfPassage(local);
    for (let at = 1; at < length; at += 2)
      if (into[at]! >= 0) into[at] = this.ordinalAt(mounted, article, into[at]!) ?? -1;
    return length;
  }

  get speakerRevision(): number {
    return this.speakers.revision;
  }

  async prepareSpeakers(token: CancellationToken): Promise<void> {
    await this.speakers.settle(token);
    const slice = new TimeSlice(token);
    for (const part of this.speakerParts()) {
      for (let article = 0; article < part.articleCount; article++) {
        const mounted = this.index.mountedOfArticle(part.firstArticle + article);
        if (mounted === undefined) continue;
        const local = part.firstArticle + article - mounted.articleBase;
        this.firstOrdinal(this.slotsOf(mounted), mounted, local);
        if ((article & 15) === 0) await slice.pause();
      }
    }
  }

  speaker(speaker: number): { readonly id: string; readonly name: string } | undefined {
    if (speaker < 0 || speaker >= this.ordinals.size) return undefined;
    const id = this.ordinals.text(speaker);
    const { revision } = this.speakers;
    if (this.namesByOrdinal[speaker] === null || this.nameRevisions[speaker] !== revision) {
      this.namesByOrdinal[speaker] = this.nameAt(speaker) ?? this.namesByOrdinal[speaker] ?? id;
      this.nameRevisions[speaker] = revision;
    }
    return { id, name: this.namesByOrdinal[speaker]! };
  }

  speakerWithId(id: string): number | undefined {
    const ordinal = this.ordinals.find(id);
    return ordinal < 0 ? undefined : ordinal;
  }

  speakerCount(article: number): number {
    const mounted = this.index.mountedOfArticle(article);
    return mounted === undefined ? 0 : mounted.segment.speakerCount(article - mounted.articleBase);
  }

  speakerAt({ article, speaker }: SpeakerSlot): number | null {
    const mounted = this.index.mountedOfArticle(article);
    return mounted === undefined ? null : this.ordinalAt(mounted, article - mounted.articleBase, speaker);
  }

  quoteCountAt({ article, speaker }: SpeakerSlot): number {
    const mounted = this.index.mountedOfArticle(article);
    if (mounted === undefined || !this.speakers.isSettled) return 0;
    const { place, index } = placeIn(mounted, article - mounted.articleBase);
    return this.speakers.quoteCountAt(place, index, speaker);
  }

  introductionAt({ article, speaker }: SpeakerSlot): Span | null {
    const mounted = this.index.mountedOfArticle(article);
    if (mounted === undefined) return null;
    const local = article - mounted.articleBase;
    const { introduced } = mounted.segment.speakers(local)[speaker] ?? { introduced: null };
    if (introduced) return introduced;
    const quote = mounted.segment.quotes(local).find((one) => one.speaker === speaker);
    return quote?.content[0] ?? null;
  }

  speakerParts(): readonly SpeakerPart[] {
    return this.index.mounted.map((mounted) => {
      const known = this.parts.get(mounted);
      if (known !== undefined && known.isOf(mounted)) return known;
      const part = new SegmentSpeakers(mounted);
      this.parts.set(mounted, part);
      return part;
    });
  }

  /** Whether a passage has versions in other articles: looked up once, and again after the corpus has changed. */
  hasVersions(passageId: number): boolean {
    if (this.versionsRevision !== this.index.revision) {
      this.versionsRevision = this.index.revision;
      this.versions = new Uint8Array(this.index.passageIdLimit);
    }
    let known = this.versions[passageId] ?? 0;
    if (known === 0) {
      known = this.findsVersions(passageId) ? 1 : 2;
      this.versions[passageId] = known;
    }
    return known === 1;
  }

  private oddHeadlinesOf({ segment, articleBase, deadFiles }: MountedSegment): number[] {
    const odd: number[] = [];
    for (let file = 0; file < segment.fileCount; file++) {
      if (deadFiles !== null && deadFiles[file] === 1) continue;
      for (let article = segment.fileArticles[file]!; article < segment.fileArticles[file + 1]!; article++)
        if (segment.hasOddHeadline(article)) odd.push(articleBase + article);
    }
    return odd;
  }

  private ordinalAt(mounted: MountedSegment, article: number, speaker: number): number | null {
    const slots = this.slotsOf(mounted);
    const first = this.firstOrdinal(slots, mounted, article);
    return speaker < slots.ordinals[first - 1]! ? slots.ordinals[first + speaker]! : null;
  }

  private slotsOf(mounted: MountedSegment): SegmentSlots {
    if (this.slotsRevision !== this.speakers.revision) {
      this.slots = new WeakMap();
      this.slotsRevision = this.speakers.revision;
    }
    let slots = this.slots.get(mounted);
    if (slots === undefined) {
      const { articleCount } = mounted.segment;
      slots = {
        mounted: new WeakRef(mounted),
        first: new Int32Array(articleCount),
        ordinals: new Int32Array(articleCount * 8),
        length: 0,
      };
      this.slots.set(mounted, slots);
    }
    return slots;
  }

  /** Where the ordinals of an article's speakers begin in its segment's; their number stands before them. */
  private firstOrdinal(slots: SegmentSlots, mounted: MountedSegment, article: number): number {
    const known = slots.first[article]!;
    if (known > 0) return known;
    const { place, index } = placeIn(mounted, article);
    const { ids, names } = this.speakers.idsOf(place, index);
    if (slots.length + ids.length >= slots.ordinals.length) {
      const larger = new Int32Array((slots.ordinals.length + ids.length + 1) * 2);
      larger.set(slots.ordinals);
      slots.ordinals = larger;
    }
    slots.ordinals[slots.length++] = ids.length;
    const first = slots.length;
    for (const [speaker, id] of ids.entries()) {
      const ordinal = this.ordinalOf(id, names[speaker] ?? null);
      this.mountedByOrdinal[ordinal] = slots.mounted;
      this.articleByOrdinal[ordinal] = article;
      this.speakerByOrdinal[ordinal] = speaker;
      slots.ordinals[slots.length++] = ordinal;
    }
    return (slots.first[article] = first);
  }

  /** The name of an ordinal's speaker, asked for at one of its places: looking for an id would go through all of a surname. */
  private nameAt(ordinal: number): string | null {
    const mounted = this.mountedByOrdinal[ordinal]?.deref();
    if (mounted === undefined) return null;
    const { place, index } = placeIn(mounted, this.articleByOrdinal[ordinal]!);
    return this.speakers.nameOf(place, index, this.speakerByOrdinal[ordinal]!);
  }

  private ordinalOf(id: string, name: string | null): number {
    const ordinal = this.ordinals.idOf(id);
    if (ordinal === this.namesByOrdinal.length) {
      this.namesByOrdinal.push(name);
      this.nameRevisions.push(this.speakers.revision);
    }
    return ordinal;
  }
}

const noQuotes: readonly SearchQuote[] = [];

/** Ordinals by article and speaker of one segment; what refers to it must not keep it, as each edit makes one. */
interface SegmentSlots {
  readonly mounted: WeakRef<MountedSegment>;
  /** By article: where its ordinals begin; 0 where they were not asked for. */
  readonly first: Int32Array;
  ordinals: Int32Array;
  length: number;
}

/** Where lists are decoded to before they are taken over. */
let postingScratch = new Uint32Array(1 << 16);

function placeIn(mounted: MountedSegment, article: number): { readonly place: FilePlace; readonly index: number } {
  const file = mounted.segment.fileOfArticle(article);
  return { place: { mounted, file }, index: article - mounted.segment.fileArticles[file]! };
}

/** The speakers of a segment's live files. */
class SegmentSpeakers implements SpeakerPart {
  readonly firstArticle: number;
  readonly articleCount: number;
  private readonly deadFileCount: number;

  constructor(private readonly mounted: MountedSegment) {
    this.firstArticle = mounted.articleBase;
    this.articleCount = mounted.segment.articleCount;
    this.deadFileCount = mounted.deadFileCount;
  }

  isOf({ articleBase, deadFileCount }: MountedSegment): boolean {
    return articleBase === this.firstArticle && deadFileCount === this.deadFileCount;
  }

  forEachName(article: number, visit: (speaker: number, key: number) => void): void {
    const { segment, deadFiles } = this.mounted;
    const local = article - this.firstArticle;
    if (deadFiles !== null && deadFiles[segment.fileOfArticle(local)] === 1) return;
    segment.forEachSpeakerName(local, visit);
  }

  name(key: number): string {
    return this.mounted.segment.speakerName(key);
  }
}

/** Gathers one fact of all articles; each string of a segment is looked at once. */
class ColumnBuilder implements FactColumn {
  readonly values: string[] = [];
  readonly ofArticle: Int32Array;
  private readonly ids = new Map<string, number>();
  private segment: Segment | null = null;
  private known = new Map<number, number>();

  constructor(
    articleLimit: number,
    private readonly fact: SegmentFact,
  ) {
    this.ofArticle = new Int32Array(articleLimit).fill(-1);
  }

  enter(segment: Segment): void {
    this.segment = segment;
    this.known = new Map();
  }

  set(article: number, local: number): void {
    const string = this.segment!.factString(local, this.fact);
    if (string === 0) return;
    let id = this.known.get(string);
    if (id === undefined) {
      id = this.idOf(this.segment!.factText(string) ?? '');
      this.known.set(string, id);
    }
    this.ofArticle[article] = id;
  }

  private idOf(value: string): number {
    let id = this.ids.get(value);
    if (id === undefined) {
      id = this.values.push(value) - 1;
      this.ids.set(value, id);
    }
    return id;
  }
}
