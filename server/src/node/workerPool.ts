import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { CancelledError, type CancellationToken } from '../base/cancellation';
import type { Log } from '../base/log';
import type { CorpusFolder } from '../corpus/folderContexts';
import { Segment } from '../corpus/segment';
import { corpusIdsOf } from '../corpus/wordInterner';
import type { WordTable } from '../corpus/wordTable';
import type { FileFailure, FileTask, WorkerAnswer, WorkerRequest } from './workerMessages';

/** What became of a batch of files. */
export interface BatchResult {
  /** Null where no file was to be written. */
  readonly segment: Segment | null;
  readonly failures: readonly FileFailure[];
  readonly unchanged: readonly string[];
}

/** How a worker thread is started. */
export interface WorkerScript {
  readonly file: string;
  readonly execArgv: readonly string[];
}

export interface WorkerPoolOptions {
  readonly size: number;
  readonly script: WorkerScript;
  readonly words: WordTable;
  readonly log: Log;
  /** How long one file may take before its worker is given up, in milliseconds. */
  readonly fileTimeoutMs?: number;
  /** How long an idle worker is kept: each holds some 60 MB. */
  readonly idleMs?: number;
}

/** The worker that is bundled beside this file; from sources (tests), the TypeScript file through tsx. */
export function defaultWorkerScript(): WorkerScript {
  if (!__filename.endsWith('.ts')) return { file: path.join(__dirname, 'worker.js'), execArgv: [] };
  const assets = path.join(__dirname, '../../../test/registerAssets.cjs');
  return { file: path.join(__dirname, 'worker.ts'), execArgv: ['--require', 'tsx/cjs', '--require', assets] };
}

/**
 * Threads that read and analyse files. The main thread keeps the one table of words; a thread asks it for the ids of
 * words that it has not met. A thread that dies or hangs is replaced and its batch halved, down to the one file that
 * cannot be analysed, which is reported as a failure.
 */
export class WorkerPool {
  private readonly threads: Thread[] = [];
  private readonly queue: Job[] = [];
  private folders: readonly CorpusFolder[] = [];
  private isDisposed = false;

  constructor(private readonly options: WorkerPoolOptions) {}

  /** Settings and metadata for all batches to come. */
  setFolders(folders: readonly CorpusFolder[]): void {
    this.folders = folders;
    for (const thread of this.threads) thread.post({ type: 'folders', folders });
  }

  /** Reads and analyses files; `onFile` is told the bytes of each file done. */
  async analyse(
    files: readonly FileTask[],
    onFile: (bytes: number) => void,
    token: CancellationToken,
  ): Promise<BatchResult[]> {
    if (files.length === 0) return [];
    try {
      return [await this.enqueue({ type: 'analyse', files }, onFile, token)];
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error;
      if (!error.wasReady) throw new Error(`workers cannot be started: ${error.message}`);
      const [only] = files;
      if (files.length === 1 && only !== undefined) {
        const failures = [{ uri: only.uri, reason: `could not be analysed: ${error.message}` }];
        return [{ segment: null, failures, unchanged: [] }];
      }
      this.options.log.warn(`A worker was lost over ${files.length} files (${error.message}); trying them in halves`);
      const middle = files.length >> 1;
      return [
        ...(await this.analyse(files.slice(0, middle), onFile, token)),
        ...(await this.analyse(files.slice(middle), onFile, token)),
      ];
    }
  }

  /** Copies the live files of several segments into one. */
  async merge(segments: readonly Segment[], dead: readonly (readonly number[])[], token: CancellationToken) {
    const buffers = segments.map(({ buffer }) => buffer as SharedArrayBuffer);
    const stems = this.options.words.stemColumn();
    const { segment } = await this.enqueue({ type: 'merge', buffers, dead, stems }, ignoreBytes, token);
    if (segment === null) throw new Error('a merge gave nothing');
    return segment;
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    for (const job of this.queue.splice(0)) job.reject(new CancelledError());
    await Promise.all(this.threads.map((thread) => thread.end()));
  }

  private enqueue(
    request: WorkerRequest,
    onFile: (bytes: number) => void,
    token: CancellationToken,
  ): Promise<BatchResult> {
    return new Promise((resolve, reject) => {
      this.queue.push({ request, onFile, token, resolve, reject });
      this.dispatch();
    });
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const waiting = this.queue[0]!;
      if (waiting.token.isCancellationRequested || this.isDisposed) {
        this.queue.shift();
        waiting.reject(new CancelledError());
        continue;
      }
      let thread = this.threads.find((candidate) => candidate.isIdle);
      if (thread === undefined) {
        if (this.threads.length >= this.options.size) return;
        thread = new Thread(this.options, this.folders, (lost) => {
          const at = this.threads.indexOf(lost);
          if (at >= 0) this.threads.splice(at, 1);
          this.dispatch();
        });
        this.threads.push(thread);
      }
      this.queue.shift();
      void thread.run(waiting).then(() => this.dispatch());
    }
  }
}

interface Job {
  readonly request: WorkerRequest;
  readonly onFile: (bytes: number) => void;
  readonly token: CancellationToken;
  resolve(result: BatchResult): void;
  reject(error: Error): void;
}

/** The thread died or hung while it had a job. */
class WorkerLost extends Error {
  constructor(
    message: string,
    /** Whether it had started at all: if not, no file is to blame. */
    readonly wasReady: boolean,
  ) {
    super(message);
  }
}

class Thread {
  private readonly worker: Worker;
  private job: Job | null = null;
  private wasReady = false;
  private watchdog: NodeJS.Timeout | null = null;
  private idleTimer: NodeJS.Timeout | null = null;

  constructor(
    private readonly options: WorkerPoolOptions,
    folders: readonly CorpusFolder[],
    private readonly onGone: (thread: Thread) => void,
  ) {
    const { file, execArgv } = options.script;
    this.worker = new Worker(file, {
      execArgv: [...execArgv],
      // A text that makes the analysis eat memory costs the thread, not the server.
      // Reading makes much that dies young: more room for it saves a tenth of the time.
      resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 },
    });
    this.worker.on('message', (message: WorkerAnswer) => this.take(message));
    this.worker.on('error', (error) => this.lose(error.message));
    this.worker.on('exit', (code) => this.lose(`it ended with code ${code}`));
    this.post({ type: 'folders', folders });
  }

  get isIdle(): boolean {
    return this.job === null;
  }

  post(request: WorkerRequest): void {
    this.worker.postMessage(request);
  }

  /** Resolves when the job is settled, either way. */
  run(job: Job): Promise<void> {
    if (this.idleTimer !== null) clearTimeout(this.idleTimer);
    return new Promise((settled) => {
      this.job = {
        ...job,
        resolve: (result) => {
          job.resolve(result);
          settled();
        },
        reject: (error) => {
          job.reject(error);
          settled();
        },
      };
      this.post(job.request);
      this.watch();
    });
  }

  async end(): Promise<void> {
    this.lose('it was ended');
    await this.worker.terminate();
  }

  private take(message: WorkerAnswer): void {
    if (message.type === 'ready') this.wasReady = true;
    const { job } = this;
    if (job === null) return;
    switch (message.type) {
      case 'file':
        job.onFile(message.bytes);
        if (job.token.isCancellationRequested) void this.cancel(job);
        else this.watch();
        break;
      case 'words': {
        const ids = corpusIdsOf(this.options.words, message.words.split('\n'), message.stems.split('\n'));
        this.post({ type: 'wordIds', ids });
        break;
      }
      case 'done':
        this.finish();
        job.resolve({
          segment: message.buffer === null ? null : new Segment(message.buffer),
          failures: message.failures,
          unchanged: message.unchanged,
        });
        break;
    }
  }

  /** A cancelled batch is given up where it stands: the thread's words are only half known to it, so it goes too. */
  private async cancel(job: Job): Promise<void> {
    this.job = null;
    this.leave();
    job.reject(new CancelledError());
    await this.worker.terminate();
  }

  private watch(): void {
    if (this.watchdog !== null) clearTimeout(this.watchdog);
    const timeoutMs = this.options.fileTimeoutMs ?? 120_000;
    this.watchdog = setTimeout(() => {
      this.lose(`it gave no sign for ${Math.round(timeoutMs / 1000)} s`);
      void this.worker.terminate();
    }, timeoutMs);
  }

  private finish(): void {
    this.job = null;
    if (this.watchdog !== null) clearTimeout(this.watchdog);
    this.watchdog = null;
    this.idleTimer = setTimeout(() => void this.end(), this.options.idleMs ?? 5_000);
    // An idle thread does not keep a process alive that has nothing else to do.
    this.idleTimer.unref();
    this.worker.unref();
  }

  private leave(): void {
    if (this.watchdog !== null) clearTimeout(this.watchdog);
    if (this.idleTimer !== null) clearTimeout(this.idleTimer);
    this.onGone(this);
  }

  private lose(reason: string): void {
    const { job } = this;
    this.job = null;
    this.leave();
    job?.reject(new WorkerLost(reason, this.wasReady));
  }
}

function ignoreBytes(): void {
  return undefined;
}
