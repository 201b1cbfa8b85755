import {
  CancellationTokenSource,
  CodeActionKind,
  DidChangeWatchedFilesNotification,
  DidChangeConfigurationNotification,
  MarkupKind,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
  type InitializeResult,
  type WorkDoneProgressServerReporter,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CancelledError, inBackground } from '../base/cancellation';
import { restFor } from '../base/foreground';
import type { Log } from '../base/log';
import { rebuildIndexRequest, statusNotification, type InitializationOptions, type StatusParams } from '../protocol';
import { semanticTokenTypes } from '../service/readingAids';
import { prepareSearch } from '../service/search';
import { publishConflicts } from './conflictDiagnostics';
import type { FeatureTools } from './featureTools';
import { registerFeatures } from './features';
import { messagesFor } from './messages';
import { defaultSettings, fetchSettings, type ServerSettings } from './settings';
import type { CreateWorkspaceHost, IndexProgress, WorkspaceHost } from './workspaceHost';

/** Changes on disk come in bursts; they are followed together after this pause. */
const watchDebounceMs = 100;
const statusIntervalMs = 250;
/** Somebody who types types on, and the outline is asked for after each key: the background waits for so long. */
const calmAfterKeyMs = 300;
/** So long after a stored index is open the first hover is answered. */
const warmSearchMs = 1_500;
const maxListedFiles = 100;

/** Runs one LSP session on a connection: life cycle, documents, settings, indexing. Handlers are in `features.ts`. */
export function runSession(connection: Connection, version: string, createHost: CreateWorkspaceHost): void {
  const log: Log = {
    debug: (message) => connection.console.debug(message),
    info: (message) => connection.console.info(message),
    warn: (message) => connection.console.warn(message),
    error: (message) => connection.console.error(message),
  };
  const host = createHost(log);
  new Session(connection, version, host, log).listen();
}

/** Where an editor has no language for `metadata.csv`, a log or a list, it opens them as plain text: they are no articles. */
function mayHoldArticles({ uri, languageId }: TextDocument): boolean {
  return languageId === 'news-article' || /\/[^/.]*$|\.(?:txt|text|md|markdown|x?html?)$/i.test(uri);
}

class Session {
  private readonly documents = new TextDocuments(TextDocument);
  private capabilities: ClientCapabilities = {};
  private messages = messagesFor(undefined);
  private options: InitializationOptions = {};
  private roots: string[] = [];
  private settings: ServerSettings = defaultSettings;
  private tools: FeatureTools | null = null;
  private publishing: CancellationTokenSource | null = null;
  private indexing: CancellationTokenSource | null = null;
  private indexingDone: Promise<void> = Promise.resolve();
  private isIndexing = false;
  private readonly changedUris = new Set<string>();
  private watchTimer: NodeJS.Timeout | null = null;
  private lastStatusTime = 0;
  private refreshTimer: NodeJS.Timeout | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly version: string,
    private readonly host: WorkspaceHost,
    private readonly log: Log,
  ) {}

  listen(): void {
    const { connection } = this;
    connection.onInitialize((params): InitializeResult => {
      this.capabilities = params.capabilities;
      this.messages = messagesFor(params.locale);
      this.options = readOptions(params.initializationOptions);
      this.roots = (params.workspaceFolders ?? []).map(({ uri }) => uri);
      if (this.roots.length === 0 && params.rootUri != null) this.roots = [params.rootUri];
      return {
        serverInfo: { name: 'Variorum', version: this.version },
        capabilities: {
          textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
          hoverProvider: true,
          definitionProvider: true,
          referencesProvider: true,
          documentHighlightProvider: true,
          documentSymbolProvider: { label: 'Articles and quotes' },
          workspaceSymbolProvider: true,
          foldingRangeProvider: true,
          selectionRangeProvider: true,
          codeLensProvider: {},
          codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
          inlayHintProvider: true,
          callHierarchyProvider: true,
          semanticTokensProvider: { legend: { tokenTypes: [...semanticTokenTypes], tokenModifiers: [] }, full: true },
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        },
      };
    });
    connection.onInitialized(() => void this.start());
    connection.onDidChangeConfiguration(() => void this.settingsChanged());
    connection.onDidChangeWatchedFiles(({ changes }) => this.filesChanged(changes.map(({ uri }) => uri)));
    connection.onRequest(rebuildIndexRequest, async () => {
      await this.stopIndexing();
      await this.host.forget();
      await this.index();
    });
    connection.onShutdown(async () => {
      await this.stopIndexing();
      await this.host.dispose();
    });
    this.documents.onDidOpen(({ document }) => {
      if (!mayHoldArticles(document)) return;
      this.host.openDocument(document.uri, document.getText());
      this.refreshSoon();
    });
    this.documents.onDidChangeContent(({ document }) => {
      if (!mayHoldArticles(document)) return;
      restFor(calmAfterKeyMs);
      this.host.changeDocument(document.uri, document.getText());
      this.refreshSoon();
    });
    this.documents.onDidClose(({ document }) => {
      if (!mayHoldArticles(document)) return;
      void this.host.closeDocument(document.uri);
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
    this.tools = registerFeatures({
      connection,
      reader: () => this.host.corpus,
      whenOpen: this.host.whenOpen,
      settings: () => this.settings,
      messages: () => this.messages,
      client: () => ({
        markdown: this.capabilities.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false,
        linkSupport: this.capabilities.textDocument?.definition?.linkSupport ?? false,
        commands: new Set(this.options.commands ?? []),
      }),
      roots: () => this.roots,
      onError: (message) => this.log.error(message),
    });
    this.documents.listen(connection);
    connection.listen();
  }

  private async start(): Promise<void> {
    const { workspace } = this.capabilities;
    if (workspace?.didChangeConfiguration?.dynamicRegistration)
      void this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'variorum' });
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void this.connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*' }],
      });
    if (workspace?.workspaceFolders)
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        this.roots = [...this.roots.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        void this.index();
      });
    this.settings = await fetchSettings(this.connection, workspace?.configuration === true);
    await this.index();
  }

  private async settingsChanged(): Promise<void> {
    const before = this.settings;
    this.settings = await fetchSettings(this.connection, this.capabilities.workspace?.configuration === true);
    const scope = ({ include, exclude, maxFileBytes }: ServerSettings) =>
      JSON.stringify([include, exclude, maxFileBytes]);
    if (scope(before) !== scope(this.settings)) await this.index();
    this.refreshSoon();
  }

  /** Indexes all folders; a run that is under way is cancelled first, what it had finished stays. */
  private async index(): Promise<void> {
    await this.stopIndexing();
    const source = new CancellationTokenSource();
    this.indexing = source;
    this.indexingDone = this.runIndexing(source);
    await this.indexingDone;
  }

  private async runIndexing(source: CancellationTokenSource): Promise<void> {
    let reporter: WorkDoneProgressServerReporter | null = null;
    let warming: NodeJS.Timeout | null = null;
    try {
      this.isIndexing = true;
      if (this.capabilities.window?.workDoneProgress === true) {
        reporter = await this.connection.window.createWorkDoneProgress();
        reporter.begin('Variorum: reading articles', 0, '', true);
        reporter.token.onCancellationRequested(() => source.cancel());
      }
      const { include, exclude, maxFileBytes } = this.settings;
      void this.host.whenOpen.then(() => {
        if (this.isIndexing) warming = setTimeout(() => this.warmSearch('opened', source), warmSearchMs);
      });
      await this.host.index(
        { roots: this.roots, include, exclude, maxFileBytes, storagePath: this.options.storagePath ?? null },
        (progress) => {
          reporter?.report(percentage(progress), progressMessage(progress));
          this.sendStatus(progressMessage(progress), 'sometimes');
        },
        source.token,
      );
    } catch (error) {
      if (!source.token.isCancellationRequested)
        this.log.error(`Indexing failed: ${error instanceof Error ? error.stack : String(error)}`);
    } finally {
      if (warming !== null) clearTimeout(warming);
      this.warmSearch('indexed', source);
      reporter?.done();
      this.isIndexing = false;
      if (this.indexing === source) this.indexing = null;
      for (const { uri, reason } of this.host.leftOut()) this.log.warn(`Left out ${uri}: ${reason}`);
      this.sendStatus(source.token.isCancellationRequested ? 'Indexing was stopped' : '', 'now');
      this.refreshSoon();
    }
  }

  /** Makes what the first search would have to make, in slices: soon after the stored index is open, and when all is indexed. */
  private warmSearch(when: 'opened' | 'indexed', { token }: CancellationTokenSource): void {
    prepareSearch(this.host.corpus, when, inBackground(token)).catch((error: unknown) => {
      if (!token.isCancellationRequested) this.log.warn(`The search was not prepared: ${String(error)}`);
    });
  }

  private async stopIndexing(): Promise<void> {
    this.indexing?.cancel();
    await this.indexingDone;
  }

  private filesChanged(uris: readonly string[]): void {
    for (const uri of uris) this.changedUris.add(uri);
    this.watchTimer ??= setTimeout(() => {
      this.watchTimer = null;
      void this.followChanges();
    }, watchDebounceMs);
  }

  private async followChanges(): Promise<void> {
    const uris = [...this.changedUris];
    this.changedUris.clear();
    // What the corpus says of itself changes what every file means: read it all again.
    if (uris.some((uri) => /\/(?:variorum\.json|metadata\.csv|\.gitignore)$/.test(uri))) return this.index();
    try {
      await this.host.applyChanges(uris, new CancellationTokenSource().token);
    } catch (error) {
      this.log.error(`Following changes on disk failed: ${String(error)}`);
    }
    this.sendStatus('', 'now');
    this.refreshSoon();
  }

  /** Lenses, hints and colours of open files depend on other files: asks the client to fetch them anew after a pause. */
  private refreshSoon(): void {
    // Not before a pause: while somebody types, the outline and hovers need the time.
    this.publishing?.cancel();
    this.publishing = null;
    if (this.refreshTimer !== null) clearTimeout(this.refreshTimer);
    this.refreshTimer = setTimeout(() => {
      this.refreshTimer = null;
      void this.publishAllConflicts();
      const { workspace } = this.capabilities;
      if (workspace?.codeLens?.refreshSupport)
        void this.connection.sendRequest('workspace/codeLens/refresh').catch(ignoreGone);
      if (workspace?.inlayHint?.refreshSupport) void this.connection.languages.inlayHint.refresh();
      if (workspace?.semanticTokens?.refreshSupport) void this.connection.languages.semanticTokens.refresh();
    }, 400);
  }

  /** Conflicts of the open files; a round that is under way is given up for the new one. */
  private async publishAllConflicts(): Promise<void> {
    this.publishing?.cancel();
    const source = new CancellationTokenSource();
    this.publishing = source;
    for (const { uri } of this.documents.all()) {
      if (this.tools === null || source.token.isCancellationRequested) return;
      try {
        await publishConflicts(uri, this.connection, this.tools, inBackground(source.token));
      } catch (error) {
        if (!(error instanceof CancelledError))
          this.log.error(`Conflicts of ${uri}: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
  }

  private sendStatus(message: string, when: 'now' | 'sometimes'): void {
    const now = Date.now();
    if (when === 'sometimes' && now - this.lastStatusTime < statusIntervalMs) return;
    this.lastStatusTime = now;
    const { corpus } = this.host;
    const leftOut = this.host.leftOut();
    const warning = this.host.warning();
    const status: StatusParams = {
      health: warning === null ? 'ok' : 'warning',
      quiescent: !this.isIndexing,
      message: warning ?? message,
      fileCount: corpus.fileCount,
      articleCount: corpus.articleCount,
      quoteCount: corpus.quoteCount,
      leftOut: leftOut.slice(0, maxListedFiles),
      leftOutCount: leftOut.length,
    };
    void this.connection.sendNotification(statusNotification, status);
  }
}

/** A client that goes away in the middle of a refresh is no error. */
function ignoreGone(): void {
  return undefined;
}

function readOptions(options: unknown): InitializationOptions {
  if (typeof options !== 'object' || options === null) return {};
  const { storagePath, commands } = options as Record<string, unknown>;
  return {
    storagePath: typeof storagePath === 'string' && storagePath !== '' ? storagePath : undefined,
    commands: Array.isArray(commands) ? commands.filter((name): name is string => typeof name === 'string') : [],
  };
}

function percentage({ doneBytes, totalBytes }: IndexProgress): number {
  return totalBytes === 0 ? 0 : Math.min(100, Math.floor((100 * doneBytes) / totalBytes));
}

/** E.g. `1,200 of 37,554 files · 7 of 223 MB · 50 s left`. */
function progressMessage({ doneFiles, totalFiles, doneBytes, totalBytes, secondsLeft }: IndexProgress): string {
  const megabytes = (bytes: number) => Math.round(bytes / 1e6).toLocaleString('en');
  const parts = [`${doneFiles.toLocaleString('en')} of ${totalFiles.toLocaleString('en')} files`];
  if (totalBytes >= 1e6) parts.push(`${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB`);
  if (secondsLeft !== null && secondsLeft >= 1) parts.push(`${Math.round(secondsLeft)} s left`);
  return parts.join(' · ');
}
