import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CancellationToken } from '../base/cancellation';
import type { Log } from '../base/log';
import { Corpus } from '../corpus/corpus';
import type { IndexProgress, LeftOutFile, WorkspaceHost, WorkspaceOptions } from '../lsp/workspaceHost';

// FIXME: stands in until the indexed corpus arrives.
export class MemoryWorkspace implements WorkspaceHost {
  readonly corpus: Corpus;
  private readonly open = new Set<string>();

  constructor(private readonly log: Log) {
    this.corpus = new Corpus({ readText: async (uri) => fs.readFileSync(fileURLToPath(uri), 'utf8') }, log);
  }

  async index(
    options: WorkspaceOptions,
    onProgress: (progress: IndexProgress) => void,
    token: CancellationToken,
  ): Promise<void> {
    const files = options.roots.flatMap((root) => [...walk(fileURLToPath(root))]);
    let done = 0;
    for (const file of files) {
      if (token.isCancellationRequested) return;
      const uri = pathToFileURL(file).href;
      if (!this.open.has(uri)) this.read(uri);
      onProgress({ doneFiles: ++done, totalFiles: files.length, doneBytes: 0, totalBytes: 0, secondsLeft: null });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  async forget(): Promise<void> {}
  async applyChanges(uris: readonly string[]): Promise<void> {
    for (const uri of uris) if (!this.open.has(uri) && /\.(txt|md)$/i.test(uri)) this.read(uri);
  }
  openDocument(uri: string, text: string): void {
    this.open.add(uri);
    this.corpus.openDocument(uri, text);
  }
  changeDocument(uri: string, text: string): void {
    this.corpus.changeDocument(uri, text);
  }
  async closeDocument(uri: string): Promise<void> {
    this.open.delete(uri);
    this.corpus.closeDocument(uri);
    this.read(uri);
  }
  leftOut(): readonly LeftOutFile[] {
    return [];
  }
  warning(): string | null {
    return null;
  }
  async dispose(): Promise<void> {}

  private read(uri: string): void {
    const text = readFile(uri);
    if (text === null) {
      this.log.warn(`${uri}: cannot be read`);
      this.corpus.removeFile(uri);
    } else this.corpus.setFile(uri, text);
  }
}

function readFile(uri: string): string | null {
  try {
    return fs.readFileSync(fileURLToPath(uri), 'utf8').replace(/^\ufeff/, '');
  } catch {
    return null;
  }
}

function* walk(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(file);
    else if (/\.(txt|md)$/i.test(entry.name)) yield file;
  }
}
