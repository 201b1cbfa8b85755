import fs from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CancelledError,
  inBackground,
  neverCancelled,
  throwIfCancelled,
  type CancellationToken,
} from '../base/cancellation';
import type { Log } from '../base/log';
import { TimeSlice, yieldToEventLoop } from '../base/timeSlice';
import { Corpus } from '../corpus/corpus';
import type { CorpusFolder } from '../corpus/folderContexts';
import type { Segment } from '../corpus/segment';
import type { MountedSegment } from '../corpus/segmentIndex';
import type { IndexProgress, LeftOutFile, WorkspaceHost, WorkspaceOptions } from '../lsp/workspaceHost';
import { batchesOf } from './batches';
import { collectGarbage } from './collectGarbage';
import {
  codeOf,
  defaultDiscoveryRules,
  discover,
  PathFilter,
  reasonOf,
  type DiscoveryRules,
  type FoundFile,
} from './discover';
import { readFolderCorrections } from './folderCorrections';
import { readCorpusFolder, readCorpusSettings } from './folderSettings';
import { IndexStore } from './indexStore';
import { readTextFile } from './readTextFile';
import { SweepThreads, sweepWorkerScript } from './sweepThreads';
import { defaultWorkerScript, WorkerPool, type BatchResult, type WorkerScript } from './workerPool';
import type { FileTask } from './workerMessages';

export interface CorpusWorkspaceOptions {
  /** Names the version of everything that the analysis is made by: what was made by another is made anew. */
  readonly extractor: string;
  readonly workerCount?: number;
  readonly workerScript?: WorkerScript;
  readonly sweepScript?: WorkerScript;
  /** How many lines more than it needs the log of the index may have before it is rewritten. */
  readonly compactionSlack?: number;
}

/** Segments of fewer files than this are merged when there are many. */
const smallSegmentFiles = 2_000;
const maxSmallSegments = 12;
const correctionsDelayMs = 300;

/** After so many changes what is known of speakers is kept anew. */
const manyChanges = 500;

/** From so many files on, reading them leaves enough behind to be worth collecting. */
const manyFiles = 1_000;

/** The folders of a session over disk, storage and worker threads. */
export class CorpusWorkspace implements WorkspaceHost {
  readonly corpus: Corpus;
  readonly whenOpen: Promise<void>;
  private tellOpen!: () => void;
  private readonly pool: WorkerPool;
  private store: IndexStore | null = null;
  private storagePath: string | null = null;
  private wasIndexed = false;
  private wasRehearsed = false;
  private runCount = 0;
  /** Whether parts of the index were merged since speakers were kept: of their files they would be worked out anew. */
  private wereMerged = false;
  private readonly claims = new Map<string, number>();
  private roots: readonly string[] = [];
  private hasCorrections = false;
  private correctionsTimer: NodeJS.Timeout | null = null;
  private storageWarning: string | null = null;
  private filters: readonly { readonly root: string; readonly rules: DiscoveryRules }[] = [];
  private readonly leftOutFiles = new Map<string, string>();
  /** Segments by the name under which the store keeps them. */
  private readonly names = new Map<MountedSegment, { readonly name: string; readonly isOutdated: boolean }>();

  constructor(
    private readonly log: Log,
    private readonly options: CorpusWorkspaceOptions,
  ) {
    this.corpus = new Corpus({ readText }, log);
    this.whenOpen = new Promise((resolve) => (this.tellOpen = resolve));
    const threadCount = options.workerCount ?? Math.max(1, os.availableParallelism());
    this.corpus.setSweeper(new SweepThreads(threadCount, options.sweepScript ?? sweepWorkerScript(), log));
    this.pool = new WorkerPool({
      size: threadCount,
      script: options.workerScript ?? defaultWorkerScript(),
      words: this.corpus.words,
      log,
    });
  }

  async index(
    options: WorkspaceOptions,
    onProgress: (progress: IndexProgress) => void,
    token: CancellationToken,
  ): Promise<void> {
    const started = performance.now();
    const roots = await this.openFolders(options);
    // Who the stored files' speakers are is worked out while the disk is asked what has changed.
    const settled = this.corpus.speakerTable.settle(inBackground(token));
    settled.catch(() => undefined);
    this.leftOutFiles.clear();
    this.filters = roots.map(({ root, settings }) => ({
      root,
      rules: {
        ...defaultDiscoveryRules,
        include: [...options.include, ...settings.include],
        exclude: [...options.exclude, ...settings.exclude],
        maxFileBytes: options.maxFileBytes,
      },
    }));

    const found = new Map<string, FileTask>();
    const unreadableRoots: string[] = [];
    const folders: CorpusFolder[] = [];
    for (const [index, { root, rules }] of this.filters.entries()) {
      const discovery = await discover(root, rules, token);
      const { folder, settings } = roots[index]!;
      folders.push(
        discovery.metadataFiles.length > 1 || (discovery.metadataFiles.length === 1 && folder.metadata.size === 0)
          ? await readCorpusFolder(folder.uri, settings, discovery.metadataFiles, this.log)
          : folder,
      );
      if (!discovery.isRootReadable) unreadableRoots.push(`${pathToFileURL(root).href}/`);
      for (const { path, reason } of discovery.leftOut) this.leftOutFiles.set(pathToFileURL(path).href, reason);
      const slice = new TimeSlice(inBackground(token));
      for (const file of discovery.files) {
        const uri = pathToFileURL(file.path).href;
        found.set(uri, { ...file, uri, knownTextHash: null });
        await slice.pause();
      }
    }
    if (folders.some((folder, index) => folder !== roots[index]!.folder)) this.setFolders(folders);
    const gone = [...this.corpus.filesOnDisk()].filter(
      // A folder that cannot be read just now, as on a network that is down, keeps what is known of it.
      (uri) => !found.has(uri) && !unreadableRoots.some((root) => uri.startsWith(root)),
    );
    await this.removeFiles(gone, token);
    const tasks = this.tasksOf(found.values());
    this.log.info(
      `${found.size} files: ${tasks.length} to read, ${found.size - tasks.length} known, ${gone.length} gone, ` +
        `${this.leftOutFiles.size} left out (${seconds(started)} s)`,
    );
    await this.readFiles(this.inOrder(tasks), onProgress, token);
    this.roots = options.roots;
    await this.readCorrections();
    await this.tidy(token);
    await settled;
    await this.corpus.speakerTable.settle(inBackground(token));
    await this.keepSpeakers(1, token);
    if (tasks.length >= manyFiles) collectGarbage();
    this.rehearseOnce(token);
    if (tasks.length > 0) {
      const { fileCount, articleCount, passageCount, quoteCount } = this.corpus;
      this.log.info(
        `Indexed in ${seconds(started)} s: ${fileCount} files, ${articleCount} articles, ${passageCount} passages, ${quoteCount} quotes`,
      );
    }
  }

  /** Reads exactly these files, on worker threads and without storage: what the command line asks for. */
  async readPaths(
    files: readonly FoundFile[],
    folders: readonly CorpusFolder[],
    onProgress: (progress: IndexProgress) => void,
    token: CancellationToken,
  ): Promise<void> {
    this.setFolders(folders);
    const tasks = files.map((file) => ({ ...file, uri: pathToFileURL(file.path).href, knownTextHash: null }));
    await this.readFiles(tasks, onProgress, token);
  }

  async forget(): Promise<void> {
    this.corpus.clear();
    this.names.clear();
    await this.store?.clear();
  }

  async applyChanges(uris: readonly string[], token: CancellationToken): Promise<void> {
    const gone: string[] = [];
    const found: FileTask[] = [];
    const goneFolders: string[] = [];
    const filters = this.filters.map(({ root, rules }) => ({
      prefix: `${pathToFileURL(root).href}/`,
      rules,
      filter: new PathFilter(root, rules),
    }));
    const slice = new TimeSlice(token);
    for (const uri of uris) {
      await slice.pause();
      const owner = filters.find(({ prefix }) => uri.startsWith(prefix));
      if (owner === undefined || !uri.startsWith('file:')) continue;
      const path = fileURLToPath(uri);
      this.leftOutFiles.delete(uri);
      try {
        const stats = await fs.stat(path);
        if (stats.isDirectory()) {
          const { files, leftOut } = await discover(path, owner.rules, token);
          for (const { path: out, reason } of leftOut) this.leftOutFiles.set(pathToFileURL(out).href, reason);
          for (const file of files)
            if (await owner.filter.accepts(file.path))
              found.push({ ...file, uri: pathToFileURL(file.path).href, knownTextHash: null });
        } else if (!(await owner.filter.accepts(path))) gone.push(uri);
        else if (stats.size > owner.rules.maxFileBytes) {
          this.leftOutFiles.set(uri, 'too large');
          gone.push(uri);
        } else found.push({ uri, path, mtimeMs: stats.mtimeMs, size: stats.size, knownTextHash: null });
      } catch (error) {
        if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') this.leftOutFiles.set(uri, reasonOf(error));
        gone.push(uri);
        if (this.corpus.placeOnDisk(uri) === null) goneFolders.push(`${uri}/`);
      }
    }
    if (goneFolders.length > 0)
      for (const uri of this.corpus.filesOnDisk())
        if (goneFolders.some((folder) => uri.startsWith(folder))) gone.push(uri);
    await this.removeFiles(
      gone.filter((uri) => this.corpus.placeOnDisk(uri) !== null || this.claims.has(uri)),
      token,
    );
    await this.readFiles(this.tasksOf(found), ignoreProgress, token);
    if (this.hasCorrections) await this.readCorrections();
    await this.tidy(token);
    await this.corpus.speakerTable.settle(inBackground(token));
    await this.keepSpeakers(manyChanges, token);
  }

  openDocument(uri: string, text: string): void {
    // Documents that come before the first index wait for it: most are in it as they are.
    if (!this.wasIndexed) this.corpus.isOpening = true;
    this.corpus.openDocument(uri, text);
  }

  changeDocument(uri: string, text: string): void {
    this.corpus.changeDocument(uri, text);
    if (this.hasCorrections) this.readCorrectionsSoon();
  }

  async closeDocument(uri: string): Promise<void> {
    this.corpus.closeDocument(uri);
    await this.applyChanges([uri], neverCancelled);
  }

  leftOut(): readonly LeftOutFile[] {
    return Array.from(this.leftOutFiles, ([uri, reason]) => ({ uri, reason }));
  }

  warning(): string | null {
    return this.store?.warning ?? this.storageWarning;
  }

  /** Resolves when everything indexed so far is on disk. */
  async flush(): Promise<void> {
    await this.store?.flush();
  }

  async dispose(): Promise<void> {
    if (this.correctionsTimer !== null) clearTimeout(this.correctionsTimer);
    await this.pool.dispose();
    await this.store?.close();
    this.store = null;
  }

  /** Finds the passages of people's corrections in the texts as they are now. */
  private async readCorrections(): Promise<void> {
    const corrections = await readFolderCorrections(this.roots, this.corpus, this.log);
    if (corrections.length > 0 || this.hasCorrections) this.corpus.setCorrections(corrections);
    this.hasCorrections = corrections.length > 0;
  }

  /** After an edit the places of corrections may have moved; not at every keystroke, though. */
  private readCorrectionsSoon(): void {
    this.correctionsTimer ??= setTimeout(() => {
      this.correctionsTimer = null;
      void this.readCorrections();
    }, correctionsDelayMs);
  }

  private setFolders(folders: readonly CorpusFolder[]): void {
    this.corpus.setFolders(folders);
    this.pool.setFolders(folders);
  }

  /** Opens storage and the folders' settings: from then on open documents can be told from what is stored. */
  private async openFolders(options: WorkspaceOptions) {
    this.corpus.isOpening = options.storagePath !== this.storagePath;
    try {
      const roots = await Promise.all(
        options.roots
          .filter((uri) => uri.startsWith('file:'))
          .map(async (uri) => {
            const root = fileURLToPath(uri);
            const settings = await readCorpusSettings(root, this.log);
            // The folder's own metadata at once, so that open files are right from the start; the rest after the walk.
            const folder = await readCorpusFolder(uri, settings, [join(root, 'metadata.csv')], this.log);
            return { root, settings, folder };
          }),
      );
      this.setFolders(roots.map(({ folder }) => folder));
      const opened = this.openStore(options.storagePath);
      // While the disk is read; by now it is known what the analysis of a file depends on besides its text.
      if (this.corpus.isOpening) await this.corpus.analyseOpenDocuments();
      await opened;
      await this.restoreSpeakers();
      return roots;
    } finally {
      this.wasIndexed = true;
      this.corpus.isOpening = false;
      this.tellOpen();
    }
  }

  /** Opens the storage at the first call and takes in what it holds. */
  private async openStore(storagePath: string | null): Promise<void> {
    if (storagePath === null || storagePath === this.storagePath) return;
    const started = performance.now();
    this.storagePath = storagePath;
    const store = await IndexStore.open(storagePath, this.options, this.log);
    if (typeof store === 'string') {
      this.storageWarning = store;
      return;
    }
    this.store = store;
    // Words met before, in open documents, would take the ids of stored ones.
    this.corpus.reset();
    const steps = await store.load(this.corpus.words);
    for (const step of steps) {
      if (step.type === 'segment') {
        const mounted = this.corpus.adoptSegment(step.segment, step.dead);
        this.names.set(mounted, { name: step.name, isOutdated: step.isOutdated });
      } else if (step.type === 'gone') for (const uri of step.uris) this.corpus.removeFile(uri);
      else this.corpus.touch(step.uri, step.stat);
      await yieldToEventLoop();
    }
    if (steps.length > 0) this.log.info(`Opened the index of ${this.corpus.fileCount} files in ${seconds(started)} s`);
    if (store.wantsCompaction) await this.rewriteLog(store);
  }

  /** Makes the analysis ready for a person's first keys, once, in the background. */
  private rehearseOnce(token: CancellationToken): void {
    if (this.wasRehearsed) return;
    this.wasRehearsed = true;
    this.corpus.rehearse(token).catch((error: unknown) => {
      if (!(error instanceof CancelledError)) this.log.warn(`The analysis was not rehearsed: ${String(error)}`);
    });
  }

  /** Takes in what was known of speakers when it was kept, unless somebody asked for them already. */
  private async restoreSpeakers(): Promise<void> {
    const { speakerTable } = this.corpus;
    if (this.store === null || speakerTable.waitingCount === 0) return;
    const started = performance.now();
    const kept = await this.store.keptSpeakers();
    if (kept === null) return;
    const fault = await speakerTable.restore(kept, this.options.extractor, neverCancelled);
    if (fault !== null) return this.log.info(`What was known of speakers is ${fault}; it is worked out anew`);
    this.log.debug(`Speakers as they were known, in ${seconds(started)} s; of ${speakerTable.waitingCount} files anew`);
  }

  /** Keeps what is known of speakers for the next start, where so many changes were made, or parts were merged. */
  private async keepSpeakers(leastChanges: number, token: CancellationToken): Promise<void> {
    const { speakerTable } = this.corpus;
    if (this.store?.isWritable !== true) return;
    if (speakerTable.changesSinceKept < leastChanges && !this.wereMerged) return;
    const state = await speakerTable.keep(this.options.extractor, token);
    if (state === null) return;
    this.wereMerged = false;
    await this.store?.keepSpeakers(state);
  }

  /** The files that must be read: new ones, changed ones, those analysed under other settings or by another version. */
  private tasksOf(found: Iterable<FileTask>): FileTask[] {
    const tasks: FileTask[] = [];
    for (const file of found) {
      const state = this.corpus.stateOf(file.uri);
      const place = this.corpus.placeOnDisk(file.uri);
      const isOutdated = place !== null && this.names.get(place.mounted)?.isOutdated === true;
      if (state === null || isOutdated || state.contextHash !== this.corpus.contextHash(file.uri)) tasks.push(file);
      else if (state.mtimeMs !== file.mtimeMs || state.size !== file.size)
        tasks.push({ ...file, knownTextHash: state.textHash });
    }
    return tasks;
  }

  /** Open files first, then their neighbours, then by path. */
  private inOrder(tasks: readonly FileTask[]): FileTask[] {
    const folderOf = (uri: string) => uri.slice(0, uri.lastIndexOf('/'));
    const openFolders = new Set<string>();
    for (const { uri } of tasks) if (this.corpus.isOpen(uri)) openFolders.add(folderOf(uri));
    const rank = ({ uri }: FileTask) => (this.corpus.isOpen(uri) ? 0 : openFolders.has(folderOf(uri)) ? 1 : 2);
    return tasks
      .map((task) => ({ task, rank: rank(task) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ task }) => task);
  }

  private async readFiles(
    tasks: readonly FileTask[],
    onProgress: (progress: IndexProgress) => void,
    token: CancellationToken,
  ): Promise<void> {
    if (tasks.length === 0) return;
    const run = this.claim(tasks.map(({ uri }) => uri));
    const started = performance.now();
    const totalBytes = tasks.reduce((sum, { size }) => sum + size, 0);
    let doneFiles = 0;
    let doneBytes = 0;
    const onFile = (bytes: number) => {
      doneFiles++;
      doneBytes += bytes;
      const elapsed = (performance.now() - started) / 1000;
      const secondsLeft = elapsed < 1 || doneBytes === 0 ? null : (elapsed * (totalBytes - doneBytes)) / doneBytes;
      onProgress({ doneFiles, totalFiles: tasks.length, doneBytes, totalBytes, secondsLeft });
    };
    onProgress({ doneFiles, totalFiles: tasks.length, doneBytes, totalBytes, secondsLeft: null });
    const byUri = new Map(tasks.map((task) => [task.uri, task]));
    const work = batchesOf(tasks).map(async (batch) => {
      for (const result of await this.pool.analyse(batch, onFile, token)) this.takeIn(result, byUri, run);
    });
    const results = await Promise.allSettled(work);
    for (const { uri } of tasks) if (this.claims.get(uri) === run) this.claims.delete(uri);
    for (const result of results)
      if (result.status === 'rejected' && !(result.reason instanceof CancelledError)) throw result.reason;
    await this.store?.flush();
    throwIfCancelled(token);
  }

  private takeIn(
    { segment, failures, unchanged }: BatchResult,
    tasks: ReadonlyMap<string, FileTask>,
    run: number,
  ): void {
    const counts = (uri: string) => (this.claims.get(uri) ?? run) <= run;
    for (const { uri, reason } of failures) {
      if (!counts(uri)) continue;
      this.leftOutFiles.set(uri, reason);
      this.log.warn(`${uri}: ${reason}`);
    }
    const lost = failures.map(({ uri }) => uri).filter((uri) => counts(uri) && this.corpus.placeOnDisk(uri) !== null);
    for (const uri of lost) this.corpus.removeFile(uri);
    void this.store?.removeFiles(lost);
    const touched = unchanged.flatMap((uri) => tasks.get(uri) ?? []);
    for (const task of touched) this.corpus.touch(task.uri, task);
    void this.store?.touchFiles(touched);
    if (segment !== null) this.keep(segment, run);
  }

  /**
   * Notes who reads a file last: a folder is being indexed for a minute and a file in it may be changed or deleted
   * meanwhile; what the later reader found counts, whichever is done first.
   */
  private claim(uris: readonly string[]): number {
    const run = ++this.runCount;
    for (const uri of uris) this.claims.set(uri, run);
    return run;
  }

  /** Takes a fresh segment in and stores it. */
  private keep(segment: Segment, run: number): void {
    const overtaken: number[] = [];
    for (let file = 0; file < segment.fileCount; file++)
      if ((this.claims.get(segment.fileUri(file)) ?? run) > run) overtaken.push(file);
    const mounted = this.corpus.adoptSegment(segment, overtaken);
    void this.store?.addSegment(segment, this.corpus.words, { of: [], dead: () => overtaken }).then((name) => {
      if (name !== null) this.names.set(mounted, { name, isOutdated: false });
    });
  }

  private async removeFiles(uris: readonly string[], token: CancellationToken): Promise<void> {
    const slice = new TimeSlice(token);
    // What is being read of them meanwhile does not count; the next reader of such a file claims it again.
    if (this.claims.size > 0) this.claim(uris);
    for (const uri of uris) {
      this.corpus.removeFile(uri);
      await slice.pause();
    }
    await this.store?.removeFiles(uris);
  }

  /** Merges small segments where there are many, so that neither answers nor starts grow slow with every edit. */
  private async tidy(token: CancellationToken): Promise<void> {
    const small = this.corpus.index.mounted.filter(
      (mounted) => this.corpus.isOnDisk(mounted) && liveFileCount(mounted) < smallSegmentFiles,
    );
    if (small.length > maxSmallSegments) {
      const started = performance.now();
      const groups: MountedSegment[][] = [];
      let count = Infinity;
      for (const mounted of small) {
        if (count >= smallSegmentFiles) {
          groups.push([]);
          count = 0;
        }
        groups[groups.length - 1]!.push(mounted);
        count += liveFileCount(mounted);
      }
      await Promise.all(groups.filter((group) => group.length > 1).map((group) => this.merge(group, token)));
      this.log.debug(`Merged ${small.length} small parts of the index in ${seconds(started)} s`);
    }
    if (this.store?.wantsCompaction === true) await this.rewriteLog(this.store);
  }

  private async merge(group: readonly MountedSegment[], token: CancellationToken): Promise<void> {
    const deadBefore = group.map((mounted) => this.corpus.deadFilesOf(mounted));
    const live = group.flatMap((mounted, index) => {
      const dead = new Set(deadBefore[index]);
      return Array.from({ length: mounted.segment.fileCount }, (_, file) => ({ mounted, file })).filter(
        ({ file }) => !dead.has(file),
      );
    });
    if (live.length === 0) return;
    const merged = await this.pool.merge(
      group.map(({ segment }) => segment),
      deadBefore,
      token,
    );
    // What changed while the merge ran is dead in the merged segment from the start.
    const dead = live.flatMap(({ mounted, file }, position) => {
      const place = this.corpus.placeOnDisk(mounted.segment.fileUri(file));
      return place?.mounted === mounted && place.file === file ? [] : [position];
    });
    const names = group.map((mounted) => this.names.get(mounted));
    const mounted = this.corpus.replaceSegments(group, merged, dead);
    this.wereMerged = true;
    for (const old of group) this.names.delete(old);
    // Parts that are not stored, or made by another version, cannot be stored under this one's name.
    if (names.some((entry) => entry === undefined || entry.isOutdated)) return;
    const of = names.flatMap((entry) => entry?.name ?? []);
    const name = await this.store?.addSegment(merged, this.corpus.words, {
      of,
      dead: () => this.corpus.deadFilesOf(mounted),
    });
    if (name != null) this.names.set(mounted, { name, isOutdated: false });
  }

  private async rewriteLog(store: IndexStore): Promise<void> {
    for (const mounted of this.names.keys())
      if (!this.corpus.index.mounted.includes(mounted)) this.names.delete(mounted);
    await store.rewriteLog(
      () =>
        Array.from(this.names, ([mounted, { name, isOutdated }]) => ({
          name,
          isOutdated,
          segment: mounted.segment,
          dead: this.corpus.deadFilesOf(mounted),
        })),
      () => this.corpus.touchedFiles(),
      this.corpus.words,
    );
  }
}

function liveFileCount({ segment, deadFileCount }: MountedSegment): number {
  return segment.fileCount - deadFileCount;
}

async function readText(uri: string): Promise<string | null> {
  if (!uri.startsWith('file:')) return null;
  const read = await readTextFile(fileURLToPath(uri));
  return 'text' in read ? read.text : null;
}

function ignoreProgress(): void {
  return undefined;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
