import type { AnalysedFile } from '../corpus/analyseFile';
import type { CorpusReader, Statement } from '../corpus/corpusTypes';
import type { FileStatementItem, ProtocolRange, StatementItem } from '../protocol';
import { overlapLength, type Span } from '../text/span';
import { flatten, shorten } from './displayText';

/** A statement as the views show it. `maps` gives the texts by URI; members whose file is gone are left out. */
export function statementItem<M extends { readonly text: string }>(
  statement: Statement,
  maps: ReadonlyMap<string, M>,
  toRange: (map: M, span: Span) => ProtocolRange,
): StatementItem {
  const members: StatementItem['members'][number][] = [];
  let original: StatementItem['original'] = null;
  statement.members.forEach((member, index) => {
    const map = maps.get(member.article.uri);
    if (map === undefined) return;
    if (statement.original?.member === index) original = { ...statement.original, member: members.length };
    members.push({
      uri: member.article.uri,
      range: toRange(map, member),
      text: flatten(map.text.slice(member.start, member.end)),
      outlet: member.article.outlet,
      date: member.article.date,
      headline: member.article.headline,
      speaker: member.speaker?.name ?? null,
      kind: member.kind,
      score: member.score,
      grade: member.grade,
      isOriginal: statement.original?.member === index,
    });
  });
  return { id: statement.id, speaker: statement.speaker?.name ?? null, original, members };
}

/** The passages of a file that have versions elsewhere, in order, with who speaks there. */
export function statementsOfFile(
  file: AnalysedFile,
  uri: string,
  reader: CorpusReader,
): (Omit<FileStatementItem, 'range'> & { readonly span: Span })[] {
  return reader
    .versionCounts(uri)
    .filter(({ count }) => count > 0)
    .map(({ start, end, count, original }) => {
      const span = { start, end };
      const found = file.articles.find(({ article }) => overlapLength(article, span) > 0);
      const quote = found?.extraction.quotes.find((candidate) =>
        candidate.content.some((part) => overlapLength(part, span) > 0),
      );
      const speaker =
        quote?.speaker == null || !found ? null : reader.speakerOf(uri, found.article.index, quote.speaker);
      return {
        span,
        label: shorten(file.text.slice(start, end), 120),
        speaker: speaker?.name ?? null,
        versionCount: count,
        original,
      };
    });
}
