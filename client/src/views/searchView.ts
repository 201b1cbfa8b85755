import * as vscode from 'vscode';
import {
  searchExportRequest,
  searchPageRequest,
  type ProtocolRange,
  type SearchExportParams,
  type SearchExportResult,
  type SearchFilters,
  type SearchPageParams,
  type SearchPageResult,
  type StatusParams,
} from '../../../server/src/protocol';
import { chooseExport, saveExport, showExport } from '../commands/keepExport';
import type { FeatureHost } from '../feature';
import { searchFirstPaint } from '../webview/firstPaint';
import { panelHtml, panelOptions, servePanel, tellPanel } from '../webview/panelHost';
import { blankState, type OpenHit, type SearchPageData, type SearchState } from '../webview/search/searchMessages';
import { SearchMemory } from './searchMemory';
import { problemText, searchTexts } from './searchTexts';

const viewId = 'variorum.search';
const hasHitsKey = 'variorum.search.hasHits';

/** The search panel of the side bar, with the commands that belong to it. */
export function registerSearchView(host: FeatureHost): vscode.Disposable {
  const view = new SearchView(host);
  const command = (name: string, run: () => unknown) => vscode.commands.registerCommand(`variorum.${name}`, run);
  return vscode.Disposable.from(
    view,
    // Behind another view it stays as it is: it is there at once when it is come back to, and F4 steps on meanwhile.
    vscode.window.registerWebviewViewProvider(viewId, view, { webviewOptions: { retainContextWhenHidden: true } }),
    command('searchCorpus', () => view.focus()),
    command('searchSelection', () => view.searchSelection()),
    command('nextHit', () => view.step(1)),
    command('previousHit', () => view.step(-1)),
    command('searchHistory', async () => {
      const query = await view.memory.pickFromHistory();
      if (query !== undefined) await view.search(query);
    }),
    command('saveSearch', () => view.save()),
    command('openSavedSearch', async () => {
      const saved = await view.memory.pickSaved();
      if (saved !== undefined) await view.search(saved.query, saved.filters);
    }),
    command('clearSearch', () => view.search('')),
    command('copySearchResult', () => view.copyResult()),
    command('exportSearchResult', () => view.exportResult()),
    host.client.onDidChange(() => view.corpusChanged()),
  );
}

class SearchView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly memory: SearchMemory;
  private view: vscode.WebviewView | null = null;
  private state: SearchState;
  private running = new vscode.CancellationTokenSource();
  /** When a command asked for a view that is not there yet. */
  private askedAt: number | null = null;
  private lastStatus: StatusParams | null = null;
  /** Whether the corpus has changed since the page looked. */
  private isStale = false;
  private readonly disposables: vscode.Disposable[] = [];
  /** What to tell the page once it is there. */
  private waiting: (() => void)[] = [];

  constructor(private readonly host: FeatureHost) {
    this.memory = new SearchMemory(host.context.workspaceState);
    this.state = { ...blankState, ...this.memory.state };
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { extensionUri } = this.host.context;
    const { webview } = view;
    webview.options = panelOptions(extensionUri);
    const data: SearchPageData = { texts: searchTexts(), state: this.state };
    this.disposables.push(
      servePanel(webview, this.handlers(), this.host.log),
      view.onDidChangeVisibility(() => this.lookAgain()),
      view.onDidDispose(() => {
        this.view = null;
        void vscode.commands.executeCommand('setContext', hasHitsKey, false);
      }),
    );
    webview.html = panelHtml(webview, extensionUri, {
      name: 'search',
      title: vscode.l10n.t('Search'),
      data,
      firstPaint: searchFirstPaint(data.texts, this.state),
      askedAt: this.askedAt ?? Date.now(),
    });
  }

  /** Shows the panel with the cursor in its field. */
  async focus(): Promise<void> {
    await this.tell('focus', null);
  }

  async search(query: string, filters: SearchFilters = {}): Promise<void> {
    await this.tell('setQuery', { query, filters });
  }

  /** Searches for what is selected in the editor, or for the word at the cursor, as a phrase. */
  async searchSelection(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return this.focus();
    const { document, selection } = editor;
    const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
    const words = range === undefined ? '' : document.getText(range).replace(/\s+/g, ' ').trim().slice(0, 500);
    if (words === '') return this.focus();
    await this.search(/^[\p{L}\p{N}]+$/u.test(words) ? words : `"${words.replace(/[\\"]/g, '\\$&')}"`);
  }

  async step(delta: number): Promise<void> {
    if (this.view === null) await this.focus();
    else await tellPanel(this.view.webview, 'step', { delta });
  }

  async save(): Promise<void> {
    if (this.state.query.trim() === '') return this.focus();
    await this.memory.save(this.state);
  }

  async copyResult(): Promise<void> {
    const result = await this.export('markdown');
    if (result === null) return;
    await vscode.env.clipboard.writeText(result.text);
    vscode.window.setStatusBarMessage(vscode.l10n.t('{0} sentences copied as Markdown', result.count), 4000);
  }

  async exportResult(): Promise<void> {
    const choice = await chooseExport(vscode.l10n.t('Export what was found'), [
      {
        label: 'CSV',
        description: vscode.l10n.t('for spreadsheets'),
        format: 'csv',
        extension: 'csv',
        language: 'csv',
      },
      {
        label: 'Markdown',
        description: vscode.l10n.t('for notes and papers'),
        format: 'markdown',
        extension: 'md',
        language: 'markdown',
      },
      {
        label: 'JSON Lines',
        description: vscode.l10n.t('for programs'),
        format: 'jsonl',
        extension: 'jsonl',
        language: 'jsonl',
      },
    ]);
    const result = choice && (await this.export(choice.format.format));
    if (!choice || !result) return;
    const kept = { content: result.text, format: choice.format, name: [vscode.l10n.t('search'), this.state.query] };
    if (choice.target === 'file') await saveExport(this.host.context.workspaceState, kept);
    else await showExport(kept);
    if (result.isCut) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The export holds the first {0} sentences; there are more.', result.count),
      );
    }
  }

  /** Searches again once the server has read something: more articles, or other facts about the same ones. */
  corpusChanged(): void {
    const { status, state } = this.host.client;
    if (state !== 'running' || status?.quiescent !== true || status === this.lastStatus) return;
    this.lastStatus = status;
    this.isStale = true;
    this.lookAgain();
  }

  /** Lets a page that is seen search again where that may find something else. */
  private lookAgain(): void {
    if (!this.isStale || this.view?.visible !== true) return;
    this.isStale = false;
    void tellPanel(this.view.webview, 'corpusChanged', null);
  }

  dispose(): void {
    this.running.dispose();
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private handlers() {
    return {
      ready: () => {
        for (const tell of this.waiting.splice(0)) tell();
      },
      search: (params: SearchPageParams) => {
        this.running.cancel();
        this.running.dispose();
        this.running = new vscode.CancellationTokenSource();
        return this.page(params, this.running.token);
      },
      rows: (params: SearchPageParams) => this.page(params),
      open: (hit: OpenHit) => this.open(hit),
      keep: (state: SearchState) => {
        this.state = state;
        this.memory.keepState(state);
      },
      remember: ({ query }: { query: string }) => this.memory.remember(query),
      hits: ({ count }: { count: number }) => vscode.commands.executeCommand('setContext', hasHitsKey, count > 0),
      copy: ({ text }: { text: string }) => vscode.env.clipboard.writeText(text),
    };
  }

  private async page(params: SearchPageParams, token?: vscode.CancellationToken): Promise<SearchPageResult | null> {
    const page = await this.host.client.request<SearchPageResult>(searchPageRequest, params, token);
    return (
      page && { ...page, problems: page.problems.map((problem) => ({ ...problem, message: problemText(problem) })) }
    );
  }

  private async open({ uri, range, how }: OpenHit): Promise<void> {
    await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
      selection: asRange(range),
      preserveFocus: how === 'preview',
      preview: true,
    });
  }

  private async export(format: SearchExportParams['format']): Promise<SearchExportResult | null> {
    const { query, filters, order } = this.state;
    if (query.trim() === '') {
      await this.focus();
      return null;
    }
    const params: SearchExportParams = { query, filters, order, format };
    return vscode.window.withProgress({ location: { viewId }, title: vscode.l10n.t('Exporting') }, (_, token) =>
      this.host.client.request<SearchExportResult>(searchExportRequest, params, token),
    );
  }

  /** Tells the page something, after showing it; a page that is only being made is told when it is ready. */
  private async tell(event: string, data: unknown): Promise<void> {
    if (this.view === null) {
      this.askedAt = Date.now();
      const told = new Promise<void>((resolve) => {
        this.waiting.push(() => {
          if (this.view !== null) void tellPanel(this.view.webview, event, data);
          resolve();
        });
      });
      await vscode.commands.executeCommand(`${viewId}.focus`);
      await told;
      return;
    }
    await vscode.commands.executeCommand(`${viewId}.focus`);
    await tellPanel(this.view.webview, event, data);
  }
}

function asRange({ start, end }: ProtocolRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
