import { Columns } from '../base/columns';
import type { StringTable } from '../base/stringTable';
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

/** What {@link SpeakerPlaces.columns} gives. */
export interface PlaceColumns {
  /** File, position in it, day and number of places of each article, by turns. */
  readonly articles: Int32Array;
  /** Form, number of quotes and list of aliases of each place, by turns. */
  readonly places: Int32Array;
  readonly placeKinds: Uint8Array;
}

/** What {@link SpeakerPlaces.day} gives where an article has no date. */
export const noDay = -1;

const noAliases = -1;

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
  private placeLimitValue = 0;
  private readonly folders = new Map<string, number>();
  private lastFolder: { readonly uri: string; readonly id: number } = { uri: '-', id: -1 };

  /** @param strings where lists of aliases are kept, each as one string */
  constructor(private readonly strings: StringTable) {}

  /** One more than the largest number of an article. */
  get articleLimit(): number {
    return this.articleLimitValue;
  }

  /** One more than the largest number of a place. */
  get limit(): number {
    return this.placeLimitValue;
  }

  /** How many articles there are. */
  get articleCount(): number {
    return this.articleLimitValue - this.freeArticles.length;
  }

  /** Takes an article in that is not there, its places without a form yet: see {@link setForm}. Gives its number. */
  add({ uri, index, date, speakers, quoteCounts }: RegisteredArticle): number {
    const article = this.freeArticles.pop() ?? this.articleLimitValue++;
    const articles = this.articleColumns.upTo(article);
    const count = speakers.length;
    const first = this.freePlaces.get(count)?.pop() ?? this.placeLimitValue;
    if (first === this.placeLimitValue) this.placeLimitValue += count;
    this.uris[article] = uri;
    articles.index[article] = index;
    articles.day[article] = dayOf(date);
    articles.first[article] = first;
    articles.count[article] = count;
    this.file(article);
    const places = this.roomFor(first + count);
    for (const [at, { kind, aliases }] of speakers.entries()) {
      const place = first + at;
      places.article[place] = article;
      places.form[place] = -1;
      places.quotes[place] = quoteCounts[at] ?? 0;
      places.aliases[place] = aliases.length === 0 ? noAliases : this.strings.idOf(aliases.join('\n'));
      this.kinds[place] = speakerKinds.indexOf(kind);
    }
    return article;
  }

  /** Whether an article is what `other` says, but for forms and numbers of quotes. */
  isLike(article: number, { date, speakers }: RegisteredArticle): boolean {
    const { first, end } = this.placesOf(article);
    if (end - first !== speakers.length || this.day(article) !== dayOf(date)) return false;
    return speakers.every(
      ({ kind, aliases }, at) =>
        this.kind(first + at) === kind && this.aliases(this.aliasList(first + at)).join('\n') === aliases.join('\n'),
    );
  }

  setQuoteCount(place: number, count: number): void {
    this.placeColumns.columns.quotes[place] = count;
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

  /** The number of a place's aliases, for {@link aliases}; equal lists have one number. */
  aliasList(place: number): number {
    return this.placeColumns.columns.aliases[place]!;
  }

  aliases(list: number): readonly string[] {
    return list === noAliases ? [] : this.strings.text(list).split('\n');
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

  /**
   * All articles and their places in columns to be kept, without holes: of each article the number that `fileOf` gives its
   * URI, or nothing of it where that is below zero. With pauses, in which nothing may change.
   */
  *columns(fileOf: (uri: string) => number): Generator<null, PlaceColumns> {
    const { index, day, first, count } = this.articleColumns.columns;
    const { form, quotes, aliases } = this.placeColumns.columns;
    const articles = new Int32Array(this.articleCount * 4);
    const places = new Int32Array(this.placeLimitValue * 3);
    const kinds = new Uint8Array(this.placeLimitValue);
    let articlesLength = 0;
    let placeCount = 0;
    for (let article = 0; article < this.articleLimitValue; article++) {
      const uri = this.uris[article]!;
      const file = uri === '' ? -1 : fileOf(uri);
      if (file < 0) continue;
      articles.set([file, index[article]!, day[article]!, count[article]!], articlesLength);
      articlesLength += 4;
      for (let place = first[article]!; place < first[article]! + count[article]!; place++) {
        places[placeCount * 3] = form[place]!;
        places[placeCount * 3 + 1] = quotes[place]!;
        places[placeCount * 3 + 2] = aliases[place]!;
        kinds[placeCount++] = this.kinds[place]!;
      }
      if ((article & 1023) === 0) yield null;
    }
    return {
      articles: articles.slice(0, articlesLength),
      places: places.slice(0, placeCount * 3),
      placeKinds: kinds.slice(0, placeCount),
    };
  }

  /**
   * Fills an empty table with {@link columns}; articles of files for which `uriOf` gives null are left out. Tells of each
   * place with the form that it was given, so that it can be put into that form's list.
   */
  *restore(
    { articles, places, placeKinds }: PlaceColumns,
    uriOf: (file: number) => string | null,
    onPlace: (place: number, form: number) => void,
  ): Generator<null> {
    this.roomFor(placeKinds.length);
    const { article: articleOf, quotes, aliases } = this.placeColumns.columns;
    let from = 0;
    for (let at = 0; at < articles.length; at += 4) {
      const count = articles[at + 3]!;
      const uri = uriOf(articles[at]!);
      if (uri === null) {
        from += count;
        continue;
      }
      const article = this.articleLimitValue++;
      const columns = this.articleColumns.upTo(article);
      this.uris[article] = uri;
      columns.index[article] = articles[at + 1]!;
      columns.day[article] = articles[at + 2]!;
      columns.first[article] = this.placeLimitValue;
      columns.count[article] = count;
      this.file(article);
      for (let end = from + count; from < end; from++) {
        const place = this.placeLimitValue++;
        articleOf[place] = article;
        quotes[place] = places[from * 3 + 1]!;
        aliases[place] = places[from * 3 + 2]!;
        this.kinds[place] = placeKinds[from]!;
        onPlace(place, places[from * 3]!);
      }
      if ((article & 255) === 0) yield null;
    }
  }

  /** Notes in which file and folder an article lies. */
  private file(article: number): void {
    const uri = this.uris[article]!;
    const { folder, nextOfFile } = this.articleColumns.columns;
    folder[article] = this.folderOf(uri);
    nextOfFile[article] = this.articleByUri.get(uri) ?? -1;
    this.articleByUri.set(uri, article);
  }

  private roomFor(place: number) {
    const places = this.placeColumns.upTo(place);
    if (this.kinds.length < places.article.length) {
      const kinds = new Uint8Array(places.article.length);
      kinds.set(this.kinds);
      this.kinds = kinds;
    }
    return places;
  }

  private folderOf(uri: string): number {
    // Files come folder by folder.
    const { lastFolder } = this;
    const end = uri.lastIndexOf('/') + 1;
    if (end === lastFolder.uri.length && uri.startsWith(lastFolder.uri)) return lastFolder.id;
    const folder = uri.slice(0, end);
    let id = this.folders.get(folder);
    if (id === undefined) {
      id = this.folders.size;
      this.folders.set(folder, id);
    }
    this.lastFolder = { uri: folder, id };
    return id;
  }
}

const msPerDay = 86_400_000;

function dayOf(date: string | null): number {
  if (date === null) return noDay;
  const ms = Date.parse(date.slice(0, 10));
  return Number.isNaN(ms) ? noDay : Math.max(0, Math.floor(ms / msPerDay));
}
