import { IntMultimap } from '../base/intMultimap';
import { fullNamesAgree, type NameWords } from '../text/personNames';
import { meetingsOf, shortKeysOfFull } from './speakerKeys';
import type { SpeakerRecord } from './corpusTypes';

/** A name as articles print it. One object for all places where it stands, and a small one: a corpus has 150,000. */
export interface NameForm {
  readonly id: number;
  /** What the registry finds it by. */
  readonly formKey: string;
  /** Whether articles give it as a full name; a short one that the settings name is filed as a full name, too. */
  readonly isFullName: boolean;
  readonly name: string;
  /** Under what number short names and full ones meet: see `shortKeyOf`. */
  readonly shortKey: number;
  /** The full name that it is filed under; null for a short name. */
  full: FullName | null;
  /** The first of its places, and how many there are: see `SpeakerPlaces`. */
  firstPlace: number;
  placeCount: number;
}

/** A full name: all forms that are filed under one key. */
export interface FullName {
  readonly id: number;
  readonly key: string;
  readonly words: NameWords;
  readonly shortKeys: readonly number[];
  readonly forms: NameForm[];
  /** Derived, null when stale. */
  cluster: Cluster | null;
}

/** A speaker of the corpus: full names, or places of a short name that no full name completes. */
export interface Cluster {
  readonly id: string;
  readonly names: readonly FullName[];
  readonly shorts: readonly number[];
  /** All names that were clustered together with these, for invalidation. */
  readonly component: readonly FullName[];
  /** Derived, null when stale. */
  record: SpeakerRecord | null;
}

/** The full names of a corpus, and which of them are one speaker. */
export class FullNames {
  private readonly byKey = new Map<string, FullName>();
  private readonly byId: (FullName | undefined)[] = [];
  private readonly freeIds: number[] = [];
  private nextId = 0;
  private readonly meetings = new IntMultimap();
  /** Whether any cluster has been worked out: while a corpus is taken in, none has, and none need be dropped. */
  private hasClusters = false;

  /**
   * @param settled keys of the names that a person settled: two of them are never one speaker
   * @param onForget told of every name whose cluster is dropped, before it is
   */
  constructor(
    private readonly settled: ReadonlySet<string>,
    private readonly onForget: (name: FullName) => void,
  ) {}

  get(key: string): FullName | undefined {
    return this.byKey.get(key);
  }

  all(): Iterable<FullName> {
    return this.byKey.values();
  }

  byNumber(id: number): FullName | undefined {
    return this.byId[id];
  }

  /** The full name of a key, made where it is new; to be told of each form: see {@link enter}. */
  named(key: string, words: NameWords): FullName {
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    return {
      id: this.freeIds.pop() ?? this.nextId++,
      key,
      words,
      shortKeys: shortKeysOfFull(words, key),
      forms: [],
      cluster: null,
    };
  }

  /** Takes a form in that has its first place; true where it is the first of its name. */
  enter(form: NameForm, name: FullName): boolean {
    name.forms.push(form);
    if (name.forms.length > 1) return false;
    this.byKey.set(name.key, name);
    this.byId[name.id] = name;
    const { filed, sought } = meetingsOf(name.words, name.key);
    for (const meeting of sought) this.forgetClusters(meeting);
    for (const meeting of filed) this.meetings.add(meeting, name.id);
    return true;
  }

  /** Forgets a form that has lost its last place; true where its name is gone with it. */
  leave(form: NameForm, name: FullName): boolean {
    name.forms.splice(name.forms.indexOf(form), 1);
    if (name.forms.length > 0) return false;
    const { filed, sought } = meetingsOf(name.words, name.key);
    for (const meeting of sought) this.forgetClusters(meeting);
    for (const meeting of filed) this.meetings.delete(meeting, name.id);
    this.byKey.delete(name.key);
    this.byId[name.id] = undefined;
    this.freeIds.push(name.id);
    return true;
  }

  /** The cluster of a full name: its component under "same", parted where members contradict each other. */
  clusterOf(name: FullName): Cluster {
    if (name.cluster !== null) return name.cluster;
    this.partition(this.componentOf(name));
    return name.cluster!;
  }

  /** Drops the clusters of all names that meet under a number. */
  private forgetClusters(meeting: number): void {
    if (!this.hasClusters) return;
    for (const id of this.meetings.list(meeting)) {
      const name = this.byId[id];
      if (name === undefined) continue;
      for (const member of name.cluster?.component ?? [name]) {
        this.onForget(member);
        member.cluster = null;
      }
    }
  }

  private componentOf(start: FullName): FullName[] {
    const seen = new Set([start]);
    const queue = [start];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      for (const meeting of meetingsOf(name.words, name.key).sought) {
        for (const id of this.meetings.list(meeting)) {
          const other = this.byId[id];
          if (other === undefined || seen.has(other) || !this.areSame(name, other)) continue;
          seen.add(other);
          queue.push(other);
        }
      }
    }
    return [...seen];
  }

  /**
   * Fullest names first, each name joins the one cluster all of whose members it agrees with; where two clusters would take
   * it ("John Roe" between "John A. Roe" and "John B. Roe") it stays on its own.
   */
  private partition(component: readonly FullName[]): void {
    this.hasClusters = true;
    if (component.length === 1) {
      const [only] = component as [FullName];
      only.cluster = { id: only.key, names: component, shorts: noPlaces, component, record: null };
      return;
    }
    const fullness = ({ words }: FullName) => words.words.reduce((sum, { length }) => sum + length, 0);
    const byFullness = [...component].sort((a, b) => fullness(b) - fullness(a) || (a.key < b.key ? -1 : 1));
    const groups: FullName[][] = [];
    for (const name of byFullness) {
      const fitting = groups.filter((group) => group.every((member) => this.areSame(member, name)));
      if (fitting.length === 1 && fitting[0] !== undefined) fitting[0].push(name);
      else groups.push([name]);
    }
    for (const names of groups) {
      const { key } = names.find((name) => this.settled.has(name.key)) ?? names[0]!;
      const cluster: Cluster = { id: key, names, shorts: noPlaces, component, record: null };
      for (const name of names) name.cluster = cluster;
    }
  }

  private areSame(a: FullName, b: FullName): boolean {
    if (a.key === b.key) return true;
    if (this.settled.has(a.key) && this.settled.has(b.key)) return false;
    if (a.words.words.length === 0 || b.words.words.length === 0) return false;
    return fullNamesAgree(a.words, b.words) === 'same';
  }
}

const noPlaces: readonly number[] = [];
