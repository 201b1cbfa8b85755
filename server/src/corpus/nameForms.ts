import { Columns } from '../base/columns';
import { StringTable } from '../base/stringTable';

/** Stands for no form, place or name in the columns. */
export const none = -1;

/** What a form is: see {@link NameForms.add}. */
export interface NewForm {
  /** What it is found by: the name, and the title where the settings tell people apart by it. */
  readonly key: string;
  readonly name: string;
  /** Whether articles give it as a full name; a short one that the settings name is filed as a full name, too. */
  readonly isFullName: boolean;
  /** The full name that it is filed under, or {@link none} for a short name. */
  readonly full: number;
  /** Under what number short names and full ones meet: see `shortKeyOf`. */
  readonly shortKey: number;
}

/**
 * Names as articles print them: one entry for all places where a form stands, in columns of numbers, since a corpus has
 * 150,000 and an object with its strings for each took a fifth of the server's heap. Numbers are used again.
 */
export class NameForms {
  readonly table = new Columns([
    'key',
    'name',
    'isFullName',
    'full',
    'shortKey',
    'firstPlace',
    'placeCount',
    'nextOfFull',
  ] as const);
  private readonly byString = new Columns(['full', 'short'] as const);
  private readonly free: number[] = [];
  private limitValue = 0;

  constructor(readonly strings: StringTable) {}

  /** One more than the largest number of a form. */
  get limit(): number {
    return this.limitValue;
  }

  /** How many forms stand somewhere. */
  get liveCount(): number {
    return this.limitValue - this.free.length;
  }

  /** The form of a key, or {@link none}. */
  find(key: string, isFullName: boolean): number {
    const string = this.strings.find(key);
    if (string < 0) return none;
    const { full, short } = this.byString.upTo(string);
    return (isFullName ? full : short)[string]! - 1;
  }

  /** Takes in a form that is not there, without places yet. */
  add({ key, name, isFullName, full, shortKey }: NewForm): number {
    const form = this.free.pop() ?? this.limitValue++;
    const columns = this.table.upTo(form);
    columns.key[form] = this.strings.idOf(key);
    columns.name[form] = key === name ? columns.key[form] : this.strings.idOf(name);
    columns.isFullName[form] = isFullName ? 1 : 0;
    columns.full[form] = full;
    columns.shortKey[form] = shortKey;
    columns.firstPlace[form] = none;
    columns.placeCount[form] = 0;
    columns.nextOfFull[form] = none;
    this.file(form);
    return form;
  }

  remove(form: number): void {
    const { key, isFullName } = this.table.columns;
    const string = key[form]!;
    const { full, short } = this.byString.upTo(string);
    (isFullName[form] === 1 ? full : short)[string] = 0;
    this.free.push(form);
  }

  name(form: number): string {
    return this.strings.text(this.table.columns.name[form]!);
  }

  nameString(form: number): number {
    return this.table.columns.name[form]!;
  }

  full(form: number): number {
    return this.table.columns.full[form]!;
  }

  shortKey(form: number): number {
    return this.table.columns.shortKey[form]!;
  }

  firstPlace(form: number): number {
    return this.table.columns.firstPlace[form]!;
  }

  placeCount(form: number): number {
    return this.table.columns.placeCount[form]!;
  }

  /** Makes `place` the first of a form's places, of which there are `change` more. */
  setPlaces(form: number, place: number, change: 1 | -1): void {
    const { firstPlace, placeCount } = this.table.columns;
    firstPlace[form] = place;
    placeCount[form]! += change;
  }

  /** Fills an empty table with what {@link columns} gave; forms have no places until they are set. */
  restore(key: Int32Array, name: Int32Array, isFullName: Int32Array, full: Int32Array, shortKey: Int32Array): void {
    this.limitValue = key.length;
    if (key.length === 0) return;
    const columns = this.table.upTo(key.length - 1);
    columns.key.set(key);
    columns.name.set(name);
    columns.isFullName.set(isFullName);
    columns.full.set(full);
    columns.shortKey.set(shortKey);
    columns.firstPlace.fill(none, 0, key.length);
    columns.nextOfFull.fill(none, 0, key.length);
  }

  /** Once all places of a restored table are set: files the forms that stand somewhere, frees the others. */
  settle(): void {
    const { placeCount } = this.table.columns;
    for (let form = this.limitValue - 1; form >= 0; form--) {
      if (placeCount[form]! > 0) this.file(form);
      else this.free.push(form);
    }
  }

  private file(form: number): void {
    const { key, isFullName } = this.table.columns;
    const string = key[form]!;
    const { full, short } = this.byString.upTo(string);
    (isFullName[form] === 1 ? full : short)[string] = form + 1;
  }
}
