import { neverCancelled, type CancellationToken } from '../base/cancellation';
import { TimeSlice } from '../base/timeSlice';
import type { MatchBatch } from '../collation/sweepGraph';
import { findVersions, gatherStatements, sweepStatements, type VersionMatch } from '../collation/versions';
import { ArticleCopies } from './articleCopies';
import { correctCluster, correctMatches, type ResolvedCorrection } from './corrections';
import type { Statement, StatementOptions } from './corpusTypes';
import type { SegmentIndex } from './segmentIndex';
import { buildStatement } from './statementBuilder';

/** The corpus-wide speaker that a name stands for in an article; null where it is nobody known. */
export type SpeakerNamer = (articleId: number, name: string) => { readonly id: string; readonly name: string } | null;

/** Finds the matches of a whole index on other threads; in parts, in any order. */
export interface Sweeper {
  /** Null where the index is too small for that to pay. */
  matches(index: SegmentIndex, options: StatementOptions, token: CancellationToken): AsyncIterable<MatchBatch> | null;
}

/** The statements of a corpus: what is found in its index, and what people said of it, which wins. */
export class CorpusStatements {
  /** Threads for sweeps; without them a sweep runs on this one. */
  sweeper: Sweeper | null = null;
  private readonly copies: ArticleCopies;
  private corrections: readonly ResolvedCorrection[] = [];
  private correctedPassages: CorrectedPassages | null = null;
  /** Another number whenever corrections were set. */
  correctionsRevision = 0;

  constructor(
    private readonly index: SegmentIndex,
    private readonly namedSpeaker: SpeakerNamer,
    /** The passage at an offset of a file, or null. */
    private readonly passageAt: (uri: string, offset: number) => number | null,
  ) {
    this.copies = new ArticleCopies(index);
  }

  /** Replaces what was set before. */
  setCorrections(corrections: readonly ResolvedCorrection[]): void {
    this.corrections = corrections;
    this.correctedPassages = null;
    this.correctionsRevision++;
  }

  /** The statement that a passage makes; null where the passage is gone or has no versions. */
  statementOf(passage: number, options: StatementOptions, token: CancellationToken = neverCancelled): Statement | null {
    const matches = this.matchesOf(passage, options, token);
    return matches.length < 2 ? null : buildStatement(matches, passage, this.index, this.namedSpeaker, this.copies);
  }

  /** Whether a passage has versions in other articles. */
  hasVersions(passage: number): boolean {
    const article = this.index.articleIdOf(passage);
    return this.matchesOf(passage, { includePossible: false }, neverCancelled).some(
      (match) => this.index.articleIdOf(match.passage) !== article,
    );
  }

  /** All statements with versions in two or more articles, in slices. */
  async *sweep(options: StatementOptions, token: CancellationToken): AsyncIterable<Statement> {
    const slice = new TimeSlice(token);
    const { apart, together } = this.corrected();
    const untold = new Set(together.keys());
    const batches = this.sweeper?.matches(this.index, options, token) ?? null;
    const clusters =
      batches === null ? sweepStatements(this.index, options, token) : gatherStatements(this.index, batches, token);
    for await (const cluster of clusters) {
      for (const members of correctCluster(cluster.members, apart)) {
        const tied = members.flatMap(({ passage }) => [...(together.get(passage) ?? [])]);
        for (const { passage } of members) untold.delete(passage);
        const all = tied.reduce((known, passage) => withPassage(known, passage), members);
        const statement = buildStatement(all, null, this.index, this.namedSpeaker, this.copies);
        if (statement !== null) yield statement;
      }
      await slice.pause();
    }
    // What only a person tied together is in no cluster of the sweep.
    for (const passage of untold) {
      const tied = [...together.get(passage)!];
      if (tied.some((other) => !untold.has(other) || other < passage)) continue;
      const members = [passage, ...tied].reduce<readonly VersionMatch[]>(withPassage, []);
      const statement = buildStatement(members, null, this.index, this.namedSpeaker, this.copies);
      if (statement !== null) yield statement;
    }
  }

  private matchesOf(passage: number, options: StatementOptions, token: CancellationToken): readonly VersionMatch[] {
    const query = this.index.passage(passage);
    if (query === undefined) return [];
    const { apart, together } = this.corrected();
    return correctMatches(passage, findVersions(query, this.index, options, token), apart, together);
  }

  /** The corrections as pairs of passages of the index as it is now. */
  private corrected(): CorrectedPassages {
    if (this.correctedPassages?.revision === this.index.revision) return this.correctedPassages;
    const apart = new Map<number, Set<number>>();
    const together = new Map<number, Set<number>>();
    for (const { type, a, b } of this.corrections) {
      const [one, other] = [this.passageAt(a.uri, a.offset), this.passageAt(b.uri, b.offset)];
      if (one === null || other === null || one === other) continue;
      const pairs = type === 'same' ? together : apart;
      pairs.set(one, (pairs.get(one) ?? new Set()).add(other));
      pairs.set(other, (pairs.get(other) ?? new Set()).add(one));
    }
    return (this.correctedPassages = { revision: this.index.revision, apart, together });
  }
}

/** Adds a passage that a person tied to a cluster, unless it is there. */
function withPassage(members: readonly VersionMatch[], passage: number): readonly VersionMatch[] {
  return members.some((member) => member.passage === passage)
    ? members
    : [...members, { passage, score: 1, grade: 'reworded' }];
}

interface CorrectedPassages {
  readonly revision: number;
  readonly apart: ReadonlyMap<number, ReadonlySet<number>>;
  readonly together: ReadonlyMap<number, ReadonlySet<number>>;
}
