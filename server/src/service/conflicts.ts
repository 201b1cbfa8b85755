import { throwIfCancelled, type CancellationToken } from '../base/cancellation';
import type { Conflict } from '../collation/apparatus';
import { findConflicts } from '../collation/conflicts';
import type { CorpusReader, Statement } from '../corpus/corpusTypes';
import type { Span } from '../text/span';
import { flatten } from './displayText';
import { readVersions, type VersionText } from './witnesses';

/** What one version says in a conflict. */
export interface ConflictReading {
  readonly uri: string;
  /** The words that contradict. */
  readonly span: Span;
  readonly text: string;
  /** The whole version. */
  readonly passage: Span;
  readonly outlet: string | null;
  readonly date: string | null;
  readonly speaker: string | null;
}

/** A contradiction between versions of one statement. */
export interface StatementConflict {
  readonly statementId: string;
  readonly type: Conflict['type'];
  /** In the statement's order; at least two. */
  readonly readings: readonly ConflictReading[];
}

/** Versions that are compared with each other. */
const maxVersions = 20;

/** Where the versions of a statement contradict each other. */
export async function conflictsOfStatement(statement: Statement, reader: CorpusReader): Promise<StatementConflict[]> {
  const versions = await readVersions(statement, reader, maxVersions);
  return findConflicts(versions.map(({ witness }) => witness))
    .map(({ type, readings }) => ({
      statementId: statement.id,
      type,
      readings: versions.flatMap((version, w) => {
        const span = readings[w];
        return span ? [describeReading(version, span, type)] : [];
      }),
    }))
    .filter(({ readings }) => isAmongOutlets(readings));
}

/** One outlet's own articles differ by what became known later, and by figures that its standing phrases carry. */
function isAmongOutlets(readings: readonly ConflictReading[]): boolean {
  const [first, ...others] = readings;
  return first?.outlet == null || others.some(({ outlet }) => outlet !== first.outlet);
}

/** The conflicts that passages of a file take part in, in the file's order, each once. */
export async function conflictsOfFile(
  uri: string,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<StatementConflict[]> {
  await reader.prepareVersionCounts(uri, token);
  const conflicts: StatementConflict[] = [];
  const seen = new Set<string>();
  for (const { start, count } of reader.versionCounts(uri, token)) {
    throwIfCancelled(token);
    if (count === 0) continue;
    const statement = reader.statementAt(uri, start, { includePossible: false }, token);
    if (statement === null) continue;
    for (const conflict of await conflictsOfStatement(statement, reader)) {
      const own = conflict.readings.find((reading) => reading.uri === uri);
      const key = own && `${conflict.type} ${own.span.start} ${own.span.end}`;
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      conflicts.push(conflict);
    }
  }
  return conflicts;
}

/** All conflicts of the corpus, statement by statement, in the order of statements. */
export async function* conflictsOfCorpus(
  reader: CorpusReader,
  token: CancellationToken,
): AsyncGenerator<StatementConflict> {
  for await (const statement of reader.statements({ includePossible: false }, token)) {
    throwIfCancelled(token);
    yield* await conflictsOfStatement(statement, reader);
  }
}

function describeReading({ member, witness }: VersionText, span: Span, type: Conflict['type']): ConflictReading {
  const said = flatten(witness.text.slice(span.start, span.end));
  return {
    uri: member.article.uri,
    span,
    text: type === 'speaker' ? (witness.speaker ?? said) : said,
    passage: { start: member.start, end: member.end },
    outlet: member.article.outlet,
    date: member.article.date,
    speaker: witness.speaker,
  };
}
