import type { CancellationToken } from '../base/cancellation';
import type { CorpusReader, StatementMember } from '../corpus/corpusTypes';
import type { Span } from '../text/span';
import { dayOf, shorten } from './displayText';

/** A version as a node of the derivation: what it comes from, what derives from it. */
export interface DerivationItem {
  readonly uri: string;
  readonly span: Span;
  /** First words. */
  readonly name: string;
  /** Outlet and date. */
  readonly detail: string;
}

/** The version under an offset, or null where it has no other. */
export async function derivationItem(
  uri: string,
  offset: number,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<DerivationItem | null> {
  const here = reader.statementAt(uri, offset, { includePossible: false }, token)?.members[0];
  return here === undefined ? null : describe(here, reader);
}

/** What the version under an offset comes from: the original, where that is another version; with the reason. */
export async function comesFrom(
  uri: string,
  offset: number,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<DerivationItem[]> {
  const statement = reader.statementAt(uri, offset, { includePossible: false }, token);
  const original = statement?.original ?? null;
  if (statement === null || original === null || original.member === 0) return [];
  return [await describe(statement.members[original.member]!, reader)];
}

/** What derives from the version under an offset: all others where it is the original, nothing elsewhere. */
export async function derivesFrom(
  uri: string,
  offset: number,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<DerivationItem[]> {
  const statement = reader.statementAt(uri, offset, { includePossible: false }, token);
  if (statement === null || statement.original?.member !== 0) return [];
  const items: DerivationItem[] = [];
  for (const member of statement.members.slice(1)) items.push(await describe(member, reader));
  return items;
}

async function describe(member: StatementMember, reader: CorpusReader): Promise<DerivationItem> {
  const text = (await reader.readText(member.article.uri)) ?? '';
  const { outlet, credit, date } = member.article;
  return {
    uri: member.article.uri,
    span: { start: member.start, end: member.end },
    name: shorten(text.slice(member.start, member.end), 100),
    detail: [outlet ?? credit, dayOf(date)].filter((part) => part !== null).join(' · '),
  };
}
