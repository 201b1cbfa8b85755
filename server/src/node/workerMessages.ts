import type { CorpusFolder } from '../corpus/folderContexts';
import type { FileStat } from '../corpus/segmentBuilder';

/** A file to be read by a worker. */
export interface FileTask extends FileStat {
  readonly uri: string;
  readonly path: string;
  /** Hash of the text that is indexed already under the same settings; such a text is not analysed again. */
  readonly knownTextHash: number | null;
}

/** Main thread → worker. */
export type WorkerRequest =
  | { readonly type: 'folders'; readonly folders: readonly CorpusFolder[] }
  | { readonly type: 'analyse'; readonly files: readonly FileTask[] }
  | { readonly type: 'wordIds'; readonly ids: Uint32Array }
  | {
      readonly type: 'merge';
      readonly buffers: readonly SharedArrayBuffer[];
      /** Ordinals of the files of each segment that are gone. */
      readonly dead: readonly (readonly number[])[];
      readonly stems: Uint32Array;
    };

/** Worker → main thread. Words are joined by line breaks, which no word holds: one string is cloned faster than many. */
export type WorkerAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'file'; readonly bytes: number }
  | { readonly type: 'words'; readonly words: string; readonly stems: string }
  | {
      readonly type: 'done';
      /** Null where there was nothing to write. */
      readonly buffer: SharedArrayBuffer | null;
      readonly failures: readonly FileFailure[];
      /** Files whose text is the known one. */
      readonly unchanged: readonly string[];
    };

/** A file that is not indexed, and why. */
export interface FileFailure {
  readonly uri: string;
  readonly reason: string;
}
