import * as vscode from 'vscode';
import {
  statementsOfFileRequest,
  type FileStatementItem,
  type StatementsOfFileParams,
} from '../../../server/src/protocol';
import { asRange, statementAt } from '../commands/versionCommands';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';
import { setCount } from './countBadges';
import { versionCountText, versionNodes, type PlaceNode } from './statementNodes';
import { debounced, onCorpusChange, openCommand, TreeNodeProvider } from './treeNode';

/** The active article's statements that have parallel versions; below each, its versions. */
export function registerStatementsView({ client }: FeatureHost): vscode.Disposable {
  // That of the last text editor in front, so that a click in another panel does not empty the view.
  let shown: vscode.Uri | null = null;
  const provider = new TreeNodeProvider(async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.uri.scheme === 'file') shown = editor.document.uri;
    return shown === null ? [] : statementNodes(client, shown);
  });
  const refresh = debounced(() => provider.refresh());
  return vscode.Disposable.from(
    provider,
    refresh,
    vscode.window.createTreeView('variorum.statements', { treeDataProvider: provider, showCollapseAll: true }),
    onCorpusChange(client, () => refresh.call(0)),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      // A panel in front of the text, or the text again: the rows stand, and the panel has the server to itself.
      if (editor?.document.uri.scheme === 'file' && editor.document.uri.toString() !== shown?.toString())
        refresh.call(50);
    }),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() === shown?.toString()) refresh.call(400);
    }),
  );
}

/** Rows of the statements of a file. */
export async function statementNodes(client: CorpusClient, uri: vscode.Uri): Promise<PlaceNode[]> {
  const params: StatementsOfFileParams = { uri: uri.toString() };
  const items = (await client.request<FileStatementItem[]>(statementsOfFileRequest, params)) ?? [];
  return items.map((item) => {
    const range = asRange(item.range);
    const treeItem = new vscode.TreeItem(item.label, vscode.TreeItemCollapsibleState.Collapsed);
    treeItem.description = [item.speaker, versionCountText(item.versionCount)].filter(Boolean).join(' · ');
    treeItem.tooltip = [
      item.label,
      treeItem.description,
      item.original && vscode.l10n.t('Original: {0}', item.original),
    ]
      .filter(Boolean)
      .join('\n');
    treeItem.accessibilityInformation = { label: `${item.label}, ${treeItem.description}` };
    setCount(treeItem, item.versionCount, versionCountText(item.versionCount));
    treeItem.contextValue = 'statement';
    treeItem.command = openCommand(uri, range);
    return {
      treeItem,
      place: { uri, range },
      children: async () => versionNodes(await statementAt(client, { uri, position: range.start })),
    };
  });
}
