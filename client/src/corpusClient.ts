import * as vscode from 'vscode';
import { LanguageClient, TransportKind, type LanguageClientOptions } from 'vscode-languageclient/node';
import type { DocumentSelector, InitializeParams } from 'vscode-languageclient';
import { statusNotification, type InitializationOptions, type StatusParams } from '../../server/src/protocol';

/** What the server's process is told before it starts. */
function serverEnvironment({ globalStorageUri }: vscode.ExtensionContext) {
  return {
    // For the C library of Linux, ignored elsewhere: parts of an index are given back to the system when they are freed. By
    // itself it would take them for small after the first ones, and keep them (docs/performance.md).
    MALLOC_MMAP_THRESHOLD_: '131072',
    // Where its compiled code is kept from one start to the next.
    VARIORUM_CODE_CACHE: globalStorageUri.scheme === 'file' ? globalStorageUri.fsPath : '',
  };
}

/** Commands that links in hovers may run: they take a place, article text never reaches them. */
const commandsForHovers = ['variorum.showVersions', 'variorum.compareVersions', 'variorum.goToSource'];

/** Commands that lenses and code actions of the server may name. */
const commandsForServer = [...commandsForHovers, 'variorum.notSameStatement', 'variorum.sameStatement'];

/** What the client knows of its server: not running, on its way, or running with the last status it sent. */
export type ServerState = 'stopped' | 'starting' | 'running' | 'failed';

/**
 * The one connection to the language server. It runs while at least one folder is a corpus and is told of those folders
 * only, so that a code folder beside a corpus in the same window stays unread.
 */
export class CorpusClient implements vscode.Disposable {
  private client: LanguageClient | null = null;
  private folders: readonly vscode.WorkspaceFolder[] = [];
  private currentState: ServerState = 'stopped';
  private lastStatus: StatusParams | null = null;
  private indexingToken: string | number | null = null;
  private queue: Promise<void> = Promise.resolve();
  private readonly changeEmitter = new vscode.EventEmitter<void>();

  /** Fires when the server starts, stops or reports a new status. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get state(): ServerState {
    return this.currentState;
  }

  get status(): StatusParams | null {
    return this.lastStatus;
  }

  /** The folders that are read as corpora. */
  get corpusFolders(): readonly vscode.WorkspaceFolder[] {
    return this.folders;
  }

  /** Whether a document lies in a folder that is read as a corpus. */
  isInCorpus(uri: vscode.Uri): boolean {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder !== undefined && this.folders.some((other) => other.uri.toString() === folder.uri.toString());
  }

  /**
   * Runs the server for exactly these folders; none stops it, `alone` keeps it for single files. Calls are served in order.
   */
  run(folders: readonly vscode.WorkspaceFolder[], alone: 'aloneToo' | 'foldersOnly'): Promise<void> {
    return this.enqueue(async () => {
      const isSame =
        this.client !== null &&
        folders.length === this.folders.length &&
        folders.every((folder, index) => folder.uri.toString() === this.folders[index]?.uri.toString());
      if (isSame && folders.length > 0) return;
      await this.stopNow();
      this.folders = folders;
      if (folders.length > 0 || alone === 'aloneToo') await this.startNow();
    });
  }

  /** Stops and starts the server; a crashed one comes back. */
  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  /** Stops the server for good; resolves when it is gone. */
  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  /** Sends a request; null where no server runs, or it does not know the request or fails (which is logged). */
  async request<R>(method: string, params?: unknown, token?: vscode.CancellationToken): Promise<R | null> {
    if (this.client === null || this.currentState !== 'running') return null;
    try {
      // An undefined token would be taken for a second parameter.
      const answer = token
        ? this.client.sendRequest<R>(method, params, token)
        : this.client.sendRequest<R>(method, params);
      return (await answer) ?? null;
    } catch (error) {
      if (token?.isCancellationRequested !== true) this.log.warn(`${method}: ${messageOf(error)}`);
      return null;
    }
  }

  /** Subscribes to a notification of the server, for as long as this server runs. */
  onNotification<P>(method: string, handler: (params: P) => void): vscode.Disposable {
    return this.client?.onNotification(method, handler) ?? new vscode.Disposable(() => undefined);
  }

  /** Whether indexing is under way and can be stopped. */
  get canStopIndexing(): boolean {
    return this.indexingToken !== null;
  }

  /** Asks the server to stop indexing; what is indexed so far stays. */
  async stopIndexing(): Promise<void> {
    if (this.indexingToken === null) return;
    await this.client?.sendNotification('window/workDoneProgress/cancel', { token: this.indexingToken });
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step, step);
    return this.queue;
  }

  private async startNow(): Promise<void> {
    this.setState('starting');
    const client = new FolderLanguageClient(this.context, this.clientOptions(), this.folders);
    this.client = client;
    client.onNotification(statusNotification, (status: StatusParams) => {
      this.lastStatus = status;
      this.changeEmitter.fire();
    });
    try {
      await client.start();
      this.setState('running');
    } catch (error) {
      this.log.error(`The server did not start: ${messageOf(error)}`);
      this.setState('failed');
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = null;
    this.lastStatus = null;
    this.indexingToken = null;
    if (client === null) return;
    this.setState('stopped');
    try {
      await client.dispose(3000);
    } catch (error) {
      this.log.warn(`The server did not stop cleanly: ${messageOf(error)}`);
    }
  }

  private clientOptions(): LanguageClientOptions {
    const options: InitializationOptions = {
      storagePath: this.context.storageUri?.fsPath,
      commands: this.registered(commandsForServer),
    };
    return {
      documentSelector: documentSelector(this.folders),
      outputChannel: this.log,
      initializationOptions: options,
      markdown: { isTrusted: { enabledCommands: this.registered(commandsForHovers) }, supportHtml: false },
      middleware: {
        workspace: {
          workspaceFolders: () => this.folders.map(asProtocolFolder),
          // Which folders are corpora is decided here; the decision reaches the server by a restart.
          didChangeWorkspaceFolders: async () => undefined,
        },
        handleWorkDoneProgress: (token, params, next) => {
          if (params.kind === 'begin') this.indexingToken = token;
          if (params.kind === 'end') this.indexingToken = null;
          next(token, params);
        },
      },
    };
  }

  /** Those commands that this extension contributes. */
  private registered(commands: readonly string[]): string[] {
    const { contributes } = this.context.extension.packageJSON as { contributes: { commands: { command: string }[] } };
    return commands.filter((name) => contributes.commands.some(({ command }) => command === name));
  }

  private setState(state: ServerState): void {
    this.currentState = state;
    this.changeEmitter.fire();
  }
}

/** A language client that tells its server of some of the window's folders only. */
class FolderLanguageClient extends LanguageClient {
  constructor(
    context: vscode.ExtensionContext,
    options: LanguageClientOptions,
    private readonly folders: readonly vscode.WorkspaceFolder[],
  ) {
    const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
    const env = serverEnvironment(context);
    super(
      'variorum',
      'Variorum',
      {
        run: { module, transport: TransportKind.ipc, options: { env } },
        debug: {
          module,
          transport: TransportKind.ipc,
          options: { env, execArgv: ['--nolazy', '--inspect=6011'] },
        },
      },
      options,
    );
  }

  protected override fillInitializeParams(params: InitializeParams): void {
    super.fillInitializeParams(params);
    params.workspaceFolders = this.folders.map(asProtocolFolder);
    params.rootUri = this.folders[0]?.uri.toString() ?? null;
    params.rootPath = this.folders[0]?.uri.fsPath ?? null;
  }
}

/** Articles anywhere by their own language; other kinds of text only inside a corpus. */
function documentSelector(folders: readonly vscode.WorkspaceFolder[]): DocumentSelector {
  const inCorpora = folders.flatMap((folder) =>
    ['plaintext', 'markdown', 'html'].map((language) => ({
      scheme: folder.uri.scheme,
      language,
      pattern: { baseUri: folder.uri.toString(), pattern: '**/*' },
    })),
  );
  return [{ scheme: 'file', language: 'news-article' }, { scheme: 'untitled', language: 'news-article' }, ...inCorpora];
}

function asProtocolFolder(folder: vscode.WorkspaceFolder): { uri: string; name: string } {
  return { uri: folder.uri.toString(), name: folder.name };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
