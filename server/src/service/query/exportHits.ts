import type { SearchHit } from '../../corpus/corpusTypes';
import { flatten } from '../displayText';

/** How a result can be exported. */
export const exportFormats = ['csv', 'jsonl', 'markdown'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A hit with what an export says of it. */
export interface ExportedHit {
  readonly hit: SearchHit;
  /** As shown to people: relative to the corpus. */
  readonly path: string;
  readonly text: string;
}

const columns = ['path', 'article', 'start', 'end', 'outlet', 'date', 'headline', 'speaker', 'kind', 'text'] as const;

/** Writes hits as CSV (RFC 4180, with a header line), JSON lines or Markdown. What articles say stays text in each. */
export function exportHits(query: string, hits: readonly ExportedHit[], format: ExportFormat): string {
  switch (format) {
    case 'csv':
      return [columns.join(','), ...hits.map((hit) => csvLine(hit))].map((line) => `${line}\r\n`).join('');
    case 'jsonl':
      return hits.map((hit) => `${JSON.stringify(facts(hit))}\n`).join('');
    case 'markdown':
      return `# ${escapeMarkdown(query)}\n\n${hits.map((hit) => markdownItem(hit)).join('')}`;
  }
}

function facts({ hit, path, text }: ExportedHit) {
  const { article, start, end, matches, speaker, kind } = hit;
  return {
    path,
    article: article.index,
    start,
    end,
    text,
    outlet: article.outlet,
    date: article.date,
    headline: article.headline,
    speaker,
    kind,
    matches,
  };
}

function csvLine(exported: ExportedHit): string {
  const row = { ...facts(exported), speaker: exported.hit.speaker?.name ?? null };
  return columns.map((column) => csvCell(row[column])).join(',');
}

/**
 * A cell that no spreadsheet program runs as a formula: one that begins like a formula gets an apostrophe in front
 * (OWASP, "CSV Injection").
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(/\u0000/g, '');
  const safe = /^[\s\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function markdownItem({ hit, path, text }: ExportedHit): string {
  const { article, speaker } = hit;
  const place = [article.outlet, article.date?.slice(0, 10) ?? null, article.headline, path]
    .filter((part) => part !== null)
    .map((part) => escapeMarkdown(part));
  const said = speaker === null ? '' : `${escapeMarkdown(speaker.name)}: `;
  return `- ${said}${escapeMarkdown(text)}  \n  (${place.join(', ')})\n`;
}

/** Text on one line in which Markdown, and GitHub's automatic links, find nothing to do. */
export function escapeMarkdown(text: string): string {
  return flatten(text)
    .replace(/[\\`*_{}[\]<>#|~&!$^=@]/g, '\\$&')
    .replace(/:\/\//g, '\\://')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}\\.`)
    .replace(/^([-+]|\d+[.)])/, (marker) =>
      /^\d/.test(marker) ? `${marker.slice(0, -1)}\\${marker.slice(-1)}` : `\\${marker}`,
    );
}
