import type { CancellationToken } from '../base/cancellation';
import type { QuoteKind } from '../quotation/quoteTypes';
import type { Span } from '../text/span';
import type { CorpusSpeakers } from './corpusSpeakers';
import type { ArticleRecord, SpeakerRecord } from './corpusTypes';
import type { SegmentIndex } from './segmentIndex';

/** What the full-text search asks of a corpus's index. Reads no text; ids as in {@link SegmentIndex}. */
export class IndexSearch {
  /** Postings are kept by stem: a passage may hold another form of the word. */
  readonly hasExactPostings = false;
  private readonly speakerIds: string[] = [];
  private readonly ordinals = new Map<string, number>();
  /** By passage: 0 unknown, 1 has versions, 2 has none. */
  private versions = new Uint8Array(0);
  private versionsRevision = -1;
  private listedSpeakers: Iterable<SpeakerRecord> | null = null;
  private speakersById: ReadonlyMap<string, SpeakerRecord> = new Map();

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

  get passageLimit(): number {
    return this.index.passageIdLimit;
  }

  get articleLimit(): number {
    return this.index.articleIdLimit;
  }

  article(
    articleId: number,
  ): { readonly record: ArticleRecord; readonly firstPassage: number; readonly passageCount: number } | undefined {
    const view = this.index.article(articleId);
    const record = this.index.record(articleId);
    if (view === undefined || record === undefined) return undefined;
    return { record, firstPassage: view.firstPassage, passageCount: view.passageCount };
  }

  /** Ids of the live passages that hold a word of the same stem, ascending. */
  postings(wordId: number): ArrayLike<number> {
    return this.index.postings(this.index.vocabulary.stem(wordId));
  }

  /** In how many live passages a word of the same stem stands. */
  frequency(wordId: number): number {
    return this.index.passageFrequency(this.index.vocabulary.stem(wordId));
  }

  passageWords(passageId: number): ArrayLike<number> {
    return this.index.passageWords(passageId);
  }

  passageSpan(passageId: number): Span {
    return this.index.passageSpan(passageId);
  }

  passageQuotes(passageId: number): readonly { readonly kind: QuoteKind; readonly speaker: number | null }[] {
    const mounted = this.index.mountedOfPassage(passageId);
    if (mounted === undefined) return [];
    const { segment } = mounted;
    const local = passageId - mounted.passageBase;
    const { pieces } = segment.passage(local);
    if (pieces.length === 0) return [];
    const article = segment.articleOfPassage(local);
    const file = segment.fileOfArticle(article);
    return pieces.map(({ kind, speaker }) => {
      const record =
        speaker === null
          ? null
          : this.speakers.speakerOf({ mounted, file }, article - segment.fileArticles[file]!, speaker);
      return { kind, speaker: record === null ? null : this.ordinalOf(record.id) };
    });
  }

  prepareSpeakers(token: CancellationToken): Promise<void> {
    return this.speakers.settle(token);
  }

  get speakerLimit(): number {
    for (const { id } of this.speakers.all()) this.ordinalOf(id);
    return this.speakerIds.length;
  }

  speaker(speaker: number): Pick<SpeakerRecord, 'id' | 'name' | 'aliases'> | undefined {
    const id = this.speakerIds[speaker];
    if (id === undefined) return undefined;
    const all = this.speakers.all();
    if (all !== this.listedSpeakers) {
      this.listedSpeakers = all;
      this.speakersById = new Map(Array.from(all, (record) => [record.id, record]));
    }
    return this.speakersById.get(id);
  }

  /** The articles where a speaker is named. */
  speakerPlaces(speaker: number): Iterable<{ readonly uri: string; readonly index: number }> {
    const id = this.speakerIds[speaker];
    return id === undefined ? [] : this.speakers.placesOf(id);
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

  private ordinalOf(id: string): number {
    let ordinal = this.ordinals.get(id);
    if (ordinal === undefined) {
      ordinal = this.speakerIds.length;
      this.ordinals.set(id, ordinal);
      this.speakerIds.push(id);
    }
    return ordinal;
  }
}
