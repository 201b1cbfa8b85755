import type { Connection } from 'vscode-languageserver';
import type { ArticleRecord } from '../corpus/corpusTypes';
import {
  citationRequest,
  compareArticlesRequest,
  compareStatementRequest,
  conflictsOfFileRequest,
  conflictsRequest,
  exportComparisonRequest,
  omissionsRequest,
  timelineRequest,
  type ArticlesComparison,
  type CitationParams,
  type CompareArticlesParams,
  type CompareStatementParams,
  type ConflictItem,
  type ConflictsOfFileParams,
  type ConflictsParams,
  type ExportComparisonParams,
  type OmissionsAnswer,
  type OmissionsParams,
  type OmittedStatementItem,
  type ProtocolPlace,
  type StatementComparison,
  type TimelineAnswer,
  type TimelineParams,
} from '../protocol';
import { cite } from '../service/citation';
import { compareStatement, type Comparison } from '../service/compareStatement';
import { compareWholeArticles } from '../service/compareWholeArticles';
import { conflictsOfCorpus, conflictsOfFile, type StatementConflict } from '../service/conflicts';
import { comparisonToCsv, comparisonToHtml, comparisonToMarkdown } from '../service/exports';
import { omissionsOf, type OmittedStatement } from '../service/omissions';
import { timelineOfEvent, timelineOfStatement } from '../service/timeline';
import type { Span } from '../text/span';
import type { FeatureTools } from './featureTools';
import { reasonIn } from './messages';
import { fromPosition, fromRange, toPosition, toRange, type LineMap } from './toProto';

type Maps = ReadonlyMap<string, LineMap>;

/** Custom requests of the comparison, the timeline, omissions, conflicts and citations. */
export function registerComparisonRequests(connection: Connection, tools: FeatureTools): void {
  const offsetOf = async (uri: string, position: CompareStatementParams['position']) => {
    const map = await tools.lineMaps.get(uri);
    return map && fromPosition(map, position);
  };
  const compare = async ({ uri, position, base }: CompareStatementParams) => {
    const offset = await offsetOf(uri, position);
    const { includePossible } = tools.settings();
    const statement = offset === null ? null : tools.reader().statementAt(uri, offset, { includePossible });
    const comparison = statement && (await compareStatement(statement, tools.reader(), base));
    return statement && comparison ? { statement, comparison } : null;
  };

  connection.onRequest(
    compareStatementRequest,
    tools.guard('comparison', null, async (params: CompareStatementParams) => {
      const found = await compare(params);
      if (found === null) return null;
      const maps = await tools.lineMaps.all(found.comparison.versions.map(({ uri }) => uri));
      const { comparison, statement } = found;
      const original = comparison.original && {
        ...comparison.original,
        reason: reasonIn(tools.messages(), comparison.original.reason),
      };
      return comparisonAnswer({ ...comparison, original }, statement.speaker?.name ?? null, maps);
    }),
  );

  connection.onRequest(
    exportComparisonRequest,
    tools.guard('export of a comparison', null, async (params: ExportComparisonParams) => {
      const found = await compare(params);
      if (found === null) return null;
      if (params.format === 'html') return comparisonToHtml(found.comparison, params.labels);
      return params.format === 'csv'
        ? comparisonToCsv(found.comparison)
        : comparisonToMarkdown(found.comparison, params.labels);
    }),
  );

  connection.onRequest(
    compareArticlesRequest,
    tools.guard('comparison of articles', null, async ({ articles }: CompareArticlesParams, token) => {
      const comparison = await compareWholeArticles(articles, tools.reader(), token);
      if (comparison === null) return null;
      const maps = await tools.lineMaps.all(comparison.articles.map(({ uri }) => uri));
      const answer: ArticlesComparison = {
        articles: comparison.articles.map((article) => describeArticle(article, maps)),
        rows: comparison.rows.map(({ sentences }) => ({
          sentences: sentences.map((sentence, w) => {
            if (sentence === null) return null;
            const { span, role, score, runs } = sentence;
            return { range: rangeOf(maps, comparison.articles[w]!.uri, span), role, score, runs };
          }),
        })),
        sharedShare: comparison.sharedShare,
      };
      return answer;
    }),
  );

  connection.onRequest(
    timelineRequest,
    tools.guard('timeline', null, async ({ uri, position, scope }: TimelineParams, token) => {
      const offset = await offsetOf(uri, position);
      if (offset === null) return null;
      const reader = tools.reader();
      const statement = scope === 'event' ? null : reader.statementAt(uri, offset, { includePossible: false }, token);
      const timeline =
        scope === 'event'
          ? await timelineOfEvent(uri, offset, reader, token)
          : statement && (await timelineOfStatement(statement, reader));
      if (timeline === null) return null;
      const maps = await tools.lineMaps.all(timeline.marks.map((mark) => mark.uri));
      const answer: TimelineAnswer = {
        ...timeline,
        marks: timeline.marks.map(({ span, ...mark }) => ({ ...mark, range: rangeOf(maps, mark.uri, span) })),
      };
      return answer;
    }),
  );

  connection.onRequest(
    omissionsRequest,
    tools.guard('omissions', null, async ({ uri, position }: OmissionsParams, token) => {
      const offset = await offsetOf(uri, position);
      const omissions = offset === null ? null : await omissionsOf(uri, offset, tools.reader(), token);
      if (omissions === null) return null;
      const maps = await tools.lineMaps.all([
        uri,
        ...omissions.reports.map(({ article }) => article.uri),
        ...omissions.missing.flatMap(({ article, others }) => [article.uri, ...others.map((o) => o.article.uri)]),
      ]);
      const answer: OmissionsAnswer = {
        index: omissions.article.index,
        headline: omissions.article.headline,
        outlet: omissions.article.outlet,
        reports: omissions.reports.map(({ article, sharedCount }) => ({
          ...describeArticle(article, maps),
          index: article.index,
          sharedCount,
        })),
        missing: omissions.missing.map((item) => describeOmitted(item, maps)),
        onlyHere: omissions.onlyHere.map((item) => describeOmitted(item, maps)),
        isTruncated: omissions.isTruncated,
      };
      return answer;
    }),
  );

  const describeConflicts = async (conflicts: readonly StatementConflict[]): Promise<ConflictItem[]> => {
    const maps = await tools.lineMaps.all(conflicts.flatMap(({ readings }) => readings.map(({ uri }) => uri)));
    return conflicts.map(({ type, readings }) => ({
      type,
      readings: readings.map(({ uri, span, text, outlet, date, speaker }) => ({
        ...{ uri, range: rangeOf(maps, uri, span) },
        ...{ text, outlet, date, speaker },
      })),
    }));
  };

  connection.onRequest(
    conflictsOfFileRequest,
    tools.guard('conflicts of a file', [], async ({ uri }: ConflictsOfFileParams, token) =>
      describeConflicts(await conflictsOfFile(uri, tools.reader(), token)),
    ),
  );

  connection.onRequest(
    conflictsRequest,
    tools.guard('conflicts', [], async ({ limit }: ConflictsParams, token) => {
      const conflicts: StatementConflict[] = [];
      for await (const conflict of conflictsOfCorpus(tools.reader(), token)) {
        if (conflicts.length >= limit) break;
        conflicts.push(conflict);
      }
      return describeConflicts(conflicts);
    }),
  );

  connection.onRequest(
    citationRequest,
    tools.guard('citation', null, async ({ uri, range, format, path }: CitationParams) => {
      const opened = await tools.open(uri);
      if (opened === null) return null;
      const { file, map } = opened;
      const chosen = fromRange(map, range);
      const analysed = file.articles.find(
        ({ article }) => article.start <= chosen.start && chosen.start <= article.end,
      );
      const record = analysed && tools.reader().articlesOf(uri)[analysed.article.index];
      if (!analysed || !record) return null;
      const sentence = analysed.article.passages.find(({ start, end }) => start <= chosen.start && chosen.start <= end);
      const span = chosen.start < chosen.end ? chosen : sentence;
      if (span === undefined) return null;
      return cite(
        {
          article: record,
          text: file.text.slice(span.start, span.end),
          path,
          line: toPosition(map, span.start).line + 1,
          url: analysed.article.url?.value ?? null,
        },
        format,
      );
    }),
  );
}

function comparisonAnswer(comparison: Comparison, speaker: string | null, maps: Maps): StatementComparison {
  const { versions, heads, rows, base, original, isTruncated, leftOutCount } = comparison;
  return {
    speaker,
    base,
    original,
    isTruncated,
    leftOutCount,
    versions: versions.map((version, w) => ({
      uri: version.uri,
      range: rangeOf(maps, version.uri, version.span),
      outlet: version.outlet ?? version.credit,
      date: version.date,
      headline: version.headline,
      speaker: version.speaker,
      kind: version.kind,
      grade: version.grade,
      isOriginal: version.isOriginal,
      copyCount: version.copyCount,
      head: heads[w] ?? '',
    })),
    rows: rows.map(({ contested, readings }) => ({
      contested,
      readings: readings.map(({ variant, parts }, w) => ({
        variant,
        parts: parts.map(({ text, tail, span }) => ({ text, tail, range: rangeOf(maps, versions[w]!.uri, span) })),
      })),
    })),
  };
}

function describeArticle(article: ArticleRecord, maps: Maps) {
  return {
    ...placeOf(article, article, maps),
    outlet: article.outlet ?? article.credit,
    date: article.date,
    headline: article.headline,
  };
}

function describeOmitted(item: OmittedStatement, maps: Maps): OmittedStatementItem {
  return {
    ...placeOf(item.article, item.span, maps),
    outlet: item.article.outlet ?? item.article.credit,
    date: item.article.date,
    text: item.text,
    speaker: item.speaker,
    reportCount: item.reportCount,
    others: item.others.map((other) => ({
      ...placeOf(other.article, other, maps),
      outlet: other.article.outlet ?? other.article.credit,
      date: other.article.date,
    })),
  };
}

function placeOf({ uri }: { readonly uri: string }, span: Span, maps: Maps): ProtocolPlace {
  return { uri, range: rangeOf(maps, uri, span) };
}

/** A range in a file that may have gone meanwhile: then its beginning. */
function rangeOf(maps: Maps, uri: string, span: Span): ProtocolPlace['range'] {
  const map = maps.get(uri);
  const start = { line: 0, character: 0 };
  return map ? toRange(map, span) : { start, end: start };
}
