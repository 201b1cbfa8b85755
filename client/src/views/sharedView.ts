import * as vscode from 'vscode';
import { sharedStatementsRequest, type SharedStatements, type StatementItem } from '../../../server/src/protocol';
import { asRange } from '../commands/versionCommands';
import type { FeatureHost } from '../feature';
import { setCount } from './countBadges';
import { versionCountText, versionNodes, type PlaceNode } from './statementNodes';
import { noteNode, onCorpusChange, openCommand, TreeNodeProvider, type TreeNode } from './treeNode';

/** The statements that most outlets share. Read only while the view is open, since it takes a sweep of the corpus. */
export function registerSharedView({ client }: FeatureHost): vscode.Disposable {
  const provider = new TreeNodeProvider<TreeNode>(async () => {
    if (client.status?.quiescent !== true) return [];
    const shared = await client.request<SharedStatements>(sharedStatementsRequest);
    const nodes: TreeNode[] = (shared?.statements ?? []).flatMap(sharedNode);
    const isCut = shared?.isPartial === true;
    return isCut ? [...nodes, noteNode(vscode.l10n.t('From the part of the corpus that a few seconds reach'))] : nodes;
  });
  const view = vscode.window.createTreeView('variorum.shared', { treeDataProvider: provider, showCollapseAll: true });
  return vscode.Disposable.from(
    provider,
    view,
    onCorpusChange(client, () => provider.refresh()),
  );
}

function sharedNode(statement: StatementItem): PlaceNode[] {
  const shown = statement.members.find(({ isOriginal }) => isOriginal) ?? statement.members[0];
  if (shown === undefined) return [];
  const place = { uri: vscode.Uri.parse(shown.uri), range: asRange(shown.range) };
  const treeItem = new vscode.TreeItem(shown.text, vscode.TreeItemCollapsibleState.Collapsed);
  treeItem.description = [statement.speaker, versionCountText(statement.members.length)].filter(Boolean).join(' · ');
  treeItem.tooltip = `${shown.text}\n\n${treeItem.description}`;
  treeItem.accessibilityInformation = { label: `${shown.text}, ${treeItem.description}` };
  setCount(treeItem, statement.members.length, versionCountText(statement.members.length));
  treeItem.contextValue = 'statement';
  treeItem.command = openCommand(place.uri, place.range);
  return [{ treeItem, place, children: () => Promise.resolve(versionNodes(statement)) }];
}
