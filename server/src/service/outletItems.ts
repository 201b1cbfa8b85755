import type { CancellationToken } from '../base/cancellation';
import { TimeSlice } from '../base/timeSlice';
import type { ArticleRecord, CorpusReader } from '../corpus/corpusTypes';
import type { OutletItem, OutletProfile } from '../protocol';
import { compareText } from './speakerItems';

const maxArticles = 2000;
const maxProfileArticles = 300;
const maxPartners = 10;

/** Outlets with their counts, most articles first; articles of no known outlet come last, under null. */
export function listOutlets(reader: CorpusReader): OutletItem[] {
  const byName = new Map<
    string | null,
    { articles: number; quotes: number; first: string | null; last: string | null }
  >();
  for (const { outlet, date, quoteCount } of reader.articles()) {
    const entry = byName.get(outlet) ?? { articles: 0, quotes: 0, first: null, last: null };
    byName.set(outlet, entry);
    entry.articles++;
    entry.quotes += quoteCount;
    if (date !== null && (entry.first === null || date < entry.first)) entry.first = date;
    if (date !== null && (entry.last === null || date > entry.last)) entry.last = date;
  }
  return [...byName]
    .map(([name, { articles, quotes, first, last }]) => ({
      name,
      articleCount: articles,
      quoteCount: quotes,
      firstDate: first,
      lastDate: last,
    }))
    .sort(
      (a, b) =>
        Number(a.name === null) - Number(b.name === null) ||
        b.articleCount - a.articleCount ||
        compareText(a.name ?? '', b.name ?? ''),
    );
}

/** Articles of an outlet by date and place, bounded. */
export function listArticlesOfOutlet(name: string | null, reader: CorpusReader): ArticleRecord[] {
  return articlesWhere(reader, ({ outlet }) => outlet === name);
}

function articlesWhere(reader: CorpusReader, fits: (article: ArticleRecord) => boolean): ArticleRecord[] {
  const found: ArticleRecord[] = [];
  for (const article of reader.articles()) if (fits(article)) found.push(article);
  return found
    .sort((a, b) => compareText(a.date ?? '9', b.date ?? '9') || compareText(a.uri, b.uri) || a.index - b.index)
    .slice(0, maxArticles);
}

/** How an outlet stands among the others, counted from articles spread evenly over its time. */
export async function profileOutlet(
  name: string,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<OutletProfile> {
  const articles = listArticlesOfOutlet(name, reader);
  const step = Math.max(1, articles.length / maxProfileArticles);
  const partners = new Map<string, number>();
  const slice = new TimeSlice(token);
  let readCount = 0;
  let sharedCount = 0;
  let firstCount = 0;
  for (let at = 0; at < articles.length; at += step) {
    const article = articles[Math.floor(at)]!;
    readCount++;
    await reader.prepareVersionCounts(article.uri, token);
    for (const passage of reader.versionCounts(article.uri, token)) {
      if (passage.start < article.start || passage.start >= article.end) continue;
      await slice.pause();
      const statement = reader.statementAt(article.uri, passage.start, { includePossible: false }, token);
      const others = statement?.members.filter((member) => member.article.outlet !== name) ?? [];
      if (others.length === 0) continue;
      sharedCount++;
      const dates = others.flatMap((member) => member.article.date ?? []);
      if (article.date !== null && dates.length > 0 && dates.every((date) => article.date! < date)) firstCount++;
      for (const partner of new Set(others.flatMap((member) => member.article.outlet ?? []))) {
        partners.set(partner, (partners.get(partner) ?? 0) + 1);
      }
    }
  }
  return {
    articleCount: articles.length,
    quoteCount: articles.reduce((sum, { quoteCount }) => sum + quoteCount, 0),
    readCount,
    sharedCount,
    firstCount,
    partners: [...partners]
      .map(([partner, count]) => ({ name: partner, count }))
      .sort((a, b) => b.count - a.count || compareText(a.name, b.name))
      .slice(0, maxPartners),
  };
}
