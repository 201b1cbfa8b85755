import type { Witness } from '../collation/apparatus';
import type { CorpusReader, Statement, StatementMember } from '../corpus/corpusTypes';
import type { SpeakerKind } from '../quotation/quoteTypes';
import type { Span } from '../text/span';

/** A version with the words that it is compared by. */
export interface VersionText {
  readonly member: StatementMember;
  /** Its position in the statement. */
  readonly memberIndex: number;
  readonly witness: Witness;
}

/**
 * The versions of a statement with their texts, in the statement's order, at most `limit`. Copies of the same wire story
 * are one version, the first of them; files that are gone are left out.
 */
export async function readVersions(statement: Statement, reader: CorpusReader, limit: number): Promise<VersionText[]> {
  const versions: VersionText[] = [];
  const folded = new Set<number>();
  const kinds = speakerKinds(statement, reader);
  for (const [memberIndex, member] of statement.members.entries()) {
    if (versions.length >= limit) break;
    if (folded.has(memberIndex)) continue;
    const text = await reader.readText(member.article.uri);
    if (text === null || member.end > text.length) continue;
    for (const copy of member.copies) folded.add(copy);
    versions.push({ member, memberIndex, witness: witnessOf(member, text, kinds) });
  }
  return versions;
}

function witnessOf(member: StatementMember, text: string, kinds: ReadonlyMap<string, SpeakerKind>): Witness {
  const span: Span = { start: member.start, end: member.end };
  return {
    text,
    span,
    kind: member.kind,
    speaker: member.speaker?.name ?? null,
    speakerKind: member.speaker === null ? null : (kinds.get(member.speaker.id) ?? null),
    date: member.article.date,
    language: member.article.language,
  };
}

/** What the speakers of a statement are. Looked up only where two differ. */
function speakerKinds(statement: Statement, reader: CorpusReader): ReadonlyMap<string, SpeakerKind> {
  const kinds = new Map<string, SpeakerKind>();
  const wanted = new Set(statement.members.flatMap(({ speaker }) => (speaker === null ? [] : [speaker.id])));
  if (wanted.size < 2) return kinds;
  for (const id of wanted) {
    const record = reader.speakerById(id);
    if (record !== null) kinds.set(id, record.kind);
  }
  return kinds;
}
