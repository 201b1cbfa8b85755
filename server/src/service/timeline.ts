import { throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { dayNumber } from '../collation/dateFacts';
import { timeRange } from '../collation/original';
import type { ArticleRecord, CorpusReader, Statement } from '../corpus/corpusTypes';
import type { Span } from '../text/span';
import { shorten } from './displayText';

/** A version, or an article of an event, as a mark on the time axis. */
export interface TimelineMark {
  readonly uri: string;
  readonly span: Span;
  /** The row it stands in. */
  readonly outlet: string | null;
  readonly headline: string | null;
  /** ISO, as the article states it. */
  readonly date: string;
  /** Milliseconds since 1970 UTC: the moment, or noon of the day where no time is known. */
  readonly time: number;
  /** Whether the time of day is known. */
  readonly isExact: boolean;
  readonly kind: 'direct' | 'indirect' | 'mixed' | 'summary';
  readonly grade: string | null;
  readonly speaker: string | null;
  readonly text: string;
  readonly isOriginal: boolean;
  /** In the timeline of an event: how many statements of it the article has. */
  readonly statementCount: number;
}

/** A statement or an event over time. */
export interface Timeline {
  /** The words, or the headline, that were asked from. */
  readonly title: string;
  /** By time, then outlet. */
  readonly marks: readonly TimelineMark[];
  /** From the original to what derives from it: positions in `marks`. */
  readonly edges: readonly { readonly from: number; readonly to: number }[];
  /** Versions without a date. */
  readonly undatedCount: number;
  readonly isTruncated: boolean;
}

const maxMarks = 400;

/** The versions of a statement over time. */
export async function timelineOfStatement(statement: Statement, reader: CorpusReader): Promise<Timeline> {
  const marks: TimelineMark[] = [];
  let undatedCount = 0;
  for (const [index, member] of statement.members.slice(0, maxMarks).entries()) {
    const when = whenOf(member.article);
    if (when === null) {
      undatedCount++;
      continue;
    }
    const text = (await reader.readText(member.article.uri)) ?? '';
    marks.push({
      uri: member.article.uri,
      span: { start: member.start, end: member.end },
      outlet: member.article.outlet,
      headline: member.article.headline,
      ...when,
      kind: member.kind ?? 'summary',
      grade: member.grade,
      speaker: member.speaker?.name ?? null,
      text: shorten(text.slice(member.start, member.end), 240),
      isOriginal: statement.original?.member === index,
      statementCount: 1,
    });
  }
  const first = statement.members[0];
  const asked = first && (await reader.readText(first.article.uri));
  return finish(
    asked && first ? shorten(asked.slice(first.start, first.end), 160) : '',
    marks,
    undatedCount,
    statement.members.length > maxMarks,
  );
}

/**
 * The reports of the event that the article under an offset reports: the articles that share statements with it, with
 * the number of statements that they share. An edge runs to each article from the original of most of what it shares.
 */
export async function timelineOfEvent(
  uri: string,
  offset: number,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<Timeline | null> {
  const records = reader.articlesOf(uri);
  const article = records.find((record) => record.start <= offset && offset <= record.end) ?? records[0];
  const passages = article && (await reader.analysedFile(uri))?.articles[article.index]?.article.passages;
  if (!article || !passages) return null;
  const reports = new Map<
    string,
    { article: ArticleRecord; span: Span; count: number; direct: number; originals: number }
  >();
  const note = (record: ArticleRecord, span: Span, isDirect: boolean, isOriginal: boolean) => {
    const key = `${record.uri}#${record.index}`;
    const known = reports.get(key);
    if (known) {
      known.count++;
      known.direct += Number(isDirect);
      known.originals += Number(isOriginal);
    } else
      reports.set(key, { article: record, span, count: 1, direct: Number(isDirect), originals: Number(isOriginal) });
  };
  const home = article.date === null ? null : dayNumber(article.date);
  for (const passage of passages) {
    throwIfCancelled(token);
    const statement = reader.statementAt(uri, passage.start, { includePossible: false }, token);
    const seen = new Set<string>();
    statement?.members.forEach((member, index) => {
      const day = member.article.date === null ? null : dayNumber(member.article.date);
      const key = `${member.article.uri}#${member.article.index}`;
      if (seen.has(key) || (home !== null && day !== null && Math.abs(day - home) > 30)) return;
      seen.add(key);
      note(
        member.article,
        { start: member.start, end: member.end },
        member.kind === 'direct',
        statement.original?.member === index,
      );
    });
  }
  const marks: TimelineMark[] = [];
  let undatedCount = 0;
  const most = Math.max(0, ...[...reports.values()].map(({ originals }) => originals));
  for (const { article: record, span, count, direct, originals } of reports.values()) {
    const when = whenOf(record);
    if (when === null) {
      undatedCount++;
      continue;
    }
    const isCentre =
      most > 0 &&
      originals === most &&
      [...reports.values()].filter((report) => report.originals === most).length === 1;
    marks.push({
      uri: record.uri,
      span,
      outlet: record.outlet,
      headline: record.headline,
      ...when,
      kind: direct > 0 ? (direct === count ? 'direct' : 'mixed') : 'indirect',
      grade: null,
      speaker: null,
      text: record.headline === null ? '' : shorten(record.headline, 200),
      isOriginal: isCentre,
      statementCount: count,
    });
  }
  return finish(shorten(article.headline ?? '', 160), marks.slice(0, maxMarks), undatedCount, marks.length > maxMarks);
}

function finish(title: string, marks: TimelineMark[], undatedCount: number, isTruncated: boolean): Timeline {
  marks.sort(
    (a, b) =>
      a.time - b.time ||
      compare(a.outlet ?? '', b.outlet ?? '') ||
      compare(a.uri, b.uri) ||
      a.span.start - b.span.start,
  );
  const from = marks.findIndex(({ isOriginal }) => isOriginal);
  const edges = from < 0 ? [] : marks.flatMap((_, to) => (to === from ? [] : [{ from, to }]));
  return { title, marks, edges, undatedCount, isTruncated };
}

function whenOf({ date }: ArticleRecord): Pick<TimelineMark, 'date' | 'time' | 'isExact'> | null {
  const range = date === null ? null : timeRange(date);
  if (date === null || range === null) return null;
  return { date, time: (range.from + range.to) / 2, isExact: range.from === range.to };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
