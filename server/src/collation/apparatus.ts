import type { Span } from '../text/span';
import type { QuoteKind } from '../quotation/quoteTypes';

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

/** Aligns the witnesses word by word; the result does not depend on their order but for the order of readings. */
export function buildApparatus(witnesses: readonly Witness[], base?: number): Apparatus {
  void witnesses;
  return { base: base ?? 0, rows: [], isTruncated: false };
}

/** Where witnesses contradict each other. */
export function findConflicts(witnesses: readonly Witness[], apparatus: Apparatus): Conflict[] {
  void witnesses;
  void apparatus;
  return [];
}
