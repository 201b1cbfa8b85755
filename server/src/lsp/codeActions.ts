import { CodeActionKind, type CodeAction, type Connection } from 'vscode-languageserver';
import type { FeatureTools } from './featureTools';
import { fromPosition } from './toProto';

/** What a reader can do with the statement under the cursor; each action is a command of the client's. */
export function registerCodeActions(connection: Connection, tools: FeatureTools): void {
  connection.onCodeAction(
    tools.guard('actions', [], async ({ textDocument: { uri }, range, context }, token): Promise<CodeAction[]> => {
      if (
        context.only !== undefined &&
        !context.only.some((kind) => kind === '' || kind.startsWith(CodeActionKind.QuickFix))
      )
        return [];
      const map = await tools.lineMaps.get(uri);
      if (!map) return [];
      const options = { includePossible: tools.settings().includePossible };
      const statement = tools.reader().statementAt(uri, fromPosition(map, range.start), options, token);
      const { actions } = tools.messages();
      const { commands } = tools.client();
      const offer = (command: string, title: string): CodeAction[] =>
        commands.has(command)
          ? [{ title, kind: CodeActionKind.QuickFix, command: { title, command, arguments: [uri, range.start] } }]
          : [];
      return [
        ...(statement === null
          ? []
          : [
              ...offer('variorum.showVersions', actions.showVersions(statement.members.length - 1)),
              ...offer('variorum.compareVersions', actions.compareVersions),
              ...offer('variorum.notSameStatement', actions.notSame),
            ]),
        ...offer('variorum.sameStatement', actions.same),
      ];
    }),
  );
}
