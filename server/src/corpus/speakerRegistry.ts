import type { SpeakerKind } from '../quotation/quoteTypes';
import type { CorpusSettings } from '../text/article';
import { nameWords } from '../text/personNames';
import type { SpeakerRecord } from './corpusTypes';
import { FullNames, type Cluster, type FullName, type NameForm } from './fullNames';
import { ShortNames } from './shortNames';
import { keyOf, nameKeyOf, shortKeyOf, shortKeyOfId } from './speakerKeys';
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

  /** Ids of {@link speakerOf} for all speakers of an article, in order. */
  idsOf(uri: string, index: number): string[] {
    const article = this.places.articleAt(uri, index);
    if (article < 0) return [];
    const { first, end } = this.places.placesOf(article);
    return Array.from({ length: end - first }, (_, at) => this.clusterOfPlace(first + at).id);
  }

  /** All speakers of the corpus, by id. Made anew at every call: of a large corpus ask {@link mostQuoted}. */
  speakers(): SpeakerRecord[] {
    return Array.from(this.clusters(), (cluster) => this.recordOf(cluster)).sort(byId);
  }

  /** The most quoted speakers with at least one quote, most quotes first. A generator, so that others can run meanwhile. */
  *mostQuoted(limit: number): Generator<null, SpeakerRecord[]> {
    let found: { readonly cluster: Cluster; readonly quoteCount: number }[] = [];
    const cut = () => {
      found.sort((a, b) => b.quoteCount - a.quoteCount || (a.cluster.id < b.cluster.id ? -1 : 1));
      found = found.slice(0, limit);
    };
    for (const cluster of this.clusters()) {
      const quoteCount = this.quoteCountOf(cluster);
      if (quoteCount > 0) found.push({ cluster, quoteCount });
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
    const full = isFullName || settled !== undefined ? this.fullNameOf(settled ?? name) : null;
    const form: NameForm = {
      id: this.freeForms.pop() ?? this.forms.length,
      formKey,
      isFullName,
      name,
      shortKey: full?.shortKeys[0] ?? shortKeyOf(name),
      full,
      firstPlace: -1,
      placeCount: 0,
    };
    this.forms[form.id] = form;
    forms.set(formKey, form);
    return form;
  }

  private fullNameOf(name: string): FullName {
    const words = nameWords(name);
    return this.fullNames.named(keyOf(words), words);
  }

  private settledName(name: string, title: string | null): string | undefined {
    return (
      (title === null ? undefined : this.settled.get(nameKeyOf(`${title} ${name}`))) ??
      this.settled.get(nameKeyOf(name))
    );
  }

  /** Drops what was derived from the names that share a word with a form. */
  private forgetDerived({ full, shortKey }: NameForm): void {
    if (full?.cluster != null) full.cluster.record = null;
    for (const key of full?.shortKeys ?? [shortKey]) this.forgetShorts(key);
  }

  /** Drops what short names were taken for, with the records of all whom that may have counted for. */
  private forgetShorts(key: number): void {
    const known = this.shortNames.forget(key);
    if (known === null) return;
    for (const { cluster } of this.shortNames.fullNamesUnder(key)) if (cluster !== null) cluster.record = null;
  }

  /** Every cluster once. */
  private *clusters(): Generator<Cluster> {
    for (const name of this.fullNames.all()) {
      const cluster = this.fullNames.clusterOf(name);
      if (cluster.names[0] === name) yield cluster;
    }
    for (const key of this.shortNames.keys()) yield* this.shortNames.shortClusters(key);
  }

  private clusterAt(uri: string, index: number, speaker: number): Cluster | null {
    const place = this.places.placeAt(uri, index, speaker);
    return place < 0 ? null : this.clusterOfPlace(place);
  }

  private clusterOfPlace(place: number): Cluster {
    const { full, shortKey } = this.forms[this.places.form(place)]!;
    return full === null ? this.shortNames.clusterOf(place, shortKey) : this.fullNames.clusterOf(full);
  }

  private clusterById(id: string): Cluster | null {
    const name = this.fullNames.get(id);
    if (name !== undefined) return this.fullNames.clusterOf(name);
    for (const cluster of this.shortNames.shortClusters(shortKeyOfId(id))) if (cluster.id === id) return cluster;
    return null;
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

  private quoteCountOf(cluster: Cluster): number {
    if (cluster.record !== null) return cluster.record.quoteCount;
    let count = 0;
    for (const place of this.placesOfCluster(cluster)) count += this.places.quoteCount(place);
    return count;
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
