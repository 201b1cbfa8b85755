import type { ArticleRecord } from '../../corpus/corpusTypes';
import type { SearchArticle, SearchIndex, SearchQuote } from '../../corpus/searchIndex';
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
  readonly hasExactPostings = true;
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
  get speakerLimit(): number {
    return this.speakers.length;
  }
  word(id: number): string {
    return this.words[id]!;
  }
  article(id: number): SearchArticle | undefined {
    return this.articles[id];
  }
  postings(id: number): readonly number[] {
    return this.lists[id]!;
  }
  frequency(id: number): number {
    return this.lists[id]!.length;
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
  prepareSpeakers(): Promise<void> {
    return Promise.resolve();
  }
  speaker(id: number) {
    const name = this.speakers[id];
    return name === undefined ? undefined : { id: name.toLowerCase().replace(/ /g, '-'), name, aliases: [] };
  }
  speakerPlaces(id: number) {
    return this.articles.flatMap(({ record, firstPassage, passageCount }) => {
      const passages = this.passages.slice(firstPassage, firstPassage + passageCount);
      return passages.some(({ quotes }) => quotes.some(({ speaker }) => speaker === id)) ? [record] : [];
    });
  }
  hasVersions(id: number): boolean {
    return this.passages[id]!.hasVersions;
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
