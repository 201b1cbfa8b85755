/** A column of `metadata.csv` that a reader may fill in. */
export type MetadataColumn = 'outlet' | 'date' | 'headline' | 'byline' | 'url';

const columns: readonly MetadataColumn[] = ['outlet', 'date', 'headline', 'byline', 'url'];

/** Headers that mean the same as ours: the server reads them too. */
const synonyms: Readonly<Record<MetadataColumn, readonly string[]>> = {
  outlet: ['outlet', 'publication', 'publisher', 'newspaper'],
  date: ['date', 'published'],
  headline: ['headline', 'title'],
  byline: ['byline', 'author'],
  url: ['url', 'link'],
};

/** What one cell of `metadata.csv` is to say of the file at `path` (relative to the table, with `/`). */
export interface MetadataEdit {
  readonly path: string;
  readonly column: MetadataColumn;
  readonly value: string;
}

/**
 * Sets cells of a `metadata.csv`: rows are changed or added, missing columns are added, every other line stays as it is,
 * letter for letter. Empty text gives a new file. Linear in text and edits. A row that a bare file name had until now
 * gives its cells to the new row, which would hide them.
 */
export function setMetadataCells(text: string, edits: readonly MetadataEdit[]): string {
  if (edits.length === 0) return text;
  const isNew = text.replace(/^\ufeff/, '').trim() === '';
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const body = isNew ? `path,${columns.join(',')}\n` : text.slice(mark.length);
  const eol = body.includes('\r\n') ? '\r\n' : '\n';
  const delimiter = delimiterOf(body);
  const records = splitRecords(body, delimiter);
  const header = records[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const lines = records.map(({ source }) => source);
  const rowByPath = new Map<string, number>();
  records.forEach(({ cells }, row) => {
    const path = normalPath(cells[0] ?? '');
    // The first row of a path counts.
    if (row > 0 && !rowByPath.has(path)) rowByPath.set(path, row);
  });
  const changed = new Map<number, string[]>();
  for (const { path, column, value } of edits) {
    let at = header.findIndex((name) => synonyms[column].includes(name));
    if (at < 0) {
      at = header.push(column) - 1;
      lines[0] = `${lines[0] ?? ''}${delimiter}${column}`;
    }
    const key = normalPath(path);
    let row = rowByPath.get(key);
    if (row === undefined) {
      const bare = rowByPath.get(key.slice(key.lastIndexOf('/') + 1));
      row = lines.push('') - 1;
      rowByPath.set(key, row);
      changed.set(row, [path, ...(bare === undefined ? [] : (changed.get(bare) ?? records[bare]!.cells).slice(1))]);
    }
    const cells = changed.get(row) ?? [...records[row]!.cells];
    while (cells.length < Math.max(at + 1, header.length)) cells.push('');
    cells[at] = value;
    changed.set(row, cells);
  }
  for (const [row, cells] of changed) lines[row] = cells.map((cell) => quoteCell(cell, delimiter)).join(delimiter);
  return mark + lines.join(eol) + eol;
}

/** Tells for the path of a file the line (from 0) of the row that speaks of it; null where there is none. */
export function metadataLines(text: string): (path: string) => number | null {
  const body = text.replace(/^\ufeff/, '');
  const lines = new Map<string, number>();
  let line = 0;
  let counted = 0;
  splitRecords(body, delimiterOf(body)).forEach(({ start, cells }, row) => {
    for (; counted < start; counted++) if (body[counted] === '\n') line++;
    const path = normalPath(cells[0] ?? '');
    if (row > 0 && !lines.has(path)) lines.set(path, line);
  });
  return (path) => {
    const key = normalPath(path);
    return lines.get(key) ?? lines.get(key.slice(key.lastIndexOf('/') + 1)) ?? null;
  };
}

interface CsvRecord {
  readonly start: number;
  readonly source: string;
  readonly cells: readonly string[];
}

/** Cuts CSV into records, each with its source text (without the line end); empty lines are dropped. Linear. */
function splitRecords(text: string, delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let start = 0;
  const endRecord = (end: number, next: number) => {
    const source = text.slice(start, end);
    if (source.trim() !== '') records.push({ start, source, cells: [...cells, cell] });
    cells = [];
    cell = '';
    start = next;
  };
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]!;
    if (isQuoted) {
      if (mark !== '"') cell += mark;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else isQuoted = false;
    } else if (mark === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (mark === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (mark === '\n') endRecord(text[at - 1] === '\r' ? at - 1 : at, at + 1);
    else if (mark !== '\r') cell += mark;
  }
  endRecord(text.length, text.length);
  return records;
}

function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/));
  return [',', ';', '\t'].reduce((best, mark) => (header.split(mark).length > header.split(best).length ? mark : best));
}

function quoteCell(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) || cell !== cell.trim()
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

function normalPath(path: string): string {
  return path.trim().replaceAll('\\', '/').replace(/^\.\//, '').normalize('NFC');
}
