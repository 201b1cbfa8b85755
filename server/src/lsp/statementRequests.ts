import type { Connection } from 'vscode-languageserver';
import {
  statementAtRequest,
  statementsOfFileRequest,
  type StatementAtParams,
  type StatementsOfFileParams,
} from '../protocol';
import { statementItem, statementsOfFile } from '../service/statementItems';
import type { FeatureTools } from './featureTools';
import { fromPosition, toRange } from './toProto';

/** Custom requests about statements: for views and panels. */
export function registerStatementRequests(connection: Connection, tools: FeatureTools): void {
  connection.onRequest(
    statementAtRequest,
    tools.guard('statement', null, async ({ uri, position, includePossible }: StatementAtParams, token) => {
      const map = await tools.lineMaps.get(uri);
      const options = { includePossible: includePossible ?? tools.settings().includePossible };
      const statement = map && tools.reader().statementAt(uri, fromPosition(map, position), options, token);
      if (!statement) return null;
      const maps = await tools.lineMaps.all(statement.members.map(({ article }) => article.uri));
      return statementItem(statement, maps, toRange);
    }),
  );

  connection.onRequest(
    statementsOfFileRequest,
    tools.guard('statements of a file', [], async ({ uri }: StatementsOfFileParams, token) => {
      const opened = await tools.open(uri);
      if (opened) await tools.reader().prepareVersionCounts(uri, token);
      return opened
        ? statementsOfFile(opened.file, uri, tools.reader()).map(({ span, ...item }) => ({
            ...item,
            range: toRange(opened.map, span),
          }))
        : [];
    }),
  );
}
