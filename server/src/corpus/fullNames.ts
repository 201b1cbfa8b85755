import { Columns } from '../base/columns';
import { IntMultimap } from '../base/intMultimap';
import { fullNamesAgree, type NameWords } from '../text/personNames';
import { none, type NameForms } from './nameForms';
import { meetingsOf, shortKeysOfFull, wordsOfKey } from './speakerKeys';

/** Full names that are one speaker, where there are several, or where others were told apart from them. */
interface NameGroup {
  readonly names: readonly number[];
  /** All names that were looked at together with these, for invalidation. */
  readonly component: readonly number[];
}

/** What {@link FullNames.columns} gives. */
export interface FullNameColumns {
  readonly fullKeys: Int32Array;
  readonly fullShortKeysA: Int32Array;
  readonly fullShortKeysB: Int32Array;
  /** Under what numbers names are filed: number and name by turns. */
  readonly fullMeetings: Int32Array;
}

/**
 * The full names of a corpus, and which of them are one speaker. A full name is a number; a cluster is the number of its
 * leading name, the one that a person settled or else the fullest.
 */
export class FullNames {
  private readonly table = new Columns(['key', 'firstForm', 'leader', 'shortKeyA', 'shortKeyB'] as const);
  private readonly byString = new Columns(['name'] as const);
  private readonly free: number[] = [];
  private limit = 0;
  private meetings = new IntMultimap();
  /** By leader; names that stand alone are not in it. */
  private readonly groups = new Map<number, NameGroup>();
  private readonly words = new Map<number, NameWords>();
  /** Whether any cluster has been worked out: while a corpus is taken in, none has, and none need be dropped. */
  private hasClusters = false;

  /**
   * @param settled keys of the names that a person settled: two of them are never one speaker
   * @param onForget told of every name whose cluster is dropped, before it is
   */
  constructor(
    private readonly forms: NameForms,
    private readonly settled: ReadonlySet<string>,
    private readonly onForget: (name: number) => void,
  ) {}

  /** The full name of a key, or {@link none}. */
  find(key: string): number {
    const string = this.forms.strings.find(key);
    return string < 0 ? none : this.byString.upTo(string).name[string]! - 1;
  }

  *all(): Generator<number> {
    for (let name = 0; name < this.limit; name++) if (this.isLive(name)) yield name;
  }

  key(name: number): string {
    return this.forms.strings.text(this.table.columns.key[name]!);
  }

  wordsOf(name: number): NameWords {
    let words = this.words.get(name);
    if (words === undefined) {
      words = wordsOfKey(this.key(name));
      if (this.words.size >= maxKeptWords) this.words.clear();
      this.words.set(name, words);
    }
    return words;
  }

  /** Under what numbers short names find it. */
  shortKeysOf(name: number): readonly number[] {
    const { shortKeyA, shortKeyB } = this.table.columns;
    return shortKeyB[name] === none ? [shortKeyA[name]!] : [shortKeyA[name]!, shortKeyB[name]!];
  }

  /** The forms that are filed under a name. */
  *formsOf(name: number): Generator<number> {
    for (let form = this.table.columns.firstForm[name]!; form !== none;) {
      yield form;
      form = this.forms.table.columns.nextOfFull[form]!;
    }
  }

  /** The full name of a key, made where it is new; to be told of each form: see {@link enter}. */
  named(key: string): number {
    const string = this.forms.strings.idOf(key);
    const known = this.byString.upTo(string).name[string]! - 1;
    if (known !== none) return known;
    const name = this.free.pop() ?? this.limit++;
    const columns = this.table.upTo(name);
    columns.key[name] = string;
    columns.firstForm[name] = none;
    columns.leader[name] = none;
    this.words.delete(name);
    const [first, second] = shortKeysOfFull(this.wordsOf(name), key);
    columns.shortKeyA[name] = first!;
    columns.shortKeyB[name] = second ?? none;
    return name;
  }

  /** Takes a form in that has its first place; true where it is the first of its name. */
  enter(form: number, name: number): boolean {
    const { firstForm, key } = this.table.columns;
    const isFirst = firstForm[name] === none;
    this.forms.table.columns.nextOfFull[form] = firstForm[name]!;
    firstForm[name] = form;
    if (!isFirst) return false;
    this.byString.columns.name[key[name]!] = name + 1;
    const { filed, sought } = meetingsOf(this.wordsOf(name), this.key(name));
    for (const meeting of sought) this.forgetClusters(meeting);
    for (const meeting of filed) this.meetings.add(meeting, name);
    return true;
  }

  /** Forgets a form that has lost its last place; true where its name is gone with it. */
  leave(form: number, name: number): boolean {
    const { firstForm, key } = this.table.columns;
    const { nextOfFull } = this.forms.table.columns;
    if (firstForm[name] === form) firstForm[name] = nextOfFull[form]!;
    else
      for (let at = firstForm[name]!; at !== none; at = nextOfFull[at]!)
        if (nextOfFull[at] === form) nextOfFull[at] = nextOfFull[form]!;
    if (firstForm[name] !== none) return false;
    const { filed, sought } = meetingsOf(this.wordsOf(name), this.key(name));
    this.forget(name);
    for (const meeting of sought) this.forgetClusters(meeting);
    for (const meeting of filed) this.meetings.delete(meeting, name);
    this.byString.columns.name[key[name]!] = 0;
    this.free.push(name);
    return true;
  }

  /** The cluster of a full name: its component under "same", parted where members contradict each other. */
  clusterOf(name: number): number {
    const known = this.table.columns.leader[name]!;
    if (known !== none) return known;
    this.partition(this.componentOf(name));
    return this.table.columns.leader[name]!;
  }

  /** {@link clusterOf} as far as it is worked out, else {@link none}. */
  knownClusterOf(name: number): number {
    return this.table.columns.leader[name]!;
  }

  /** The full names of a cluster. */
  namesOf(cluster: number): readonly number[] {
    return this.groups.get(cluster)?.names ?? [cluster];
  }

  /** Columns to be kept, and to be given to {@link restore}. */
  columns(): FullNameColumns {
    const { key, shortKeyA, shortKeyB } = this.table.columns;
    const { limit } = this;
    return {
      fullKeys: key.slice(0, limit),
      fullShortKeysA: shortKeyA.slice(0, limit),
      fullShortKeysB: shortKeyB.slice(0, limit),
      fullMeetings: this.meetings.entries(),
    };
  }

  /** Fills empty tables with {@link columns}, once the forms that stand somewhere are known. */
  restore(columns: FullNameColumns): void {
    const { fullKeys } = columns;
    this.limit = fullKeys.length;
    if (fullKeys.length === 0) return;
    const { key, firstForm, leader, shortKeyA, shortKeyB } = this.table.upTo(fullKeys.length - 1);
    key.set(fullKeys);
    shortKeyA.set(columns.fullShortKeysA);
    shortKeyB.set(columns.fullShortKeysB);
    firstForm.fill(none, 0, this.limit);
    leader.fill(none, 0, this.limit);
    const { full, placeCount, nextOfFull } = this.forms.table.columns;
    for (let form = 0; form < this.forms.limit; form++) {
      const name = full[form]!;
      if (placeCount[form] === 0 || name === none) continue;
      nextOfFull[form] = firstForm[name]!;
      firstForm[name] = form;
    }
    for (let name = this.limit - 1; name >= 0; name--) {
      if (firstForm[name] === none) this.free.push(name);
      else this.byString.upTo(key[name]!).name[key[name]!] = name + 1;
    }
    this.meetings = IntMultimap.of(columns.fullMeetings, (name) => firstForm[name] !== none);
  }

  private isLive(name: number): boolean {
    return this.table.columns.firstForm[name] !== none;
  }

  /** Drops the clusters of all names that meet under a number. */
  private forgetClusters(meeting: number): void {
    if (this.hasClusters) for (const name of this.meetings.list(meeting)) this.forget(name);
  }

  /** Drops the cluster of a name and of all that were looked at together with it. */
  private forget(name: number): void {
    const { leader } = this.table.columns;
    const component = this.groups.get(leader[name]!)?.component ?? [name];
    for (const member of component) this.onForget(member);
    for (const member of component) {
      this.groups.delete(leader[member]!);
      leader[member] = none;
    }
  }

  private componentOf(start: number): number[] {
    const seen = new Set([start]);
    const queue = [start];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      for (const meeting of meetingsOf(this.wordsOf(name), this.key(name)).sought) {
        for (const other of this.meetings.list(meeting)) {
          if (seen.has(other) || !this.areSame(name, other)) continue;
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
  private partition(component: readonly number[]): void {
    this.hasClusters = true;
    const { leader } = this.table.columns;
    if (component.length === 1) {
      leader[component[0]!] = component[0]!;
      return;
    }
    const members = component.map((name) => {
      const key = this.key(name);
      return { name, key, fullness: this.wordsOf(name).words.reduce((sum, { length }) => sum + length, 0) };
    });
    members.sort((a, b) => b.fullness - a.fullness || (a.key < b.key ? -1 : 1));
    const groups: number[][] = [];
    for (const { name } of members) {
      const fitting = groups.filter((group) => group.every((member) => this.areSame(member, name)));
      if (fitting.length === 1 && fitting[0] !== undefined) fitting[0].push(name);
      else groups.push([name]);
    }
    for (const names of groups) {
      const first = names.find((name) => this.isSettled(name)) ?? names[0]!;
      this.groups.set(first, { names, component });
      for (const name of names) leader[name] = first;
    }
  }

  private areSame(a: number, b: number): boolean {
    if (a === b) return true;
    if (this.isSettled(a) && this.isSettled(b)) return false;
    const [x, y] = [this.wordsOf(a), this.wordsOf(b)];
    return x.words.length > 0 && y.words.length > 0 && fullNamesAgree(x, y) === 'same';
  }

  private isSettled(name: number): boolean {
    return this.settled.size > 0 && this.settled.has(this.key(name));
  }
}

/** Names are compared many times over while a corpus is taken in, then hardly ever. */
const maxKeptWords = 20_000;
