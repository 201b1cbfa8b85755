import type { CancellationToken } from '../base/cancellation';
import type { Log } from '../base/log';
import type { CorpusReader } from '../corpus/corpusTypes';

/** How far indexing has come. */
export interface IndexProgress {
  readonly doneFiles: number;
  readonly totalFiles: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Seconds, from the speed so far; null while that is unknown. */
  readonly secondsLeft: number | null;
}

/** A file that is not in the corpus though it lies in the folder, and why. */
export interface LeftOutFile {
  readonly uri: string;
  readonly reason: string;
}

/** What a session says about the folders that it wants to be read. */
export interface WorkspaceOptions {
  /** Folder URIs. */
  readonly roots: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly maxFileBytes: number;
  /** A folder (path) for the index, or null: then nothing is kept. */
  readonly storagePath: string | null;
}

/**
 * The folders of a session with their corpus, kept up to date: implemented in `node/` over disk, storage and workers.
 * The corpus answers at any time from what is indexed so far.
 */
export interface WorkspaceHost {
  readonly corpus: CorpusReader;
  /**
   * Resolves when what is stored of the folders is open, which takes less than a second: what is asked before that would
   * be answered as if the corpus were empty. Reading new and changed files is not waited for.
   */
  readonly whenOpen: Promise<void>;
  /** Reads the folders (what the stored index already holds is not read again). Resolves when all is indexed or cancelled. */
  index(
    options: WorkspaceOptions,
    onProgress: (progress: IndexProgress) => void,
    token: CancellationToken,
  ): Promise<void>;
  /** Drops the stored index; the next `index` starts afresh. */
  forget(): Promise<void>;
  /** Files were created, changed or deleted outside the editor. Resolves when the corpus has followed. */
  applyChanges(uris: readonly string[], token: CancellationToken): Promise<void>;
  /** The editor's text is what counts for an open file, saved or not. */
  openDocument(uri: string, text: string): void;
  changeDocument(uri: string, text: string): void;
  closeDocument(uri: string): Promise<void>;
  /** Files left out so far: bounds, binary, unreadable. */
  leftOut(): readonly LeftOutFile[];
  /** What is wrong at large (storage full, index rebuilt), for the status item; null where all is well. */
  warning(): string | null;
  /** Ends workers and closes storage. */
  dispose(): Promise<void>;
}

/** Makes the host of a session. */
export type CreateWorkspaceHost = (log: Log) => WorkspaceHost;
