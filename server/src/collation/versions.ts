import { CancelledError, neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { possibleScore, shownScore, type Grade } from './grade';
import { batchOf, SweepGraph, type Match, type MatchBatch } from './sweepGraph';
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

/** The articles of an index in the order in which a sweep takes them: near days together. */
export function articlesInOrder(index: PassageIndex): readonly number[] {
  return finderOf(index).articlesByDay();
}

/** All matches of some articles' passages: a part of a sweep, for one thread of several. */
export function findMatches(index: PassageIndex, articles: Iterable<number>, options: MatchOptions): MatchBatch {
  const finder = finderOf(index);
  const matches: Match[] = [];
  for (const article of articles)
    finder.matchesOfArticle(article, leastScore(options), (match) => {
      matches.push(match);
    });
  return batchOf(matches);
}

/**
 * The statements of matches that were found in parts, whatever the parts and their order: the same as
 * {@link sweepStatements} gives. Throws {@link CancelledError} when the index changes meanwhile.
 */
export async function* gatherStatements(
  index: PassageIndex,
  batches: AsyncIterable<MatchBatch>,
  token: CancellationToken = neverCancelled,
): AsyncGenerator<VersionCluster> {
  const finder = finderOf(index);
  const graph = new SweepGraph(finder);
  const { revision } = index;
  for await (const batch of batches) {
    throwIfCancelled(token);
    if (index.revision !== revision) throw new CancelledError();
    graph.addBatch(batch);
  }
  for (const members of finder.statementsOf(graph)) {
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
