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
  /** Squared weight of stems in `a` and `b`, for {@link pairWeight}. */
  readonly logPassages: number;
}

/** Compares two articles. Takes time linear in their words, and in the pairs of passages that share a stem. */
export function compareArticles(a: ArticleForm, b: ArticleForm): ArticlePair {
  const rows = a.forms.length;
  const columns = b.forms.length;
  const logPassages = Math.log(rows + columns + 1);
  const dots = new Float32Array(rows * columns);
  const normsA = new Float32Array(rows);
  const normsB = new Float32Array(columns);
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
  for (let row = 0; row < rows; row++) {
    const norm = normsA[row] ?? 0;
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const dot = dots[cell] ?? 0;
      if (dot === 0) continue;
      const cosine = dot / Math.sqrt(norm * (normsB[column] ?? 0) || 1);
      dots[cell] = cosine;
      if (cosine > (bestOfA[row] ?? 0)) bestOfA[row] = cosine;
      if (cosine > (bestOfB[column] ?? 0)) bestOfB[column] = cosine;
    }
  }
  return { a, b, cosines: dots, columns, bestOfA, bestOfB, logPassages };
}
