import { neverCancelled, type CancellationToken } from '../base/cancellation';
import type { PassageIndex, PassageView } from './passageIndex';

/** How near a version's words are: shown to people. `possible` only on request. */
export type Grade = 'same words' | 'edited' | 'reworded' | 'possible';

/** A passage that makes the same statement as the one asked about. */
export interface VersionMatch {
  readonly passage: number;
  /** Calibrated: of what is scored 0.9, nine in ten are right. In [0, 1], symmetric. */
  readonly score: number;
  readonly grade: Grade;
}

/** A cluster of versions. Members are in the index's order; every two of them are versions of each other. */
export interface VersionCluster {
  readonly members: readonly VersionMatch[];
}

/** What to include. */
export interface MatchOptions {
  /** Whether grade `possible` is wanted too. */
  readonly includePossible: boolean;
}

/** The versions of one passage, itself included and first, best next. Looks at a bounded number of candidates. */
export function findVersions(
  query: PassageView,
  index: PassageIndex,
  options: MatchOptions,
  token: CancellationToken = neverCancelled,
): VersionMatch[] {
  void query;
  void index;
  void options;
  void token;
  return [];
}

/** All statements with versions in two or more articles. The same for any order of files. */
export function* sweepStatements(
  index: PassageIndex,
  options: MatchOptions,
  token: CancellationToken = neverCancelled,
): Generator<VersionCluster> {
  void index;
  void options;
  void token;
}
