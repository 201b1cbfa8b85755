import type { VariantType } from '../collation/apparatus';
import type { ComparedReading, ComparedRow, ComparedVersion, Comparison } from './compareStatement';
import { dayOf, escapeMarkdown, flatten } from './displayText';

/** Words of the export that are not article text, so that the caller can translate them. */
export interface ExportLabels {
  readonly title: string;
  readonly unknownOutlet: string;
  readonly original: string;
  readonly base: string;
  readonly variants: Readonly<Record<VariantType, string>>;
}

export const englishExportLabels: ExportLabels = {
  title: 'Parallel versions of a statement',
  unknownOutlet: 'unknown outlet',
  original: 'original',
  base: 'base',
  variants: {
    addition: 'addition',
    omission: 'omission',
    substitution: 'substitution',
    transposition: 'order',
    number: 'number',
    date: 'date',
    name: 'name',
    negation: 'negation',
    reporting: 'direct or reported',
    speaker: 'speaker',
  },
};

/** A comparison as a page of its own: no scripts, nothing loaded, every word of the articles escaped. */
export function comparisonToHtml(comparison: Comparison, labels: ExportLabels = englishExportLabels): string {
  const { versions, rows } = comparison;
  const head = versions
    .map((version, w) => `<th scope="col">${versionHead(version, w === comparison.base, labels)}</th>`)
    .join('');
  const body = rows
    .map((row) => {
      const isAgreed = row.readings.every(({ variant }) => variant === null);
      return `<tr${isAgreed ? '' : ' class="differs"'}>${row.readings.map((reading) => htmlCell(reading, labels)).join('')}</tr>`;
    })
    .join('\n');
  const texts = versions
    .map(
      (version, w) =>
        `<dt>${versionHead(version, w === comparison.base, labels)}</dt><dd>${escapeHtml(runningText(comparison, w))}</dd>`,
    )
    .join('\n');
  const title = escapeHtml(labels.title);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${exportStyle}</style>
</head>
<body>
<h1>${title}</h1>
<dl>
${texts}
</dl>
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
</table>
</body>
</html>
`;
}

/** A comparison as Markdown: the versions, then the places where they differ as a table. */
export function comparisonToMarkdown(comparison: Comparison, labels: ExportLabels = englishExportLabels): string {
  const { versions, rows } = comparison;
  const cell = (text: string) => escapeMarkdown(text);
  const name = (version: ComparedVersion) =>
    cell([version.outlet ?? version.credit ?? labels.unknownOutlet, dayOf(version.date)].filter(Boolean).join(', '));
  const list = versions
    .map((version, w) => {
      const notes = [version.isOriginal ? labels.original : '', w === comparison.base ? labels.base : ''].filter(
        Boolean,
      );
      return `- **${name(version)}**${notes.length > 0 ? ` (${notes.join(', ')})` : ''}: ${cell(runningText(comparison, w))}`;
    })
    .join('\n');
  const reading = ({ parts, variant }: ComparedReading) => {
    const text = cell(readingText(parts)) || '–';
    return variant === null ? text : `${text} *(${labels.variants[variant]})*`;
  };
  const table = rows
    .filter(({ readings }) => readings.some(({ variant }) => variant !== null))
    .map((row) => `| ${row.readings.map(reading).join(' | ')} |`)
    .join('\n');
  const header = `| ${versions.map(name).join(' | ')} |\n|${versions.map(() => ' --- |').join('')}`;
  return `# ${labels.title}\n\n${list}\n${table === '' ? '' : `\n${header}\n${table}\n`}`;
}

/** A comparison as CSV: a line for each place, a column for each version. Cells that a spreadsheet would run stay text. */
export function comparisonToCsv(comparison: Comparison): string {
  const lines = [
    comparison.versions.map(({ outlet, credit, date }) => [outlet ?? credit, dayOf(date)].filter(Boolean).join(', ')),
    ...comparison.rows.map((row: ComparedRow) => row.readings.map(({ parts }) => readingText(parts))),
  ];
  return lines.map((cells) => cells.map(csvCell).join(',') + '\r\n').join('');
}

/** A CSV cell, quoted; one that a spreadsheet would take for a formula gets a leading apostrophe. */
export function csvCell(text: string): string {
  const flat = flatten(text);
  const safe = /^[=+\-@\t\r]/.test(flat) ? `'${flat}` : flat;
  return `"${safe.replace(/"/g, '""')}"`;
}

/** Escapes text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** All words of a version in their own order, with their punctuation. */
export function runningText(comparison: Pick<Comparison, 'rows' | 'heads'>, version: number): string {
  const parts = comparison.rows
    .flatMap((row) => row.readings[version]?.parts ?? [])
    .sort((a, b) => a.span.start - b.span.start);
  return flatten((comparison.heads[version] ?? '') + parts.map(({ text, tail }) => text + tail).join(''));
}

function readingText(parts: ComparedReading['parts']): string {
  return parts
    .map(({ text, tail }, k) => (k < parts.length - 1 ? `${text}${tail === '' ? ' ' : tail}` : text))
    .join('');
}

function versionHead(version: ComparedVersion, isBase: boolean, labels: ExportLabels): string {
  const name = escapeHtml(version.outlet ?? version.credit ?? labels.unknownOutlet);
  const date = dayOf(version.date);
  const notes = [version.isOriginal ? labels.original : '', isBase ? labels.base : ''].filter((note) => note !== '');
  return `${name}${date === null ? '' : ` <time>${escapeHtml(date)}</time>`}${notes.length > 0 ? ` <em>(${notes.map(escapeHtml).join(', ')})</em>` : ''}`;
}

function htmlCell({ parts, variant }: ComparedReading, labels: ExportLabels): string {
  const text = escapeHtml(readingText(parts)) || '–';
  if (variant === null) return `<td>${text}</td>`;
  return `<td class="${variant}"><mark>${text}</mark> <small>${escapeHtml(labels.variants[variant])}</small></td>`;
}

const exportStyle = `
body { font: 16px/1.5 Georgia, serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #222; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ddd; padding: .3rem .6rem; text-align: left; vertical-align: top; }
dt { font-weight: bold; margin-top: 1rem; } dd { margin: 0; } time, small, em { font-weight: normal; color: #666; }
mark { background: #fff3c4; } .number mark, .date mark, .name mark { background: #ffd9c7; } .negation mark, .speaker mark { background: #ffc9c9; }
.addition mark { background: #d9f2d9; } .transposition mark, .reporting mark { background: #dbe7fb; }
`;
