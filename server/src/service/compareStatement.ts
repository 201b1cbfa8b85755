import { buildApparatus, type Apparatus, type VariantType, type Witness } from '../collation/apparatus';
import type { Grade } from '../collation/versions';
import type { CorpusReader, Statement } from '../corpus/corpusTypes';
import { tokenise } from '../text/tokens';
import type { Span } from '../text/span';
import { flatten } from './displayText';
import { readVersions, type VersionText } from './witnesses';

/** A version as a column of a comparison. */
export interface ComparedVersion {
  readonly uri: string;
  readonly span: Span;
  readonly outlet: string | null;
  readonly date: string | null;
  readonly headline: string | null;
  readonly credit: string | null;
  readonly speaker: string | null;
  readonly kind: string | null;
  readonly grade: Grade;
  readonly isOriginal: boolean;
  readonly copyCount: number;
}

/** Some words of a version, with the punctuation and space behind them. */
export interface ReadingPart {
  readonly text: string;
  readonly tail: string;
  readonly span: Span;
}

/** What a version has at a place; no parts where it has nothing. */
export interface ComparedReading {
  readonly parts: readonly ReadingPart[];
  /** How it departs from the base; null where it agrees. */
  readonly variant: VariantType | null;
}

/** A place of the comparison. */
export interface ComparedRow {
  readonly readings: readonly ComparedReading[];
  /**
   * How contested the words are, in [0, 1]: 0 where all versions agree, 1 where each says something else (the share of
   * pairs of versions that differ).
   */
  readonly contested: number;
}

/** Versions side by side: plain data, nothing escaped. */
export interface Comparison {
  readonly versions: readonly ComparedVersion[];
  readonly base: number;
  /** What stands before a version's first word (an opening quotation mark). */
  readonly heads: readonly string[];
  readonly rows: readonly ComparedRow[];
  readonly original: { readonly version: number; readonly reason: string; readonly confidence: number } | null;
  /** Whether a bound cut words or versions. */
  readonly isTruncated: boolean;
  /** Versions that were left out by the bound. */
  readonly leftOutCount: number;
}

/** More columns than this nobody reads; the rest is counted. */
export const maxComparedVersions = 24;

/**
 * Compares all versions of a statement word by word. `base` is a position among the comparison's versions: variants are
 * told from it; without it, from the original where one is known, else from the version most like the others.
 */
export async function compareStatement(
  statement: Statement,
  reader: CorpusReader,
  base?: number,
): Promise<Comparison | null> {
  const versions = await readVersions(statement, reader, maxComparedVersions);
  if (versions.length === 0) return null;
  const witnesses = versions.map(({ witness }) => witness);
  const originalAt = versions.findIndex(({ memberIndex }) => memberIndex === statement.original?.member);
  const chosen = base ?? (originalAt >= 0 ? originalAt : undefined);
  const apparatus = buildApparatus(witnesses, chosen);
  const foldedCount = new Set(versions.flatMap(({ member }) => member.copies)).size;
  const leftOutCount = Math.max(0, statement.members.length - versions.length - foldedCount);
  return {
    versions: versions.map((version) => describeVersion(version, statement)),
    original:
      statement.original === null || originalAt < 0
        ? null
        : {
            version: originalAt,
            reason: statement.original.reason,
            confidence: statement.original.confidence,
          },
    leftOutCount,
    ...displayApparatus(apparatus, witnesses),
    isTruncated: apparatus.isTruncated || leftOutCount > 0,
  };
}

/** An apparatus with the words themselves, for people. */
export function displayApparatus(
  apparatus: Apparatus,
  witnesses: readonly Witness[],
): Pick<Comparison, 'base' | 'heads' | 'rows' | 'isTruncated'> {
  const tails = witnesses.map((witness, w) => tailsOf(apparatus, witness, w));
  const rows = apparatus.rows.map((row): ComparedRow => {
    const readings = row.readings.map(({ spans }, w): ComparedReading => ({
      parts: spans.map((span) => ({
        text: display(witnesses[w]!.text.slice(span.start, span.end)),
        tail: tails[w]!.get(span.start) ?? '',
        span,
      })),
      variant: row.variants[w] ?? null,
    }));
    return { readings, contested: contestedness(readings) };
  });
  const heads = witnesses.map((witness, w) => {
    const first = Math.min(...apparatus.rows.flatMap((row) => row.readings[w]!.spans.map(({ start }) => start)));
    return Number.isFinite(first) ? display(witness.text.slice(witness.span.start, first)).trimStart() : '';
  });
  return { base: apparatus.base, heads, rows, isTruncated: apparatus.isTruncated };
}

/** The text between a span of words and the next one, by the span's start. */
function tailsOf(apparatus: Apparatus, { text, span }: Witness, w: number): ReadonlyMap<number, string> {
  const spans = apparatus.rows.flatMap((row) => row.readings[w]!.spans).sort((a, b) => a.start - b.start);
  const tails = new Map<number, string>();
  spans.forEach(({ start, end }, k) => {
    const next = spans[k + 1]?.start ?? span.end;
    const gap = text.slice(end, next);
    // Words that a bound left out of the apparatus are no punctuation.
    tails.set(start, tokenise(gap, { start: 0, end: gap.length }).words.length > 0 ? ' … ' : display(gap));
  });
  return tails;
}

/** Flattened text that keeps one space at an edge that had some. */
function display(text: string): string {
  const flat = flatten(text);
  if (flat === '') return /\s/u.test(text) ? ' ' : '';
  return (/^\s/u.test(text) ? ' ' : '') + flat + (/\s$/u.test(text) ? ' ' : '');
}

function contestedness(readings: readonly ComparedReading[]): number {
  const count = readings.length;
  if (count < 2) return 0;
  const classes = new Map<string, number>();
  for (const { parts } of readings) {
    const text = parts.map((part) => part.text).join(' ');
    const key = tokenise(text, { start: 0, end: text.length }).words.join(' ');
    classes.set(key, (classes.get(key) ?? 0) + 1);
  }
  let agreeing = 0;
  for (const size of classes.values()) agreeing += (size * (size - 1)) / 2;
  return 1 - agreeing / ((count * (count - 1)) / 2);
}

function describeVersion({ member, memberIndex }: VersionText, statement: Statement): ComparedVersion {
  const { article } = member;
  return {
    uri: article.uri,
    span: { start: member.start, end: member.end },
    outlet: article.outlet,
    date: article.date,
    headline: article.headline,
    credit: article.credit,
    speaker: member.speaker?.name ?? null,
    kind: member.kind,
    grade: member.grade,
    isOriginal: statement.original?.member === memberIndex,
    copyCount: member.copies.length,
  };
}
