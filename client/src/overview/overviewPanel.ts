import * as vscode from 'vscode';
import { overviewRequest, type OverviewAnswer, type OverviewParams } from '../../../server/src/protocol';
import type { FeatureHost } from '../feature';
import { askDate, askOutlet, knownOutlets } from '../editing/askOutlet';
import { corpusOf } from '../editing/corpusFolder';
import { writeMetadata, type FactOfFile } from '../editing/writeMetadata';
import { editableFacts, type OverviewPageData, type OverviewRequests } from '../webview/overview/overviewData';
import { overviewFirstPaint } from '../webview/firstPaint';
import { panelHtml, panelOptions, servePanel, tellPanel } from '../webview/panelHost';
import { openEvidence, show } from './openEvidence';
import { overviewStrings } from './overviewStrings';

const viewType = 'variorum.overview';

/**
 * The corpus overview: what is known of each article, from which evidence, what is missing, and a way to fill it in.
 * Restored after reload.
 */
export function registerOverview(host: FeatureHost): vscode.Disposable {
  const overview = new Overview(host);
  return vscode.Disposable.from(
    vscode.commands.registerCommand('variorum.showOverview', () => overview.show()),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel) => overview.fill(panel, Date.now()),
    }),
    host.client.onDidChange(() => overview.corpusChanged()),
  );
}

class Overview {
  private panel: vscode.WebviewPanel | null = null;
  private lastStatus: unknown = null;

  constructor(private readonly host: FeatureHost) {}

  show(): void {
    if (this.panel) return this.panel.reveal();
    const askedAt = Date.now();
    // It holds what is typed and not yet written, and waits behind the preview.
    const options = { ...panelOptions(this.host.context.extensionUri), retainContextWhenHidden: true };
    this.fill(vscode.window.createWebviewPanel(viewType, '', vscode.ViewColumn.Active, options), askedAt);
  }

  fill(panel: vscode.WebviewPanel, askedAt: number): void {
    const { context, log } = this.host;
    // One is enough: a second one that was restored goes.
    this.panel?.dispose();
    this.panel = panel;
    panel.webview.options = panelOptions(context.extensionUri);
    const strings = overviewStrings();
    panel.title = strings.title;
    const serving = servePanel(panel.webview, this.handlers(), log);
    const data: OverviewPageData = { strings };
    panel.webview.html = panelHtml(panel.webview, context.extensionUri, {
      name: 'overview',
      title: strings.title,
      data,
      firstPaint: overviewFirstPaint(strings),
      askedAt,
    });
    panel.onDidDispose(() => {
      serving.dispose();
      if (this.panel === panel) this.panel = null;
    });
  }

  /** Tells the page to look again, once the server has read something. */
  corpusChanged(): void {
    const { status, state } = this.host.client;
    if (state !== 'running' || status?.quiescent !== true || status === this.lastStatus) return;
    this.lastStatus = status;
    if (this.panel) void tellPanel(this.panel.webview, 'corpusChanged', null);
  }

  private handlers() {
    const { client } = this.host;
    return {
      load: async (params: OverviewParams): Promise<OverviewAnswer | null> => {
        // After a reload of the window the panel is there before the server is.
        for (let waited = 0; client.state !== 'running' && waited < 20_000; waited += 100)
          await new Promise((resolve) => setTimeout(resolve, 100));
        return client.request<OverviewAnswer>(overviewRequest, params);
      },
      outlets: () => knownOutlets(client),
      openArticle: ({ uri, start }: OverviewRequests['openArticle']) =>
        show(vscode.Uri.parse(uri), () => new vscode.Range(start.line, start.character, start.line, start.character)),
      openEvidence: (params: OverviewRequests['openEvidence']) => openEvidence(client, params),
      askFact: async ({ fact, count }: OverviewRequests['askFact']): Promise<string | null> => {
        const answer =
          fact === 'outlet'
            ? await askOutlet(client, vscode.l10n.t('The outlet of {0} articles', count))
            : await askDate(vscode.l10n.t('The date of {0} articles', count));
        return answer ?? null;
      },
      preview: ({ articles }: OverviewRequests['preview']) => this.write(articles),
      folderOutlet: ({ uri }: OverviewRequests['folderOutlet']) =>
        vscode.commands.executeCommand('variorum.setFolderOutlet', vscode.Uri.joinPath(vscode.Uri.parse(uri), '..')),
    };
  }

  /** Writes what was typed, one preview for each table; false where the reader says no to one of them. */
  private async write(articles: OverviewRequests['preview']['articles']): Promise<boolean> {
    const byFolder = new Map<vscode.WorkspaceFolder, FactOfFile[]>();
    for (const { uri: address, article, facts } of articles) {
      const uri = vscode.Uri.parse(address);
      const folder = corpusOf(this.host.client, uri);
      if (!folder) continue;
      const own = byFolder.get(folder) ?? [];
      for (const column of editableFacts) {
        const value = facts[column]?.trim();
        if (value) own.push({ uri, article, column, value });
      }
      byFolder.set(folder, own);
    }
    for (const [folder, facts] of byFolder) {
      const label = vscode.l10n.t('Changes to metadata.csv: {0}', facts.length);
      if (!(await writeMetadata(folder, facts, label))) return false;
    }
    this.panel?.reveal();
    return byFolder.size > 0;
  }
}
