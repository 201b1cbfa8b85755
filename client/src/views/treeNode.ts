import * as vscode from 'vscode';
import type { CorpusClient } from '../corpusClient';

/** A row of a tree: how it looks, what is below it, and what its tooltip says once it is asked for. */
export interface TreeNode {
  readonly treeItem: vscode.TreeItem;
  readonly children?: () => Promise<readonly TreeNode[]>;
  readonly tooltip?: (token: vscode.CancellationToken) => Promise<vscode.MarkdownString | string | undefined>;
}

/** Serves rows that know themselves: a view only says what its top rows are. */
export class TreeNodeProvider<N extends TreeNode> implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changeEmitter.event;

  constructor(private readonly roots: () => Promise<readonly N[]>) {}

  refresh(): void {
    this.changeEmitter.fire();
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return node.treeItem;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    return [...(node === undefined ? await this.roots() : ((await node.children?.()) ?? []))];
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    node: TreeNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    item.tooltip = (await node.tooltip?.(token)) ?? item.tooltip;
    return item;
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }
}

/** A row that says why there is nothing, or what a bound has cut. */
export function noteNode(text: string): TreeNode {
  const treeItem = new vscode.TreeItem('');
  treeItem.description = text;
  return { treeItem };
}

/** A row's click: opens a file at a range, the focus stays in the tree. */
export function openCommand(uri: vscode.Uri, selection: vscode.Range): vscode.Command {
  const options: vscode.TextDocumentShowOptions = { selection, preserveFocus: true };
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri, options] };
}

/** Calls `refresh` some time after the last of many calls. */
export function debounced(refresh: () => void): { call(delayMs: number): void } & vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    call(delayMs) {
      clearTimeout(timer);
      timer = setTimeout(refresh, delayMs);
    },
    dispose: () => clearTimeout(timer),
  };
}

/** While the corpus is being read, lists of it are asked for this often at most: at 40,000 articles they cost the server time. */
const refreshWhileReadingMs = 5000;

/** Calls `refresh` when what the corpus holds has changed: soon once it is read, seldom while it is being read. */
export function onCorpusChange(client: CorpusClient, refresh: () => void): vscode.Disposable {
  let seen = '';
  let lastTime = 0;
  const timer = debounced(() => {
    lastTime = Date.now();
    refresh();
  });
  const subscription = client.onDidChange(() => {
    const { status } = client;
    const now = `${client.state} ${status?.quiescent} ${status?.articleCount} ${status?.quoteCount}`;
    if (now === seen) return;
    seen = now;
    timer.call(status?.quiescent === false ? Math.max(200, lastTime + refreshWhileReadingMs - Date.now()) : 200);
  });
  return vscode.Disposable.from(subscription, timer);
}
