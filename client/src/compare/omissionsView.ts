import * as vscode from 'vscode';
import {
  omissionsRequest,
  type OmissionsAnswer,
  type OmissionsParams,
  type OmittedStatementItem,
  type ProtocolPlace,
} from '../../../server/src/protocol';
import { asRange, placeOf } from '../commands/versionCommands';
import type { FeatureHost } from '../feature';
import { outletName } from '../outletName';

const viewId = 'variorum.omissions';

/**
 * What the active article leaves out: statements of the other reports of its event that it lacks, by how many have them,
 * and those that only it has. Computed while the view is seen, since it looks through all reports of the event.
 */
export function registerOmissionsView(host: FeatureHost): vscode.Disposable {
  const provider = new OmissionsProvider(host);
  const view = vscode.window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refreshSoon = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (view.visible) void provider.refresh().then(() => (view.description = provider.description));
    }, delayMs);
  };
  return vscode.Disposable.from(
    view,
    provider,
    view.onDidChangeVisibility(() => refreshSoon(0)),
    vscode.window.onDidChangeActiveTextEditor(() => refreshSoon(200)),
    host.client.onDidChange(() => refreshSoon(600)),
    vscode.commands.registerCommand('variorum.showOmissions', async () => {
      await vscode.commands.executeCommand(`${viewId}.focus`);
      refreshSoon(0);
    }),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

interface GroupNode {
  readonly type: 'group';
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly isOpen: boolean;
  readonly children: readonly Node[];
}
interface StatementNode {
  readonly type: 'statement';
  readonly item: OmittedStatementItem;
}
interface ReportNode {
  readonly type: 'report';
  readonly place: ProtocolPlace;
  readonly outlet: string | null;
  readonly date: string | null;
  readonly detail: string | null;
}
type Node = GroupNode | StatementNode | ReportNode;

class OmissionsProvider implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private groups: readonly GroupNode[] = [];
  private uri: string | null = null;
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  private cancellation = new vscode.CancellationTokenSource();
  readonly onDidChangeTreeData = this.changeEmitter.event;
  /** What the groups are about: shown beside the view's name. */
  description = '';

  constructor(private readonly host: FeatureHost) {}

  async refresh(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const place = editor && editor.document.uri.scheme !== 'output' ? placeOf([]) : null;
    if (place === null && this.uri === null) return;
    this.cancellation.cancel();
    this.cancellation = new vscode.CancellationTokenSource();
    const { token } = this.cancellation;
    if (place === null) return;
    const { line, character } = place.position;
    const params: OmissionsParams = { uri: place.uri.toString(), position: { line, character } };
    this.uri = params.uri;
    const answer = await this.host.client.request<OmissionsAnswer>(omissionsRequest, params, token);
    if (token.isCancellationRequested) return;
    this.groups = answer ? groupsOf(answer) : [];
    this.description = answer && answer.reports.length > 0 ? (answer.outlet ?? answer.headline ?? '') : '';
    this.changeEmitter.fire();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.type === 'group') return groupItem(node);
    return node.type === 'statement' ? statementItem(node.item) : reportItem(node);
  }

  getChildren(node?: Node): Node[] {
    if (!node) return [...this.groups];
    if (node.type === 'group') return [...node.children];
    if (node.type === 'report') return [];
    const { item } = node;
    const own: ReportNode = { type: 'report', place: item, outlet: item.outlet, date: item.date, detail: null };
    return item.others.length === 0
      ? []
      : [
          own,
          ...item.others.map((other): ReportNode => ({
            type: 'report',
            place: other,
            outlet: other.outlet,
            date: other.date,
            detail: null,
          })),
        ];
  }

  dispose(): void {
    this.cancellation.cancel();
    this.changeEmitter.dispose();
  }
}

/** Missing statements by the number of reports that have them, then what only this article has, then the reports. */
function groupsOf({ missing, onlyHere, reports, isTruncated }: OmissionsAnswer): GroupNode[] {
  if (reports.length === 0) return [];
  const groups: GroupNode[] = [];
  const counts = [...new Set(missing.map(({ reportCount }) => reportCount))].sort((a, b) => b - a);
  for (const count of counts) {
    const items = missing.filter(({ reportCount }) => reportCount === count);
    groups.push({
      type: 'group',
      label:
        count === 1
          ? vscode.l10n.t('Not here, but in one other report')
          : vscode.l10n.t('Not here, but in {0} other reports', count),
      description: String(items.length),
      icon: 'circle-slash',
      isOpen: groups.length === 0,
      children: items.map((item): StatementNode => ({ type: 'statement', item })),
    });
  }
  groups.push({
    type: 'group',
    label: vscode.l10n.t('Only here'),
    description: String(onlyHere.length),
    icon: 'sparkle',
    isOpen: false,
    children: onlyHere.map((item): StatementNode => ({ type: 'statement', item })),
  });
  groups.push({
    type: 'group',
    label: vscode.l10n.t('The other reports of this event'),
    description: isTruncated ? vscode.l10n.t('{0}, the nearest only', reports.length) : String(reports.length),
    icon: 'files',
    isOpen: false,
    children: reports.map((report): ReportNode => ({
      type: 'report',
      place: report,
      outlet: report.outlet,
      date: report.date,
      detail: vscode.l10n.t('{0} shared statements', report.sharedCount),
    })),
  });
  return groups;
}

function groupItem({ label, description, icon, isOpen, children }: GroupNode): vscode.TreeItem {
  const state =
    children.length === 0
      ? vscode.TreeItemCollapsibleState.None
      : isOpen
        ? vscode.TreeItemCollapsibleState.Expanded
        : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(label, state);
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon);
  return item;
}

function statementItem(item: OmittedStatementItem): vscode.TreeItem {
  const hasOthers = item.others.length > 0;
  const treeItem = new vscode.TreeItem(
    item.text,
    hasOthers ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  treeItem.description = [item.speaker, item.reportCount > 0 ? item.outlet : null].filter(Boolean).join(' · ');
  treeItem.tooltip = [[item.outlet, item.date?.slice(0, 10), item.speaker].filter(Boolean).join(' · '), item.text].join(
    '\n\n',
  );
  treeItem.iconPath = new vscode.ThemeIcon(item.speaker === null ? 'dash' : 'quote');
  treeItem.command = openCommand(item);
  return treeItem;
}

function reportItem({ place, outlet, date, detail }: ReportNode): vscode.TreeItem {
  const treeItem = new vscode.TreeItem(outletName({ outlet, uri: place.uri }));
  treeItem.description = [date?.slice(0, 10), detail].filter(Boolean).join(' · ');
  treeItem.iconPath = new vscode.ThemeIcon('file');
  treeItem.command = openCommand(place);
  return treeItem;
}

function openCommand({ uri, range }: ProtocolPlace): vscode.Command {
  const options: vscode.TextDocumentShowOptions = { selection: asRange(range), preserveFocus: true };
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [vscode.Uri.parse(uri), options] };
}
