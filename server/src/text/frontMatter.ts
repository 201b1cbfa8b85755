import { parseDocument } from 'yaml';
import { findDate } from './dates';
import type { Span } from './span';

/** What a YAML block at the top of a file says of its article. */
export interface FrontMatter {
  /** The block with both its rules. */
  readonly span: Span;
  readonly facts: readonly FrontMatterFact[];
}

/** A value of the block, with the place where it stands. */
export interface FrontMatterFact {
  readonly name: 'outlet' | 'date' | 'headline' | 'byline' | 'url' | 'credit' | 'language';
  readonly value: string;
  readonly span: Span;
}

const names: Readonly<Record<string, FrontMatterFact['name']>> = {
  title: 'headline',
  headline: 'headline',
  outlet: 'outlet',
  publication: 'outlet',
  publisher: 'outlet',
  newspaper: 'outlet',
  site_name: 'outlet',
  sitename: 'outlet',
  date: 'date',
  published: 'date',
  pubdate: 'date',
  date_published: 'date',
  author: 'byline',
  authors: 'byline',
  byline: 'byline',
  url: 'url',
  link: 'url',
  source_url: 'url',
  canonical: 'url',
  source: 'credit',
  agency: 'credit',
  credit: 'credit',
  language: 'language',
  lang: 'language',
};

/** Longest block that is read. */
const maxBlockLength = 32 * 1024;

/** Reads the front matter of a text, or null where it has none or one that is no mapping. Never throws. */
export function readFrontMatter(text: string): FrontMatter | null {
  const opening = /^\s*---[ \t]*\r?\n/.exec(text.slice(0, 200));
  if (opening === null) return null;
  const from = opening[0].length;
  const closing = /(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text.slice(from, from + maxBlockLength));
  if (closing === null) return null;
  const block = text.slice(from, from + closing.index);
  const end = from + closing.index + closing[0].length;
  const start = opening[0].length - opening[0].trimStart().length;
  let values: Record<string, unknown>;
  try {
    const value: unknown = parseDocument(block, { logLevel: 'silent', schema: 'failsafe' }).toJS({ maxAliasCount: 20 });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    values = value as Record<string, unknown>;
  } catch {
    // A block between rules that is no YAML: part of the text.
    return null;
  }
  const facts: FrontMatterFact[] = [];
  for (const [key, raw] of Object.entries(values)) {
    const name = names[key.toLowerCase().replace(/[\s-]/g, '_')];
    const value = Array.isArray(raw) ? raw.filter((item) => typeof item === 'string').join(', ') : raw;
    if (name === undefined || typeof value !== 'string' || value.trim() === '') continue;
    if (facts.some((fact) => fact.name === name)) continue;
    const first = value.split(',')[0]!.trim();
    const keyAt = Math.max(0, block.search(new RegExp(`^${escapeRegExp(key)}\\s*:`, 'mu')));
    const at = block.indexOf(first, keyAt + key.length);
    const to = at >= 0 && block.startsWith(value, at) ? at + value.length : at + first.length;
    const span =
      at < 0 ? { start: from + keyAt, end: from + keyAt + key.length } : { start: from + at, end: from + to };
    if (name === 'date') {
      const date = findDate(value, { start: 0, end: value.length });
      if (date !== null) facts.push({ name, value: date.iso, span });
    } else facts.push({ name, value: value.trim(), span });
  }
  return { span: { start, end }, facts };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
