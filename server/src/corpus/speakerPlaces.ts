import type { ArticleSpeaker, SpeakerKind } from '../quotation/quoteTypes';
import { speakerKinds } from './segmentCodes';

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

/** What {@link SpeakerPlaces.day} gives where an article has no date. */
export const noDay = -1;

/**
 * The places of speakers: which article names whom under which form. In columns of numbers, since a corpus of 40,000
 * articles has 300,000 of them and an object for each, with its strings, took most of the server's memory. Numbers of
 * articles and places are used again after they are removed. The places of one form are a list.
 */
export class SpeakerPlaces {
  private readonly uris: string[] = [];
  private readonly articleColumns = new Columns(['index', 'day', 'folder', 'first', 'count', 'nextOfFile'] as const);
  private readonly placeColumns = new Columns(['article', 'form', 'next', 'before', 'quotes', 'aliases'] as const);
  private kinds = new Uint8Array(0);
  /** The last article of each file; others follow by `nextOfFile`. */
  private readonly articleByUri = new Map<string, number>();
  private readonly freeArticles: number[] = [];
  /** Where places can go again, by how many there are in a row. */
  private readonly freePlaces = new Map<number, number[]>();
  private articleLimitValue = 0;
  private placeLimit = 0;
  private readonly folders = new Map<string, number>();
  private readonly aliasLists: (readonly string[])[] = [[]];
  private readonly aliasListIds = new Map<string, number>([['', 0]]);

  /** One more than the largest number of an article. */
  get articleLimit(): number {
    return this.articleLimitValue;
  }

  /** Takes an article in that is not there, its places without a form yet: see {@link setForm}. Gives its number. */
  add({ uri, index, date, speakers, quoteCounts }: RegisteredArticle): number {
    const article = this.freeArticles.pop() ?? this.articleLimitValue++;
    const articles = this.articleColumns.upTo(article);
    const count = speakers.length;
    const first = this.freePlaces.get(count)?.pop() ?? this.placeLimit;
    if (first === this.placeLimit) this.placeLimit += count;
    this.uris[article] = uri;
    articles.index[article] = index;
    articles.day[article] = dayOf(date);
    articles.folder[article] = this.folderOf(uri);
    articles.first[article] = first;
    articles.count[article] = count;
    articles.nextOfFile[article] = this.articleByUri.get(uri) ?? -1;
    this.articleByUri.set(uri, article);
    const places = this.placeColumns.upTo(first + count);
    if (this.kinds.length < places.article.length) {
      const kinds = new Uint8Array(places.article.length);
      kinds.set(this.kinds);
      this.kinds = kinds;
    }
    for (const [at, { kind, aliases }] of speakers.entries()) {
      const place = first + at;
      places.article[place] = article;
      places.form[place] = -1;
      places.quotes[place] = quoteCounts[at] ?? 0;
      places.aliases[place] = this.aliasListOf(aliases);
      this.kinds[place] = speakerKinds.indexOf(kind);
    }
    return article;
  }

  /** Forgets an article; its places must have left their forms. */
  remove(article: number): void {
    const { first, count, nextOfFile } = this.articleColumns.columns;
    const uri = this.uris[article]!;
    const head = this.articleByUri.get(uri);
    if (head === article) {
      if (nextOfFile[article]! < 0) this.articleByUri.delete(uri);
      else this.articleByUri.set(uri, nextOfFile[article]!);
    } else {
      for (let at = head ?? -1; at >= 0; at = nextOfFile[at]!)
        if (nextOfFile[at] === article) nextOfFile[at] = nextOfFile[article]!;
    }
    const size = count[article]!;
    const free = this.freePlaces.get(size);
    if (free === undefined) this.freePlaces.set(size, [first[article]!]);
    else free.push(first[article]!);
    this.uris[article] = '';
    this.freeArticles.push(article);
  }

  /** The articles of a file. */
  articlesOf(uri: string): number[] {
    const articles: number[] = [];
    const { nextOfFile } = this.articleColumns.columns;
    for (let at = this.articleByUri.get(uri) ?? -1; at >= 0; at = nextOfFile[at]!) articles.push(at);
    return articles;
  }

  /** An article of a file by its position; -1 where it is not there. */
  articleAt(uri: string, index: number): number {
    const { nextOfFile, index: indexes } = this.articleColumns.columns;
    for (let at = this.articleByUri.get(uri) ?? -1; at >= 0; at = nextOfFile[at]!) if (indexes[at] === index) return at;
    return -1;
  }

  /** The place of an article's speaker; -1 where there is none. */
  placeAt(uri: string, index: number, speaker: number): number {
    const article = this.articleAt(uri, index);
    if (article < 0 || speaker < 0 || speaker >= this.articleColumns.columns.count[article]!) return -1;
    return this.articleColumns.columns.first[article]! + speaker;
  }

  /** The places of an article, `[first, end)`. */
  placesOf(article: number): { readonly first: number; readonly end: number } {
    const first = this.articleColumns.columns.first[article]!;
    return { first, end: first + this.articleColumns.columns.count[article]! };
  }

  articleOf(place: number): number {
    return this.placeColumns.columns.article[place]!;
  }

  /** Which of its article's speakers a place is. */
  speakerOf(place: number): number {
    return place - this.articleColumns.columns.first[this.articleOf(place)]!;
  }

  uri(article: number): string {
    return this.uris[article]!;
  }

  index(article: number): number {
    return this.articleColumns.columns.index[article]!;
  }

  /** Days since 1970, or {@link noDay}. */
  day(article: number): number {
    return this.articleColumns.columns.day[article]!;
  }

  /** A number for the folder that the file lies in. */
  folder(article: number): number {
    return this.articleColumns.columns.folder[article]!;
  }

  kind(place: number): SpeakerKind {
    return speakerKinds[this.kinds[place]!] ?? 'person';
  }

  isPerson(place: number): boolean {
    return this.kind(place) === 'person';
  }

  quoteCount(place: number): number {
    return this.placeColumns.columns.quotes[place]!;
  }

  aliases(place: number): readonly string[] {
    return this.aliasLists[this.placeColumns.columns.aliases[place]!]!;
  }

  form(place: number): number {
    return this.placeColumns.columns.form[place]!;
  }

  /** Puts a place into a form's list, whose first place is `head` (-1 where there is none); it becomes the first. */
  setForm(place: number, form: number, head: number): void {
    const { form: forms, next, before } = this.placeColumns.columns;
    forms[place] = form;
    next[place] = head;
    before[place] = -1;
    if (head >= 0) before[head] = place;
  }

  /** Takes a place out of its form's list with the first place `head`; gives the list's new first. */
  leaveForm(place: number, head: number): number {
    const { next, before } = this.placeColumns.columns;
    const [after, previous] = [next[place]!, before[place]!];
    if (after >= 0) before[after] = previous;
    if (previous >= 0) next[previous] = after;
    return previous < 0 ? after : head;
  }

  /** The place behind `place` in its form's list, or -1. */
  next(place: number): number {
    return this.placeColumns.columns.next[place]!;
  }

  /** Undated ones first; then by date and place, so that the order of adding does not matter. */
  readonly byDate = (a: number, b: number): number => {
    const [x, y] = [this.articleOf(a), this.articleOf(b)];
    if (x === y) return a - b;
    const days = this.day(x) - this.day(y);
    if (days !== 0) return days;
    const [one, other] = [this.uri(x), this.uri(y)];
    return one < other ? -1 : one > other ? 1 : this.index(x) - this.index(y);
  };

  private folderOf(uri: string): number {
    const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
    let id = this.folders.get(folder);
    if (id === undefined) {
      id = this.folders.size;
      this.folders.set(folder, id);
    }
    return id;
  }

  private aliasListOf(aliases: readonly string[]): number {
    const key = aliases.join('\n');
    let id = this.aliasListIds.get(key);
    if (id === undefined) {
      id = this.aliasLists.length;
      this.aliasListIds.set(key, id);
      this.aliasLists.push([...aliases]);
    }
    return id;
  }
}

/** Growing columns of 32-bit numbers that have one length. */
class Columns<Name extends string> {
  columns: Record<Name, Int32Array>;

  constructor(private readonly names: readonly Name[]) {
    this.columns = this.make(() => new Int32Array(256));
  }

  /** The columns, with room up to `index` and including it. */
  upTo(index: number): Record<Name, Int32Array> {
    const [first] = this.names;
    const length = first === undefined ? 0 : this.columns[first].length;
    if (index >= length) {
      const old = this.columns;
      const larger = Math.max(index + 1, length + (length >> 1));
      this.columns = this.make((name) => {
        const column = new Int32Array(larger);
        column.set(old[name]);
        return column;
      });
    }
    return this.columns;
  }

  private make(columnOf: (name: Name) => Int32Array): Record<Name, Int32Array> {
    return Object.fromEntries(this.names.map((name) => [name, columnOf(name)])) as Record<Name, Int32Array>;
  }
}

const msPerDay = 86_400_000;

function dayOf(date: string | null): number {
  if (date === null) return noDay;
  const ms = Date.parse(date.slice(0, 10));
  return Number.isNaN(ms) ? noDay : Math.max(0, Math.floor(ms / msPerDay));
}
