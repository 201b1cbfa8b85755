import { IntMultimap } from '../base/intMultimap';
import { isDescription, mayStandFor, nameWords } from '../text/personNames';
import type { FullNames } from './fullNames';
import type { NameForms } from './nameForms';
import { nameKeyOf, shortId } from './speakerKeys';
import { noDay, type SpeakerPlaces } from './speakerPlaces';

/** Whom the short names that share a word stand for. */
export interface ShortAssignment {
  /** Places of short names that are one speaker whom no full name completes, by date. */
  readonly chains: readonly (readonly number[])[];
  /** Places of short names that stand for somebody of their own: most are, and an object for each would take most of the memory. */
  readonly singles: readonly number[];
  /** The places that a full name's cluster completes. */
  readonly completed: ReadonlyMap<number, readonly number[]>;
}

/** The cluster of short names whose first place is `place`, as a number below zero; clusters of full names lie above. */
export function shortClusterOf(place: number): number {
  return -1 - place;
}

/** The first place of a cluster by {@link shortClusterOf}. */
export function firstPlaceOf(shortCluster: number): number {
  return -1 - shortCluster;
}

/**
 * Surnames alone, bare descriptions and bodies' generic names. One is completed where exactly one full name of the
 * neighbouring articles (same file, or dates at most a week apart) fits it; where none does, equal short names of
 * neighbouring articles are one speaker; where several do, it is kept apart.
 */
export class ShortNames {
  private readonly fullByKey = new IntMultimap();
  private readonly shortByKey = new IntMultimap();
  /** Derived; what is missing is stale. */
  private readonly assignments = new Map<number, ShortAssignment>();
  /** By first place: chains of the assignments. */
  private readonly chains = new Map<number, readonly number[]>();
  /** By place, as far as its name's assignment is known: its cluster. */
  private clusterByPlace = new Int32Array(0);

  constructor(
    private readonly places: SpeakerPlaces,
    private readonly forms: NameForms,
    private readonly fullNames: FullNames,
  ) {}

  /** Makes room for so many full names and short forms. */
  reserve(fullCount: number, shortCount: number): void {
    this.fullByKey.reserve(2 * fullCount);
    this.shortByKey.reserve(shortCount);
  }

  enterFull(name: number): void {
    for (const key of this.fullNames.shortKeysOf(name)) this.fullByKey.add(key, name);
  }

  leaveFull(name: number): void {
    for (const key of this.fullNames.shortKeysOf(name)) this.fullByKey.delete(key, name);
  }

  enterShort(form: number): void {
    this.shortByKey.add(this.forms.shortKey(form), form);
  }

  leaveShort(form: number): void {
    this.shortByKey.delete(this.forms.shortKey(form), form);
  }

  /** Drops what the short names under a number were taken for; the assignment that was dropped, or null. */
  forget(key: number): ShortAssignment | null {
    const known = this.assignments.get(key);
    if (known === undefined) return null;
    this.assignments.delete(key);
    for (const chain of known.chains) this.chains.delete(chain[0]!);
    return known;
  }

  /** The full names that short names under a number could mean. */
  fullNamesUnder(key: number): number[] {
    return this.fullByKey.list(key);
  }

  /** The cluster that the short name at a place, of a form filed under `key`, belongs to. */
  clusterOf(place: number, key: number): number {
    this.assignmentOf(key);
    return this.clusterByPlace[place]!;
  }

  /** {@link clusterOf} where it is worked out; null where nobody has asked yet. */
  knownClusterOf(place: number, key: number): number | null {
    return this.assignments.has(key) ? this.clusterByPlace[place]! : null;
  }

  /** The places of a cluster that no full name completes. */
  placesOf(shortCluster: number): readonly number[] {
    const first = firstPlaceOf(shortCluster);
    return this.chains.get(first) ?? [first];
  }

  /** Under what numbers short names are filed. */
  keys(): Iterable<number> {
    return this.shortByKey.keys();
  }

  /** The clusters under a number that no full name completes. */
  *shortClusters(key: number): Generator<number> {
    const { chains, singles } = this.assignmentOf(key);
    for (const [first] of chains) yield shortClusterOf(first!);
    for (const place of singles) yield shortClusterOf(place);
  }

  /** Whom the short names under a number stand for. */
  assignmentOf(key: number): ShortAssignment {
    const known = this.assignments.get(key);
    if (known !== undefined) return known;
    const assignment = this.shortByKey.has(key) ? this.assign(key) : nobody;
    this.assignments.set(key, assignment);
    for (const chain of assignment.chains) this.chains.set(chain[0]!, chain);
    return assignment;
  }

  /** The id of a cluster that no full name completes. */
  idOf(shortCluster: number): string {
    const { places } = this;
    const place = firstPlaceOf(shortCluster);
    const article = places.articleOf(place);
    const name = this.forms.name(places.form(place));
    return shortId(nameKeyOf(name), `${places.uri(article)}\n${places.index(article)}\n${places.speakerOf(place)}`);
  }

  private assign(key: number): ShortAssignment {
    const { places, forms } = this;
    if (this.clusterByPlace.length < places.limit) {
      const larger = new Int32Array(places.limit + (places.limit >> 3));
      larger.set(this.clusterByPlace);
      this.clusterByPlace = larger;
    }
    const candidates = this.candidatesOf(key);
    const names = new Map<number, { readonly fitting: readonly Candidate[]; readonly chainKey: string | null }>();
    const shorts: number[] = [];
    for (const form of this.shortByKey.list(key)) {
      const name = forms.name(form);
      // A description ("2,000 veterans") is not completed by whoever's name ends in its noun.
      const isBare = candidates.length === 0 || isDescription({ name, isFullName: false });
      const own = isBare ? null : nameWords(name);
      const stands = (full: number) => own !== null && mayStandFor(own, this.fullNames.wordsOf(full));
      names.set(form, {
        fitting: isBare ? noCandidates : candidates.filter((candidate) => candidate.names.some(stands)),
        chainKey: isName(name) ? nameKeyOf(name) : null,
      });
      for (let place = forms.firstPlace(form); place >= 0; place = places.next(place)) shorts.push(place);
    }
    let completed: Map<number, number[]> | null = null;
    const open: number[] = [];
    const singles: number[] = [];
    const keepApart = (place: number) => {
      this.clusterByPlace[place] = shortClusterOf(place);
      singles.push(place);
    };
    for (const short of shorts.sort(places.byDate)) {
      let fitting: Candidate | null = null;
      let count = 0;
      for (const candidate of names.get(places.form(short))!.fitting) {
        if (!candidate.isNear(short)) continue;
        fitting = candidate;
        if (++count > 1) break;
      }
      if (fitting === null) open.push(short);
      else if (count > 1) keepApart(short);
      else {
        this.clusterByPlace[short] = fitting.cluster;
        completed ??= new Map();
        const known = completed.get(fitting.cluster);
        if (known === undefined) completed.set(fitting.cluster, [short]);
        else known.push(short);
      }
    }
    // Equal short names in a chain of neighbouring articles are one speaker where nobody is named in full.
    const chains: number[][] = [];
    const found = (chain: number[]) => {
      if (chain.length === 1) return keepApart(chain[0]!);
      chains.push(chain);
      for (const place of chain) this.clusterByPlace[place] = shortClusterOf(chain[0]!);
    };
    const growing = new Map<string, number[]>();
    for (const short of open) {
      const { chainKey } = names.get(places.form(short))!;
      if (chainKey === null) {
        keepApart(short);
        continue;
      }
      const chain = growing.get(chainKey);
      if (chain !== undefined && this.areNeighbours(chain[chain.length - 1]!, short)) chain.push(short);
      else {
        if (chain !== undefined) found(chain);
        growing.set(chainKey, [short]);
      }
    }
    for (const chain of growing.values()) found(chain);
    return { chains, singles, completed: completed ?? nobody.completed };
  }

  private candidatesOf(key: number): Candidate[] {
    const byCluster = new Map<number, Candidate>();
    for (const name of this.fullNamesUnder(key)) {
      const cluster = this.fullNames.clusterOf(name);
      let candidate = byCluster.get(cluster);
      if (candidate === undefined) {
        candidate = new Candidate(cluster, this.places, this.forms, this.fullNames);
        byCluster.set(cluster, candidate);
      }
      candidate.names.push(name);
    }
    return [...byCluster.values()];
  }

  private areNeighbours(a: number, b: number): boolean {
    const { places } = this;
    const [x, y] = [places.articleOf(a), places.articleOf(b)];
    if (x === y || places.uri(x) === places.uri(y)) return true;
    const [one, other] = [places.day(x), places.day(y)];
    if (one !== noDay && other !== noDay) return Math.abs(one - other) <= neighbourDays;
    return places.folder(x) === places.folder(y);
  }
}

/** Somebody whom a short name may mean, and where they are named in full. Bodies and people are kept apart. */
class Candidate {
  readonly names: number[] = [];
  private whereabouts: { readonly people: Whereabouts; readonly bodies: Whereabouts } | null = null;

  constructor(
    readonly cluster: number,
    private readonly places: SpeakerPlaces,
    private readonly forms: NameForms,
    private readonly fullNames: FullNames,
  ) {}

  /** Whether they are named in full near a place. Where one of two articles has no date, the folder decides. */
  isNear(short: number): boolean {
    const { places } = this;
    this.whereabouts ??= this.find();
    const here = places.isPerson(short) ? this.whereabouts.people : this.whereabouts.bodies;
    const article = places.articleOf(short);
    const day = places.day(article);
    if (day !== noDay && hasNear(here.days, day)) return true;
    const folder = places.folder(article);
    if (day === noDay ? here.folders.has(folder) : here.undatedFolders.has(folder)) return true;
    return places.articlesOf(places.uri(article)).some((other) => here.articles.has(other));
  }

  private find() {
    const { places } = this;
    const people = newWhereabouts();
    const bodies = newWhereabouts();
    for (const name of this.names) {
      for (const form of this.fullNames.formsOf(name)) {
        for (let place = this.forms.firstPlace(form); place >= 0; place = places.next(place)) {
          const here = places.isPerson(place) ? people : bodies;
          const article = places.articleOf(place);
          here.articles.add(article);
          const day = places.day(article);
          const folder = places.folder(article);
          here.folders.add(folder);
          if (day === noDay) here.undatedFolders.add(folder);
          else here.days.push(day);
        }
      }
    }
    people.days.sort((a, b) => a - b);
    bodies.days.sort((a, b) => a - b);
    return { people, bodies };
  }
}

interface Whereabouts {
  readonly articles: Set<number>;
  readonly folders: Set<number>;
  readonly undatedFolders: Set<number>;
  readonly days: number[];
}

function newWhereabouts(): Whereabouts {
  return { articles: new Set(), folders: new Set(), undatedFolders: new Set(), days: [] };
}

/** Whether ascending days have one at most a week from `day`. */
function hasNear(days: readonly number[], day: number): boolean {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! < day - neighbourDays) low = middle + 1;
    else high = middle;
  }
  return (days[low] ?? Infinity) <= day + neighbourDays;
}

/** A week: wire stories are retold within days, and a surname seldom means two people in one week of one corpus. */
const neighbourDays = 7;

const nobody: ShortAssignment = { chains: [], singles: [], completed: new Map() };
const noCandidates: readonly Candidate[] = [];

/** Descriptions ("the suspect") are no names: equal ones in two articles say nothing. */
function isName(name: string): boolean {
  return /[\p{Lu}\p{Lo}]/u.test(name);
}
