import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { neverCancelled } from '../base/cancellation';
import type { Log } from '../base/log';
import { LruCache } from '../base/lruCache';
import type { CliEnvironment, InputFile, LoadedCorpus } from '../cli/environment';
import { FolderContexts, type CorpusFolder } from '../corpus/folderContexts';
import { CorpusWorkspace } from './corpusWorkspace';
import { defaultDiscoveryRules, discover, reasonOf, type FoundFile } from './discover';
import { readFolderCorrections } from './folderCorrections';
import { readCorpusFolder, readCorpusSettings } from './folderSettings';
import { readTextFile } from './readTextFile';

/** Below this many bytes the start of worker threads costs more than they save. */
const workerThreshold = 3_000_000;

/** How much text is kept while statements are printed, in code units. */
const keptTextUnits = 50_000_000;

/** The command line on a real machine: files, standard streams, worker threads. */
export class NodeCliEnvironment implements CliEnvironment {
  readonly token = neverCancelled;
  private readonly failed = new Set<string>();
  private hasProgressLine = false;
  private readonly log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => this.warn(`variorum: ${message}`),
    error: (message) => this.warn(`variorum: ${message}`),
  };

  /** @param extractor names the version of everything that an analysis is made by */
  constructor(private readonly extractor: string) {
    // A reader that closes the pipe early (`| head`) has read enough.
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }

  get failureCount(): number {
    return this.failed.size;
  }

  write(text: string): Promise<void> {
    this.progress(null);
    return new Promise((resolve) => {
      if (process.stdout.write(text)) resolve();
      else process.stdout.once('drain', resolve);
    });
  }

  warn(line: string): void {
    this.progress(null);
    process.stderr.write(`${line}\n`);
  }

  async *readFiles(paths: readonly string[]): AsyncIterable<InputFile> {
    const { files, contexts } = await this.collect(paths);
    for (const { path: file } of files) {
      const read = await readTextFile(file);
      if ('reason' in read) {
        this.fail(file, read.reason);
        continue;
      }
      const uri = pathToFileURL(file).href;
      yield { path: this.shown(file), uri, text: read.text, context: contexts.contextOf(uri) };
    }
  }

  async loadCorpus(paths: readonly string[]): Promise<LoadedCorpus> {
    const { files, folders } = await this.collect(paths);
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    const workspace = new CorpusWorkspace(this.log, { extractor: this.extractor });
    const { corpus } = workspace;
    if (bytes < workerThreshold) {
      corpus.setFolders(folders);
      for (const { path: file } of files) {
        const read = await readTextFile(file);
        if ('reason' in read) this.fail(file, read.reason);
        else corpus.setFile(pathToFileURL(file).href, read.text);
      }
    } else {
      await workspace.readPaths(
        files,
        folders,
        ({ doneFiles, totalFiles }) => this.progress(`reading ${doneFiles} of ${totalFiles} files`),
        this.token,
      );
      for (const { uri, reason } of workspace.leftOut()) this.fail(fileURLToPath(uri), reason);
    }
    await corpus.speakerTable.settle(this.token);
    corpus.setCorrections(
      await readFolderCorrections(
        folders.map(({ uri }) => uri),
        corpus,
        this.log,
      ),
    );
    await workspace.dispose();
    // A statement's versions are of as many files, and the next one's mostly of the same.
    const texts = new LruCache<string, string>(keptTextUnits, (text) => text.length);
    return {
      reader: corpus,
      pathOf: (uri) => this.shown(fileURLToPath(uri)),
      uriOf: (file) => {
        const uri = pathToFileURL(path.resolve(file)).href;
        return corpus.hasFile(uri) ? uri : null;
      },
      readText: async (uri) => {
        const known = texts.get(uri);
        if (known !== undefined) return known;
        const text = await corpus.readText(uri);
        if (text !== null) texts.set(uri, text);
        return text;
      },
    };
  }

  async readText(file: string): Promise<string | null> {
    const read = await readTextFile(file);
    if ('text' in read) return read.text;
    this.fail(file, read.reason);
    return null;
  }

  /** The files that path arguments name or hold, each once, in path order, with what their folders say of them. */
  private async collect(
    paths: readonly string[],
  ): Promise<{ files: FoundFile[]; folders: CorpusFolder[]; contexts: FolderContexts }> {
    const files = new Map<string, FoundFile>();
    const folders = new Map<string, CorpusFolder>();
    for (const argument of paths) {
      const full = path.resolve(argument);
      let stats;
      try {
        stats = await fs.stat(full);
      } catch (error) {
        this.fail(argument, reasonOf(error));
        continue;
      }
      const root = stats.isDirectory() ? full : path.dirname(full);
      const uri = pathToFileURL(root).href;
      const settings = await readCorpusSettings(root, this.log);
      if (!stats.isDirectory()) {
        files.set(full, { path: full, size: stats.size, mtimeMs: stats.mtimeMs });
        if (!folders.has(uri))
          folders.set(uri, await readCorpusFolder(uri, settings, [path.join(root, 'metadata.csv')], this.log));
        continue;
      }
      const rules = { ...defaultDiscoveryRules, include: settings.include, exclude: settings.exclude };
      const found = await discover(full, rules, this.token);
      for (const { path: file, reason } of found.leftOut) this.fail(file, reason);
      for (const file of found.files) files.set(file.path, file);
      folders.set(uri, await readCorpusFolder(uri, settings, found.metadataFiles, this.log));
    }
    const all = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    return { files: all, folders: [...folders.values()], contexts: new FolderContexts([...folders.values()]) };
  }

  private fail(file: string, reason: string): void {
    this.failed.add(file);
    this.warn(`variorum: ${this.shown(file)}: ${reason}`);
  }

  /** Paths are printed relative to the working directory where they lie below it. */
  private shown(file: string): string {
    const relative = path.relative(process.cwd(), file);
    return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
  }

  /** One line on a terminal that is written over; null wipes it. */
  private progress(line: string | null): void {
    if (!process.stderr.isTTY || (line === null && !this.hasProgressLine)) return;
    process.stderr.write(`\r\u001b[K${line ?? ''}`);
    this.hasProgressLine = line !== null;
  }
}
