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

/**
 * Sets one cell of a `metadata.csv`: the row of `path` (relative to the file, with `/`) is changed or added, a missing
 * column is added, every other line stays as it is, letter for letter. Empty text gives a new file.
 */
export function setMetadataCell(text: string, path: string, column: MetadataColumn, value: string): string {
  if (text.replace(/^\ufeff/, '').trim() === '') {
    const row = [path, ...columns.map((name) => (name === column ? value : ''))];
    return `path,${columns.join(',')}\n${row.map((cell) => quoteCell(cell, ',')).join(',')}\n`;
  }
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const body = text.slice(mark.length);
  const eol = body.includes('\r\n') ? '\r\n' : '\n';
  const delimiter = delimiterOf(body);
  const records = splitRecords(body, delimiter);
  const header = records[0]?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  let at = header.findIndex((name) => synonyms[column].includes(name));
  const lines = records.map(({ source }) => source);
  if (at < 0) {
    at = header.length;
    lines[0] = `${lines[0] ?? ''}${delimiter}${column}`;
  }
  const index = records.findIndex(({ cells }, row) => row > 0 && normalPath(cells[0] ?? '') === normalPath(path));
  const cells = index < 0 ? [path] : [...(records[index]?.cells ?? [])];
  while (cells.length < Math.max(at + 1, header.length)) cells.push('');
  cells[at] = value;
  const line = cells.map((cell) => quoteCell(cell, delimiter)).join(delimiter);
  if (index < 0) lines.push(line);
  else lines[index] = line;
  return mark + lines.join(eol) + eol;
}

interface CsvRecord {
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
    if (source.trim() !== '') records.push({ source, cells: [...cells, cell] });
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
