import { neverCancelled, type CancellationToken } from '../base/cancellation';
import { TimeSlice } from '../base/timeSlice';
import type { ArticleRecord, CorpusReader } from '../corpus/corpusTypes';
import { factPlaces, unpackFactPlace, type FactPlace } from '../text/factPlace';
import { compareText } from './speakerItems';

/** The facts that every article should have. */
export const overviewGaps = ['outlet', 'date', 'headline'] as const;
export type OverviewGap = (typeof overviewGaps)[number];

export const overviewOrders = ['path', 'outlet', 'date', 'headline', 'byline'] as const;
export type OverviewOrder = (typeof overviewOrders)[number];

/** Which articles are asked for, in which order. */
export interface OverviewQuestion {
  /** Only articles that lack this fact, or any of them. */
  readonly missing: OverviewGap | 'any' | null;
  /** Only articles with outlet, date or headline read there. */
  readonly place: FactPlace | null;
  /** Words that must all stand in path, outlet, date, headline or byline; case makes no difference. */
  readonly words: string;
  readonly order: OverviewOrder;
  readonly direction: 'ascending' | 'descending';
  readonly offset: number;
  readonly limit: number;
}

/** The whole corpus in figures, and a page of the articles that were asked for. */
export interface CorpusOverview {
  readonly articleCount: number;
  readonly missing: Readonly<Record<OverviewGap | 'any', number>>;
  /** Where each fact was read in how many articles, most first. */
  readonly places: Readonly<Record<OverviewGap, readonly { readonly place: FactPlace; readonly count: number }[]>>;
  /** How many articles fit. */
  readonly total: number;
  readonly rows: readonly ArticleRecord[];
}

type PathOf = (uri: string) => string;

/** What is known of one state of a corpus, kept until it changes: a page of a scrolled list must not sort anew. */
interface Kept {
  readonly revision: number;
  /** All articles by path. */
  readonly articles: readonly ArticleRecord[];
  readonly figures: Pick<CorpusOverview, 'articleCount' | 'missing' | 'places'>;
  list: { readonly key: string; readonly articles: readonly ArticleRecord[] } | null;
  /** What words are looked for in, by article; made when somebody looks for words. */
  texts: readonly string[] | null;
}

const kept = new WeakMap<object, Kept>();

/** The overview of a corpus. Reads no text; yields to the event loop. `pathOf` gives a file's path as people read it. */
export async function corpusOverview(
  reader: CorpusReader,
  question: OverviewQuestion,
  pathOf: PathOf,
  token: CancellationToken = neverCancelled,
): Promise<CorpusOverview> {
  const index = reader.searchIndex();
  const { revision } = index;
  let known = kept.get(index);
  if (known?.revision !== revision) {
    known = { revision, ...(await readArticles(reader, token)), list: null, texts: null };
    kept.set(index, known);
  }
  const { offset, limit, ...rest } = question;
  const key = JSON.stringify(rest);
  if (known.list?.key !== key) known.list = { key, articles: await listArticles(known, question, pathOf, token) };
  const { articles } = known.list;
  return { ...known.figures, total: articles.length, rows: articles.slice(offset, offset + limit) };
}

async function readArticles(
  reader: CorpusReader,
  token: CancellationToken,
): Promise<Pick<Kept, 'articles' | 'figures'>> {
  const slice = new TimeSlice(token);
  const articles: ArticleRecord[] = [];
  const missing = { outlet: 0, date: 0, headline: 0, any: 0 };
  const counts = overviewGaps.map(() => new Array<number>(factPlaces.length).fill(0));
  for (const article of reader.articles()) {
    articles.push(article);
    let isComplete = true;
    overviewGaps.forEach((name, nth) => {
      const place = unpackFactPlace(article.factPlaces, name);
      if (place !== null) counts[nth]![factPlaces.indexOf(place)]!++;
      if (article[name] !== null) return;
      missing[name]++;
      isComplete = false;
    });
    if (!isComplete) missing.any++;
    await slice.pause();
  }
  articles.sort((a, b) => compareText(a.uri, b.uri) || a.index - b.index);
  const placesOf = (nth: number) =>
    factPlaces
      .map((place, at) => ({ place, count: counts[nth]![at]! }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count);
  const places = { outlet: placesOf(0), date: placesOf(1), headline: placesOf(2) };
  return { articles, figures: { articleCount: articles.length, missing, places } };
}

async function listArticles(
  known: Kept,
  { missing, place, words, order, direction }: OverviewQuestion,
  pathOf: PathOf,
  token: CancellationToken,
): Promise<readonly ArticleRecord[]> {
  const slice = new TimeSlice(token);
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean);
  if (wanted.length > 0 && known.texts === null) {
    const texts: string[] = [];
    for (const { uri, outlet, date, headline, byline, credit } of known.articles) {
      texts.push([pathOf(uri), outlet, date, headline, byline, credit].join('\n').toLowerCase());
      await slice.pause();
    }
    known.texts = texts;
  }
  const found: ArticleRecord[] = [];
  for (let at = 0; at < known.articles.length; at++) {
    const article = known.articles[at]!;
    await slice.pause();
    if (missing !== null && !lacks(article, missing)) continue;
    if (place !== null && !overviewGaps.some((name) => unpackFactPlace(article.factPlaces, name) === place)) continue;
    if (wanted.length > 0 && !wanted.every((word) => known.texts![at]!.includes(word))) continue;
    found.push(article);
  }
  if (order === 'path') return direction === 'ascending' ? found : found.reverse();
  return sortBy(found, (article) => article[order], direction === 'ascending' ? 1 : -1);
}

function lacks(article: ArticleRecord, missing: OverviewGap | 'any'): boolean {
  return missing === 'any' ? overviewGaps.some((name) => article[name] === null) : article[missing] === null;
}

/** Stable; articles without the fact stand last either way. */
function sortBy(
  articles: readonly ArticleRecord[],
  factOf: (article: ArticleRecord) => string | null,
  sign: 1 | -1,
): ArticleRecord[] {
  const keyed = articles.map((article) => ({ article, key: factOf(article)?.toLowerCase() ?? null }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return sign * compareText(a.key, b.key);
  });
  return keyed.map(({ article }) => article);
}
