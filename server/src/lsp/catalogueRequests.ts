import type { Connection } from 'vscode-languageserver';
import type { ArticleRecord } from '../corpus/corpusTypes';
import {
  articlesOfOutletRequest,
  outletProfileRequest,
  outletsRequest,
  quotesOfSpeakerRequest,
  sharedStatementsRequest,
  speakersRequest,
  type ArticleItem,
  type ArticlesOfOutletParams,
  type OutletProfile,
  type QuoteItem,
  type QuotesOfSpeakerParams,
  type SharedStatements,
  type SpeakerItem,
} from '../protocol';
import { flatten } from '../service/displayText';
import { listArticlesOfOutlet, listOutlets, profileOutlet } from '../service/outletItems';
import { mostShared } from '../service/sharedStatements';
import { listQuotesOfSpeaker, listSpeakers } from '../service/speakerItems';
import { statementItem } from '../service/statementItems';
import type { FeatureTools } from './featureTools';
import { toRange } from './toProto';

/** Custom requests that list what the whole corpus holds: speakers, outlets, the most shared statements. */
export function registerCatalogueRequests(connection: Connection, tools: FeatureTools): void {
  connection.onRequest(
    speakersRequest,
    tools.guard('speakers', [], async (_: unknown, token): Promise<readonly SpeakerItem[]> =>
      listSpeakers(tools.reader(), token),
    ),
  );

  connection.onRequest(
    quotesOfSpeakerRequest,
    tools.guard('quotes of a speaker', [], async ({ id }: QuotesOfSpeakerParams): Promise<QuoteItem[]> => {
      const quotes = listQuotesOfSpeaker(id, tools.reader());
      const maps = await tools.lineMaps.all(quotes.map(({ record }) => record.article.uri));
      return quotes.flatMap(({ record: { article, kind }, start, end }) => {
        const map = maps.get(article.uri);
        if (map === undefined) return [];
        const { uri, outlet, date, headline } = article;
        const text = flatten(map.text.slice(start, end));
        return [{ uri, range: toRange(map, { start, end }), text, kind, outlet, date, headline }];
      });
    }),
  );

  connection.onRequest(
    outletsRequest,
    tools.guard('outlets', [], async () => listOutlets(tools.reader())),
  );

  connection.onRequest(
    articlesOfOutletRequest,
    tools.guard('articles of an outlet', [], async ({ name }: ArticlesOfOutletParams) =>
      toArticleItems(listArticlesOfOutlet(name, tools.reader())),
    ),
  );

  connection.onRequest(
    outletProfileRequest,
    tools.guard(
      'outlet profile',
      null,
      async ({ name }: ArticlesOfOutletParams, token): Promise<OutletProfile | null> =>
        name === null ? null : profileOutlet(name, tools.reader(), token),
    ),
  );

  connection.onRequest(
    sharedStatementsRequest,
    tools.guard('shared statements', null, async (_: unknown, token): Promise<SharedStatements> => {
      const { statements, isPartial } = await mostShared(tools.reader(), token);
      const uris = statements.flatMap(({ members }) => members.map(({ article }) => article.uri));
      const maps = await tools.lineMaps.all(uris);
      return { statements: statements.map((statement) => statementItem(statement, maps, toRange)), isPartial };
    }),
  );

  /** Only the first article of a file begins at its start; the others need their file's line ends. */
  async function toArticleItems(articles: readonly ArticleRecord[]): Promise<ArticleItem[]> {
    const maps = await tools.lineMaps.lines(articles.filter(({ start }) => start > 0).map(({ uri }) => uri));
    return articles.map(({ uri, index, headline, outlet, date, quoteCount, start }) => {
      const map = maps.get(uri);
      const origin = { line: 0, character: 0 };
      const range = map ? toRange(map, { start, end: start }) : { start: origin, end: origin };
      return { uri, range, index, headline, outlet, date, quoteCount };
    });
  }
}
