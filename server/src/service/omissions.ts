import { throwIfCancelled, type CancellationToken } from '../base/cancellation';
import type { ArticleRecord, CorpusReader, Statement } from '../corpus/corpusTypes';
import { overlapLength, type Span } from '../text/span';
import { dayNumber } from '../collation/dateFacts';
import { shorten } from './displayText';

/** A statement that an article lacks, or that only it has. */
export interface OmittedStatement {
  readonly article: ArticleRecord;
  readonly span: Span;
  readonly text: string;
  readonly speaker: string | null;
  /** How many of the other reports have it. */
  readonly reportCount: number;
  /** Where else it stands: the first version of each other report. */
  readonly others: readonly (Span & { readonly article: ArticleRecord })[];
}

/** What an article leaves out, and what only it has, measured against the other reports of the same event. */
export interface Omissions {
  readonly article: ArticleRecord;
  /** The other reports of the event, those that share most first. */
  readonly reports: readonly { readonly article: ArticleRecord; readonly sharedCount: number }[];
  /** Most widely reported first. */
  readonly missing: readonly OmittedStatement[];
  /** In the article's order. */
  readonly onlyHere: readonly OmittedStatement[];
  /** Whether a bound cut the reports or the statements. */
  readonly isTruncated: boolean;
}

/** Reports of an event that are looked through. */
const maxReports = 12;
const maxStatements = 200;
/** Reports of one event lie near each other in time. */
const maxDays = 10;

/**
 * What the article under an offset leaves out. Reports of the same event are articles within ten days that share at least
 * two statements with it (or one, where it has no more). A statement is missing where no version of it stands in the
 * article, not even a possible one; headlines are left aside, since they repeat the body.
 */
export async function omissionsOf(
  uri: string,
  offset: number,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<Omissions | null> {
  const records = reader.articlesOf(uri);
  const article = records.find((record) => record.start <= offset && offset <= record.end) ?? records[0];
  const file = article && (await reader.analysedFile(uri));
  const analysed = file?.articles[article?.index ?? 0];
  if (!article || !file || !analysed) return null;

  const shared = new Map<string, { article: ArticleRecord; sharedCount: number }>();
  const onlyHere: OmittedStatement[] = [];
  for (const passage of analysed.article.passages) {
    throwIfCancelled(token);
    if (passage.role === 'headline' || passage.role === 'subhead') continue;
    const statement = reader.statementAt(uri, passage.start, { includePossible: true }, token);
    if (statement === null) {
      if (passage.end - passage.start >= minLength && onlyHere.length < maxStatements)
        onlyHere.push({
          article,
          span: { start: passage.start, end: passage.end },
          text: shorten(file.text.slice(passage.start, passage.end), 300),
          speaker: speakerAt(uri, article, passage, file, reader),
          reportCount: 0,
          others: [],
        });
      continue;
    }
    const seen = new Set<string>();
    for (const member of statement.members) {
      const key = keyOf(member.article);
      if (member.grade === 'possible' || seen.has(key) || key === keyOf(article) || !isNear(member.article, article))
        continue;
      seen.add(key);
      const entry = shared.get(key);
      if (entry) entry.sharedCount++;
      else shared.set(key, { article: member.article, sharedCount: 1 });
    }
  }
  const ranked = [...shared.values()].sort(
    (a, b) => b.sharedCount - a.sharedCount || compareKeys(keyOf(a.article), keyOf(b.article)),
  );
  const least = Math.min(2, ranked[0]?.sharedCount ?? 0);
  const sameEvent = ranked.filter(({ sharedCount }) => sharedCount >= least);
  const reports = sameEvent.slice(0, maxReports);
  const missing = await missingStatements(
    article,
    reports.map((report) => report.article),
    reader,
    token,
  );
  return {
    article,
    reports,
    missing: missing.slice(0, maxStatements),
    onlyHere: reports.length === 0 ? [] : onlyHere,
    isTruncated: sameEvent.length > maxReports || missing.length > maxStatements,
  };
}

/** Shorter passages are fragments. */
const minLength = 25;

async function missingStatements(
  article: ArticleRecord,
  reports: readonly ArticleRecord[],
  reader: CorpusReader,
  token: CancellationToken,
): Promise<OmittedStatement[]> {
  const reportKeys = new Set(reports.map(keyOf));
  const seen = new Set<string>();
  const missing: OmittedStatement[] = [];
  for (const report of reports) {
    const file = await reader.analysedFile(report.uri);
    for (const passage of file?.articles[report.index]?.article.passages ?? []) {
      throwIfCancelled(token);
      if (passage.role === 'headline' || passage.role === 'subhead' || passage.end - passage.start < minLength)
        continue;
      const place = `${keyOf(report)} ${passage.start}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const statement = reader.statementAt(report.uri, passage.start, { includePossible: true }, token);
      if (statement?.members.some((member) => keyOf(member.article) === keyOf(article))) continue;
      const others = versionsInReports(statement, report, reportKeys);
      for (const other of statement?.members ?? []) seen.add(`${keyOf(other.article)} ${other.start}`);
      missing.push({
        article: report,
        span: { start: passage.start, end: passage.end },
        text: shorten(file!.text.slice(passage.start, passage.end), 300),
        speaker: statement?.speaker?.name ?? speakerAt(report.uri, report, passage, file!, reader),
        reportCount: 1 + others.length,
        others,
      });
    }
  }
  return missing.sort(
    (a, b) => b.reportCount - a.reportCount || Number(b.speaker !== null) - Number(a.speaker !== null),
  );
}

function versionsInReports(
  statement: Statement | null,
  report: ArticleRecord,
  reportKeys: ReadonlySet<string>,
): OmittedStatement['others'] {
  const others: OmittedStatement['others'][number][] = [];
  const seen = new Set([keyOf(report)]);
  for (const { article, start, end, grade } of statement?.members ?? []) {
    const key = keyOf(article);
    if (grade === 'possible' || seen.has(key) || !reportKeys.has(key)) continue;
    seen.add(key);
    others.push({ article, start, end });
  }
  return others;
}

function speakerAt(
  uri: string,
  record: ArticleRecord,
  passage: Span,
  file: NonNullable<Awaited<ReturnType<CorpusReader['analysedFile']>>>,
  reader: CorpusReader,
): string | null {
  const quotes = file.articles[record.index]?.extraction.quotes ?? [];
  const quote = quotes.find(({ content }) => content.some((span) => overlapLength(span, passage) > 0));
  return quote?.speaker == null ? null : (reader.speakerOf(uri, record.index, quote.speaker)?.name ?? null);
}

function isNear(a: ArticleRecord, b: ArticleRecord): boolean {
  const [x, y] = [a.date, b.date].map((date) => (date === null ? null : dayNumber(date)));
  return x == null || y == null || Math.abs(x - y) <= maxDays;
}

function keyOf({ uri, index }: ArticleRecord): string {
  return `${uri}#${index}`;
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
