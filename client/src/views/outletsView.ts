import * as vscode from 'vscode';
import {
  articlesOfOutletRequest,
  outletProfileRequest,
  outletsRequest,
  type ArticleItem,
  type ArticlesOfOutletParams,
  type OutletItem,
  type OutletProfile,
} from '../../../server/src/protocol';
import { asRange } from '../commands/versionCommands';
import type { CorpusClient } from '../corpusClient';
import type { FeatureHost } from '../feature';
import { articleCountText, quoteCountText } from './speakersView';
import { statementNodes } from './statementsView';
import { noteNode, onCorpusChange, openCommand, TreeNodeProvider, type TreeNode } from './treeNode';

/** The most articles that the server lists of an outlet. */
const maxArticles = 2000;

interface OutletNode extends TreeNode {
  readonly outlet: OutletItem;
}

/** Outlets → their articles by date → the statements of each; a row's tooltip is the outlet's profile. */
export function registerOutletsView({ client }: FeatureHost): vscode.Disposable {
  const provider = new TreeNodeProvider(async () => {
    const outlets = (await client.request<OutletItem[]>(outletsRequest)) ?? [];
    return outlets.map((outlet) => outletNode(client, outlet));
  });
  const view = vscode.window.createTreeView('variorum.outlets', { treeDataProvider: provider, showCollapseAll: true });
  return vscode.Disposable.from(
    provider,
    view,
    onCorpusChange(client, () => provider.refresh()),
    vscode.commands.registerCommand('variorum.showOutletProfile', (node?: OutletNode) => {
      const outlet = node?.outlet ?? (view.selection[0] as OutletNode | undefined)?.outlet;
      return outlet?.name ? showProfile(client, outlet.name) : undefined;
    }),
  );
}

function outletNode(client: CorpusClient, outlet: OutletItem): OutletNode {
  const name = outlet.name ?? vscode.l10n.t('No outlet known');
  const treeItem = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
  treeItem.id = outlet.name ?? '';
  treeItem.description = articleCountText(outlet.articleCount);
  treeItem.iconPath = new vscode.ThemeIcon(outlet.name === null ? 'question' : 'broadcast');
  treeItem.contextValue = outlet.name === null ? 'noOutlet' : 'outlet';
  const params: ArticlesOfOutletParams = { name: outlet.name };
  return {
    treeItem,
    outlet,
    tooltip: async (token) => {
      const profile = outlet.name && (await client.request<OutletProfile>(outletProfileRequest, params, token));
      return profile ? [name, ...profileLines(profile)].join('\n') : name;
    },
    children: async () => {
      const articles = (await client.request<ArticleItem[]>(articlesOfOutletRequest, params)) ?? [];
      const nodes: TreeNode[] = articles.map((article) => articleNode(client, article));
      const rest = articles.length >= maxArticles ? outlet.articleCount - articles.length : 0;
      return rest > 0 ? [...nodes, noteNode(vscode.l10n.t('{0} more', rest))] : nodes;
    },
  };
}

function articleNode(client: CorpusClient, article: ArticleItem): TreeNode {
  const uri = vscode.Uri.parse(article.uri);
  const path = vscode.workspace.asRelativePath(uri, false);
  const treeItem = new vscode.TreeItem(article.headline ?? path, vscode.TreeItemCollapsibleState.Collapsed);
  treeItem.description = [article.date?.slice(0, 10), quoteCountText(article.quoteCount)].filter(Boolean).join(' · ');
  treeItem.tooltip = [article.headline, treeItem.description, path].filter(Boolean).join('\n');
  treeItem.iconPath = new vscode.ThemeIcon('file');
  treeItem.contextValue = 'article';
  treeItem.command = openCommand(uri, asRange(article.range));
  return { treeItem, children: () => statementNodes(client, uri) };
}

async function showProfile(client: CorpusClient, name: string): Promise<void> {
  const params: ArticlesOfOutletParams = { name };
  const profile = await vscode.window.withProgress({ location: { viewId: 'variorum.outlets' } }, () =>
    client.request<OutletProfile>(outletProfileRequest, params),
  );
  if (profile === null) return;
  await vscode.window.showQuickPick(
    profileLines(profile).map((label) => ({ label })),
    { title: name, placeHolder: vscode.l10n.t('Profile of this outlet') },
  );
}

function profileLines(profile: OutletProfile): string[] {
  const lines = [`${articleCountText(profile.articleCount)} · ${quoteCountText(profile.quoteCount)}`];
  if (profile.readCount < profile.articleCount) {
    lines.push(vscode.l10n.t('Counted from {0} of its articles:', profile.readCount));
  }
  lines.push(
    vscode.l10n.t('{0} statements shared with other outlets', profile.sharedCount),
    vscode.l10n.t('{0} of them printed here first', profile.firstCount),
    ...profile.partners.map(({ name, count }) => vscode.l10n.t('{0} shared with {1}', count, name)),
  );
  return lines;
}
