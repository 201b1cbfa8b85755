import { hashText } from '../base/hash';
import { TimeSlice } from '../base/timeSlice';
import { neverCancelled, type CancellationToken } from '../base/cancellation';
import type { CorpusSettings } from '../text/article';
import type { SpeakerRecord } from './corpusTypes';
import type { FilePlace, SegmentIndex } from './segmentIndex';
import { SpeakerRegistry, type RegisteredArticle, type SpeakerPlace } from './speakerRegistry';

/**
 * Feeds the speakers of live files to the registry, late: files wait in a queue until somebody asks for speakers, so
 * that neither a start nor a keystroke pays for the whole corpus. While more wait than one answer may take in, a
 * speaker is known by the name that the article itself gives.
 */
export class CorpusSpeakers {
  private registry = new SpeakerRegistry([]);
  private settings: CorpusSettings['speakers'] = [];
  private readonly waiting = new Map<string, FilePlace>();
  /** Files in the registry, with a hash of what was registered: most edits of a text leave its speakers alone. */
  private readonly registered = new Map<string, number>();
  private readonly removed = new Set<string>();

  constructor(private readonly index: SegmentIndex) {}

  /** How many files wait to be taken in. */
  get waitingCount(): number {
    return this.waiting.size;
  }

  /** Names and aliases that a person settled. All speakers are tied anew. */
  setSettings(settings: CorpusSettings['speakers']): void {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return;
    this.settings = settings;
    this.registry = new SpeakerRegistry(settings);
    this.registered.clear();
    this.removed.clear();
    for (const mounted of this.index.mounted)
      for (let file = 0; file < mounted.segment.fileCount; file++)
        if (this.index.isAlive({ mounted, file })) this.add({ mounted, file });
  }

  add(place: FilePlace): void {
    const uri = place.mounted.segment.fileUri(place.file);
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

  all(): Iterable<SpeakerRecord> {
    this.takeIn();
    return this.registry.speakers();
  }

  speakerOf(place: FilePlace, articleIndex: number, speakerIndex: number): SpeakerRecord | null {
    this.takeIn();
    const { segment } = place.mounted;
    const uri = segment.fileUri(place.file);
    const record = this.registry.speakerOf(uri, articleIndex, speakerIndex);
    if (record !== null || !this.waiting.has(uri)) return record;
    const speaker = segment.speakers(segment.fileArticles[place.file]! + articleIndex)[speakerIndex];
    if (speaker === undefined) return null;
    const { name, kind, aliases } = speaker;
    return { id: slug(name), name, kind, aliases, quoteCount: 0, articleCount: 0 };
  }

  /** The corpus-wide speaker that a name stands for in an article. */
  named(place: FilePlace, articleIndex: number, name: string): { readonly id: string; readonly name: string } | null {
    const { segment } = place.mounted;
    const speakers = segment.speakers(segment.fileArticles[place.file]! + articleIndex);
    const record = this.speakerOf(
      place,
      articleIndex,
      speakers.findIndex((speaker) => speaker.name === name),
    );
    return record === null ? null : { id: record.id, name: record.name };
  }

  byId(id: string): SpeakerRecord | null {
    this.takeIn();
    const [place] = this.registry.placesOf(id);
    return place === undefined ? null : this.registry.speakerOf(place.uri, place.index, place.speaker);
  }

  placesOf(id: string): readonly SpeakerPlace[] {
    this.takeIn();
    return this.registry.placesOf(id);
  }

  /** Takes in all that waits and makes all records, in slices. */
  async settle(token: CancellationToken = neverCancelled): Promise<void> {
    const slice = new TimeSlice(token);
    while (this.waiting.size > 0 || this.removed.size > 0) {
      this.takeInSome(performance.now() + 5);
      await slice.pause();
    }
    for (const _ of this.registry.prepare()) {
      await slice.pause();
      // A change meanwhile makes its own records when they are asked for.
      if (this.waiting.size > 0) return;
    }
  }

  /** Takes in what waits where that is little: an answer must not wait for the rest. */
  private takeIn(): void {
    if (this.waiting.size > 0 || this.removed.size > 0) this.takeInSome(performance.now() + 5);
  }

  private takeInSome(until: number): void {
    for (const uri of this.removed) {
      this.registry.remove(uri);
      this.registered.delete(uri);
    }
    this.removed.clear();
    for (const [uri, { mounted, file }] of this.waiting) {
      this.waiting.delete(uri);
      const { segment } = mounted;
      const first = segment.fileArticles[file]!;
      const articles: RegisteredArticle[] = [];
      for (let article = first; article < segment.fileArticles[file + 1]!; article++) {
        // Places are asked of the segment when they are wanted; the registry need not keep them.
        const speakers = segment.speakers(article).map((speaker) => ({
          ...speaker,
          introduced: null,
          aliases: speaker.aliases.length === 0 ? noAliases : speaker.aliases,
        }));
        if (speakers.length === 0) continue;
        const quoteCounts = speakers.map(() => 0);
        for (const { speaker } of segment.quotes(article)) if (speaker !== null) quoteCounts[speaker]!++;
        articles.push({ uri, index: article - first, date: segment.article(article).date, speakers, quoteCounts });
      }
      const hash = hashText(JSON.stringify(articles));
      const known = this.registered.get(uri);
      if (known !== hash) {
        if (known !== undefined) this.registry.remove(uri);
        for (const article of articles) this.registry.add(article);
        this.registered.set(uri, hash);
      }
      if (performance.now() > until) return;
    }
  }
}

const noAliases: readonly string[] = [];

function slug(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
}
