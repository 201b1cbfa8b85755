import { parse } from 'csv-parse/sync';
import type { MetadataRow } from './article';
import { findDate } from './dates';

/** What a `metadata.csv` says, by path relative to the corpus root. */
export interface MetadataTable {
  readonly rows: ReadonlyMap<string, MetadataRow>;
  /** What could not be used, one sentence each, with the line of the file. */
  readonly problems: readonly string[];
}

const columnNames: Readonly<Record<string, keyof MetadataRow | 'key'>> = {
  path: 'key',
  filename: 'key',
  file: 'key',
  file_name: 'key',
  filepath: 'key',
  outlet: 'outlet',
  publication: 'outlet',
  publisher: 'outlet',
  newspaper: 'outlet',
  date: 'date',
  published: 'date',
  headline: 'headline',
  title: 'headline',
  byline: 'byline',
  author: 'byline',
  url: 'url',
  link: 'url',
};

/** Most problems that are listed; the rest is counted. */
const maxProblems = 50;

/**
 * Reads a `metadata.csv`: first column `path` or `filename` (relative to the folder of the file, `folder` from the
 * corpus root, empty for the root itself), then any of outlet, date, headline, byline, url. Comma, semicolon or tab. A
 * path may end in `#2`: the second article of a file that holds several.
 * Rows that cannot be used are reported, not thrown.
 */
export function parseMetadataCsv(text: string, folder = ''): MetadataTable {
  const rows = new Map<string, MetadataRow>();
  const problems: string[] = [];
  let hidden = 0;
  const report = (problem: string): void => {
    if (problems.length < maxProblems) problems.push(problem);
    else hidden++;
  };
  const firstLine = /^[^\r\n]*/.exec(text.replace(/^\ufeff/, ''))![0];
  const delimiter = [',', ';', '\t'].reduce((best, mark) =>
    firstLine.split(mark).length > firstLine.split(best).length ? mark : best,
  );
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      trim: true,
      on_skip: (error) => {
        if (error !== undefined) report(error.message);
      },
    }) as unknown as typeof records;
  } catch (error) {
    return {
      rows,
      problems: [`metadata.csv cannot be read: ${error instanceof Error ? error.message : String(error)}`],
    };
  }
  const [head, ...body] = records;
  if (head === undefined) return { rows, problems };
  const columns = head.record.map((name) => columnNames[name.toLowerCase().replace(/\s+/g, '_')]);
  if (columns[0] !== 'key') {
    return { rows, problems: ['The first column of metadata.csv must be called "path" or "filename".'] };
  }
  for (const { record, info } of body) {
    const key = record[0]?.replace(/\\/g, '/').replace(/^\.\//, '').normalize('NFC') ?? '';
    if (key === '') {
      report(`Line ${info.lines}: no path.`);
      continue;
    }
    const row: { -readonly [Name in keyof MetadataRow]: MetadataRow[Name] } = {};
    columns.forEach((column, index) => {
      const cell = record[index];
      if (column === undefined || column === 'key' || cell === undefined || cell === '') return;
      if (column !== 'date') {
        row[column] ??= cell;
        return;
      }
      const date = findDate(cell, { start: 0, end: cell.length });
      if (date === null) report(`Line ${info.lines}: "${cell.slice(0, 40)}" is no date; write YYYY-MM-DD.`);
      else row.date ??= date.iso;
    });
    const path = folder === '' ? key : `${folder}/${key}`;
    if (rows.has(path)) report(`Line ${info.lines}: a second row for ${key}; the first one counts.`);
    else rows.set(path, row);
  }
  if (hidden > 0) problems.push(`${hidden} more problems in metadata.csv.`);
  return { rows, problems };
}

/** The row for a file: by its path, else by its bare name; null where there is none. */
export function metadataRowFor(rows: ReadonlyMap<string, MetadataRow>, path: string): MetadataRow | null {
  if (rows.size === 0) return null;
  const normal = path.normalize('NFC');
  return rows.get(normal) ?? rows.get(normal.slice(normal.lastIndexOf('/') + 1)) ?? null;
}

/** The rows that speak of single articles (`path#2`), by path or bare name as written, by position from 0. */
export function articleRowsOf(
  rows: ReadonlyMap<string, MetadataRow>,
): ReadonlyMap<string, Readonly<Record<number, MetadataRow>>> {
  const found = new Map<string, Record<number, MetadataRow>>();
  for (const [key, row] of rows) {
    const mark = /#([1-9]\d{0,5})$/.exec(key);
    if (mark === null) continue;
    const path = key.slice(0, mark.index);
    const own = found.get(path) ?? {};
    own[Number(mark[1]) - 1] = row;
    found.set(path, own);
  }
  return found;
}
