import type { Connection } from 'vscode-languageserver';
import type { ArticleRecord } from '../corpus/corpusTypes';
import {
  overviewRequest,
  type OverviewAnswer,
  type OverviewFact,
  type OverviewParams,
  type OverviewRow,
} from '../protocol';
import { corpusOverview } from '../service/corpusOverview';
import { unpackFactPlace, type PlacedFact } from '../text/factPlace';
import type { FeatureTools } from './featureTools';
import { toRange } from './toProto';

const maxRows = 2000;

/** The request behind the corpus overview: figures, and a page of the table. */
export function registerOverviewRequest(connection: Connection, tools: FeatureTools): void {
  const pathOf = (uri: string) => tools.pathOf(uri);
  connection.onRequest(
    overviewRequest,
    tools.guard('overview', null, async (params: OverviewParams, token): Promise<OverviewAnswer | null> => {
      const question = { ...params, offset: Math.max(0, params.offset), limit: Math.min(params.limit, maxRows) };
      const overview = await corpusOverview(tools.reader(), question, pathOf, token);
      return { ...overview, rows: await toRows(overview.rows) };
    }),
  );

  /** Only where a file holds several articles must its line ends be known. */
  async function toRows(articles: readonly ArticleRecord[]): Promise<OverviewRow[]> {
    const maps = await tools.lineMaps.lines(new Set(articles.filter(({ index }) => index > 0).map(({ uri }) => uri)));
    return articles.map((article) => {
      const { uri, index, start, genre, language, quoteCount } = article;
      const map = maps.get(uri);
      return {
        uri,
        path: pathOf(uri),
        index,
        siblingCount: tools.reader().articlesOf(uri).length,
        start: map ? toRange(map, { start, end: start }).start : { line: 0, character: 0 },
        outlet: factOf(article, 'outlet'),
        date: factOf(article, 'date'),
        headline: factOf(article, 'headline'),
        byline: factOf(article, 'byline'),
        credit: factOf(article, 'credit'),
        genre,
        language,
        quoteCount,
      };
    });
  }
}

function factOf(article: ArticleRecord, name: PlacedFact): OverviewFact | null {
  const value = article[name];
  const place = unpackFactPlace(article.factPlaces, name);
  return value === null || place === null ? null : { value, place };
}
