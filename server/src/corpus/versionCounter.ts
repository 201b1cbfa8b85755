import { throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { hashNumbers } from '../base/hash';
import { LruCache } from '../base/lruCache';
import { TimeSlice } from '../base/timeSlice';
import type { Span } from '../text/span';
import type { CorpusStatements } from './corpusStatements';
import type { SegmentIndex } from './segmentIndex';

/** How many other versions a passage has, and the outlet of their original where one is known. */
export type VersionCount = Span & { readonly count: number; readonly original: string | null };

interface VersionCounts {
  readonly revision: number;
  readonly correctionsRevision: number;
  /** The passage to be looked at next. */
  next: number;
  readonly end: number;
  readonly found: VersionCount[];
  /** By a hash of their words: the counts of this revision, and those of the last one that was counted; null for none. */
  readonly counted: Map<number, VersionCount | null>;
  readonly before: Map<number, VersionCount | null>;
}

/** Counts the versions of each passage of a file, as outlines and lenses show them, a few at a time. */
export class VersionCounter {
  private readonly known = new LruCache<string, VersionCounts>(16);

  constructor(
    private readonly index: SegmentIndex,
    private readonly statements: CorpusStatements,
    /** The ids of a file's passages in the index as it is now, `[first, end)`; null where it has none. */
    private readonly passagesOf: (uri: string) => { readonly first: number; readonly end: number } | null,
  ) {}

  /** Passages with versions, as far as they can be counted in the time; for the rest, what was counted before the last change. */
  countsWithin(uri: string, budgetMs: number, token: CancellationToken): readonly VersionCount[] {
    const started = performance.now();
    const counts = this.countsOf(uri);
    while (counts.next < counts.end && performance.now() - started < budgetMs) this.countNext(counts, token);
    return counts.next < counts.end ? this.withCountsBefore(counts) : counts.found;
  }

  /** Counts a whole file in slices. */
  async prepare(uri: string, token: CancellationToken): Promise<void> {
    const slice = new TimeSlice(token);
    // While files come in, each of them may change every count: then the third count is left as far as it got.
    let restarts = -1;
    for (let last: VersionCounts | null = null; ;) {
      const counts = this.countsOf(uri);
      if (counts !== last) restarts++;
      last = counts;
      if (counts.next >= counts.end || restarts > 2) return;
      this.countNext(counts, token);
      await slice.pause();
    }
  }

  private countsOf(uri: string): VersionCounts {
    const passages = this.passagesOf(uri);
    const known = this.known.get(uri);
    const { revision } = this.index;
    const { correctionsRevision } = this.statements;
    if (known?.revision === revision && known.correctionsRevision === correctionsRevision) return known;
    const fresh: VersionCounts = {
      revision,
      correctionsRevision,
      next: passages?.first ?? 0,
      end: passages?.end ?? 0,
      found: [],
      counted: new Map(),
      before: new Map(known?.before),
    };
    if (fresh.before.size > 4 * (fresh.end - fresh.next) + 100) fresh.before.clear();
    for (const [words, count] of known?.counted ?? []) fresh.before.set(words, count);
    this.known.set(uri, fresh);
    return fresh;
  }

  /** What is counted so far, and for the other passages what was counted for the same words before the last change. */
  private withCountsBefore({ next, end, found, before }: VersionCounts): readonly VersionCount[] {
    const all = [...found];
    for (let id = next; before.size > 0 && id < end; id++) {
      const count = before.get(this.wordsHash(id));
      if (count != null) all.push({ ...count, ...this.index.passageSpan(id) });
    }
    return all;
  }

  private wordsHash(passage: number): number {
    return hashNumbers(this.index.passageWords(passage));
  }

  private countNext(counts: VersionCounts, token: CancellationToken): void {
    throwIfCancelled(token);
    const id = counts.next++;
    const statement = this.statements.statementOf(id, { includePossible: false }, token);
    const original = statement?.original == null ? undefined : statement.members[statement.original.member];
    const count = statement && {
      ...this.index.passageSpan(id),
      count: statement.members.length - 1,
      original: original?.article.outlet ?? null,
    };
    counts.counted.set(this.wordsHash(id), count);
    if (count !== null) counts.found.push(count);
  }
}
