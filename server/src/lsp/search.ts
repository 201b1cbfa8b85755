import type { Connection } from 'vscode-languageserver';
import {
  searchExportRequest,
  searchPageRequest,
  type SearchExportParams,
  type SearchExportResult,
  type SearchPageParams,
  type SearchPageResult,
} from '../protocol';
import { shorten } from '../service/displayText';
import { exportHits } from '../service/query/exportHits';
import { hitsForExport, searchPage } from '../service/searchPage';
import type { FeatureTools } from './featureTools';
import { toRange } from './toProto';

/** Most rows of one page, and of one export. */
const maxPageRows = 500;
const maxExportedHits = 50_000;

/** Custom requests of the search panel. */
export function registerSearchRequests(connection: Connection, tools: FeatureTools): void {
  connection.onRequest(
    searchPageRequest,
    tools.guard('search', null, async (params: SearchPageParams, token): Promise<SearchPageResult> => {
      const limit = Math.min(params.limit, maxPageRows);
      const page = await searchPage(tools.reader(), { ...params, limit }, token);
      return {
        ...page,
        problems: page.problems.map(({ span, ...problem }) => ({ ...problem, ...span })),
        groups: page.groups.map(({ label, count }) => ({ label: label === null ? null : shorten(label, 200), count })),
        rows: page.rows.map(({ hit, text, place, left, match, right }) => {
          const { uri, outlet, date, headline } = hit.article;
          const map = tools.lineMaps.of(uri, text);
          const range = toRange(map, place);
          const speaker = hit.speaker?.name ?? null;
          return { uri, range, left, match, right, outlet, date, headline, speaker, kind: hit.kind };
        }),
      };
    }),
  );

  connection.onRequest(
    searchExportRequest,
    tools.guard('search export', null, async (params: SearchExportParams, token): Promise<SearchExportResult> => {
      const hits = await hitsForExport(tools.reader(), params, maxExportedHits + 1, (uri) => tools.pathOf(uri), token);
      const kept = hits.slice(0, maxExportedHits);
      return {
        text: exportHits(params.query, kept, params.format),
        count: kept.length,
        isCut: hits.length > kept.length,
      };
    }),
  );
}
