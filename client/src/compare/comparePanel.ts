import * as vscode from 'vscode';
import {
  compareArticlesRequest,
  compareStatementRequest,
  exportComparisonRequest,
  type ArticlesComparison,
  type CompareArticlesParams,
  type CompareStatementParams,
  type ExportComparisonParams,
  type ProtocolPlace,
  type StatementComparison,
} from '../../../server/src/protocol';
import { chooseExport, saveExport, showExport } from '../commands/keepExport';
import { askedPlace, asRange, openWhereVersions, placeOfInput, say, setPanelPlace } from '../commands/versionCommands';
import type { FeatureHost } from '../feature';
import type { ComparisonInput, ComparisonRequests, ComparisonState } from '../webview/comparison/comparisonData';
import { versionNames } from '../webview/comparison/versionNames';
import { panelFirstPaint } from '../webview/firstPaint';
import { panelColumn, panelHtml, panelOptions, servePanel } from '../webview/panelHost';
import { chooseArticles } from './chooseArticles';
import { comparisonStrings, exportLabels } from './comparisonStrings';
import { VersionTexts } from './versionTexts';

const viewType = 'variorum.comparison';

/** The comparison panel: versions of a statement word by word, or articles sentence by sentence. Restored after reload. */
export function registerComparison(host: FeatureHost): vscode.Disposable {
  const texts = new VersionTexts();
  const panels = new ComparisonPanels(host, texts);
  return vscode.Disposable.from(
    texts,
    vscode.commands.registerCommand('variorum.compareVersions', async (...where: unknown[]) => {
      const askedAt = Date.now();
      const place = askedPlace(where);
      if (!place) return;
      const { line, character } = place.position;
      const input = { type: 'statement', uri: place.uri.toString(), position: { line, character } } as const;
      // A lens or a link in a hover names a place that has versions; a comparison that is there stays if there are none.
      const when = typeof where[0] === 'string' ? 'known' : panels.isOpen ? 'onWord' : 'early';
      await openWhereVersions(host.client, place, when, () => panels.show(input, askedAt));
    }),
    vscode.commands.registerCommand('variorum.compareArticles', async (...chosen: unknown[]) => {
      const articles = await chooseArticles(host, chosen);
      if (articles) panels.show({ type: 'articles', articles }, Date.now());
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state: ComparisonState | undefined) => {
        if (state?.input) panels.fill(panel, state.input, Date.now());
        else panel.dispose();
      },
    }),
  );
}

class ComparisonPanels {
  private current: { readonly panel: vscode.WebviewPanel; serving: vscode.Disposable } | null = null;

  constructor(
    private readonly host: FeatureHost,
    private readonly texts: VersionTexts,
  ) {}

  get isOpen(): boolean {
    return this.current !== null;
  }

  /** Shows a comparison, in the panel that is open already where there is one. */
  show(input: ComparisonInput, askedAt: number): { readonly close: () => void } {
    const open = this.current?.panel;
    const panel =
      open ??
      vscode.window.createWebviewPanel(
        viewType,
        '',
        { viewColumn: panelColumn(), preserveFocus: false },
        // One is open at most; it is come back to from the texts that it leads to.
        { ...panelOptions(this.host.context.extensionUri), enableFindWidget: true, retainContextWhenHidden: true },
      );
    this.fill(panel, input, askedAt);
    if (open) open.reveal(undefined, false);
    return { close: () => panel.dispose() };
  }

  fill(panel: vscode.WebviewPanel, input: ComparisonInput, askedAt: number): void {
    const { context, log } = this.host;
    if (this.current?.panel === panel) this.current.serving.dispose();
    panel.webview.options = panelOptions(context.extensionUri);
    const strings = comparisonStrings();
    panel.title = input.type === 'statement' ? strings.title : strings.articlesTitle;
    setPanelPlace(panel, input.type === 'statement' ? placeOfInput(input) : null);
    const serving = servePanel(panel.webview, this.handlers(input), log);
    panel.webview.html = panelHtml(panel.webview, context.extensionUri, {
      name: 'comparison',
      title: panel.title,
      data: { input, strings },
      firstPaint: panelFirstPaint(panel.title, strings.loading),
      askedAt,
    });
    const current = { panel, serving };
    this.current = current;
    panel.onDidDispose(() => {
      serving.dispose();
      if (this.current === current) this.current = null;
    });
  }

  private handlers(input: ComparisonInput) {
    let shown: StatementComparison | null = null;
    const statementParams = (base: number | null): CompareStatementParams | null =>
      input.type === 'statement' ? { uri: input.uri, position: input.position, base: base ?? undefined } : null;
    const load = async (base: number | null): Promise<StatementComparison | ArticlesComparison | null> => {
      await this.untilRunning();
      const params = statementParams(base);
      if (params) return (shown = await this.host.client.request<StatementComparison>(compareStatementRequest, params));
      const articles: CompareArticlesParams = { articles: input.type === 'articles' ? input.articles : [] };
      return this.host.client.request<ArticlesComparison>(compareArticlesRequest, articles);
    };
    // Asked for while the page is being made, so that the page finds its answer waiting.
    let first: ReturnType<typeof load> | null = load(null);
    return {
      load: ({ base }: ComparisonRequests['load']) => {
        const answer = base === null && first !== null ? first : load(base);
        first = null;
        return answer;
      },
      open: (place: ComparisonRequests['open']) => openPlace(place),
      diff: ({ base }: ComparisonRequests['diff']) =>
        input.type === 'articles'
          ? this.diffArticles(input.articles.map(({ uri }) => vscode.Uri.parse(uri)))
          : shown && this.diffVersions(shown, base),
      export: async ({ base }: ComparisonRequests['export']) => {
        const params = statementParams(base);
        if (params) await this.export(params, shown);
      },
    };
  }

  /** After a reload of the window the panel is there before the server is. */
  private async untilRunning(): Promise<void> {
    const { client } = this.host;
    for (let waited = 0; client.state !== 'running' && waited < 20_000; waited += 200)
      await new Promise((resolve) => setTimeout(resolve, 200));
  }

  private async diffVersions(comparison: StatementComparison, base: number): Promise<void> {
    const { versions } = comparison;
    const names = versionNames(versions);
    const name = (w: number) => names[w] ?? '';
    let other = versions.findIndex((_, w) => w !== base);
    if (versions.length > 2) {
      const picked = await vscode.window.showQuickPick(
        versions.flatMap((_, w) => (w === base ? [] : [{ label: name(w), detail: wordsOf(comparison, w), w }])),
        { title: vscode.l10n.t('Compare {0} with', name(base)) },
      );
      if (!picked) return;
      other = picked.w;
    }
    if (other < 0) return;
    const [left, right] = await Promise.all([
      this.texts.add(versions[base]!, name(base)),
      this.texts.add(versions[other]!, name(other)),
    ]);
    await vscode.commands.executeCommand('vscode.diff', left, right, `${name(base)} ↔ ${name(other)}`, {
      viewColumn: vscode.ViewColumn.Active,
    });
  }

  private async diffArticles(uris: readonly vscode.Uri[]): Promise<void> {
    const [left, ...others] = uris;
    if (!left || others.length === 0) return;
    const label = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri);
    const picked =
      others.length === 1
        ? { uri: others[0]! }
        : await vscode.window.showQuickPick(
            others.map((uri) => ({ label: label(uri), uri })),
            { title: vscode.l10n.t('Compare {0} with', label(left)) },
          );
    if (picked)
      await vscode.commands.executeCommand('vscode.diff', left, picked.uri, `${label(left)} ↔ ${label(picked.uri)}`);
  }

  private async export(params: CompareStatementParams, shown: StatementComparison | null): Promise<void> {
    const choice = await chooseExport(vscode.l10n.t('Export the comparison'), [
      {
        label: 'HTML',
        description: vscode.l10n.t('for the browser'),
        format: 'html',
        extension: 'html',
        language: 'html',
      },
      {
        label: 'Markdown',
        description: vscode.l10n.t('for notes and papers'),
        format: 'markdown',
        extension: 'md',
        language: 'markdown',
      },
      {
        label: 'CSV',
        description: vscode.l10n.t('for spreadsheets'),
        format: 'csv',
        extension: 'csv',
        language: 'csv',
      },
    ]);
    if (!choice) return;
    const request: ExportComparisonParams = { ...params, format: choice.format.format, labels: exportLabels() };
    const content = await this.host.client.request<string>(exportComparisonRequest, request);
    if (content === null) return say(vscode.l10n.t('The comparison could not be exported.'));
    const kept = { content, format: choice.format, name: [vscode.l10n.t('versions'), ...firstWords(shown)] };
    if (choice.target === 'file') await saveExport(this.host.context.workspaceState, kept);
    else await showExport(kept);
  }
}

/** The base's first words: what the exported file is called after. */
function firstWords(comparison: StatementComparison | null): string[] {
  if (comparison === null) return [];
  return wordsOf(comparison, comparison.base).split(' ').slice(0, 6);
}

/** What a version says, as the apparatus has it. */
function wordsOf({ rows }: StatementComparison, version: number): string {
  return rows.flatMap(({ readings }) => readings[version]?.parts.map(({ text }) => text) ?? []).join(' ');
}

/** Opens a text at a place, in the column of the texts or in a new one rather than over the panel. */
export async function openPlace({ uri, range }: ProtocolPlace): Promise<void> {
  const column = vscode.window.visibleTextEditors.find(({ viewColumn }) => viewColumn)?.viewColumn;
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    selection: asRange(range),
    viewColumn: column ?? vscode.ViewColumn.Beside,
  });
}
