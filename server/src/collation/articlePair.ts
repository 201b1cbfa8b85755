import type { ArticleForm } from './articleForm';

/**
 * All sentences of one article against all of another: the cosine of their stems, each weighed by how rare it is in
 * these two articles, ln((passages + 1) / passages with the stem). The two articles' own counts weigh words better than
 * any general table: a name that both articles repeat says nothing, a plain verb that each uses once says much
 * (measured: docs/accuracy.md). Since nothing but the two articles enters, a score never changes when others come or go.
 */
export interface ArticlePair {
  readonly a: ArticleForm;
  readonly b: ArticleForm;
  /** `cosines[rowOfA * columns + rowOfB]`. */
  readonly cosines: Float32Array;
  readonly columns: number;
  /** Best cosine of each row of `a`, and of each of `b`. */
  readonly bestOfA: Float32Array;
  readonly bestOfB: Float32Array;
  /** Second best cosine of each row of `a`, and of each of `b`. */
  readonly secondOfA: Float32Array;
  readonly secondOfB: Float32Array;
  /** The weight of each of `a.terms`, and of each of `b.terms`, in this pair. */
  readonly weightsOfA: Float32Array;
  readonly weightsOfB: Float32Array;
  /** How much of the article with fewer passages the other has, in [0, 1]: near 1 for two prints of one wire copy. */
  readonly overlap: number;
}

/** Compares two articles. Takes time linear in their words, and in the pairs of passages that share a stem. */
export function compareArticles(a: ArticleForm, b: ArticleForm): ArticlePair {
  const rows = a.forms.length;
  const columns = b.forms.length;
  const logPassages = Math.log(rows + columns + 1);
  const dots = new Float32Array(rows * columns);
  const normsA = new Float32Array(rows);
  const normsB = new Float32Array(columns);
  const weightsOfA = new Float32Array(a.terms.length);
  const weightsOfB = new Float32Array(b.terms.length);
  let i = 0;
  let j = 0;
  while (i < a.terms.length || j < b.terms.length) {
    const termA = i < a.terms.length ? (a.terms[i] ?? 0) : Infinity;
    const termB = j < b.terms.length ? (b.terms[j] ?? 0) : Infinity;
    const fromA = a.rowStarts[i] ?? 0;
    const toA = termA <= termB ? (a.rowStarts[i + 1] ?? 0) : fromA;
    const fromB = b.rowStarts[j] ?? 0;
    const toB = termB <= termA ? (b.rowStarts[j + 1] ?? 0) : fromB;
    const weight = logPassages - Math.log(toA - fromA + toB - fromB);
    const square = weight * weight;
    if (termA <= termB) weightsOfA[i] = weight;
    if (termB <= termA) weightsOfB[j] = weight;
    for (let x = fromA; x < toA; x++) {
      const row = a.rows[x] ?? 0;
      normsA[row] = (normsA[row] ?? 0) + square;
      for (let y = fromB; y < toB; y++) {
        const cell = row * columns + (b.rows[y] ?? 0);
        dots[cell] = (dots[cell] ?? 0) + square;
      }
    }
    for (let y = fromB; y < toB; y++) {
      const column = b.rows[y] ?? 0;
      normsB[column] = (normsB[column] ?? 0) + square;
    }
    if (termA <= termB) i++;
    if (termB <= termA) j++;
  }
  const bestOfA = new Float32Array(rows);
  const bestOfB = new Float32Array(columns);
  const secondOfA = new Float32Array(rows);
  const secondOfB = new Float32Array(columns);
  for (let row = 0; row < rows; row++) {
    const norm = normsA[row] ?? 0;
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const dot = dots[cell] ?? 0;
      if (dot === 0) continue;
      const cosine = dot / Math.sqrt(norm * (normsB[column] ?? 0) || 1);
      dots[cell] = cosine;
      keepBest(bestOfA, secondOfA, row, cosine);
      keepBest(bestOfB, secondOfB, column, cosine);
    }
  }
  const overlap =
    rows === columns ? (mean(bestOfA) + mean(bestOfB)) / 2 : rows < columns ? mean(bestOfA) : mean(bestOfB);
  return { a, b, cosines: dots, columns, bestOfA, bestOfB, secondOfA, secondOfB, weightsOfA, weightsOfB, overlap };
}

function keepBest(best: Float32Array, second: Float32Array, at: number, value: number): void {
  if (value > (best[at] ?? 0)) {
    second[at] = best[at] ?? 0;
    best[at] = value;
  } else if (value > (second[at] ?? 0)) second[at] = value;
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
