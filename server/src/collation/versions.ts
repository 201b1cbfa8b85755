import { neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { possibleScore, shownScore, type Grade } from './grade';
import { VersionFinder } from './versionFinder';
import type { PassageIndex, PassageView } from './passageIndex';

export type { Grade } from './grade';

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
  return finderOf(index).findVersions(query, leastScore(options), token);
}

/**
 * All statements with versions in two or more articles. The same for any order of files. A cluster without members
 * comes every few milliseconds of work: a moment to let others run, nothing else. Throws {@link CancelledError} when
 * cancelled, and when the index changes meanwhile.
 */
export function* sweepStatements(
  index: PassageIndex,
  options: MatchOptions,
  token: CancellationToken = neverCancelled,
): Generator<VersionCluster> {
  for (const members of finderOf(index).sweep(leastScore(options))) {
    throwIfCancelled(token);
    yield { members };
  }
}

function leastScore({ includePossible }: MatchOptions): number {
  return includePossible ? possibleScore : shownScore;
}

/** One finder an index: it keeps what it worked out of articles. */
function finderOf(index: PassageIndex): VersionFinder {
  let finder = finders.get(index);
  if (!finder) {
    finder = new VersionFinder(index);
    finders.set(index, finder);
  }
  finder.follow();
  return finder;
}

const finders = new WeakMap<PassageIndex, VersionFinder>();
