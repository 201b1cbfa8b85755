import { StringTable } from '../base/stringTable';
import type { SpeakerKind } from '../quotation/quoteTypes';
import type { CorpusSettings } from '../text/article';
import type { SpeakerRecord } from './corpusTypes';
import { FullNames, type FullNameColumns } from './fullNames';
import { NameForms, none } from './nameForms';
import { firstPlaceOf, ShortNames, shortClusterOf } from './shortNames';
import { nameKeyOf, shortKeyOf, shortKeyOfId } from './speakerKeys';
import { noDay, SpeakerPlaces, type PlaceColumns, type RegisteredArticle } from './speakerPlaces';

export type { RegisteredArticle } from './speakerPlaces';

/** What {@link SpeakerRegistry.columns} gives. */
export interface RegistryColumns extends PlaceColumns, FullNameColumns {
  readonly stringBytes: Uint8Array;
  readonly stringStarts: Uint32Array;
  readonly formKeys: Int32Array;
  readonly formNames: Int32Array;
  readonly formsAreFull: Int32Array;
  readonly formFulls: Int32Array;
  readonly formShortKeys: Int32Array;
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
 * name of the corpus makes that ambiguous ({@link FullNames}); short names are completed from neighbouring articles
 * ({@link ShortNames}). Both are worked out when somebody asks and kept until an article with a related name comes or goes.
 */
export class SpeakerRegistry {
  private readonly strings: StringTable;
  private readonly forms: NameForms;
  private readonly places: SpeakerPlaces;
  private readonly fullNames: FullNames;
  private readonly shortNames: ShortNames;
  private readonly settled: ReadonlyMap<string, string>;
  /** By cluster: of those with a full name or several places. Derived; what is missing is stale. */
  private readonly records = new Map<number, SpeakerRecord>();

  private articleStamps = new Uint32Array(0);
  private stamp = 0;

  constructor(settings: CorpusSettings['speakers'], strings = new StringTable()) {
    const settled = new Map<string, string>();
    for (const { name, aliases } of settings) {
      for (const form of [name, ...aliases]) settled.set(nameKeyOf(form), name);
    }
    this.settled = settled;
    const settledNames = new Set(settings.map(({ name }) => nameKeyOf(name)));
    this.strings = strings;
    this.forms = new NameForms(strings);
    this.places = new SpeakerPlaces(strings);
    this.fullNames = new FullNames(this.forms, settledNames, (name) => {
      this.records.delete(this.fullNames.knownClusterOf(name));
      for (const key of this.fullNames.shortKeysOf(name)) this.forgetShorts(key);
    });
    this.shortNames = new ShortNames(this.places, this.forms, this.fullNames);
  }

  /** Takes an article in; one with the same URI and index is replaced. */
  add(article: RegisteredArticle): void {
    const known = this.places.articleAt(article.uri, article.index);
    if (known >= 0) {
      if (this.recount(known, article)) return;
      this.removeArticle(known);
    }
    const { first } = this.places.placesOf(this.places.add(article));
    for (const [at, { name, title, isFullName }] of article.speakers.entries())
      this.enter(first + at, this.formOf(name, title, isFullName));
  }

  /** Forgets the articles of a file, but for those at the positions `kept`, which come again. */
  remove(uri: string, kept: ReadonlySet<number> | null = null): void {
    for (const article of this.places.articlesOf(uri))
      if (kept?.has(this.places.index(article)) !== true) this.removeArticle(article);
  }

  /**
   * What was taken in, as columns to be kept: {@link restore} makes a registry of them that knows the same. Files are known
   * by number. With pauses, in which nothing may change. Null where so much is left of what is gone that they do not pay.
   */
  *columns(fileOf: (uri: string) => number): Generator<null, RegistryColumns | null> {
    if (this.strings.size > 100_000 + 4 * (this.forms.liveCount + this.places.articleCount)) return null;
    const { key, name, isFullName, full, shortKey } = this.forms.table.columns;
    const { limit } = this.forms;
    const { bytes, starts } = this.strings.columns();
    const places = yield* this.places.columns(fileOf);
    return {
      ...places,
      stringBytes: bytes.slice(),
      stringStarts: starts.slice(0, this.strings.size),
      formKeys: key.slice(0, limit),
      formNames: name.slice(0, limit),
      formsAreFull: isFullName.slice(0, limit),
      formFulls: full.slice(0, limit),
      formShortKeys: shortKey.slice(0, limit),
      ...this.fullNames.columns(),
    };
  }

  /** A registry of {@link columns}, under the same settings; without the files for which `uriOf` gives null. With pauses. */
  static *restore(
    columns: RegistryColumns,
    settings: CorpusSettings['speakers'],
    uriOf: (file: number) => string | null,
  ): Generator<null, SpeakerRegistry> {
    const registry = new SpeakerRegistry(settings, StringTable.of(columns.stringBytes, columns.stringStarts));
    const { forms, places, fullNames, shortNames } = registry;
    yield null;
    const { formKeys, formNames, formsAreFull, formFulls, formShortKeys } = columns;
    forms.restore(formKeys, formNames, formsAreFull, formFulls, formShortKeys);
    yield* places.restore(columns, uriOf, (place, form) => {
      places.setForm(place, form, forms.firstPlace(form));
      forms.setPlaces(form, place, 1);
    });
    forms.settle();
    yield null;
    fullNames.restore(columns);
    yield null;
    shortNames.reserve(columns.fullKeys.length, forms.limit);
    for (let form = 0; form < forms.limit; form++)
      if (forms.placeCount(form) > 0 && forms.full(form) === none) shortNames.enterShort(form);
    for (const name of fullNames.all()) shortNames.enterFull(name);
    return registry;
  }

  /** The corpus-wide speaker that a speaker of an article stands for. */
  speakerOf(uri: string, index: number, speaker: number): SpeakerRecord | null {
    const cluster = this.clusterAt(uri, index, speaker);
    return cluster === null ? null : this.recordOf(cluster);
  }

  /** Id and name of {@link speakerOf}, without counting what the speaker said elsewhere. */
  nameOf(uri: string, index: number, speaker: number): { readonly id: string; readonly name: string } | null {
    const cluster = this.clusterAt(uri, index, speaker);
    return cluster === null
      ? null
      : (this.records.get(cluster) ?? { id: this.idOf(cluster), name: this.nameOfCluster(cluster) });
  }

  /** How many quotes {@link speakerOf} has in the corpus; 0 where there is nobody. */
  quoteCountAt(uri: string, index: number, speaker: number): number {
    const cluster = this.clusterAt(uri, index, speaker);
    return cluster === null ? 0 : this.quoteCountOf(cluster);
  }

  /** Ids of {@link speakerOf} for all speakers of an article, in order. */
  idsOf(uri: string, index: number): string[] {
    const article = this.places.articleAt(uri, index);
    if (article < 0) return [];
    const { first, end } = this.places.placesOf(article);
    return Array.from({ length: end - first }, (_, at) => this.idOf(this.clusterOfPlace(first + at)));
  }

  /** All speakers of the corpus, by id. Made anew at every call: of a large corpus ask {@link mostQuoted}. */
  speakers(): SpeakerRecord[] {
    return Array.from(this.clusters(), (cluster) => this.recordOf(cluster)).sort(byId);
  }

  /** The most quoted speakers with at least one quote, most quotes first. A generator, so that others can run meanwhile. */
  *mostQuoted(limit: number): Generator<null, SpeakerRecord[]> {
    let found: { readonly cluster: number; readonly id: string; readonly quoteCount: number }[] = [];
    const cut = () => {
      found.sort((a, b) => b.quoteCount - a.quoteCount || (a.id < b.id ? -1 : 1));
      found = found.slice(0, limit);
    };
    for (const cluster of this.clusters()) {
      const quoteCount = this.quoteCountOf(cluster);
      if (quoteCount > 0) found.push({ cluster, id: this.idOf(cluster), quoteCount });
      if (found.length >= 2 * limit) cut();
      yield null;
    }
    cut();
    const records: SpeakerRecord[] = [];
    for (const { cluster } of found) {
      records.push(this.recordOf(cluster));
      yield null;
    }
    return records;
  }

  /** Works out who all short names stand for, a little with every step: the first to ask else waits for it. */
  *prepare(): Generator<null> {
    for (const name of this.fullNames.all()) {
      this.fullNames.clusterOf(name);
      yield null;
    }
    for (const key of this.shortNames.keys()) {
      this.shortNames.assignmentOf(key);
      yield null;
    }
  }

  /** The speaker of an id; null for an unknown one. */
  byId(id: string): SpeakerRecord | null {
    const cluster = this.clusterById(id);
    return cluster === null ? null : this.recordOf(cluster);
  }

  /** Where a speaker occurs, by URI, article and position; empty for an unknown id. */
  placesOf(id: string): SpeakerPlace[] {
    const cluster = this.clusterById(id);
    if (cluster === null) return [];
    return Array.from(this.placesOfCluster(cluster), (place) => this.placeOf(place)).sort(byPlace);
  }

  /**
   * Where a speaker occurs, from `nearDay` on to both sides; from the earliest on where it is null. Undated places come
   * last. For who wants a few of thousands.
   */
  *placesByDay(id: string, nearDay: number | null): Generator<SpeakerPlace> {
    const cluster = this.clusterById(id);
    if (cluster === null) return;
    const { places } = this;
    const all = Int32Array.from(this.placesOfCluster(cluster));
    const distanceOf = (place: number) => {
      const day = places.day(places.articleOf(place));
      return day === noDay ? lastDay : nearDay === null ? day : Math.abs(day - nearDay);
    };
    // A day and a position in one number: ten thousand of them are sorted in a millisecond.
    const order = Float64Array.from(all, (place, at) => distanceOf(place) * 2 ** 26 + at).sort();
    for (let from = 0; from < order.length;) {
      const distance = Math.floor(order[from]! / 2 ** 26);
      const group: number[] = [];
      for (; from < order.length && Math.floor(order[from]! / 2 ** 26) === distance; from++)
        group.push(all[order[from]! % 2 ** 26]!);
      for (const place of group.sort(places.byDate)) yield this.placeOf(place);
    }
  }

  private placeOf(place: number): SpeakerPlace {
    const article = this.places.articleOf(place);
    return { uri: this.places.uri(article), index: this.places.index(article), speaker: this.places.speakerOf(place) };
  }

  /**
   * Takes in how often the speakers of an article are quoted now, where nothing else about them has changed: who is who
   * does not depend on that, and working it out again takes a tenth of a second for a name that thousands share.
   */
  private recount(known: number, article: RegisteredArticle): boolean {
    const { places, forms } = this;
    if (!places.isLike(known, article)) return false;
    const { first } = places.placesOf(known);
    const isSameForm = ({ name, title, isFullName }: RegisteredArticle['speakers'][number], at: number) =>
      places.form(first + at) === forms.find(this.formKeyOf(name, title), isFullName);
    if (!article.speakers.every(isSameForm)) return false;
    for (const [at, count] of article.quoteCounts.entries()) {
      const place = first + at;
      if (places.quoteCount(place) === count) continue;
      places.setQuoteCount(place, count);
      const full = forms.full(places.form(place));
      const cluster =
        full === none
          ? this.shortNames.knownClusterOf(place, forms.shortKey(places.form(place)))
          : this.fullNames.knownClusterOf(full);
      if (cluster !== null) this.records.delete(cluster);
    }
    return true;
  }

  private removeArticle(article: number): void {
    const { first, end } = this.places.placesOf(article);
    for (let place = first; place < end; place++) this.leave(place);
    this.places.remove(article);
  }

  private enter(place: number, form: number): void {
    const { forms } = this;
    const isNew = forms.placeCount(form) === 0;
    this.places.setForm(place, form, forms.firstPlace(form));
    forms.setPlaces(form, place, 1);
    const full = forms.full(form);
    if (isNew && full === none) this.shortNames.enterShort(form);
    if (isNew && full !== none && this.fullNames.enter(form, full)) this.shortNames.enterFull(full);
    this.forgetDerived(form);
  }

  private leave(place: number): void {
    const { forms } = this;
    const form = this.places.form(place);
    this.forgetDerived(form);
    forms.setPlaces(form, this.places.leaveForm(place, forms.firstPlace(form)), -1);
    if (forms.placeCount(form) > 0) return;
    const full = forms.full(form);
    if (full === none) this.shortNames.leaveShort(form);
    else if (this.fullNames.leave(form, full)) this.shortNames.leaveFull(full);
    forms.remove(form);
  }

  /** The form of a name, made where it is new; what the settings name is filed under that name. */
  private formOf(name: string, title: string | null, isFullName: boolean): number {
    const key = this.formKeyOf(name, title);
    const known = this.forms.find(key, isFullName);
    if (known !== none) return known;
    const settled = this.settled.size === 0 ? undefined : this.settledName(name, title);
    const full = isFullName || settled !== undefined ? this.fullNames.named(nameKeyOf(settled ?? name)) : none;
    const shortKey = full === none ? shortKeyOf(name) : this.fullNames.shortKeysOf(full)[0]!;
    return this.forms.add({ key, name, isFullName, full, shortKey });
  }

  private formKeyOf(name: string, title: string | null): string {
    return this.settled.size === 0 || title === null ? name : `${title}\n${name}`;
  }

  private settledName(name: string, title: string | null): string | undefined {
    return (
      (title === null ? undefined : this.settled.get(nameKeyOf(`${title} ${name}`))) ??
      this.settled.get(nameKeyOf(name))
    );
  }

  /** Drops what was derived from the names that share a word with a form. */
  private forgetDerived(form: number): void {
    const full = this.forms.full(form);
    if (full === none) return this.forgetShorts(this.forms.shortKey(form));
    this.records.delete(this.fullNames.knownClusterOf(full));
    for (const key of this.fullNames.shortKeysOf(full)) this.forgetShorts(key);
  }

  /** Drops what short names were taken for, with the records of all whom that may have counted for. */
  private forgetShorts(key: number): void {
    const known = this.shortNames.forget(key);
    if (known === null) return;
    for (const [first] of known.chains) this.records.delete(shortClusterOf(first!));
    for (const name of this.shortNames.fullNamesUnder(key)) this.records.delete(this.fullNames.knownClusterOf(name));
  }

  /** Every cluster once. */
  private *clusters(): Generator<number> {
    for (const name of this.fullNames.all()) if (this.fullNames.clusterOf(name) === name) yield name;
    for (const key of this.shortNames.keys()) yield* this.shortNames.shortClusters(key);
  }

  private clusterAt(uri: string, index: number, speaker: number): number | null {
    const place = this.places.placeAt(uri, index, speaker);
    return place < 0 ? null : this.clusterOfPlace(place);
  }

  private clusterOfPlace(place: number): number {
    const form = this.places.form(place);
    const full = this.forms.full(form);
    return full === none ? this.shortNames.clusterOf(place, this.forms.shortKey(form)) : this.fullNames.clusterOf(full);
  }

  private clusterById(id: string): number | null {
    const name = this.fullNames.find(id);
    if (name !== none) return this.fullNames.clusterOf(name);
    const [key] = id.split('@');
    const isOfKey = new Map<number, boolean>();
    for (const cluster of this.shortNames.shortClusters(shortKeyOfId(id))) {
      const form = this.places.form(firstPlaceOf(cluster));
      let isIt = isOfKey.get(form);
      if (isIt === undefined) isOfKey.set(form, (isIt = nameKeyOf(this.forms.name(form)) === key));
      if (isIt && this.shortNames.idOf(cluster) === id) return cluster;
    }
    return null;
  }

  private idOf(cluster: number): string {
    return cluster < 0 ? this.shortNames.idOf(cluster) : this.fullNames.key(cluster);
  }

  /** In no particular order, each once. */
  private *placesOfCluster(cluster: number): Generator<number> {
    if (cluster < 0) return yield* this.shortNames.placesOf(cluster);
    const keys = new Set<number>();
    for (const name of this.fullNames.namesOf(cluster)) {
      for (const form of this.fullNames.formsOf(name))
        for (let place = this.forms.firstPlace(form); place >= 0; place = this.places.next(place)) yield place;
      for (const key of this.fullNames.shortKeysOf(name)) keys.add(key);
    }
    // A short name is filed under one number only, so no place comes twice.
    for (const key of keys) yield* this.shortNames.assignmentOf(key).completed.get(cluster) ?? [];
  }

  /** The form that is printed most often, of the name that the cluster is called by. */
  private nameOfCluster(cluster: number): string {
    const settled = this.settled.size === 0 ? undefined : this.settled.get(this.idOf(cluster));
    if (settled !== undefined) return settled;
    const counts = new Map<string, number>();
    const count = (form: number, by: number) => {
      const name = this.forms.name(form);
      counts.set(name, (counts.get(name) ?? 0) + by);
    };
    if (cluster < 0) for (const place of this.shortNames.placesOf(cluster)) count(this.places.form(place), 1);
    else for (const form of this.fullNames.formsOf(cluster)) count(form, this.forms.placeCount(form));
    return mostFrequent(counts) ?? this.idOf(cluster);
  }

  private quoteCountOf(cluster: number): number {
    const known = this.records.get(cluster);
    if (known !== undefined) return known.quoteCount;
    let count = 0;
    for (const place of this.placesOfCluster(cluster)) count += this.places.quoteCount(place);
    return count;
  }

  private recordOf(cluster: number): SpeakerRecord {
    const known = this.records.get(cluster);
    if (known !== undefined) return known;
    const { places } = this;
    const seenForms = new Set<number>();
    const seenLists = new Set<number>();
    const kinds = new Map<SpeakerKind, number>();
    if (this.articleStamps.length < places.articleLimit) this.articleStamps = new Uint32Array(places.articleLimit * 2);
    const stamp = ++this.stamp;
    let placeCount = 0;
    let articleCount = 0;
    let quoteCount = 0;
    for (const place of this.placesOfCluster(cluster)) {
      placeCount++;
      seenForms.add(places.form(place));
      seenLists.add(places.aliasList(place));
      const kind = places.kind(place);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const article = places.articleOf(place);
      if (this.articleStamps[article] !== stamp) articleCount++;
      this.articleStamps[article] = stamp;
      quoteCount += places.quoteCount(place);
    }
    const name = this.nameOfCluster(cluster);
    const aliases = new Set<string>();
    for (const form of seenForms) aliases.add(this.forms.name(form));
    for (const list of seenLists) for (const alias of places.aliases(list)) aliases.add(alias);
    aliases.delete(name);
    const record = {
      id: this.idOf(cluster),
      name,
      kind: mostFrequent(kinds) ?? 'person',
      aliases: aliases.size === 0 ? noAliases : [...aliases].sort().slice(0, maxAliases),
      quoteCount,
      articleCount,
    };
    // Others are soon counted again: a list of all speakers would leave a quarter of a million records behind.
    if (placeCount >= leastKeptPlaces && this.records.size < maxRecords) this.records.set(cluster, record);
    return record;
  }
}

/** By URI, article and position. */
export function byPlace(a: SpeakerPlace, b: SpeakerPlace): number {
  return a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.index - b.index || a.speaker - b.speaker;
}

/** Later than any day. */
const lastDay = 2 ** 26 - 1;

/** Records of speakers who are named more often are kept. */
const leastKeptPlaces = 50;
const maxRecords = 20_000;
const maxAliases = 24;
const noAliases: readonly string[] = [];

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

function byId(a: SpeakerRecord, b: SpeakerRecord): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
