import { ByteWriter } from '../../base/byteWriter';
import type { ArticleRecord } from '../../corpus/corpusTypes';
import type {
  ArticleColumns,
  FactColumn,
  SearchArticle,
  SearchIndex,
  SearchQuote,
  SpeakerPart,
  SpeakerSlot,
  WordBytes,
} from '../../corpus/searchIndex';
import type { Span } from '../../text/span';
import { tokenise } from '../../text/tokens';

/** An article as a test states it: passages in order, with who says what in them. */
export interface MemoryArticle {
  readonly uri: string;
  readonly outlet?: string;
  readonly date?: string;
  readonly headline?: string;
  readonly language?: string;
  readonly passages: readonly {
    readonly text: string;
    readonly quotes?: readonly { readonly kind: SearchQuote['kind']; readonly speaker?: string }[];
    readonly hasVersions?: boolean;
  }[];
}

/** A search index in memory, for tests: lists by word, like the corpus's. `texts` are the files, one article each. */
export class MemoryIndex implements SearchIndex {
  revision = 1;
  readonly texts = new Map<string, string>();
  private readonly words: string[] = [];
  private readonly wordIds = new Map<string, number>();
  private readonly lists: number[][] = [];
  private readonly passages: { words: number[]; span: Span; quotes: SearchQuote[]; hasVersions: boolean }[] = [];
  private readonly articles: SearchArticle[] = [];
  private readonly speakers: string[] = [];

  constructor(articles: readonly MemoryArticle[]) {
    for (const article of articles) this.add(article);
  }

  get wordLimit(): number {
    return this.words.length;
  }
  get passageLimit(): number {
    return this.passages.length;
  }
  get articleLimit(): number {
    return this.articles.length;
  }
  word(id: number): string {
    return this.words[id]!;
  }
  article(id: number): SearchArticle | undefined {
    return this.articles[id];
  }
  findWord(word: string): number {
    return this.wordIds.get(word) ?? -1;
  }
  wordBytes(): WordBytes {
    const writer = new ByteWriter();
    const starts = this.words.map((word) => {
      const start = writer.length;
      writer.codeUnits(word);
      return start;
    });
    return { bytes: writer.bytes(), starts: Uint32Array.from(starts) };
  }
  articleColumns(): ArticleColumns {
    const column = (read: (record: ArticleRecord) => string | null): FactColumn => {
      const facts = this.articles.map(({ record }) => read(record));
      const values = [...new Set(facts.flatMap((fact) => fact ?? []))];
      return { values, ofArticle: Int32Array.from(facts, (fact) => (fact === null ? -1 : values.indexOf(fact))) };
    };
    return {
      firstPassage: Int32Array.from(this.articles, ({ firstPassage }) => firstPassage),
      endPassage: Int32Array.from(this.articles, ({ firstPassage, passageCount }) => firstPassage + passageCount),
      date: column(({ date }) => date),
      outlet: column(({ outlet }) => outlet),
      language: column(({ language }) => language),
    };
  }
  placeOf(id: number): { readonly uri: string; readonly index: number } {
    return this.articles[id]!.record;
  }
  frequency(ids: readonly number[]): number {
    return ids.reduce((sum, id) => sum + this.lists[id]!.length, 0);
  }
  collectPassages(ids: readonly number[], take: (ids: Uint32Array, count: number) => void): void {
    for (const id of ids) take(Uint32Array.from(this.lists[id]!), this.lists[id]!.length);
  }
  passageWords(id: number): readonly number[] {
    return this.passages[id]!.words;
  }
  passageSpan(id: number): Span {
    return this.passages[id]!.span;
  }
  passageQuotes(id: number): readonly SearchQuote[] {
    return this.passages[id]!.quotes;
  }
  isHeadline(id: number): boolean {
    const article = this.articles.find(({ firstPassage }) => firstPassage === id);
    return article?.record.headline != null && article.record.headline === this.passageText(id);
  }
  oddHeadlines(): readonly number[] {
    return [...this.articles.keys()].filter((id) => {
      const { record, firstPassage } = this.articles[id]!;
      return record.headline !== null && !this.isHeadline(firstPassage);
    });
  }
  hasQuotes(id: number): boolean {
    return this.passages[id]!.quotes.length > 0;
  }
  readQuotes(id: number, into: Int32Array): number {
    const kinds = ['direct', 'indirect', 'mixed'];
    const numbers = this.passageQuotes(id).flatMap(({ kind, speaker }) => [kinds.indexOf(kind), speaker ?? -1]);
    into.set(numbers.slice(0, into.length));
    return Math.min(numbers.length, into.length);
  }
  readonly speakerRevision = 1;
  prepareSpeakers(): Promise<void> {
    return Promise.resolve();
  }
  speaker(id: number) {
    const name = this.speakers[id];
    return name === undefined ? undefined : { id: name.toLowerCase().replace(/ /g, '-'), name };
  }
  speakerWithId(id: string): number | undefined {
    const ordinal = this.speakers.findIndex((_, speaker) => this.speaker(speaker)?.id === id);
    return ordinal < 0 ? undefined : ordinal;
  }
  speakerCount(article: number): number {
    return this.speakersOf(article).length;
  }
  speakerAt({ article, speaker }: SpeakerSlot): number | null {
    return this.speakersOf(article)[speaker] ?? null;
  }
  quoteCountAt(slot: SpeakerSlot): number {
    const wanted = this.speakerAt(slot);
    return this.passages.filter(({ quotes }) => quotes.some(({ speaker }) => speaker === wanted)).length;
  }
  introductionAt(slot: SpeakerSlot): Span | null {
    const { firstPassage, passageCount } = this.articles[slot.article]!;
    const wanted = this.speakerAt(slot);
    const passages = this.passages.slice(firstPassage, firstPassage + passageCount);
    return passages.find(({ quotes }) => quotes.some(({ speaker }) => speaker === wanted))?.span ?? null;
  }
  private readonly part: SpeakerPart = {
    firstArticle: 0,
    articleCount: 0,
    forEachName: (article, visit) => this.speakersOf(article).forEach((key, speaker) => visit(speaker, key)),
    name: (key) => this.speakers[key]!,
  };
  private parts: readonly SpeakerPart[] = [];
  speakerParts(): readonly SpeakerPart[] {
    if (this.parts[0]?.articleCount !== this.articles.length)
      this.parts = [{ ...this.part, articleCount: this.articles.length }];
    return this.parts;
  }
  hasVersions(id: number): boolean {
    return this.passages[id]!.hasVersions;
  }

  private speakersOf(article: number): number[] {
    const { firstPassage, passageCount } = this.articles[article]!;
    const passages = this.passages.slice(firstPassage, firstPassage + passageCount);
    return [...new Set(passages.flatMap(({ quotes }) => quotes.flatMap(({ speaker }) => speaker ?? [])))];
  }

  private passageText(id: number): string {
    const { span } = this.passages[id]!;
    const article = this.articles.findLast(({ firstPassage }) => firstPassage <= id)!;
    return this.texts.get(article.record.uri)!.slice(span.start, span.end);
  }

  private add({ uri, passages, ...facts }: MemoryArticle): void {
    const firstPassage = this.passages.length;
    let text = '';
    for (const passage of passages) {
      const span = { start: text.length, end: text.length + passage.text.length };
      text += `${passage.text}\n`;
      const words = tokenise(text, span).words.map((word) => this.wordId(word));
      for (const word of new Set(words)) this.lists[word]!.push(this.passages.length);
      const quotes = (passage.quotes ?? []).map(({ kind, speaker }) => ({
        kind,
        speaker: speaker === undefined ? null : this.speakerId(speaker),
      }));
      this.passages.push({ words, span, quotes, hasVersions: passage.hasVersions ?? false });
    }
    this.texts.set(uri, text);
    const record: ArticleRecord = {
      start: 0,
      end: text.length,
      uri,
      index: 0,
      headline: facts.headline ?? null,
      outlet: facts.outlet ?? null,
      date: facts.date ?? null,
      byline: null,
      credit: null,
      language: facts.language ?? null,
      genre: 'report',
      factPlaces: 0,
      quoteCount: 0,
    };
    this.articles.push({ record, firstPassage, passageCount: passages.length });
  }

  private wordId(word: string): number {
    let id = this.wordIds.get(word);
    if (id === undefined) {
      id = this.words.push(word) - 1;
      this.wordIds.set(word, id);
      this.lists.push([]);
    }
    return id;
  }

  private speakerId(name: string): number {
    const known = this.speakers.indexOf(name);
    return known >= 0 ? known : this.speakers.push(name) - 1;
  }
}
