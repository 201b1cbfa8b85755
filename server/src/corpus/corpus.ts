import { inBackground, neverCancelled, type CancellationToken } from '../base/cancellation';
import { hashText } from '../base/hash';
import type { Log } from '../base/log';
import { LruCache } from '../base/lruCache';
import { TimeSlice, yieldToEventLoop } from '../base/timeSlice';
import type { FileContext } from '../text/article';
import { editBetween } from '../text/edit';
import type { Span } from '../text/span';
import { tokenise } from '../text/tokens';
import { readableText } from '../text/reading';
import { analyseFile, type AnalysedFile } from './analyseFile';
import { AnalysisMemo } from './analysisMemo';
import type { ResolvedCorrection } from './corrections';
import { CorpusStatements, type Sweeper } from './corpusStatements';
import type {
  ArticleRecord,
  CorpusReader,
  QuoteLimit,
  QuoteRecord,
  SpeakerRecord,
  Statement,
  StatementOptions,
  TextSource,
} from './corpusTypes';
import { FolderContexts, type CorpusFolder } from './folderContexts';
import { IndexSearch } from './indexSearch';
import { Segment } from './segment';
import { SegmentBuilder, type FileStat, type FileState } from './segmentBuilder';
import { dayOf, SegmentIndex, type FilePlace, type MountedSegment } from './segmentIndex';
import { byPlace, type SpeakerPlace } from './speakerRegistry';
import { CorpusSpeakers } from './corpusSpeakers';
import { TypedView } from './typedView';
import { VersionCounter, type VersionCount } from './versionCounter';
import { WordInterner } from './wordInterner';
import { WordTable } from './wordTable';

/** A file that the editor has open: its text counts, whatever the disk says. */
interface OpenDocument {
  text: string;
  textHash: number;
  /** When it last changed, by `performance.now()`; opening is no change. */
  changedAt: number;
  analysed: AnalysedFile | null;
  /** Its entry in the index; null while the disk's entry says the same. */
  overlay: MountedSegment | null;
  /** Whether the index does not know the text yet: it is analysed when somebody asks. */
  isDirty: boolean;
  /** What was shown of it last, for while somebody types. */
  readonly shown: TypedView;
  readonly memo: AnalysisMemo;
}

/** How much text of files that are not open is kept with its analysis, in code units. */
const analysedCacheUnits = 4_000_000;

/** How long `versionCounts` may hold the event loop; what is not counted by then comes with the next call. */
const versionCountsBudgetMs = 25;

/** How many texts are rehearsed with, of at most how many code units: see `rehearse`. */
const rehearsedFiles = 32;
const rehearsedUnits = 12_000;
const rehearsedStatements = 4;

/** How much of the open documents is analysed while the stored index is opened, in code units. */
const analysedAtStartUnits = 50_000;

/** How long after a change of an open document somebody is taken to be typing. */
const typingPauseMs = 400;

/**
 * All that is known of a corpus. Files come in as texts ({@link setFile}) or as segments that other threads made
 * ({@link adoptSegment}); texts are not kept. What it answers depends on the files alone, not on the order in which
 * they came or on how they lie in segments.
 */
export class Corpus implements CorpusReader {
  readonly words = new WordTable();
  readonly index = new SegmentIndex(this.words);
  readonly speakerTable = new CorpusSpeakers(this.index);
  private readonly interner = new WordInterner();
  private readonly files = new Map<string, FilePlace>();
  /** Times and sizes of files that were written without being changed since they were indexed. */
  private readonly touched = new Map<string, FileStat>();
  private readonly documents = new Map<string, OpenDocument>();
  private readonly analysed = new LruCache<string, { hash: number; file: AnalysedFile }>(
    analysedCacheUnits,
    ({ file }) => file.text.length,
  );
  private contexts = new FolderContexts([]);
  private readonly statementTable = new CorpusStatements(
    this.index,
    (articleId, name) => this.namedSpeaker(articleId, name),
    (uri, offset) => this.passageAt(uri, offset),
  );
  private readonly versionCounter = new VersionCounter(this.index, this.statementTable, (uri) => {
    this.refresh();
    return this.passagesOf(uri);
  });
  /** While a stored index is being opened, texts of open documents wait: most are in it as they are. */
  isOpening = false;
  private readonly searchAccess = new IndexSearch(
    this.index,
    this.speakerTable,
    () => this.refresh(),
    (passage) => this.statementTable.hasVersions(passage),
  );

  constructor(
    private readonly source: TextSource,
    private readonly log: Log,
  ) {}

  // --- Writing -------------------------------------------------------------------------------------------------------

  /** The opened folders with their settings and metadata. Files analysed under others must be set again: see {@link staleFiles}. */
  setFolders(folders: readonly CorpusFolder[]): void {
    const before = this.contexts;
    this.contexts = new FolderContexts(folders);
    this.speakerTable.setSettings(folders.flatMap(({ settings }) => settings.speakers));
    this.analysed.clear();
    for (const [uri, document] of this.documents) {
      if (before.contextHash(uri) === this.contexts.contextHash(uri)) continue;
      document.analysed = null;
      document.isDirty = true;
    }
  }

  /** Gives sweeps over the whole corpus threads to run on. */
  setSweeper(sweeper: Sweeper): void {
    this.statementTable.sweeper = sweeper;
  }

  /** What people said of pairs of passages; it wins over what is found. Replaces what was set before. */
  setCorrections(corrections: readonly ResolvedCorrection[]): void {
    this.statementTable.setCorrections(corrections);
  }

  /** What the analysis of a file depends on besides its text. */
  contextOf(uri: string): FileContext {
    return this.contexts.contextOf(uri);
  }

  contextHash(uri: string): number {
    return this.contexts.contextHash(uri);
  }

  /** Files that were analysed under settings or metadata that hold no more. */
  staleFiles(): string[] {
    return [...this.files.keys()].filter((uri) => this.stateOf(uri)?.contextHash !== this.contextHash(uri));
  }

  /** What is known of a file on disk; null where the corpus does not hold it. */
  stateOf(uri: string): FileState | null {
    const place = this.files.get(uri);
    return place === undefined ? null : { ...place.mounted.segment.fileState(place.file), ...this.touched.get(uri) };
  }

  /** Where the index has a file on disk. */
  placeOnDisk(uri: string): FilePlace | null {
    return this.files.get(uri) ?? null;
  }

  /** Notes that a file was written without being changed. */
  touch(uri: string, { mtimeMs, size }: FileStat): void {
    if (this.files.has(uri)) this.touched.set(uri, { mtimeMs, size });
  }

  /** All files on disk that the index has. */
  filesOnDisk(): Iterable<string> {
    return this.files.keys();
  }

  touchedFiles(): (FileStat & { readonly uri: string })[] {
    return Array.from(this.touched, ([uri, stat]) => ({ uri, ...stat }));
  }

  /** Whether a segment holds files on disk, rather than the text of an open document. */
  isOnDisk(mounted: MountedSegment): boolean {
    for (const { overlay } of this.documents.values()) if (overlay === mounted) return false;
    return true;
  }

  /** Puts one segment in the place of several that it was merged from; files in `dead` have changed meanwhile. */
  replaceSegments(old: readonly MountedSegment[], segment: Segment, dead: Iterable<number>): MountedSegment {
    const mounted = this.index.mount(segment);
    const isDead = new Set(dead);
    for (let file = 0; file < segment.fileCount; file++) {
      const place = { mounted, file };
      const uri = segment.fileUri(file);
      if (isDead.has(file)) this.index.kill(place);
      else {
        const touched = this.touched.get(uri);
        if (this.documents.get(uri)?.overlay != null) this.index.kill(place);
        this.files.set(uri, place);
        this.speakerTable.moved(uri, place);
        if (touched !== undefined) this.touched.set(uri, touched);
      }
    }
    for (const one of old) this.index.unmount(one);
    return mounted;
  }

  isOpen(uri: string): boolean {
    return this.documents.has(uri);
  }

  /** Forgets everything but the open documents. */
  clear(): void {
    for (const uri of [...this.files.keys()]) this.removeFile(uri);
  }

  /** Forgets everything but the texts of open documents, words too, so that a stored index with its words can come in. */
  reset(): void {
    this.clear();
    for (const [uri, document] of this.documents) {
      this.dropOverlay(uri, document);
      document.isDirty = true;
    }
    this.words.clear();
    this.interner.clear();
    this.index.wordsChanged();
  }

  /** The ordinals of a segment's files that are gone or replaced. */
  deadFilesOf(mounted: MountedSegment): number[] {
    const dead: number[] = [];
    for (let file = 0; file < mounted.segment.fileCount; file++) {
      const place = this.files.get(mounted.segment.fileUri(file));
      if (place?.mounted !== mounted || place.file !== file) dead.push(file);
    }
    return dead;
  }

  /** Analyses a text and takes it in at once, on this thread. Files in number go through workers instead. */
  setFile(uri: string, text: string, stat: FileStat = { mtimeMs: -1, size: -1 }): MountedSegment {
    const state = { ...stat, textHash: hashText(text), contextHash: this.contextHash(uri) };
    return this.adoptSegment(this.makeSegment(uri, state, analyseFile(text, this.contextOf(uri))));
  }

  /** Takes in what a segment holds; its files replace what was known of them. Files in `dead` are passed over. */
  adoptSegment(segment: Segment, dead: Iterable<number> = []): MountedSegment {
    const mounted = this.index.mount(segment);
    const isDead = new Set(dead);
    for (let file = 0; file < segment.fileCount; file++) {
      if (isDead.has(file)) {
        this.index.kill({ mounted, file });
        continue;
      }
      const uri = segment.fileUri(file);
      this.forgetFile(uri);
      this.touched.delete(uri);
      this.files.set(uri, { mounted, file });
      const document = this.documents.get(uri);
      if (document?.overlay == null) this.speakerTable.add({ mounted, file }, uri);
      else this.index.kill({ mounted, file });
      // The open text may now be the same as the disk's.
      if (document !== undefined) document.isDirty = true;
    }
    return mounted;
  }

  /** Forgets a file on disk; an open document stays. */
  removeFile(uri: string): void {
    this.forgetFile(uri);
    const document = this.documents.get(uri);
    if (document !== undefined && document.overlay === null) document.isDirty = true;
  }

  openDocument(uri: string, text: string): void {
    this.changeDocument(uri, text);
  }

  /** The editor's text of a file, saved or not. */
  changeDocument(uri: string, text: string): void {
    const textHash = hashText(text);
    const document = this.documents.get(uri);
    if (document?.textHash === textHash) return;
    if (document === undefined) {
      const memo = new AnalysisMemo();
      const rest = { changedAt: -Infinity, analysed: null, overlay: null, isDirty: true };
      this.documents.set(uri, { text, textHash, ...rest, shown: new TypedView(), memo });
      return;
    }
    document.changedAt = performance.now();
    document.shown.follow(editBetween(document.text, text));
    document.text = text;
    document.textHash = textHash;
    document.analysed = null;
    document.isDirty = true;
  }

  /**
   * Analyses the first open documents before anybody asks, one a turn of the event loop: at a start the first hover needs
   * that, and the processor has nothing else to do while the stored index is read.
   */
  async analyseOpenDocuments(): Promise<void> {
    let units = 0;
    for (const [uri, document] of [...this.documents]) {
      units += document.text.length;
      if (units > analysedAtStartUnits) return;
      await yieldToEventLoop();
      if (this.documents.get(uri) === document) this.analyseDocument(uri, document);
    }
  }

  /** Back to what the disk says. */
  closeDocument(uri: string): void {
    const document = this.documents.get(uri);
    if (document === undefined) return;
    this.documents.delete(uri);
    this.dropOverlay(uri, document);
    this.showDiskEntry(uri);
  }

  // --- Reading -------------------------------------------------------------------------------------------------------

  get fileCount(): number {
    this.refresh();
    return this.index.fileCount;
  }

  get articleCount(): number {
    this.refresh();
    return this.index.articleCount;
  }

  get passageCount(): number {
    this.refresh();
    return this.index.passageCount;
  }

  get quoteCount(): number {
    this.refresh();
    return this.index.quoteCount;
  }

  hasFile(uri: string): boolean {
    return this.files.has(uri) || this.documents.has(uri);
  }

  *uris(): Iterable<string> {
    yield* this.files.keys();
    for (const uri of this.documents.keys()) if (!this.files.has(uri)) yield uri;
  }

  async readText(uri: string): Promise<string | null> {
    const known = this.analysed.get(uri)?.file.text;
    const text = this.documents.get(uri)?.text ?? known ?? (await this.source.readText(uri));
    // What is shown is what a reader sees: markup blanked, every character at its own offset.
    return text === null || text === known ? text : readableText(text, this.contextOf(uri).path);
  }

  lineStartsOf(uri: string): readonly number[] | null {
    this.refresh();
    const place = this.placeOf(uri);
    return place === null ? null : place.mounted.segment.lineStarts(place.file);
  }

  async analysedFile(uri: string): Promise<AnalysedFile | null> {
    const document = this.documents.get(uri);
    if (document !== undefined) return this.analyseDocument(uri, document);
    const known = this.analysed.get(uri);
    const state = this.stateOf(uri);
    if (known !== undefined && (state === null || state.textHash === known.hash)) return known.file;
    const text = await this.source.readText(uri);
    if (text === null) return null;
    const file = analyseFile(text, this.contextOf(uri));
    this.analysed.set(uri, { hash: hashText(text), file });
    return file;
  }

  *articles(): Iterable<ArticleRecord> {
    this.refresh();
    for (const mounted of this.index.mounted) {
      for (let file = 0; file < mounted.segment.fileCount; file++)
        if (this.index.isAlive({ mounted, file })) yield* this.recordsOf({ mounted, file });
    }
  }

  articlesOf(uri: string): readonly ArticleRecord[] {
    this.refresh();
    const place = this.placeOf(uri);
    return place === null ? [] : this.recordsOf(place);
  }

  speakers(): Iterable<SpeakerRecord> {
    this.refresh();
    return this.speakerTable.all();
  }

  mostQuotedSpeakers(limit: number, token: CancellationToken): Promise<readonly SpeakerRecord[]> {
    this.refresh();
    return this.speakerTable.mostQuoted(limit, token);
  }

  speakerById(speakerId: string): SpeakerRecord | null {
    this.refresh();
    return this.speakerTable.byId(speakerId);
  }

  speakerOf(uri: string, articleIndex: number, speakerIndex: number): SpeakerRecord | null {
    this.refresh();
    const place = this.placeOf(uri);
    return place === null ? null : this.speakerTable.speakerOf(place, articleIndex, speakerIndex);
  }

  speakerNamesOf(uri: string, articleIndex: number, own: readonly string[]): readonly string[] {
    const document = this.documents.get(uri);
    if (document !== undefined && isTypedIn(document)) return document.shown.namesOf(articleIndex, own);
    this.refresh();
    const place = this.placeOf(uri);
    if (place === null) return own;
    const names = this.speakerTable.namesOf(place, articleIndex);
    document?.shown.showNames(articleIndex, own, names);
    return names;
  }

  quotesOfSpeaker(speakerId: string, limit?: QuoteLimit): readonly QuoteRecord[] {
    this.refresh();
    const quotes: QuoteRecord[] = [];
    const record = this.speakerTable.byId(speakerId);
    if (record === null) return quotes;
    const named = { id: record.id, name: record.name };
    const places =
      limit === undefined || record.quoteCount <= limit.count
        ? this.speakerTable.placesOf(speakerId)
        : this.placesWithQuotes(speakerId, limit);
    for (const { uri, index, speaker } of places) {
      const place = this.placeOf(uri);
      const article = place && this.recordsOf(place)[index];
      if (!place || !article) continue;
      for (const quote of place.mounted.segment.quotes(place.mounted.segment.fileArticles[place.file]! + index))
        if (quote.speaker === speaker)
          quotes.push({ article, kind: quote.kind, mode: quote.mode, speaker: named, content: quote.content });
    }
    return quotes;
  }

  introductionOf(speakerId: string): (Span & { readonly article: ArticleRecord }) | null {
    this.refresh();
    let best: (Span & { readonly article: ArticleRecord }) | null = null;
    for (const { uri, index, speaker } of this.speakerTable.placesByDay(speakerId, null)) {
      const place = this.placeOf(uri);
      const article = place && this.recordsOf(place)[index];
      if (!place || !article) continue;
      const day = article.date?.slice(0, 10);
      if (best !== null && best.article.date?.slice(0, 10) !== day) break;
      const { segment } = place.mounted;
      const introduced = segment.speakers(segment.fileArticles[place.file]! + index)[speaker]?.introduced;
      // Of one day, the earlier by its time.
      if (introduced && (best === null || compare(article.date ?? '', best.article.date ?? '') < 0))
        best = { ...introduced, article };
    }
    return best;
  }

  statementAt(
    uri: string,
    offset: number,
    options: StatementOptions,
    token: CancellationToken = neverCancelled,
  ): Statement | null {
    this.refresh();
    const id = this.passageAt(uri, offset);
    return id === null ? null : this.statementTable.statementOf(id, options, token);
  }

  versionCounts(uri: string, token: CancellationToken = neverCancelled): readonly VersionCount[] {
    const document = this.documents.get(uri);
    const isTyped = document !== undefined && isTypedIn(document);
    // While somebody types, what was counted before has to do: the outline must follow the keys.
    if (isTyped && document.isDirty) return document.shown.versionCounts;
    this.refresh();
    const counts = this.versionCounter.countsWithin(uri, isTyped ? 0 : versionCountsBudgetMs, token);
    document?.shown.showCounts(counts);
    return counts;
  }

  prepareVersionCounts(uri: string, token: CancellationToken = neverCancelled): Promise<void> {
    return this.versionCounter.prepare(uri, token);
  }

  async *statements(options: StatementOptions, token: CancellationToken = neverCancelled): AsyncIterable<Statement> {
    this.refresh();
    yield* this.statementTable.sweep(options, token);
  }

  /** Files that hold a passage of exactly these words, at most five: where a renamed file's passages went. */
  filesWithPassage(text: string): readonly string[] {
    this.refresh();
    const { vocabulary } = this.index;
    const wanted = tokenise(text, { start: 0, end: text.length }).words.map((word) => vocabulary.wordId(word));
    const stems = wanted.filter((word) => !vocabulary.isFunctionWord(word)).map((word) => vocabulary.stem(word));
    const frequency = (stem: number) => this.index.passageFrequency(stem);
    const [rarest] = stems.sort((a, b) => frequency(a) - frequency(b));
    const uris = new Set<string>();
    for (const id of rarest === undefined ? [] : Array.from(this.index.postings(rarest))) {
      const words = this.index.passageWords(id);
      if (words.length !== wanted.length || wanted.some((word, i) => words[i] !== word)) continue;
      const view = this.index.passage(id);
      const record = view && this.index.record(view.article.id);
      if (record) uris.add(record.uri);
      if (uris.size >= 5) break;
    }
    return [...uris];
  }

  searchIndex(): IndexSearch {
    this.refresh();
    return this.searchAccess;
  }

  // --- Within --------------------------------------------------------------------------------------------------------

  /** Brings the index up to the texts of the open documents. Every read begins here. */
  private refresh(): void {
    if (this.isOpening) return;
    this.index.renumber();
    for (const [uri, document] of this.documents) {
      if (!document.isDirty) continue;
      document.isDirty = false;
      this.dropOverlay(uri, document);
      const contextHash = this.contextHash(uri);
      const onDisk = this.stateOf(uri);
      if (onDisk !== null && onDisk.textHash === document.textHash && onDisk.contextHash === contextHash) {
        this.showDiskEntry(uri);
        continue;
      }
      const state = { mtimeMs: -1, size: -1, textHash: document.textHash, contextHash };
      const started = performance.now();
      document.overlay = this.index.mount(this.makeSegment(uri, state, this.analyseDocument(uri, document)));
      this.hideDiskEntry(uri);
      this.speakerTable.add({ mounted: document.overlay, file: 0 });
      this.log.debug(`${uri}: followed the editor in ${(performance.now() - started).toFixed(1)} ms`);
    }
  }

  /**
   * Analyses some of the corpus's texts as if they were being edited, and forgets the result. Where worker threads have
   * read everything, this thread has never run that code, and the first keys in a long article take five times as long as
   * the twentieth. In slices; a text is one slice.
   */
  async rehearse(token: CancellationToken): Promise<void> {
    const slice = new TimeSlice(inBackground(token));
    const all = [...this.files.keys()];
    const step = Math.max(1, Math.floor(all.length / rehearsedFiles));
    for (let at = 0; at < all.length; at += step) {
      const uri = all[at]!;
      const text = await this.source.readText(uri);
      if (text === null || text.length > rehearsedUnits || !this.files.has(uri)) continue;
      const context = this.contextOf(uri);
      // Then with one paragraph changed, as by keys in the middle of it.
      const memo = new AnalysisMemo();
      const middle = text.length >> 1;
      for (const typed of ['', 'x', 'xy', 'xyz']) {
        const edited = text.slice(0, middle) + typed + text.slice(middle);
        const file = analyseFile(edited, context, token, memo);
        this.makeSegment(uri, { mtimeMs: -1, size: -1, textHash: 0, contextHash: 0 }, file);
        await slice.pause();
      }
      // The first hovers, too, take ten times as long as the fiftieth.
      const passages = this.passagesOf(uri);
      const { first, end } = passages ?? { first: 0, end: 0 };
      for (let id = first; id < end; id += Math.ceil((end - first) / rehearsedStatements)) {
        this.statementTable.statementOf(id, { includePossible: false }, token);
        await slice.pause();
      }
    }
  }

  private analyseDocument(uri: string, document: OpenDocument): AnalysedFile {
    document.analysed ??= analyseFile(document.text, this.contextOf(uri), neverCancelled, document.memo);
    return document.analysed;
  }

  private makeSegment(uri: string, state: FileState, file: AnalysedFile): Segment {
    const builder = new SegmentBuilder(this.interner);
    builder.addFile(uri, this.contextOf(uri).path, state, file);
    this.interner.resolveWith(this.words);
    return new Segment(builder.finish());
  }

  private forgetFile(uri: string): void {
    const place = this.files.get(uri);
    if (place === undefined) return;
    this.hideDiskEntry(uri);
    this.files.delete(uri);
    this.touched.delete(uri);
    const { mounted } = place;
    if (mounted.deadFileCount < mounted.segment.fileCount) return;
    for (let file = 0; file < mounted.segment.fileCount; file++) if (this.isHidden({ mounted, file })) return;
    this.index.unmount(mounted);
  }

  /** Whether a dead entry is only hidden by an open document and may come back. */
  private isHidden({ mounted, file }: FilePlace): boolean {
    const place = this.files.get(mounted.segment.fileUri(file));
    return place !== undefined && place.mounted === mounted && place.file === file;
  }

  private hideDiskEntry(uri: string): void {
    const place = this.files.get(uri);
    if (place === undefined || !this.index.isAlive(place)) return;
    if (this.documents.get(uri)?.overlay == null) this.speakerTable.remove(uri);
    this.index.kill(place);
  }

  private showDiskEntry(uri: string): void {
    const place = this.files.get(uri);
    if (place === undefined || this.index.isAlive(place)) return;
    this.index.revive(place);
    this.speakerTable.add(place);
  }

  private dropOverlay(uri: string, document: OpenDocument): void {
    if (document.overlay === null) return;
    this.speakerTable.remove(uri);
    this.index.unmount(document.overlay);
    document.overlay = null;
  }

  private placeOf(uri: string): FilePlace | null {
    const overlay = this.documents.get(uri)?.overlay;
    if (overlay != null) return { mounted: overlay, file: 0 };
    return this.files.get(uri) ?? null;
  }

  private recordsOf({ mounted, file }: FilePlace): ArticleRecord[] {
    const { fileArticles } = mounted.segment;
    const records: ArticleRecord[] = [];
    for (let article = fileArticles[file]!; article < fileArticles[file + 1]!; article++)
      records.push(this.index.recordOf(mounted, article));
    return records;
  }

  /** Places that have so many quotes together, by file. */
  private placesWithQuotes(speakerId: string, { count, near }: QuoteLimit): SpeakerPlace[] {
    const found: SpeakerPlace[] = [];
    let quotes = 0;
    for (const entry of this.speakerTable.placesByDay(speakerId, dayOf(near))) {
      if (quotes >= count) break;
      const place = this.placeOf(entry.uri);
      if (place === null) continue;
      const { segment } = place.mounted;
      const article = segment.fileArticles[place.file]! + entry.index;
      const ofSpeaker = segment.quoteCountsBySpeaker(article, segment.speakerCount(article))[entry.speaker] ?? 0;
      if (ofSpeaker > 0) found.push(entry);
      quotes += ofSpeaker;
    }
    return found.sort(byPlace);
  }

  private namedSpeaker(articleId: number, name: string): { readonly id: string; readonly name: string } | null {
    const record = this.index.record(articleId);
    const place = record && this.placeOf(record.uri);
    return place ? this.speakerTable.named(place, record.index, name) : null;
  }

  /** The ids of a file's passages, `[first, end)`; null where it has none. */
  private passagesOf(uri: string): { readonly place: FilePlace; readonly first: number; readonly end: number } | null {
    const place = this.placeOf(uri);
    if (place === null) return null;
    const { segment, passageBase } = place.mounted;
    const first = segment.articlePassages[segment.fileArticles[place.file]!]!;
    const end = segment.articlePassages[segment.fileArticles[place.file + 1]!]!;
    return { place, first: passageBase + first, end: passageBase + end };
  }

  private passageAt(uri: string, offset: number): number | null {
    const passages = this.passagesOf(uri);
    if (passages === null) return null;
    const { segment, passageBase } = passages.place.mounted;
    for (let id = passages.first; id < passages.end; id++) {
      const local = id - passageBase;
      if (segment.passageStarts[local]! <= offset && offset < segment.passageEnds[local]!) return id;
    }
    // A caret right behind a passage is still at it.
    for (let id = passages.first; id < passages.end; id++)
      if (segment.passageEnds[id - passageBase]! === offset) return id;
    return null;
  }
}

function isTypedIn({ changedAt }: OpenDocument): boolean {
  return performance.now() - changedAt < typingPauseMs;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
