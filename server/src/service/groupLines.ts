import type { CancellationToken } from '../base/cancellation';
import { TimeSlice } from '../base/timeSlice';
import type { CorpusReader } from '../corpus/corpusTypes';
import { hitOfLine, type ConcordanceLine } from './query/concordance';
import type { SearchRun } from './query/searchRun';

/** How hits can be grouped. */
export const hitGroupings = ['none', 'statement', 'outlet', 'speaker'] as const;
export type HitGrouping = (typeof hitGroupings)[number];

/** A run of lines of the ordered list that belong together; label null where what they share is unknown. */
export interface HitGroup {
  readonly label: string | null;
  readonly count: number;
}

/** Lines with those of a group side by side. */
export interface GroupedLines {
  readonly lines: readonly ConcordanceLine[];
  readonly groups: readonly HitGroup[];
  /** Whether only the first lines could be put into groups. */
  readonly isCut: boolean;
}

/** Most hits whose statements are looked up for grouping, and for how long. */
const maxGroupedByStatement = 300;
const groupByStatementMs = 1500;

/** Brings lines of a group together, the largest group first. */
export async function groupLines(
  run: SearchRun,
  lines: readonly ConcordanceLine[],
  grouping: HitGrouping,
  reader: CorpusReader,
  token: CancellationToken,
): Promise<GroupedLines> {
  if (grouping === 'none') return { lines, groups: [], isCut: false };
  const groups = new Map<string, { label: string | null; lines: ConcordanceLine[] }>();
  const add = (key: string, label: string | null, line: ConcordanceLine): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { label, lines: [line] });
    else group.lines.push(line);
  };
  let isCut = false;
  if (grouping === 'statement') {
    isCut = lines.length > maxGroupedByStatement;
    const slice = new TimeSlice(token);
    const until = performance.now() + groupByStatementMs;
    const index = reader.searchIndex();
    for (const line of lines.slice(0, maxGroupedByStatement)) {
      const hit = hitOfLine(line);
      if (performance.now() > until) {
        isCut = true;
        break;
      }
      await slice.pause();
      const { uri } = index.placeOf(run.articles[hit]!);
      const { start, end } = index.passageSpan(run.passages[hit]!);
      const statement = reader.statementAt(uri, (start + end) >> 1, { includePossible: false }, token);
      const member = statement?.members[statement.original?.member ?? 0];
      const text = member === undefined ? null : await reader.readText(member.article.uri);
      if (statement === null || member === undefined || text === null) add('', null, line);
      else add(placesOf(statement.members), text.slice(member.start, member.end), line);
    }
  } else {
    const index = reader.searchIndex();
    const { values, ofArticle } = run.snapshot.outlet;
    const slice = new TimeSlice(token);
    let count = 0;
    for (const line of lines) {
      const hit = hitOfLine(line);
      if ((count++ & 1023) === 0) await slice.pause();
      if (grouping === 'outlet') {
        const value = ofArticle[run.articles[hit]!]!;
        add(String(value), value < 0 ? null : values[value]!, line);
      } else {
        run.readFacts(hit + 1);
        const from = run.facts.speakersFrom(hit);
        const speaker = from < run.facts.speakersEnd(hit) ? run.facts.speakerAt(from) : -1;
        add(String(speaker), index.speaker(speaker)?.name ?? null, line);
      }
    }
  }
  const ordered = [...groups.values()].sort(
    (a, b) => Number(a.label === null) - Number(b.label === null) || b.lines.length - a.lines.length,
  );
  return {
    lines: ordered.flatMap((group) => group.lines),
    groups: ordered.map(({ label, lines: { length } }) => ({ label, count: length })),
    isCut,
  };
}

/** The same for each passage of a statement: where its members are, whichever was asked for. */
function placesOf(members: readonly { readonly article: { readonly uri: string }; readonly start: number }[]): string {
  return members
    .map(({ article, start }) => `${article.uri}#${start}`)
    .sort()
    .join(' ');
}
