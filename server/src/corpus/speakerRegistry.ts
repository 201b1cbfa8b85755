import type { ArticleSpeaker, SpeakerKind } from '../quotation/quoteTypes';
import type { CorpusSettings } from '../text/article';
import { fullNamesAgree, nameWords, speakersAgree, spellingKey, type NameWords } from '../text/personNames';
import type { SpeakerRecord } from './corpusTypes';

/** The speakers of one article, as the registry takes them in. */
export interface RegisteredArticle {
  readonly uri: string;
  /** Position among the articles of its file. */
  readonly index: number;
  /** ISO date or null. */
  readonly date: string | null;
  readonly speakers: readonly ArticleSpeaker[];
  /** Number of quotes of each of `speakers`. */
  readonly quoteCounts: readonly number[];
}

/** A speaker of one article: `speaker` is the index into its extraction's speakers. */
export interface SpeakerPlace {
  readonly uri: string;
  readonly index: number;
  readonly speaker: number;
}

/**
 * Ties the speakers of articles into speakers of the corpus. What it answers is a function of the articles in it and
 * the settings alone: adding and removing in any order gives what a rebuild gives.
 *
 * Full names are one speaker where they agree in spelling variants, name order, middle names and short forms, and no other
 * name of the corpus makes that ambiguous. A surname alone, a bare description or a body's generic name is completed where
 * exactly one full name of the neighbouring articles (same file, or dates at most a week apart) fits it; where none does,
 * equal short names of neighbouring articles are one speaker; where several do, it is kept apart.
 */
export class SpeakerRegistry {
  private readonly articles = new Map<string, FiledArticle>();
  /** How names are filed, by name, title and fullness: a name of the news is met a thousand times. */
  private readonly entries = new Map<string, Entry>();
  private readonly indexesByUri = new Map<string, Set<number>>();
  /** Full names by their key, which is also their id. */
  private readonly names = new Map<string, FullName>();
  /**
   * Full names by the sound of their last word, by their words in any order and, for bodies, by acronym: by hashes of
   * these, and without a set where one name stands alone, as most do; strings and sets took two thirds of the memory.
   */
  private readonly namesByMeeting = new Map<number, string | Set<string>>();
  /** Full names and short names by the words through which a short name can mean a full one. */
  private readonly shortBuckets = new Map<string, ShortBucket>();
  private readonly settled: ReadonlyMap<string, string>;
  private readonly settledNames: ReadonlySet<string>;

  private readonly clusterByName = new Map<string, Cluster>();
  private readonly recordByCluster = new Map<string, SpeakerRecord>();
  private allRecords: SpeakerRecord[] | null = null;

  constructor(settings: CorpusSettings['speakers']) {
    const settled = new Map<string, string>();
    for (const { name, aliases } of settings) {
      for (const form of [name, ...aliases]) settled.set(nameKeyOf(form), name);
    }
    this.settled = settled;
    this.settledNames = new Set(settings.map(({ name }) => nameKeyOf(name)));
  }

  /** Takes an article in; one with the same URI and index is replaced. */
  add(article: RegisteredArticle): void {
    this.removeArticle(article.uri, article.index);
    const { uri, index, date } = article;
    const filed: FiledArticle = { ...article, day: dayOf(date), folder: folderOf(uri), places: [] };
    for (const [speaker, own] of article.speakers.entries())
      filed.places.push({ article: filed, speaker, entry: this.entryOf(own) });
    this.articles.set(articleKey(uri, index), filed);
    const indexes = this.indexesByUri.get(uri) ?? new Set();
    this.indexesByUri.set(uri, indexes.add(index));
    for (const place of filed.places) this.enter(place);
  }

  /** Forgets all articles of a file. */
  remove(uri: string): void {
    for (const index of [...(this.indexesByUri.get(uri) ?? [])]) this.removeArticle(uri, index);
  }

  /** The corpus-wide speaker that a speaker of an article stands for. */
  speakerOf(uri: string, index: number, speaker: number): SpeakerRecord | null {
    const place = this.articles.get(articleKey(uri, index))?.places[speaker];
    return place === undefined ? null : this.recordOf(this.clusterOf(place));
  }

  /** All speakers of the corpus, by id. */
  speakers(): readonly SpeakerRecord[] {
    if (this.allRecords !== null) return this.allRecords;
    const records: SpeakerRecord[] = [];
    for (const cluster of this.clusters()) records.push(this.recordOf(cluster));
    this.allRecords = records.sort((a, b) => (a.id < b.id ? -1 : 1));
    return this.allRecords;
  }

  /** Makes the records that {@link speakers} asks for, a few with every step. */
  *prepare(): Generator<void> {
    for (const cluster of this.clusters()) {
      this.recordOf(cluster);
      yield;
    }
  }

  /** Where a speaker occurs, by URI, article and position; empty for an unknown id. */
  placesOf(id: string): SpeakerPlace[] {
    const name = this.names.get(id);
    if (name !== undefined) return this.placesIn(this.fullClusterOf(name));
    const bucket = this.shortBuckets.get(meetingKey(id.split('@')[0]?.split('-').pop() ?? ''));
    for (const cluster of bucket === undefined ? [] : this.assignmentOf(bucket).shortClusters) {
      if (cluster.id === id) return this.placesIn(cluster);
    }
    return [];
  }

  private removeArticle(uri: string, index: number): void {
    const key = articleKey(uri, index);
    const article = this.articles.get(key);
    if (article === undefined) return;
    for (const place of article.places) this.leave(place);
    this.articles.delete(key);
    const indexes = this.indexesByUri.get(uri);
    indexes?.delete(index);
    if (indexes?.size === 0) this.indexesByUri.delete(uri);
  }

  private enter(place: Place): void {
    const { entry } = place;
    if (entry.isFull) {
      let name = this.names.get(entry.key);
      if (name === undefined) {
        const { words, suffix } = nameWords(entry.words.join(' '));
        const isSame = words.length === entry.words.length && words.every((word, at) => word === entry.words[at]);
        const parsed = { words: isSame ? entry.words : words, suffix };
        name = { key: entry.key, words: entry.words, parsed, places: [] };
        this.names.set(entry.key, name);
        for (const meeting of meetingsOf(entry.words, entry.key)) {
          this.forgetClusters(meeting);
          addTo(this.namesByMeeting, meeting, entry.key);
        }
      }
      name.places.push(place);
    }
    for (const key of entry.shortKeys) {
      let bucket = this.shortBuckets.get(key);
      if (bucket === undefined) {
        bucket = { names: new Map(), shorts: new Set(), assignment: null, isUsed: false };
        this.shortBuckets.set(key, bucket);
      }
      if (entry.isFull) bucket.names.set(entry.key, (bucket.names.get(entry.key) ?? 0) + 1);
      else bucket.shorts.add(place);
    }
    this.forgetDerived(entry);
  }

  private leave(place: Place): void {
    const { entry } = place;
    this.forgetDerived(entry);
    for (const key of entry.shortKeys) {
      const bucket = this.shortBuckets.get(key);
      if (bucket === undefined) continue;
      if (entry.isFull) {
        const count = (bucket.names.get(entry.key) ?? 1) - 1;
        if (count === 0) bucket.names.delete(entry.key);
        else bucket.names.set(entry.key, count);
      } else bucket.shorts.delete(place);
      if (bucket.names.size === 0 && bucket.shorts.size === 0) this.shortBuckets.delete(key);
    }
    const name = entry.isFull ? this.names.get(entry.key) : undefined;
    if (name === undefined) return;
    name.places.splice(name.places.indexOf(place), 1);
    if (name.places.length > 0) return;
    this.names.delete(entry.key);
    for (const meeting of meetingsOf(entry.words, entry.key)) {
      this.forgetClusters(meeting);
      const keys = this.namesByMeeting.get(meeting);
      if (keys instanceof Set) keys.delete(entry.key);
      if (keys === entry.key || (keys instanceof Set && keys.size === 0)) this.namesByMeeting.delete(meeting);
    }
    const cluster = this.clusterByName.get(entry.key);
    this.clusterByName.delete(entry.key);
    if (cluster !== undefined) this.recordByCluster.delete(cluster.id);
  }

  /** Drops what was derived from the entries that share a word with `entry`. */
  private forgetDerived(entry: Entry): void {
    this.allRecords = null;
    const cluster = entry.isFull ? this.clusterByName.get(entry.key) : undefined;
    if (cluster !== undefined) this.recordByCluster.delete(cluster.id);
    for (const key of entry.shortKeys) this.forgetBucket(this.shortBuckets.get(key));
  }

  /** Drops what short names were taken for, with the records of all whom that may have counted for. */
  private forgetBucket(bucket: ShortBucket | undefined): void {
    if (bucket === undefined || !bucket.isUsed) return;
    for (const key of bucket.names.keys()) {
      const cluster = this.clusterByName.get(key);
      if (cluster !== undefined) this.recordByCluster.delete(cluster.id);
    }
    for (const { id } of bucket.assignment?.shortClusters ?? []) this.recordByCluster.delete(id);
    bucket.assignment = null;
    bucket.isUsed = false;
  }

  /** Drops the clusters of all names that meet under a key, and what short names made of them. */
  private forgetClusters(meeting: number): void {
    for (const key of this.namesMeeting(meeting)) {
      const cluster = this.clusterByName.get(key);
      for (const member of cluster?.component ?? [key]) {
        const name = this.names.get(member);
        if (name !== undefined)
          for (const short of shortKeysOf({ words: name.words, key: name.key, isFull: true }))
            this.forgetBucket(this.shortBuckets.get(short));
        const own = this.clusterByName.get(member);
        if (own !== undefined) this.recordByCluster.delete(own.id);
        this.clusterByName.delete(member);
      }
    }
  }

  private namesMeeting(meeting: number): Iterable<string> {
    const keys = this.namesByMeeting.get(meeting);
    return keys === undefined ? [] : typeof keys === 'string' ? [keys] : keys;
  }

  /** How a speaker of an article is filed; what `variorum.json` names is filed under that name. */
  private entryOf({ name, title, isFullName }: ArticleSpeaker): Entry {
    const wanted = `${isFullName ? 'full' : 'short'}\n${name}\n${this.settled.size === 0 ? '' : (title ?? '')}`;
    const known = this.entries.get(wanted);
    if (known !== undefined) return known;
    const settled =
      (title === null ? undefined : this.settled.get(nameKeyOf(`${title} ${name}`))) ??
      this.settled.get(nameKeyOf(name));
    const { words, key } = fileName(settled ?? name);
    const isFull = isFullName || settled !== undefined;
    const shortKeys = shortKeysOf({ words, key, isFull });
    const entry = { key, words, ownKey: nameKeyOf(name), isFull, shortKeys };
    this.entries.set(wanted, entry);
    return entry;
  }

  private clusterOf(place: Place): Cluster {
    const { entry } = place;
    const name = entry.isFull ? this.names.get(entry.key) : undefined;
    if (name !== undefined) return this.fullClusterOf(name);
    const bucket = this.shortBuckets.get(entry.shortKeys[0] ?? '');
    const cluster = bucket && this.assignmentOf(bucket).clusters.get(place);
    return cluster ?? { id: shortId(entry.key, placeKey(place)), names: [], shorts: [], component: [] };
  }

  /** Every cluster once. */
  private *clusters(): Generator<Cluster> {
    const seen = new Set<Cluster>();
    for (const name of [...this.names.values()]) {
      const cluster = this.fullClusterOf(name);
      if (seen.has(cluster)) continue;
      seen.add(cluster);
      yield cluster;
    }
    for (const bucket of [...this.shortBuckets.values()]) yield* this.assignmentOf(bucket).shortClusters;
  }

  /** The cluster of a full name: its component under "same", parted where members contradict each other. */
  private fullClusterOf(name: FullName): Cluster {
    const known = this.clusterByName.get(name.key);
    if (known !== undefined) return known;
    const component = this.componentOf(name);
    for (const cluster of this.partition(component)) {
      for (const member of cluster.names) this.clusterByName.set(member, cluster);
    }
    return this.clusterByName.get(name.key)!;
  }

  private componentOf(start: FullName): FullName[] {
    const seen = new Map([[start.key, start]]);
    const queue = [start];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      for (const meeting of meetingsOf(name.words, name.key)) {
        for (const key of this.namesMeeting(meeting)) {
          const other = this.names.get(key);
          if (other === undefined || seen.has(key) || !this.areSame(name, other)) continue;
          seen.set(key, other);
          queue.push(other);
        }
      }
    }
    return [...seen.values()];
  }

  /**
   * Fullest names first, each name joins the one cluster all of whose members it agrees with; where two clusters would take
   * it ("John Roe" between "John A. Roe" and "John B. Roe") it stays on its own.
   */
  private partition(component: readonly FullName[]): Cluster[] {
    const byFullness = [...component].sort(
      (a, b) => b.words.join('').length - a.words.join('').length || (a.key < b.key ? -1 : 1),
    );
    const groups: FullName[][] = [];
    for (const name of byFullness) {
      const fitting = groups.filter((group) => group.every((member) => this.areSame(member, name)));
      if (fitting.length === 1 && fitting[0] !== undefined) fitting[0].push(name);
      else groups.push([name]);
    }
    const all = component.map(({ key }) => key);
    return groups.map((group) => {
      const chosen = group.find(({ key }) => this.settledNames.has(key)) ?? group[0]!;
      return { id: chosen.key, names: group.map(({ key }) => key), shorts: [], component: all };
    });
  }

  private areSame(a: FullName, b: FullName): boolean {
    if (a.key === b.key) return true;
    if (this.settledNames.has(a.key) && this.settledNames.has(b.key)) return false;
    if (a.words.length === 0 || b.words.length === 0) return false;
    return fullNamesAgree(a.parsed, b.parsed) === 'same';
  }

  /** Which cluster each short name of a bucket belongs to. */
  private assignmentOf(bucket: ShortBucket): Assignment {
    bucket.isUsed = true;
    if (bucket.assignment !== null) return bucket.assignment;
    const clusters = new Map<Place, Cluster>();
    const shortClusters: Cluster[] = [];
    const completed = new Map<Cluster, Place[]>();
    const assignment = { clusters, shortClusters, completed };
    bucket.assignment = assignment;
    if (bucket.shorts.size === 0) return assignment;
    const candidates = this.candidatesOf(bucket);
    const open: Place[] = [];
    const apart: Place[] = [];
    const fittingByName = new Map<string, readonly Candidate[]>();
    for (const short of [...bucket.shorts].sort(byDate)) {
      const { name } = speakerAt(short);
      const byName =
        fittingByName.get(name) ??
        candidates.filter((candidate) => candidate.names.some((full) => completes(full, name)));
      fittingByName.set(name, byName);
      const fitting = byName.filter((candidate) => isNear(short, candidate));
      if (fitting.length === 1 && fitting[0] !== undefined) {
        const { cluster } = fitting[0];
        clusters.set(short, cluster);
        const places = completed.get(cluster);
        if (places === undefined) completed.set(cluster, [short]);
        else places.push(short);
      } else if (fitting.length === 0) open.push(short);
      else apart.push(short);
    }
    const found = (short: Place): Cluster => {
      const cluster = { id: shortId(short.entry.key, placeKey(short)), names: [], shorts: [], component: [] };
      shortClusters.push(cluster);
      return cluster;
    };
    // Equal short names in a chain of neighbouring articles are one speaker where nobody is named in full.
    const lastByName = new Map<string, { readonly short: Place; readonly cluster: Cluster }>();
    for (const short of open) {
      const { key } = short.entry;
      const previous = isName(speakerAt(short)) ? lastByName.get(key) : undefined;
      const cluster =
        previous !== undefined && areNeighbours(previous.short.article, short.article)
          ? previous.cluster
          : found(short);
      cluster.shorts.push(short);
      clusters.set(short, cluster);
      lastByName.set(key, { short, cluster });
    }
    for (const short of apart) {
      const cluster = found(short);
      cluster.shorts.push(short);
      clusters.set(short, cluster);
    }
    return assignment;
  }

  private candidatesOf(bucket: ShortBucket): Candidate[] {
    const byCluster = new Map<string, Candidate>();
    for (const key of [...bucket.names.keys()].sort()) {
      const name = this.names.get(key);
      if (name === undefined) continue;
      const cluster = this.fullClusterOf(name);
      const candidate = byCluster.get(cluster.id) ?? {
        cluster,
        names: [],
        uris: new Set(),
        folders: new Set(),
        days: [],
      };
      byCluster.set(cluster.id, candidate);
      candidate.names.push(nameOf(name));
      for (const place of name.places) {
        const { uri, folder, day } = place.article;
        const isPerson = speakerAt(place).kind === 'person';
        candidate.uris.add(nearKey(uri, isPerson));
        candidate.folders.add(nearKey(folder, isPerson));
        if (day === null) candidate.folders.add(nearKey(`undated ${folder}`, isPerson));
        else candidate.days.push(isPerson ? day : day + bodyDays);
      }
    }
    for (const candidate of byCluster.values()) candidate.days.sort((a, b) => a - b);
    return [...byCluster.values()];
  }

  private placesIn(cluster: Cluster): SpeakerPlace[] {
    return [...this.placesOfCluster(cluster)]
      .map(({ article: { uri, index }, speaker }) => ({ uri, index, speaker }))
      .sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.index - b.index || a.speaker - b.speaker));
  }

  /** In no particular order, each once. */
  private placesOfCluster(cluster: Cluster): Set<Place> {
    const places = new Set(cluster.shorts);
    for (const key of cluster.names) {
      const name = this.names.get(key);
      if (name === undefined) continue;
      for (const place of name.places) places.add(place);
      for (const short of shortKeysOf({ words: name.words, key: name.key, isFull: true })) {
        const bucket = this.shortBuckets.get(short);
        if (bucket === undefined) continue;
        for (const place of this.assignmentOf(bucket).completed.get(cluster) ?? []) places.add(place);
      }
    }
    return places;
  }

  private recordOf(cluster: Cluster): SpeakerRecord {
    const known = this.recordByCluster.get(cluster.id);
    if (known !== undefined) return known;
    const forms = new Map<string, number>();
    const aliases = new Set<string>();
    const kinds = new Map<SpeakerKind, number>();
    const articles = new Set<FiledArticle>();
    let quoteCount = 0;
    for (const place of this.placesOfCluster(cluster)) {
      const here = speakerAt(place);
      if (place.entry.ownKey === cluster.id || cluster.names.length === 0)
        forms.set(here.name, (forms.get(here.name) ?? 0) + 1);
      aliases.add(here.name);
      for (const alias of here.aliases) aliases.add(alias);
      kinds.set(here.kind, (kinds.get(here.kind) ?? 0) + 1);
      articles.add(place.article);
      quoteCount += place.article.quoteCounts[place.speaker] ?? 0;
    }
    const name = this.settled.get(cluster.id) ?? mostFrequent(forms) ?? cluster.id;
    const record: SpeakerRecord = {
      id: cluster.id,
      name,
      kind: mostFrequent(kinds) ?? 'person',
      aliases: [...aliases]
        .filter((alias) => alias !== name)
        .sort()
        .slice(0, maxAliases),
      quoteCount,
      articleCount: articles.size,
    };
    this.recordByCluster.set(cluster.id, record);
    return record;
  }
}

interface FullName {
  readonly key: string;
  readonly parsed: NameWords;
  readonly words: readonly string[];
  readonly places: Place[];
}

interface FiledArticle extends RegisteredArticle {
  readonly day: number | null;
  readonly folder: string;
  readonly places: Place[];
}

/** A speaker of an article: one object each, so that it can stand in sets. */
interface Place {
  readonly article: FiledArticle;
  readonly speaker: number;
  readonly entry: Entry;
}

interface Entry {
  readonly key: string;
  /** The key of the name that the article itself uses. */
  readonly ownKey: string;
  readonly words: readonly string[];
  readonly isFull: boolean;
  /** Under what words short names find it, or it finds full ones. */
  readonly shortKeys: readonly string[];
}

/** The full and short names that share a word; `assignment` is derived and null when stale. */
interface ShortBucket {
  readonly names: Map<string, number>;
  readonly shorts: Set<Place>;
  assignment: Assignment | null;
  /** Whether a record may have been made from it since it last changed. */
  isUsed: boolean;
}

interface Assignment {
  readonly clusters: ReadonlyMap<Place, Cluster>;
  /** Clusters of short names that no full name completes. */
  readonly shortClusters: readonly Cluster[];
  /** The short names that a full name's cluster completes. */
  readonly completed: ReadonlyMap<Cluster, readonly Place[]>;
}

/** A speaker of the corpus: full names by key, or places of a short name that no full name completes. */
interface Cluster {
  readonly id: string;
  readonly names: readonly string[];
  readonly shorts: Place[];
  /** All names that were clustered together with these, for invalidation. */
  readonly component: readonly string[];
}

interface Candidate {
  readonly cluster: Cluster;
  readonly names: string[];
  /** Files, folders and days where it is named in full, as {@link nearKey} and with {@link bodyDays} added for bodies. */
  readonly uris: Set<string>;
  readonly folders: Set<string>;
  readonly days: number[];
}

/** Keeps the days of bodies and people apart in one sorted list. */
const bodyDays = 10_000_000;

/** A week: wire stories are retold within days, and a surname seldom means two people in one week of one corpus. */
const neighbourDays = 7;
const maxAliases = 24;
const msPerDay = 86_400_000;

function completes(full: string, short: string): boolean {
  return speakersAgree({ name: short, isFullName: false }, { name: full, isFullName: true }) === 'compatible';
}

function speakerAt({ article, speaker }: Place): ArticleSpeaker {
  return article.speakers[speaker]!;
}

function isNear(short: Place, candidate: Candidate): boolean {
  const { uri, day, folder } = short.article;
  const isPerson = speakerAt(short).kind === 'person';
  if (candidate.uris.has(nearKey(uri, isPerson))) return true;
  // As in areNeighbours: where one of two articles has no date, the folder decides.
  if (day === null) return candidate.folders.has(nearKey(folder, isPerson));
  if (candidate.folders.has(nearKey(`undated ${folder}`, isPerson))) return true;
  const least = day - neighbourDays + (isPerson ? 0 : bodyDays);
  let low = 0;
  let high = candidate.days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((candidate.days[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return (candidate.days[low] ?? Infinity) <= least + 2 * neighbourDays;
}

function nearKey(place: string, isPerson: boolean): string {
  return `${isPerson ? 'p' : 'b'} ${place}`;
}

function areNeighbours(a: FiledArticle, b: FiledArticle): boolean {
  if (a.uri === b.uri) return true;
  if (a.day !== null && b.day !== null) return Math.abs(a.day - b.day) <= neighbourDays;
  return a.folder === b.folder;
}

function dayOf(date: string | null): number | null {
  if (date === null) return null;
  const ms = Date.parse(date.slice(0, 10));
  return Number.isNaN(ms) ? null : ms / msPerDay;
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/** Undated ones first; then by date and place, so that the order of adding does not matter. */
function byDate(a: Place, b: Place): number {
  const x = a.article.day ?? -1;
  const y = b.article.day ?? -1;
  return x - y || (placeKey(a) < placeKey(b) ? -1 : 1);
}

/** Descriptions ("the suspect") are no names: equal ones in two articles say nothing. */
function isName(speaker: ArticleSpeaker): boolean {
  return /[\p{Lu}\p{Lo}]/u.test(speaker.name);
}

function fileName(name: string): { readonly words: readonly string[]; readonly key: string } {
  const { words, suffix } = nameWords(name);
  const all = suffix === null ? words : [...words, suffix];
  const key = all.join('-');
  return { words, key: key === '' ? 'unnamed' : key };
}

function nameKeyOf(name: string): string {
  return fileName(name).key;
}

function nameOf({ key }: FullName): string {
  return key.replace(/-/g, ' ');
}

/** Under what keys full names meet that may be one: sound of the last word, words in any order, acronym. */
function meetingsOf(words: readonly string[], key: string): number[] {
  const last = words[words.length - 1] ?? key;
  const keys = [meetingKey(last)];
  if (words.length > 1) {
    keys.push(`order:${words.map(spellingKey).sort().join(' ')}`, `whole:${spellingKey(words.join(''))}`);
    if (words.length < 12) keys.push(`acronym:${words.map((word) => word[0]).join('')}`);
    const strong = words.filter((word) => word.length > 3);
    if (strong.length > 1) keys.push(`acronym:${strong.map((word) => word[0]).join('')}`);
  } else keys.push(`acronym:${last}`, `whole:${spellingKey(last)}`);
  return [...new Set(keys.map(smallHash))];
}

/** 30 bits, which V8 keeps without an object. Names that meet by chance only are told apart when they are compared. */
function smallHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}

/** Under what words a short name finds full ones: its last word; of a full name the first and the last. */
function shortKeysOf({ words, key, isFull }: { words: readonly string[]; key: string; isFull: boolean }): string[] {
  const last = meetingKey(words[words.length - 1] ?? key);
  if (!isFull) return [last];
  return [...new Set([last, meetingKey(words[0] ?? key)])];
}

/** First letter and consonants of a word's spelling key: spellings that may be one name meet here. */
function meetingKey(word: string): string {
  const key = spellingKey(word);
  return key.slice(0, 1) + key.slice(1).replace(/[aeiou]/g, '');
}

function articleKey(uri: string, index: number): string {
  return `${uri}\n${index}`;
}

function placeKey({ article: { uri, index }, speaker }: Place): string {
  return `${articleKey(uri, index)}\n${speaker}`;
}

/** Ids of short names carry a hash of the first place they stand for (FNV-1a), as several people may share the name. */
function shortId(key: string, place: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < place.length; i++) hash = Math.imul(hash ^ place.charCodeAt(i), 0x01000193);
  return `${key}@${(hash >>> 0).toString(36)}`;
}

function mostFrequent<T extends string>(counts: ReadonlyMap<T, number>): T | null {
  let best: T | null = null;
  let bestCount = 0;
  for (const [value, count] of counts) {
    if (count > bestCount || (count === bestCount && best !== null && value < best)) {
      best = value;
      bestCount = count;
    }
  }
  return best;
}

function addTo(index: Map<number, string | Set<string>>, key: number, value: string): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, value);
  else if (typeof values !== 'string') values.add(value);
  else if (values !== value) index.set(key, new Set([values, value]));
}
