import { IntMultimap } from '../base/intMultimap';
import { isDescription, mayStandFor, nameWords } from '../text/personNames';
import type { Cluster, FullName, FullNames, NameForm } from './fullNames';
import { nameKeyOf, shortId } from './speakerKeys';
import { noDay, type SpeakerPlaces } from './speakerPlaces';

/** Whom the short names that share a word stand for. */
export interface ShortAssignment {
  /** Clusters of several short names that no full name completes. */
  readonly shortClusters: readonly Cluster[];
  /** Places of short names that stand for somebody of their own: most are, and an object for each would take most of the memory. */
  readonly singles: readonly number[];
  /** The places that a full name's cluster completes. */
  readonly completed: ReadonlyMap<Cluster, readonly number[]>;
}

/**
 * Surnames alone, bare descriptions and bodies' generic names. One is completed where exactly one full name of the
 * neighbouring articles (same file, or dates at most a week apart) fits it; where none does, equal short names of
 * neighbouring articles are one speaker; where several do, it is kept apart.
 */
export class ShortNames {
  private readonly fullByKey = new IntMultimap();
  private readonly shortByKey = new IntMultimap();
  private readonly forms = new Map<number, NameForm>();
  /** Derived; what is missing is stale. */
  private readonly assignments = new Map<number, ShortAssignment>();
  /** By place, as far as its name's assignment is known and it is no single. */
  private readonly clusterByPlace: (Cluster | undefined)[] = [];

  constructor(
    private readonly places: SpeakerPlaces,
    private readonly fullNames: FullNames,
  ) {}

  enterFull({ id, shortKeys }: FullName): void {
    for (const key of shortKeys) this.fullByKey.add(key, id);
  }

  leaveFull({ id, shortKeys }: FullName): void {
    for (const key of shortKeys) this.fullByKey.delete(key, id);
  }

  enterShort(form: NameForm): void {
    this.forms.set(form.id, form);
    this.shortByKey.add(form.shortKey, form.id);
  }

  leaveShort(form: NameForm): void {
    this.forms.delete(form.id);
    this.shortByKey.delete(form.shortKey, form.id);
  }

  /** Drops what the short names under a number were taken for; the assignment that was dropped, or null. */
  forget(key: number): ShortAssignment | null {
    const known = this.assignments.get(key);
    if (known === undefined) return null;
    this.assignments.delete(key);
    return known;
  }

  /** The full names that short names under a number could mean. */
  fullNamesUnder(key: number): FullName[] {
    return this.fullByKey.list(key).map((id) => this.fullNames.byNumber(id)!);
  }

  /** The cluster that the short name at a place, of a form filed under `key`, belongs to. */
  clusterOf(place: number, key: number): Cluster {
    this.assignmentOf(key);
    return this.clusterByPlace[place] ?? this.newCluster([place]);
  }

  /** Under what numbers short names are filed. */
  keys(): Iterable<number> {
    return new Set(Array.from(this.forms.values(), ({ shortKey }) => shortKey));
  }

  /** The clusters under a number that no full name completes. */
  *shortClusters(key: number): Generator<Cluster> {
    const { shortClusters, singles } = this.assignmentOf(key);
    yield* shortClusters;
    for (const place of singles) yield this.newCluster([place]);
  }

  /** Whom the short names under a number stand for. */
  assignmentOf(key: number): ShortAssignment {
    const known = this.assignments.get(key);
    if (known !== undefined) return known;
    const assignment = this.shortByKey.has(key) ? this.assign(key) : nobody;
    this.assignments.set(key, assignment);
    return assignment;
  }

  private assign(key: number): ShortAssignment {
    const { places } = this;
    const shortClusters: Cluster[] = [];
    const completed = new Map<Cluster, number[]>();
    const candidates = this.candidatesOf(key);
    const open: number[] = [];
    const apart: number[] = [];
    const fittingByForm = new Map<number, readonly Candidate[]>();
    const shorts: number[] = [];
    for (const id of this.shortByKey.list(key)) {
      const form = this.forms.get(id)!;
      // A description ("2,000 veterans") is not completed by whoever's name ends in its noun.
      const isBare = isDescription({ name: form.name, isFullName: false });
      const own = nameWords(form.name);
      fittingByForm.set(
        id,
        isBare ? [] : candidates.filter(({ names }) => names.some(({ words }) => mayStandFor(own, words))),
      );
      for (let place = form.firstPlace; place >= 0; place = places.next(place)) shorts.push(place);
    }
    for (const short of shorts.sort(places.byDate)) {
      let fitting: Candidate | null = null;
      let count = 0;
      for (const candidate of fittingByForm.get(places.form(short))!) {
        if (!candidate.isNear(short)) continue;
        fitting = candidate;
        if (++count > 1) break;
      }
      if (fitting === null) open.push(short);
      else if (count > 1) apart.push(short);
      else {
        this.clusterByPlace[short] = fitting.cluster;
        const known = completed.get(fitting.cluster);
        if (known === undefined) completed.set(fitting.cluster, [short]);
        else known.push(short);
      }
    }
    const singles: number[] = [];
    const found = (chain: readonly number[]) => {
      if (chain.length === 1) {
        this.clusterByPlace[chain[0]!] = undefined;
        singles.push(chain[0]!);
        return;
      }
      const cluster = this.newCluster(chain);
      shortClusters.push(cluster);
      for (const place of chain) this.clusterByPlace[place] = cluster;
    };
    // Equal short names in a chain of neighbouring articles are one speaker where nobody is named in full.
    const chains = new Map<string, number[]>();
    for (const short of open) {
      const { name } = this.forms.get(places.form(short))!;
      if (!isName(name)) {
        found([short]);
        continue;
      }
      const key = nameKeyOf(name);
      const chain = chains.get(key);
      if (chain !== undefined && this.areNeighbours(chain[chain.length - 1]!, short)) chain.push(short);
      else {
        if (chain !== undefined) found(chain);
        chains.set(key, [short]);
      }
    }
    for (const chain of chains.values()) found(chain);
    for (const short of apart) found([short]);
    return { shortClusters, singles, completed };
  }

  private newCluster(shorts: readonly number[]): Cluster {
    return { id: this.idOf(shorts[0]!), names: noNames, shorts, component: noNames, record: null };
  }

  private idOf(place: number): string {
    const { places } = this;
    const article = places.articleOf(place);
    const { name } = this.forms.get(places.form(place))!;
    return shortId(nameKeyOf(name), `${places.uri(article)}\n${places.index(article)}\n${places.speakerOf(place)}`);
  }

  private candidatesOf(key: number): Candidate[] {
    const byCluster = new Map<Cluster, Candidate>();
    for (const name of this.fullNamesUnder(key)) {
      const cluster = this.fullNames.clusterOf(name);
      let candidate = byCluster.get(cluster);
      if (candidate === undefined) {
        candidate = new Candidate(cluster, this.places);
        byCluster.set(cluster, candidate);
      }
      candidate.names.push(name);
    }
    return [...byCluster.values()];
  }

  private areNeighbours(a: number, b: number): boolean {
    const { places } = this;
    const [x, y] = [places.articleOf(a), places.articleOf(b)];
    if (places.uri(x) === places.uri(y)) return true;
    const [one, other] = [places.day(x), places.day(y)];
    if (one !== noDay && other !== noDay) return Math.abs(one - other) <= neighbourDays;
    return places.folder(x) === places.folder(y);
  }
}

/** Somebody whom a short name may mean, and where they are named in full. Bodies and people are kept apart. */
class Candidate {
  readonly names: FullName[] = [];
  private whereabouts: { readonly people: Whereabouts; readonly bodies: Whereabouts } | null = null;

  constructor(
    readonly cluster: Cluster,
    private readonly places: SpeakerPlaces,
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
    for (const { forms } of this.names) {
      for (const { firstPlace } of forms) {
        for (let place = firstPlace; place >= 0; place = places.next(place)) {
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

const nobody: ShortAssignment = { shortClusters: [], singles: [], completed: new Map() };
const noNames: readonly FullName[] = [];

/** Descriptions ("the suspect") are no names: equal ones in two articles say nothing. */
function isName(name: string): boolean {
  return /[\p{Lu}\p{Lo}]/u.test(name);
}
