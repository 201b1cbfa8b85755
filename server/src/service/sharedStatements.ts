import type { CancellationToken } from '../base/cancellation';
import type { CorpusReader, Statement } from '../corpus/corpusTypes';
import { compareText } from './speakerItems';

const maxStatements = 100;
const maxMs = 4000;

/** The statements with versions in most outlets, as far as a few seconds of the sweep reach. */
export async function mostShared(
  reader: CorpusReader,
  token: CancellationToken,
): Promise<{ readonly statements: Statement[]; readonly isPartial: boolean }> {
  const end = Date.now() + maxMs;
  let best: { readonly statement: Statement; readonly outletCount: number }[] = [];
  let isPartial = false;
  for await (const statement of reader.statements({ includePossible: false }, token)) {
    best.push({ statement, outletCount: countOutlets(statement) });
    if (best.length > maxStatements * 20) best = top(best);
    if (Date.now() > end) {
      isPartial = true;
      break;
    }
  }
  return { statements: top(best).map(({ statement }) => statement), isPartial };
}

function countOutlets({ members }: Statement): number {
  return new Set(members.map(({ article }) => article.outlet ?? article.uri)).size;
}

function top<T extends { readonly statement: Statement; readonly outletCount: number }>(entries: readonly T[]): T[] {
  return [...entries]
    .sort(
      (a, b) =>
        b.outletCount - a.outletCount ||
        b.statement.members.length - a.statement.members.length ||
        compareText(a.statement.id, b.statement.id),
    )
    .slice(0, maxStatements);
}
