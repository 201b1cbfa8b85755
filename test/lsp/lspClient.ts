import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { ClientCapabilities, Position, Range } from 'vscode-languageserver';
import { statusNotification, type StatusParams } from '../../server/src/protocol';

/** How a test's editor introduces itself. */
export interface LspClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly storagePath?: string;
  /** Where the server keeps its compiled code; nowhere by default. */
  readonly codePath?: string;
  /** What it answers to `workspace/configuration`; null by default, as an editor without settings does. */
  readonly configuration?: unknown;
}

const usualCapabilities: ClientCapabilities = {
  workspace: { configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
  window: { workDoneProgress: true },
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    definition: { linkSupport: false },
  },
};

/** A small editor without a screen: starts `dist/server.js --stdio` over a folder and speaks LSP with it. */
export class LspClient {
  readonly logLines: string[] = [];
  status: StatusParams | null = null;
  private version = 1;

  private constructor(
    readonly folder: string,
    private readonly child: ChildProcess,
    private readonly connection: MessageConnection,
  ) {}

  /** Starts the server and resolves when the folder is indexed. */
  static async start(folder: string, options: LspClientOptions = {}): Promise<LspClient> {
    const client = await LspClient.startWithoutWaiting(folder, options);
    await client.until('the folder is indexed', () => client.status?.quiescent === true);
    return client;
  }

  static async startWithoutWaiting(folder: string, options: LspClientOptions = {}): Promise<LspClient> {
    const child = spawn(process.execPath, ['dist/server.js', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      // As the extension starts it: see corpusClient.ts.
      env: { ...process.env, MALLOC_MMAP_THRESHOLD_: '131072', VARIORUM_CODE_CACHE: options.codePath ?? '' },
    });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new LspClient(folder, child, connection);
    connection.onNotification(statusNotification, (status: StatusParams) => {
      client.status = status;
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      client.logLines.push(message);
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => options.configuration ?? null),
    );
    for (const method of ['client/registerCapability', 'window/workDoneProgress/create'])
      connection.onRequest(method, () => null);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: path.basename(folder) }],
      capabilities: options.capabilities ?? usualCapabilities,
      initializationOptions: options.storagePath ? { storagePath: options.storagePath } : undefined,
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  uri(file: string): string {
    return pathToFileURL(path.join(this.folder, file)).href;
  }

  request<R>(method: string, params: unknown, token?: CancellationToken): Promise<R> {
    return token
      ? this.connection.sendRequest<R>(method, params, token)
      : this.connection.sendRequest<R>(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  /** Asks for something about the first place of some words in a file. */
  at<R>(method: string, file: string, words: string, more: object = {}): Promise<R> {
    return this.request<R>(method, {
      textDocument: { uri: this.uri(file) },
      position: this.find(file, words),
      ...more,
    });
  }

  /** Asks for something about a whole file. */
  of<R>(method: string, file: string, more: object = {}): Promise<R> {
    return this.request<R>(method, { textDocument: { uri: this.uri(file) }, ...more });
  }

  /** Where some words begin in a file on disk, plus one character. */
  find(file: string, words: string): Position {
    const text = readFileSync(path.join(this.folder, file), 'utf8');
    const offset = text.indexOf(words);
    if (offset < 0) throw new Error(`“${words}” is not in ${file}`);
    const before = text.slice(0, offset + 1).split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  }

  open(
    file: string,
    text = readFileSync(path.join(this.folder, file), 'utf8'),
    languageId = 'news-article',
  ): Promise<void> {
    const textDocument = { uri: this.uri(file), languageId, version: this.version++, text };
    return this.notify('textDocument/didOpen', { textDocument });
  }

  change(file: string, range: Range, text: string): Promise<void> {
    const textDocument = { uri: this.uri(file), version: this.version++ };
    return this.notify('textDocument/didChange', { textDocument, contentChanges: [{ range, text }] });
  }

  /** The server's process id, for measuring. */
  get pid(): number {
    return this.child.pid ?? -1;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null;
  }

  async until(what: string, holds: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (!(await holds())) {
      if (!this.isRunning) throw new Error(`The server ended with ${this.child.exitCode} before: ${what}`);
      if (Date.now() > end) throw new Error(`Not so after ${seconds} s: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Shuts the server down as the protocol asks; resolves to its exit code. */
  async stop(): Promise<number | null> {
    if (!this.isRunning) return this.child.exitCode;
    const gone = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    await this.request('shutdown', undefined);
    await this.notify('exit', undefined);
    const code = await gone;
    this.connection.dispose();
    return code;
  }

  /** Ends the server at once, as a crash would. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
    this.connection.dispose();
  }
}
