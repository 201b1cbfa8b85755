import * as vscode from 'vscode';
import {
  statementsOfFileRequest,
  type FileStatementItem,
  type StatementsOfFileParams,
  type VersionItem,
} from '../../../server/src/protocol';
import { asRange, statementAt } from '../commands/versionCommands';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';

/** The active article's statements that have parallel versions; below each, its versions. */
export function registerStatementsView({ client }: FeatureHost): vscode.Disposable {
  const provider = new StatementsProvider(client);
  const view = vscode.window.createTreeView('variorum.statements', {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refreshSoon = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void provider.refresh(), delayMs);
  };
  refreshSoon(0);
  return vscode.Disposable.from(
    view,
    provider,
    client.onDidChange(() => refreshSoon(200)),
    vscode.window.onDidChangeActiveTextEditor(() => refreshSoon(50)),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.uri.toString() === provider.uri?.toString()) refreshSoon(400);
    }),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

interface StatementNode {
  readonly type: 'statement';
  readonly uri: vscode.Uri;
  readonly item: FileStatementItem;
}
interface VersionNode {
  readonly type: 'version';
  readonly item: VersionItem;
}
type Node = StatementNode | VersionNode;

class StatementsProvider implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private nodes: readonly StatementNode[] = [];
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  private cancellation = new vscode.CancellationTokenSource();
  readonly onDidChangeTreeData = this.changeEmitter.event;
  /** The article shown: that of the last text editor in front, so that a click in another panel does not empty the view. */
  uri: vscode.Uri | null = null;

  constructor(private readonly client: CorpusClient) {}

  async refresh(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor && editor.document.uri.scheme === 'file') this.uri = editor.document.uri;
    this.cancellation.cancel();
    this.cancellation = new vscode.CancellationTokenSource();
    const { token } = this.cancellation;
    const uri = this.uri;
    const params: StatementsOfFileParams | null = uri && { uri: uri.toString() };
    const items = params && (await this.client.request<FileStatementItem[]>(statementsOfFileRequest, params, token));
    if (token.isCancellationRequested) return;
    this.nodes = uri && items ? items.map((item) => ({ type: 'statement', uri, item })) : [];
    this.changeEmitter.fire();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.type === 'statement' ? statementTreeItem(node) : versionTreeItem(node.item);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return [...this.nodes];
    if (node.type === 'version') return [];
    const position = asRange(node.item.range).start;
    const statement = await statementAt(this.client, { uri: node.uri, position });
    return (statement?.members ?? []).map((item): VersionNode => ({ type: 'version', item }));
  }

  dispose(): void {
    this.cancellation.cancel();
    this.changeEmitter.dispose();
  }
}

function statementTreeItem({ uri, item }: StatementNode): vscode.TreeItem {
  const treeItem = new vscode.TreeItem(item.label, vscode.TreeItemCollapsibleState.Collapsed);
  const versions =
    item.versionCount === 1 ? vscode.l10n.t('1 version') : vscode.l10n.t('{0} versions', item.versionCount);
  treeItem.description = [item.speaker, versions].filter(Boolean).join(' · ');
  treeItem.tooltip = [item.label, treeItem.description, item.original && vscode.l10n.t('Original: {0}', item.original)]
    .filter(Boolean)
    .join('\n');
  treeItem.iconPath = new vscode.ThemeIcon('comment-discussion');
  treeItem.contextValue = 'statement';
  treeItem.command = openCommand(uri, asRange(item.range));
  return treeItem;
}

/** A version in a tree: who printed it, when, and its words. */
export function versionTreeItem(item: VersionItem): vscode.TreeItem {
  const treeItem = new vscode.TreeItem(item.outlet ?? vscode.l10n.t('unknown outlet'));
  treeItem.description = [item.date?.slice(0, 10), item.text].filter(Boolean).join(' · ');
  treeItem.tooltip = [item.headline, [item.speaker, item.grade].filter(Boolean).join(' · '), item.text]
    .filter(Boolean)
    .join('\n\n');
  treeItem.iconPath = new vscode.ThemeIcon(item.isOriginal ? 'star-full' : 'quote');
  treeItem.contextValue = 'version';
  treeItem.command = openCommand(vscode.Uri.parse(item.uri), asRange(item.range));
  if (item.isOriginal)
    treeItem.accessibilityInformation = { label: `${vscode.l10n.t('Original')}: ${item.outlet ?? ''} ${item.text}` };
  return treeItem;
}

function openCommand(uri: vscode.Uri, selection: vscode.Range): vscode.Command {
  const options: vscode.TextDocumentShowOptions = { selection, preserveFocus: true };
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri, options] };
}
