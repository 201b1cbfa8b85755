import type { MatchBatch } from '../collation/sweepGraph';
import type { StatementOptions } from '../corpus/corpusTypes';

/** A segment as a sweep's thread mounts it. */
export interface SweptSegment {
  readonly buffer: ArrayBufferLike;
  readonly passageBase: number;
  readonly articleBase: number;
  /** Ordinals of its files that are gone. */
  readonly deadFiles: readonly number[];
}

/** What a sweep's thread begins with. */
export interface SweepData {
  readonly segments: readonly SweptSegment[];
  /** As `WordTable.encode` writes them: ids are the main thread's. */
  readonly words: Uint8Array;
  readonly options: StatementOptions;
}

/** Main thread → sweep's thread: articles whose matches are wanted. */
export type SweepRequest = Int32Array;

/** Sweep's thread → main thread. */
export type SweepAnswer = MatchBatch;
