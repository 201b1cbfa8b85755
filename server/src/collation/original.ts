import type { Genre } from '../text/article';
import type { QuoteKind } from '../quotation/quoteTypes';

/** What the choice of an original may look at, one per version. */
export interface OriginalCandidate {
  readonly outlet: string | null;
  /** ISO date, with time where known. */
  readonly date: string | null;
  readonly genre: Genre;
  /** The agency that the article credits. */
  readonly credit: string | null;
  /** How the version reports the statement; null where it is not a quote. */
  readonly kind: QuoteKind | null;
  /** The version's words, in order, folded. */
  readonly words: readonly string[];
  /** The article's passages before and including the version name this outlet or document as where the words come from. */
  readonly namedSources: readonly string[];
}

/** The version that the others most likely come from. */
export interface Original {
  /** Index into the candidates. */
  readonly member: number;
  /** A sentence for people: `The only transcript among the versions.` */
  readonly reason: string;
  /** In (0, 1]. */
  readonly confidence: number;
}

/** Chooses the original of a statement, or null ("undetermined") where the evidence is thin. */
export function chooseOriginal(candidates: readonly OriginalCandidate[]): Original | null {
  void candidates;
  return null;
}
