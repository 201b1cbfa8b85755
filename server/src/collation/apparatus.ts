import type { QuoteKind, SpeakerKind } from '../quotation/quoteTypes';
import type { Span } from '../text/span';
import { joinTranspositions } from './alignTranspositions';
import { alignWitnesses, type AlignedColumn, type WitnessAlignment } from './alignWitnesses';
import { readWitness, type ReadWitness } from './variantFacts';
import { classifyVariant } from './variants';

/** How a reading departs from the base's. `transposition` is the apparatus's word for a change of order. */
export type VariantType =
  | 'addition'
  | 'omission'
  | 'substitution'
  | 'transposition'
  | 'number'
  | 'date'
  | 'name'
  | 'negation'
  | 'reporting'
  | 'speaker';

/** One version as it enters an apparatus. */
export interface Witness {
  readonly text: string;
  /** The part of `text` that is the version. */
  readonly span: Span;
  readonly kind: QuoteKind | null;
  readonly speaker: string | null;
  /** What the speaker is, where known: only people contradict each other as speakers. */
  readonly speakerKind?: SpeakerKind | null;
  /** ISO date of the article: resolves "on Friday". */
  readonly date: string | null;
  readonly language: string | null;
}

/** What one witness has in a row: spans into its text; empty where it has nothing there. */
export interface Reading {
  readonly spans: readonly Span[];
}

/** A place in the alignment: one reading per witness, in the witnesses' order. */
export interface ApparatusRow {
  readonly readings: readonly Reading[];
  /** Per witness: how its reading departs from the base's; null where it agrees. The base's own is null. */
  readonly variants: readonly (VariantType | null)[];
}

/** The word-by-word alignment of all versions of a statement. */
export interface Apparatus {
  readonly base: number;
  readonly rows: readonly ApparatusRow[];
  /** Whether a bound cut the alignment short. */
  readonly isTruncated: boolean;
}

/** A contradiction that a fact-checker wants to see. */
export interface Conflict {
  readonly type: 'number' | 'date' | 'name' | 'negation' | 'speaker';
  /** Per witness the span that takes part, null where it says nothing on it. */
  readonly readings: readonly (Span | null)[];
}

/**
 * Aligns the witnesses word by word. The result does not depend on their order but for the order of readings. `base` is
 * the witness that variants are told from; without it, the one most like all others. Rows follow the base's order.
 * Words only: punctuation never makes a variant. Bounded in time; see `isTruncated`.
 */
export function buildApparatus(witnesses: readonly Witness[], base?: number): Apparatus {
  return collate(witnesses.map(readWitness), base);
}

/** {@link buildApparatus} on witnesses that are read already. */
export function collate(reads: readonly ReadWitness[], base?: number): Apparatus {
  if (reads.length === 0) return { base: 0, rows: [], isTruncated: false };
  const alignment = alignWitnesses(reads);
  const chosen = base !== undefined && base >= 0 && base < reads.length ? base : mostCentral(alignment);
  const columns = joinTranspositions(alignment.columns, reads, chosen);
  const rows = groupColumns(columns, reads).map((row) => describeRow(row, reads, chosen));
  return {
    base: chosen,
    rows,
    isTruncated: alignment.isTruncated || reads.some((read) => read.isTruncated),
  };
}

function mostCentral({ canonicalOrder, centrality }: WitnessAlignment): number {
  let best = canonicalOrder[0] ?? 0;
  for (const witness of canonicalOrder) if (centrality[witness]! > centrality[best]! + 1e-9) best = witness;
  return best;
}

/** Columns that make one row. */
type ColumnGroup = readonly AlignedColumn[];

/**
 * Groups neighbouring columns into rows: words in which the same witnesses agree go together; what stands in one place in
 * different witnesses is one row ("cut" and "brought down"); a number or date is never torn apart.
 */
function groupColumns(columns: readonly AlignedColumn[], reads: readonly ReadWitness[]): ColumnGroup[] {
  const patterns = columns.map((column) => patternOf(column, reads));
  const groups: { columns: AlignedColumn[]; pattern: string }[] = [];
  columns.forEach((column, c) => {
    const last = groups.at(-1);
    if (last && last.pattern === patterns[c] && follows(last.columns.at(-1)!, column)) last.columns.push(column);
    else groups.push({ columns: [column], pattern: patterns[c]! });
  });
  const merged: AlignedColumn[][] = [];
  const whole = joinAgreed(
    joinFacts(
      groups.map((group) => group.columns),
      reads,
    ),
    reads,
  );
  for (const group of whole) {
    const last = merged.at(-1);
    if (last && isAlternative(last, group)) last.push(...group);
    else merged.push([...group]);
  }
  return joinAgreed(merged, reads);
}

/** Numbers and dates in which those that have them agree need no row of their own. */
function joinAgreed(groups: readonly ColumnGroup[], reads: readonly ReadWitness[]): ColumnGroup[] {
  const joined: { columns: AlignedColumn[]; pattern: string | null }[] = [];
  for (const group of groups) {
    const pattern = agreedPattern(group, reads);
    const last = joined.at(-1);
    if (pattern !== null && last?.pattern === pattern && follows(last.columns.at(-1)!, group[0]!))
      last.columns.push(...group);
    else joined.push({ columns: [...group], pattern });
  }
  return joined.map(({ columns }) => columns);
}

/** Which witnesses have words in all columns of a group, and which are moved; null where they do not agree. */
function agreedPattern(group: ColumnGroup, reads: readonly ReadWitness[]): string | null {
  let pattern: string | null = null;
  for (const column of group) {
    const forms = new Set<string>();
    let own = '';
    column.words.forEach((word, w) => {
      if (word >= 0) forms.add(reads[w]!.tokens.words[word]!);
      own += word < 0 ? '0' : column.moved.has(w) ? 'm' : '1';
    });
    if (forms.size > 1 || (pattern !== null && pattern !== own)) return null;
    pattern = own;
  }
  return pattern;
}

/** Which witnesses agree with which, and which are moved. Numbers and dates stand alone. */
function patternOf(column: AlignedColumn, reads: readonly ReadWitness[]): string {
  const classes = new Map<string, number>();
  const marks: string[] = [];
  let holdsAmount = false;
  column.words.forEach((word, witness) => {
    const read = reads[witness]!;
    const form = word < 0 ? '' : read.tokens.words[word]!;
    if (word >= 0 && !classes.has(form)) classes.set(form, classes.size + 1);
    if (
      word >= 0 &&
      read.facts.some(({ type, from, to }) => (type === 'number' || type === 'date') && from <= word && word < to)
    )
      holdsAmount = true;
    marks.push(`${word < 0 ? 0 : classes.get(form)!}${column.moved.has(witness) ? 'm' : ''}`);
  });
  return `${marks.join(' ')}${holdsAmount ? ' amount' : ''}`;
}

/** Whether in every witness that has words in both columns, they follow each other. */
function follows(before: AlignedColumn, after: AlignedColumn): boolean {
  return before.words.every((word, w) => word < 0 || after.words[w]! < 0 || after.words[w] === word + 1);
}

/** Whether no witness has words in both, and none is moved: two readings of one place. */
function isAlternative(before: ColumnGroup, after: ColumnGroup): boolean {
  if ([...before, ...after].some(({ moved }) => moved.size > 0)) return false;
  return after.every((a) => before.every((b) => a.words.every((word, w) => word < 0 || b.words[w]! < 0)));
}

/** Joins rows that one number or date runs through, where they differ in it. */
function joinFacts(groups: readonly AlignedColumn[][], reads: readonly ReadWitness[]): ColumnGroup[] {
  const joinsNext = new Uint8Array(groups.length);
  const rowOf = reads.map((read) => new Int32Array(read.tokens.words.length).fill(-1));
  groups.forEach((group, row) => {
    for (const { words, moved } of group)
      words.forEach((word, witness) => {
        if (word >= 0 && !moved.has(witness)) rowOf[witness]![word] = row;
      });
  });
  reads.forEach((read, witness) => {
    for (const fact of read.facts) {
      if (fact.type !== 'number' && fact.type !== 'date') continue;
      const first = rowOf[witness]![fact.from]!;
      const last = rowOf[witness]![fact.to - 1]!;
      if (first < 0 || last <= first || last - first > 3) continue;
      const between = groups.slice(first, last + 1);
      const isAgreed = between.every((group) => group.every((column) => isUnanimous(column, reads)));
      if (isAgreed || between.some((group) => group.some(({ moved }) => moved.size > 0))) continue;
      for (let row = first; row < last; row++) joinsNext[row] = 1;
    }
  });
  const joined: AlignedColumn[][] = [];
  groups.forEach((group, row) => {
    if (row > 0 && joinsNext[row - 1]) joined.at(-1)!.push(...group);
    else joined.push([...group]);
  });
  return joined;
}

function isUnanimous(column: AlignedColumn, reads: readonly ReadWitness[]): boolean {
  const first = column.words[0]!;
  const form = first < 0 ? null : reads[0]!.tokens.words[first];
  return form !== null && column.words.every((word, w) => word >= 0 && reads[w]!.tokens.words[word] === form);
}

function describeRow(group: ColumnGroup, reads: readonly ReadWitness[], base: number): ApparatusRow {
  const words = reads.map((_, w) => group.map((column) => column.words[w]!).filter((word) => word >= 0));
  const isMoved = (w: number) => group.some(({ moved }) => moved.has(w));
  return {
    readings: reads.map((read, w) => ({ spans: spansOf(read, words[w]!) })),
    variants: reads.map((read, w) =>
      w === base ? null : classifyVariant(reads[base]!, words[base]!, read, words[w]!, isMoved(w) || isMoved(base)),
    ),
  };
}

/** Words that follow each other share a span. */
function spansOf(read: ReadWitness, words: readonly number[]): Span[] {
  const spans: { start: number; end: number }[] = [];
  words.forEach((word, k) => {
    const end = read.tokens.ends[word]!;
    if (k > 0 && words[k - 1] === word - 1) spans.at(-1)!.end = end;
    else spans.push({ start: read.tokens.starts[word]!, end });
  });
  return spans;
}
