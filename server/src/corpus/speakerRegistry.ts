import type { SpeakerKind } from '../quotation/quoteTypes';
import type { CorpusSettings } from '../text/article';
import { nameWords } from '../text/personNames';
import type { SpeakerRecord } from './corpusTypes';
import { FullNames, type Cluster, type FullName, type NameForm } from './fullNames';
import { ShortNames } from './shortNames';
import { keyOf, nameKeyOf, shortKeyOfId, shortKeysOf } from './speakerKeys';
import { SpeakerPlaces, type RegisteredArticle } from './speakerPlaces';

export type { RegisteredArticle } from './speakerPlaces';

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
  private readonly places = new SpeakerPlaces();
  private readonly forms: (NameForm | undefined)[] = [];
  private readonly freeForms: number[] = [];
  /** By name, and by title where the settings tell people apart by it. */
  private readonly fullForms = new Map<string, NameForm>();
  private readonly shortForms = new Map<string, NameForm>();
  private readonly fullNames: FullNames;
  private readonly shortNames: ShortNames;
  private readonly settled: ReadonlyMap<string, string>;

  /** What {@link speakers} gave last, whether it still holds, and what must be made anew for the next time. */
  private listed: readonly SpeakerRecord[] = [];
  private isListed = false;
  /** Made since then, and those of the list that hold no more. */
  private readonly freshRecords = new Set<SpeakerRecord>();
  private readonly droppedRecords = new Set<SpeakerRecord>();
  private readonly staleNames = new Set<FullName>();
  private readonly staleShortKeys = new Set<number>();
  private articleStamps = new Uint32Array(0);
  private stamp = 0;

  constructor(settings: CorpusSettings['speakers']) {
    const settled = new Map<string, string>();
    for (const { name, aliases } of settings) {
      for (const form of [name, ...aliases]) settled.set(nameKeyOf(form), name);
    }
    this.settled = settled;
    const settledNames = new Set(settings.map(({ name }) => nameKeyOf(name)));
    this.fullNames = new FullNames(settledNames, (name) => {
      for (const key of name.shortKeys) this.forgetShorts(key);
      this.forgetRecord(name);
    });
    this.shortNames = new ShortNames(this.places, this.fullNames);
  }

  /** Takes an article in; one with the same URI and index is replaced. */
  add(article: RegisteredArticle): void {
    const known = this.places.articleAt(article.uri, article.index);
    if (known >= 0) this.removeArticle(known);
    const { first } = this.places.placesOf(this.places.add(article));
    for (const [at, { name, title, isFullName }] of article.speakers.entries())
      this.enter(first + at, this.formOf(name, title, isFullName));
  }

  /** Forgets all articles of a file. */
  remove(uri: string): void {
    for (const article of this.places.articlesOf(uri)) this.removeArticle(article);
  }

  /** The corpus-wide speaker that a speaker of an article stands for. */
  speakerOf(uri: string, index: number, speaker: number): SpeakerRecord | null {
    const cluster = this.clusterAt(uri, index, speaker);
    return cluster === null ? null : this.recordOf(cluster);
  }

  /** Id and name of {@link speakerOf}, without counting what the speaker said elsewhere. */
  nameOf(uri: string, index: number, speaker: number): { readonly id: string; readonly name: string } | null {
    const cluster = this.clusterAt(uri, index, speaker);
    return cluster === null ? null : (cluster.record ?? { id: cluster.id, name: this.clusterName(cluster) });
  }

  /** All speakers of the corpus, by id. The same list until an article comes or goes. */
  speakers(): readonly SpeakerRecord[] {
    for (const _ of this.prepare());
    return this.listed;
  }

  /** Does the work that {@link speakers} would do, a little with every step. */
  *prepare(): Generator<void> {
    if (this.isListed) return;
    for (const name of this.staleNames) {
      this.staleNames.delete(name);
      if (this.fullNames.get(name.key) !== name) continue;
      this.recordOf(this.fullNames.clusterOf(name));
      yield;
    }
    for (const key of this.staleShortKeys) {
      this.staleShortKeys.delete(key);
      for (const cluster of this.shortNames.assignmentOf(key).shortClusters) this.recordOf(cluster);
      yield;
    }
    // Sorted in parts, by how ids begin: a quarter of a million at once would take a second.
    const parts = new Map<string, SpeakerRecord[]>();
    for (const record of this.freshRecords) {
      const start = record.id.slice(0, 2);
      const part = parts.get(start);
      if (part === undefined) parts.set(start, [record]);
      else part.push(record);
    }
    const fresh: SpeakerRecord[] = [];
    for (const start of [...parts.keys()].sort()) {
      for (const record of parts.get(start)!.sort(byId)) fresh.push(record);
      yield;
    }
    // Somebody may have changed something in between.
    if (this.staleNames.size > 0 || this.staleShortKeys.size > 0) return yield* this.prepare();
    this.listed = merge(
      this.listed.filter((record) => !this.droppedRecords.has(record)),
      fresh.filter((record) => this.freshRecords.has(record)),
    );
    this.freshRecords.clear();
    this.droppedRecords.clear();
    this.isListed = true;
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
    const { places } = this;
    return Array.from(this.placesOfCluster(cluster), (place) => {
      const article = places.articleOf(place);
      return { uri: places.uri(article), index: places.index(article), speaker: places.speakerOf(place) };
    }).sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.index - b.index || a.speaker - b.speaker));
  }

  private removeArticle(article: number): void {
    const { first, end } = this.places.placesOf(article);
    for (let place = first; place < end; place++) this.leave(place);
    this.places.remove(article);
  }

  private enter(place: number, form: NameForm): void {
    const isNew = form.placeCount === 0;
    this.places.setForm(place, form.id, form.firstPlace);
    form.firstPlace = place;
    form.placeCount++;
    if (isNew && form.full === null) this.shortNames.enterShort(form);
    if (isNew && form.full !== null && this.fullNames.enter(form, form.full)) this.shortNames.enterFull(form.full);
    this.forgetDerived(form);
  }

  private leave(place: number): void {
    const form = this.forms[this.places.form(place)]!;
    this.forgetDerived(form);
    form.firstPlace = this.places.leaveForm(place, form.firstPlace);
    if (--form.placeCount > 0) return;
    (form.isFullName ? this.fullForms : this.shortForms).delete(form.formKey);
    this.forms[form.id] = undefined;
    this.freeForms.push(form.id);
    if (form.full === null) this.shortNames.leaveShort(form);
    else if (this.fullNames.leave(form, form.full)) this.shortNames.leaveFull(form.full);
  }

  /** The form of a name, made where it is new; what the settings name is filed under that name. */
  private formOf(name: string, title: string | null, isFullName: boolean): NameForm {
    const formKey = this.settled.size === 0 || title === null ? name : `${title}\n${name}`;
    const forms = isFullName ? this.fullForms : this.shortForms;
    const known = forms.get(formKey);
    if (known !== undefined) return known;
    const settled = this.settled.size === 0 ? undefined : this.settledName(name, title);
    const words = nameWords(settled ?? name);
    const key = keyOf(words);
    const full = isFullName || settled !== undefined ? this.fullNames.named(key, words) : null;
    const [shortKey] = full?.shortKeys ?? shortKeysOf(words, key, false);
    const form: NameForm = {
      id: this.freeForms.pop() ?? this.forms.length,
      formKey,
      isFullName,
      name,
      shortKey: shortKey!,
      full,
      firstPlace: -1,
      placeCount: 0,
    };
    this.forms[form.id] = form;
    forms.set(formKey, form);
    return form;
  }

  private settledName(name: string, title: string | null): string | undefined {
    return (
      (title === null ? undefined : this.settled.get(nameKeyOf(`${title} ${name}`))) ??
      this.settled.get(nameKeyOf(name))
    );
  }

  /** Drops what was derived from the names that share a word with a form. */
  private forgetDerived({ full, shortKey }: NameForm): void {
    this.isListed = false;
    if (full !== null) this.forgetRecord(full);
    for (const key of full?.shortKeys ?? [shortKey]) this.forgetShorts(key);
  }

  /** Drops what short names were taken for, with the records of all whom that may have counted for. */
  private forgetShorts(key: number): void {
    const known = this.shortNames.forget(key);
    this.staleShortKeys.add(key);
    if (known === null) return;
    for (const cluster of known.shortClusters) this.dropRecord(cluster);
    for (const name of this.shortNames.fullNamesUnder(key)) this.forgetRecord(name);
  }

  private forgetRecord(name: FullName): void {
    this.staleNames.add(name);
    if (name.cluster !== null) this.dropRecord(name.cluster);
  }

  private dropRecord(cluster: Cluster): void {
    if (cluster.record !== null && !this.freshRecords.delete(cluster.record)) this.droppedRecords.add(cluster.record);
    cluster.record = null;
  }

  private clusterAt(uri: string, index: number, speaker: number): Cluster | null {
    const place = this.places.placeAt(uri, index, speaker);
    if (place < 0) return null;
    const { full, shortKey } = this.forms[this.places.form(place)]!;
    return full === null ? this.shortNames.clusterOf(place, shortKey) : this.fullNames.clusterOf(full);
  }

  private clusterById(id: string): Cluster | null {
    const name = this.fullNames.get(id);
    if (name !== undefined) return this.fullNames.clusterOf(name);
    const { shortClusters } = this.shortNames.assignmentOf(shortKeyOfId(id));
    return shortClusters.find((cluster) => cluster.id === id) ?? null;
  }

  /** In no particular order, each once. */
  private *placesOfCluster(cluster: Cluster): Generator<number> {
    yield* cluster.shorts;
    const keys = new Set<number>();
    for (const { forms, shortKeys } of cluster.names) {
      for (const { firstPlace } of forms)
        for (let place = firstPlace; place >= 0; place = this.places.next(place)) yield place;
      for (const key of shortKeys) keys.add(key);
    }
    // A short name is filed under one number only, so no place comes twice.
    for (const key of keys) yield* this.shortNames.assignmentOf(key).completed.get(cluster) ?? [];
  }

  /** The form that is printed most often, of the name that the cluster is called by. */
  private clusterName(cluster: Cluster): string {
    const settled = this.settled.get(cluster.id);
    if (settled !== undefined) return settled;
    const counts = new Map<string, number>();
    const count = (name: string, by: number) => counts.set(name, (counts.get(name) ?? 0) + by);
    for (const { forms } of cluster.names)
      for (const { name, placeCount } of forms) if (nameKeyOf(name) === cluster.id) count(name, placeCount);
    for (const place of cluster.shorts) count(this.forms[this.places.form(place)]!.name, 1);
    return mostFrequent(counts) ?? cluster.id;
  }

  private recordOf(cluster: Cluster): SpeakerRecord {
    if (cluster.record !== null) return cluster.record;
    const { places } = this;
    const seenForms = new Set<number>();
    const seenLists = new Set<readonly string[]>();
    const kinds = new Map<SpeakerKind, number>();
    if (this.articleStamps.length < places.articleLimit) this.articleStamps = new Uint32Array(places.articleLimit * 2);
    const stamp = ++this.stamp;
    let articleCount = 0;
    let quoteCount = 0;
    for (const place of this.placesOfCluster(cluster)) {
      seenForms.add(places.form(place));
      seenLists.add(places.aliases(place));
      const kind = places.kind(place);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const article = places.articleOf(place);
      if (this.articleStamps[article] !== stamp) articleCount++;
      this.articleStamps[article] = stamp;
      quoteCount += places.quoteCount(place);
    }
    const name = this.clusterName(cluster);
    const aliases = new Set<string>();
    for (const form of seenForms) aliases.add(this.forms[form]!.name);
    for (const list of seenLists) for (const alias of list) aliases.add(alias);
    aliases.delete(name);
    const record = {
      id: cluster.id,
      name,
      kind: mostFrequent(kinds) ?? 'person',
      aliases: aliases.size === 0 ? noAliases : [...aliases].sort().slice(0, maxAliases),
      quoteCount,
      articleCount,
    };
    cluster.record = record;
    this.freshRecords.add(record);
    return record;
  }
}

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

/** Two lists by id made one. */
function merge(a: readonly SpeakerRecord[], b: readonly SpeakerRecord[]): SpeakerRecord[] {
  const all: SpeakerRecord[] = [];
  let at = 0;
  for (const record of a) {
    while (at < b.length && byId(b[at]!, record) < 0) all.push(b[at++]!);
    all.push(record);
  }
  for (; at < b.length; at++) all.push(b[at]!);
  return all;
}
