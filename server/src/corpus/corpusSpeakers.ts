import { hashText } from '../base/hash';
import { TimeSlice } from '../base/timeSlice';
import { inBackground, neverCancelled, type CancellationToken } from '../base/cancellation';
import type { CorpusSettings } from '../text/article';
import type { SpeakerRecord } from './corpusTypes';
import type { FilePlace, SegmentIndex } from './segmentIndex';
import { SpeakerRegistry, type RegisteredArticle, type SpeakerPlace } from './speakerRegistry';
import { decodeSpeakerState, encodeSpeakerState } from './speakerState';

/** How many waiting files an answer takes in at once: what a few edits leave behind. */
const filesPerAnswer = 8;

/**
 * Feeds the speakers of live files to the registry, late: files wait in a queue, so that neither a start nor a
 * keystroke pays for the whole corpus. A few are taken in by whoever asks next, many by {@link settle} in the
 * background; until then a speaker is known by the name that the article itself gives.
 */
export class CorpusSpeakers {
  private registry = new SpeakerRegistry([]);
  private settings: CorpusSettings['speakers'] = [];
  private readonly waiting = new Map<string, FilePlace>();
  /** Files in the registry, with a hash of what was registered: most edits of a text leave its speakers alone. */
  private readonly registered = new Map<string, number>();
  private readonly removed = new Set<string>();

  private changeCount = 0;
  private settledCount = 0;
  private keptCount = 0;

  constructor(private readonly index: SegmentIndex) {}

  /** Another number once speakers may be tied otherwise; the same while many wait, as nobody is told then who is who. */
  get revision(): number {
    this.takeIn();
    if (this.isSettled) this.settledCount = this.changeCount;
    return this.settledCount;
  }

  /** How many files wait to be taken in. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  /** Whether all are taken in but what a few edits left behind. */
  get isSettled(): boolean {
    return this.waiting.size <= filesPerAnswer;
  }

  /** How many files have come, gone or changed since the state was kept or restored last. */
  get changesSinceKept(): number {
    return this.changeCount - this.keptCount;
  }

  /**
   * What {@link restore} needs to know all of this again at the next start, as bytes; null where files wait or something
   * changes meanwhile. Only files on disk count: what an open document says otherwise is read again.
   */
  async keep(extractor: string, token: CancellationToken): Promise<SharedArrayBuffer | null> {
    if (this.waiting.size > 0 || this.removed.size > 0) return null;
    const { changeCount, registry } = this;
    const { mounted } = this.index;
    const segments = mounted.flatMap(({ segment }) => [segment.checksum, segment.buffer.byteLength, segment.fileCount]);
    const fileHashes = new Float64Array(mounted.reduce((sum, { segment }) => sum + segment.fileCount, 0)).fill(NaN);
    const numbers = new Map<string, number>();
    const slice = new TimeSlice(inBackground(token));
    let first = 0;
    for (const place of mounted) {
      for (let file = 0; file < place.segment.fileCount; file++) {
        const uri = place.segment.fileUri(file);
        const hash = this.registered.get(uri);
        if (hash === undefined || !this.index.isAlive({ mounted: place, file })) continue;
        fileHashes[first + file] = hash;
        numbers.set(uri, first + file);
      }
      first += place.segment.fileCount;
      await slice.pause();
    }
    const steps = registry.columns((uri) => numbers.get(uri) ?? -1);
    for (let step = steps.next(); ; step = steps.next()) {
      if (this.changeCount !== changeCount || this.registry !== registry) return null;
      if (step.done !== true) await slice.pause();
      else {
        this.keptCount = changeCount;
        const version = Float64Array.of(this.versionOf(extractor));
        return (
          step.value && encodeSpeakerState({ ...step.value, version, segments: Uint32Array.from(segments), fileHashes })
        );
      }
    }
  }

  /**
   * Takes in what {@link keep} gave at another time, for the files that wait and are as they were then. The others stay
   * waiting. Null, or in a word why nothing was taken in.
   */
  async restore(kept: ArrayBufferLike, extractor: string, token: CancellationToken): Promise<string | null> {
    const state = decodeSpeakerState(kept);
    if (typeof state === 'string') return state;
    if (state.version[0] !== this.versionOf(extractor)) return 'of another version or other settings';
    if (this.registered.size > 0) return overtaken;
    const { segments, fileHashes } = state;
    const firstFiles = new Map<string, number>();
    for (let at = 0, first = 0; at < segments.length; first += segments[at + 2]!, at += 3)
      firstFiles.set(segments.slice(at, at + 3).join(' '), first);
    const found: { readonly uri: string; readonly place: FilePlace; readonly hash: number }[] = [];
    const uris: (string | undefined)[] = [];
    let mounted: FilePlace['mounted'] | null = null;
    let first: number | undefined;
    for (const [uri, place] of this.waiting) {
      if (place.mounted !== mounted) {
        mounted = place.mounted;
        const { segment } = mounted;
        first = firstFiles.get(`${segment.checksum} ${segment.buffer.byteLength} ${segment.fileCount}`);
      }
      const hash = first === undefined ? NaN : fileHashes[first + place.file]!;
      if (first === undefined || Number.isNaN(hash)) continue;
      found.push({ uri, place, hash });
      uris[first + place.file] = uri;
    }
    if (found.length * 2 < this.waiting.size) return 'of other files';
    const { registry } = this;
    const slice = new TimeSlice(token);
    const steps = SpeakerRegistry.restore(state, this.settings, (file) => uris[file] ?? null);
    for (let step = steps.next(); ; step = steps.next()) {
      // Settings that changed meanwhile, or files that were taken in, are newer than this.
      if (this.registry !== registry || this.registered.size > 0) return overtaken;
      if (step.done !== true) await slice.pause();
      else {
        this.registry = step.value;
        break;
      }
    }
    for (const { uri, place, hash } of found) {
      this.registered.set(uri, hash);
      const waiting = this.waiting.get(uri);
      if (waiting === undefined) this.removed.add(uri);
      else if (waiting.mounted === place.mounted && waiting.file === place.file) this.waiting.delete(uri);
    }
    this.changeCount++;
    this.keptCount = this.changeCount;
    return null;
  }

  private versionOf(extractor: string): number {
    return hashText(`${extractor}\n${JSON.stringify(this.settings)}`);
  }

  /** Names and aliases that a person settled. All speakers are tied anew. */
  setSettings(settings: CorpusSettings['speakers']): void {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return;
    this.settings = settings;
    this.registry = new SpeakerRegistry(settings);
    this.registered.clear();
    this.removed.clear();
    this.changeCount++;
    for (const mounted of this.index.mounted)
      for (let file = 0; file < mounted.segment.fileCount; file++)
        if (this.index.isAlive({ mounted, file })) this.add({ mounted, file });
  }

  /** @param uri of the file */
  add(place: FilePlace, uri = place.mounted.segment.fileUri(place.file)): void {
    this.waiting.set(uri, place);
    this.removed.delete(uri);
  }

  remove(uri: string): void {
    this.waiting.delete(uri);
    if (this.registered.has(uri)) this.removed.add(uri);
  }

  /** A file lies elsewhere now, with the same speakers. */
  moved(uri: string, place: FilePlace): void {
    if (this.waiting.has(uri)) this.waiting.set(uri, place);
  }

  /** All speakers, for small corpora and tests. */
  all(): readonly SpeakerRecord[] {
    this.takeIn();
    return this.registry.speakers();
  }

  /** The most quoted speakers, most quotes first, in slices. */
  async mostQuoted(limit: number, token: CancellationToken): Promise<readonly SpeakerRecord[]> {
    await this.settle(token);
    const slice = new TimeSlice(token);
    const search = this.registry.mostQuoted(limit);
    for (let step = search.next(); ; step = search.next()) {
      if (step.done === true) return step.value;
      await slice.pause();
    }
  }

  speakerOf(place: FilePlace, articleIndex: number, speakerIndex: number): SpeakerRecord | null {
    this.takeIn();
    const { segment } = place.mounted;
    const uri = segment.fileUri(place.file);
    if (!this.isWaiting(uri)) return this.registry.speakerOf(uri, articleIndex, speakerIndex);
    const speaker = segment.speakers(segment.fileArticles[place.file]! + articleIndex)[speakerIndex];
    if (speaker === undefined) return null;
    const { name, kind, aliases } = speaker;
    return { id: slug(name), name, kind, aliases, quoteCount: 0, articleCount: 0 };
  }

  /** Ids of {@link speakerOf} for all speakers of an article; with the names that it has itself where no more is known yet. */
  idsOf(
    place: FilePlace,
    articleIndex: number,
  ): { readonly ids: readonly string[]; readonly names: readonly string[] } {
    this.takeIn();
    const { segment } = place.mounted;
    const uri = segment.fileUri(place.file);
    if (!this.isWaiting(uri)) return { ids: this.registry.idsOf(uri, articleIndex), names: [] };
    const names = segment.speakers(segment.fileArticles[place.file]! + articleIndex).map(({ name }) => name);
    return { ids: names.map(slug), names };
  }

  /** How many quotes {@link speakerOf} has in the corpus; 0 while it is not known. */
  quoteCountAt(place: FilePlace, articleIndex: number, speakerIndex: number): number {
    this.takeIn();
    const uri = place.mounted.segment.fileUri(place.file);
    return this.isWaiting(uri) ? 0 : this.registry.quoteCountAt(uri, articleIndex, speakerIndex);
  }

  /** The name of {@link speakerOf}; null while it is not known. */
  nameOf(place: FilePlace, articleIndex: number, speakerIndex: number): string | null {
    this.takeIn();
    const uri = place.mounted.segment.fileUri(place.file);
    return this.isWaiting(uri) ? null : (this.registry.nameOf(uri, articleIndex, speakerIndex)?.name ?? null);
  }

  /** The names of {@link speakerOf} for all speakers of an article. */
  namesOf(place: FilePlace, articleIndex: number): string[] {
    this.takeIn();
    const { segment } = place.mounted;
    const uri = segment.fileUri(place.file);
    const own = segment.speakers(segment.fileArticles[place.file]! + articleIndex).map(({ name }) => name);
    if (this.isWaiting(uri)) return own;
    return own.map((name, speaker) => this.registry.nameOf(uri, articleIndex, speaker)?.name ?? name);
  }

  /** The corpus-wide speaker that a name stands for in an article. */
  named(place: FilePlace, articleIndex: number, name: string): { readonly id: string; readonly name: string } | null {
    this.takeIn();
    const { segment } = place.mounted;
    const speakers = segment.speakers(segment.fileArticles[place.file]! + articleIndex);
    const speaker = speakers.findIndex((other) => other.name === name);
    if (speaker < 0) return null;
    const uri = segment.fileUri(place.file);
    if (this.isWaiting(uri)) return { id: slug(name), name };
    return this.registry.nameOf(uri, articleIndex, speaker);
  }

  byId(id: string): SpeakerRecord | null {
    this.takeIn();
    return this.registry.byId(id);
  }

  placesOf(id: string): readonly SpeakerPlace[] {
    this.takeIn();
    return this.registry.placesOf(id);
  }

  placesByDay(id: string, nearDay: number | null): Iterable<SpeakerPlace> {
    this.takeIn();
    return this.registry.placesByDay(id, nearDay);
  }

  /** Takes in all that waits and ties all speakers, in slices. */
  async settle(token: CancellationToken = neverCancelled): Promise<void> {
    const slice = new TimeSlice(token);
    this.takeRemoved();
    for (const [uri, place] of this.waiting) {
      this.takeInFile(uri, place);
      await slice.pause();
    }
    for (const _ of this.registry.prepare()) {
      await slice.pause();
      // A change meanwhile makes its own records when they are asked for.
      if (this.waiting.size > 0) return;
    }
  }

  /** While many files wait, who somebody is cannot be told yet: tying speakers then would be done over with each file. */
  private isWaiting(uri: string): boolean {
    return this.waiting.size > filesPerAnswer || this.waiting.has(uri);
  }

  private takeIn(): void {
    this.takeRemoved();
    if (this.waiting.size > filesPerAnswer) return;
    for (const [uri, place] of this.waiting) this.takeInFile(uri, place);
  }

  private takeRemoved(): void {
    for (const uri of this.removed) {
      this.changeCount++;
      this.registry.remove(uri);
      this.registered.delete(uri);
    }
    this.removed.clear();
  }

  private takeInFile(uri: string, { mounted: { segment }, file }: FilePlace): void {
    this.waiting.delete(uri);
    const first = segment.fileArticles[file]!;
    const articles: RegisteredArticle[] = [];
    let hash = 0;
    for (let article = first; article < segment.fileArticles[file + 1]!; article++) {
      const speakers = segment.speakers(article);
      if (speakers.length === 0) continue;
      const quoteCounts = segment.quoteCountsBySpeaker(article, speakers.length);
      const { date } = segment.article(article);
      articles.push({ uri, index: article - first, date, speakers, quoteCounts });
      hash = hashText(`${article - first} ${date ?? ''} ${quoteCounts.join(' ')}`, hash | 0);
      for (const { name, kind, title, isFullName, aliases } of speakers)
        hash = hashText(`${name}\n${kind}\n${title ?? ''}\n${isFullName}\n${aliases.join('\n')}`, hash | 0);
    }
    const known = this.registered.get(uri);
    if (known === hash) return;
    this.changeCount++;
    if (known !== undefined) this.registry.remove(uri, new Set(articles.map(({ index }) => index)));
    for (const article of articles) this.registry.add(article);
    this.registered.set(uri, hash);
  }
}

const overtaken = 'overtaken by what was asked meanwhile';

function slug(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
}
