/** Gold groups of parallel statements, laid over the passages that the project's own pipeline cuts. */
import fs from 'node:fs';
import path from 'node:path';
import {
  MemoryPassageIndex,
  type ArticleInput,
  type MemoryVocabulary,
} from '../../server/src/collation/memoryPassageIndex';
import type { PassageQuote } from '../../server/src/collation/passageIndex';
import { analyseFile, type AnalysedArticle } from '../../server/src/corpus/analyseFile';
import { defaultCorpusSettings, type Passage } from '../../server/src/text/article';
import { overlapLength, type Span } from '../../server/src/text/span';
import { tokenise } from '../../server/src/text/tokens';
import type { Quote } from '../../server/src/quotation/quoteTypes';

/** One event: the articles and groups of a gold file (see `../shared/eval/score-versions.mjs`). */
export interface GoldFile {
  readonly articles: readonly GoldArticleText[];
  readonly groups: readonly { readonly members: readonly (readonly [number, number, string])[] }[];
}

interface GoldArticleText {
  readonly path: string;
  readonly text?: string;
  readonly outlet?: string;
  readonly date?: string;
  readonly sentences: readonly Span[];
  /** Where the article was judged; passages outside of it are left aside. All of it where absent. */
  readonly judged?: Span;
}

export type PairLabel = 'strict' | 'neutral';

/** A gold file as an index, with a label for pairs of its passages `a:b`, `a` < `b`; absent pairs are no versions. */
export interface GoldCorpus {
  readonly name: string;
  readonly index: MemoryPassageIndex;
  readonly texts: readonly string[];
  /** Where each passage stands; `file` counts the gold's files. */
  readonly places: readonly (Span & { readonly file: number })[];
  readonly labels: ReadonlyMap<string, PairLabel>;
  readonly strictCount: number;
}

/** Reads a gold file; texts that it does not hold itself are read from `folder`. */
export function readGold(file: string, folder: string, vocabulary: MemoryVocabulary): GoldCorpus {
  const gold = JSON.parse(fs.readFileSync(file, 'utf8')) as GoldFile;
  const articles = gold.articles.map((article) => ({
    ...article,
    text: article.text ?? fs.readFileSync(path.join(folder, article.path), 'utf8'),
  }));
  return makeGoldCorpus(path.basename(file, '.json'), { ...gold, articles }, vocabulary);
}

/** Lays the groups of an event whose texts are all there over the passages of its articles. */
export function makeGoldCorpus(name: string, gold: GoldFile, vocabulary: MemoryVocabulary): GoldCorpus {
  const articles: ArticleInput[] = [];
  const texts: string[] = [];
  const places: (Span & { file: number })[] = [];
  const sentences: string[][] = [];
  const judged: boolean[] = [];
  const paths = [...new Set(gold.articles.map((article) => article.path))];
  for (const file of paths) {
    const known = gold.articles.find((article) => article.path === file);
    const text = known?.text ?? '';
    const metadata = { outlet: known?.outlet, date: known?.date };
    const analysed = analyse(text, file, metadata);
    articles.push(...articleInputs(text, paths.indexOf(file), analysed.articles));
    for (const { article } of analysed.articles) {
      for (const passage of article.passages) {
        texts.push(text.slice(passage.start, passage.end));
        places.push({ start: passage.start, end: passage.end, file: paths.indexOf(file) });
        sentences.push(sentencesUnder(passage, file, gold));
        judged.push(!known?.judged || overlapLength(known.judged, passage) > 0);
      }
    }
  }
  const gradeOf = new Map<string, PairLabel>();
  for (const { members } of gold.groups) {
    for (const [a, s, x] of members) {
      for (const [b, t, y] of members) {
        if (a === b) continue;
        const key = `${a}.${s}:${b}.${t}`;
        if (x === 'full' && y === 'full') gradeOf.set(key, 'strict');
        else if (!gradeOf.has(key)) gradeOf.set(key, 'neutral');
      }
    }
  }
  const labels = new Map<string, PairLabel>();
  sentences.forEach((xs, i) =>
    sentences.forEach((ys, j) => {
      if (j <= i) return;
      if (!judged[i] || !judged[j]) labels.set(`${i}:${j}`, 'neutral');
      for (const x of xs)
        for (const y of ys) {
          const grade = gradeOf.get(`${x}:${y}`);
          if (grade && labels.get(`${i}:${j}`) !== 'strict') labels.set(`${i}:${j}`, grade);
        }
    }),
  );
  return {
    name,
    index: new MemoryPassageIndex(articles, vocabulary),
    texts,
    places,
    labels,
    strictCount: new Set([...gradeOf].filter(([, grade]) => grade === 'strict').map(([key]) => key)).size / 2,
  };
}

/** Articles that many judged pairs lie in are read once. */
const analysedTexts = new Map<string, AnalysedFile>();
type AnalysedFile = ReturnType<typeof analyseFile>;

function analyse(
  text: string,
  file: string,
  metadata: { readonly outlet?: string; readonly date?: string },
): AnalysedFile {
  const key = [file, metadata.outlet ?? '', metadata.date ?? '', text].join('\n');
  let analysed = analysedTexts.get(key);
  if (!analysed) {
    analysed = analyseFile(text, { path: file, metadata, settings: defaultCorpusSettings });
    analysedTexts.set(key, analysed);
  }
  return analysed;
}

/** Analysed articles as a `MemoryPassageIndex` takes them. */
export function articleInputs(text: string, file: number, articles: readonly AnalysedArticle[]): ArticleInput[] {
  return articles.map(({ article, extraction }) => ({
    file,
    outlet: article.outlet?.value ?? null,
    date: article.date?.value ?? null,
    genre: article.genre,
    passages: article.passages.map((passage) => ({
      text: text.slice(passage.start, passage.end),
      role: passage.role,
      quotes: quotesOf(text, passage, extraction.quotes, (speaker) => extraction.speakers[speaker]),
    })),
  }));
}

function sentencesUnder(passage: Passage, name: string, gold: GoldFile): string[] {
  return gold.articles.flatMap((article, a) =>
    article.path !== name
      ? []
      : article.sentences.flatMap((sentence, s) => {
          const shared = overlapLength(sentence, passage);
          const least = Math.min(sentence.end - sentence.start, passage.end - passage.start);
          return shared >= 0.5 * least && shared > 15 ? [`${a}.${s}`] : [];
        }),
  );
}

function quotesOf(
  text: string,
  passage: Passage,
  quotes: readonly Quote[],
  speakerOf: (index: number) => { readonly name: string; readonly isFullName: boolean } | undefined,
): PassageQuote[] {
  const tokens = tokenise(text, passage);
  return quotes.flatMap((quote) =>
    quote.content.flatMap((span) => {
      const from = tokens.starts.findIndex((start) => start >= span.start);
      const to = tokens.ends.findLastIndex((end) => end <= span.end) + 1;
      if (overlapLength(span, passage) === 0 || from < 0 || to <= from) return [];
      const speaker = quote.speaker === null ? undefined : speakerOf(quote.speaker);
      const { kind, mode } = quote;
      return [{ kind, mode, speaker: speaker?.name ?? null, isFullName: speaker?.isFullName ?? false, from, to }];
    }),
  );
}
