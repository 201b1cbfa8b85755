import type { WeightedTerms, Weights } from './weights';
import type { Genre, PassageRole } from '../text/article';
import { isFunctionWord, stemWord } from '../text/stem';
import { TokenFlag, tokenise } from '../text/tokens';
import type { Stretch } from './markedStretches';
import type { ArticleView, PassageIndex, PassageQuote, PassageView, Vocabulary } from './passageIndex';

/** A passage to put into a {@link MemoryPassageIndex}: the text of one sentence. */
export interface PassageInput {
  readonly text: string;
  readonly role?: PassageRole;
  readonly quotes?: readonly PassageQuote[];
  /** What stands in quotation marks, as positions among its words. */
  readonly marked?: readonly Stretch[];
}

/** An article to put into a {@link MemoryPassageIndex}. */
export interface ArticleInput {
  /** Ordinal of the file; the article's own position where absent. */
  readonly file?: number;
  readonly outlet?: string | null;
  /** ISO date. */
  readonly date?: string | null;
  readonly credit?: string | null;
  readonly language?: string | null;
  readonly genre?: Genre;
  readonly passages: readonly PassageInput[];
}

/** Words of a {@link MemoryPassageIndex}; also of anything else that needs a vocabulary in memory. */
export class MemoryVocabulary implements Vocabulary {
  private readonly ids = new Map<string, number>();
  private readonly words: string[] = [];
  private readonly stems: number[] = [];

  wordId(word: string): number {
    let id = this.ids.get(word);
    if (id === undefined) {
      id = this.words.length;
      this.ids.set(word, id);
      this.words.push(word);
      this.stems.push(-1);
    }
    return id;
  }

  word(wordId: number): string {
    return this.words[wordId] ?? '';
  }

  stem(wordId: number): number {
    let stem = this.stems[wordId] ?? -1;
    if (stem < 0) {
      stem = this.wordId(stemWord(this.word(wordId)));
      this.stems[wordId] = stem;
    }
    return stem;
  }

  isFunctionWord(wordId: number): boolean {
    return isFunctionWord(this.word(wordId));
  }
}

/** The plainest {@link PassageIndex}: built once, all in memory. For tests, experiments and pairs of articles. */
export class MemoryPassageIndex implements PassageIndex {
  readonly vocabulary: Vocabulary;
  readonly revision = 0;
  readonly idRevision = 0;
  private readonly passages: PassageView[] = [];
  private readonly articles: ArticleView[] = [];
  private readonly passagesByStem = new Map<number, number[]>();
  private readonly articlesByStem = new Map<number, number>();

  constructor(articles: readonly ArticleInput[], vocabulary: Vocabulary = new MemoryVocabulary()) {
    this.vocabulary = vocabulary;
    for (const article of articles) this.add(article);
  }

  get passageCount(): number {
    return this.passages.length;
  }

  get articleCount(): number {
    return this.articles.length;
  }

  get passageIdLimit(): number {
    return this.passages.length;
  }

  get articleIdLimit(): number {
    return this.articles.length;
  }

  passage(id: number): PassageView | undefined {
    return this.passages[id];
  }

  article(id: number): ArticleView | undefined {
    return this.articles[id];
  }

  readWords(id: number, into: Int32Array): number {
    const words = this.passages[id]?.words ?? [];
    const count = Math.min(words.length, into.length);
    for (let i = 0; i < count; i++) into[i] = words[i]!;
    return count;
  }

  articleIdOf(passage: number): number {
    return this.passages[passage]?.article.id ?? -1;
  }

  passageFrequency(stem: number): number {
    return this.passagesByStem.get(stem)?.length ?? 0;
  }

  articleFrequency(stem: number): number {
    return this.articlesByStem.get(stem) ?? 0;
  }

  postings(stem: number): ArrayLike<number> {
    return this.passagesByStem.get(stem) ?? [];
  }

  articleDay(id: number): number | null {
    return this.articles[id]?.day ?? null;
  }

  articleSize(id: number): number {
    return this.articles[id]?.passageCount ?? 0;
  }

  gatherPassages(terms: WeightedTerms, least: number, weights: Weights): void {
    weights.least = least;
    terms.terms.forEach((term, at) => {
      const postings = this.postings(term);
      weights.expect(postings.length);
      for (let i = 0; i < postings.length; i++) weights.add(postings[i]!, terms.weights[at]!);
    });
  }

  gatherArticles(terms: WeightedTerms, _day: number | null, _leastAt: unknown, weights: Weights): void {
    terms.terms.forEach((term, at) => {
      const articles = new Set(Array.from(this.postings(term), (passage) => this.articleIdOf(passage)));
      weights.expect(articles.size);
      for (const article of articles) weights.add(article, terms.weights[at]!);
    });
  }

  private add(input: ArticleInput): void {
    const time = input.date ? Date.parse(input.date.slice(0, 10)) : NaN;
    const article: ArticleView = {
      id: this.articles.length,
      file: input.file ?? this.articles.length,
      outlet: input.outlet ?? null,
      day: Number.isNaN(time) ? null : Math.floor(time / 86_400_000),
      date: input.date ?? null,
      credit: input.credit ?? null,
      language: input.language ?? null,
      genre: input.genre ?? 'report',
      firstPassage: this.passages.length,
      passageCount: input.passages.length,
    };
    this.articles.push(article);
    const stemsOfArticle = new Set<number>();
    for (const passage of input.passages) {
      const id = this.passages.length;
      const tokens = tokenise(passage.text, { start: 0, end: passage.text.length });
      const words = Uint32Array.from(tokens.words, (word) => this.vocabulary.wordId(word));
      this.passages.push({
        id,
        article,
        role: passage.role ?? 'body',
        words,
        flags: withMarks(tokens.flags, passage.marked ?? []),
        quotes: passage.quotes ?? [],
      });
      const stems = new Set<number>();
      for (const word of words) {
        if (this.vocabulary.isFunctionWord(word)) continue;
        stems.add(this.vocabulary.stem(word));
      }
      for (const stem of stems) {
        const postings = this.passagesByStem.get(stem);
        if (postings) postings.push(id);
        else this.passagesByStem.set(stem, [id]);
        stemsOfArticle.add(stem);
      }
    }
    for (const stem of stemsOfArticle) this.articlesByStem.set(stem, (this.articlesByStem.get(stem) ?? 0) + 1);
  }
}

function withMarks(flags: readonly number[], marked: readonly Stretch[]): Uint8Array {
  const all = Uint8Array.from(flags);
  for (const { from, to } of marked) {
    all[from]! |= TokenFlag.MarkedFirst;
    all[to - 1]! |= TokenFlag.MarkedLast;
  }
  return all;
}
