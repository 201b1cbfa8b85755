import { sentenceSimilarity } from '../collation/similarity';
import type { AnalysedFile } from '../corpus/analyseFile';
import type { Span } from '../text/span';

/** Two passages of two files that say the same. */
export interface AlignedPair {
  readonly a: Span;
  readonly b: Span;
  /** In [0, 1]. */
  readonly score: number;
}

/** Aligns the passages of two files: each passage takes part in at most one pair; pairs in the order of `a`. */
export function compareArticles(a: AnalysedFile, b: AnalysedFile): AlignedPair[] {
  const passages = (file: AnalysedFile) => file.articles.flatMap(({ article }) => article.passages);
  const pairs: AlignedPair[] = [];
  for (const one of passages(a))
    for (const other of passages(b)) {
      const score = sentenceSimilarity(a.text.slice(one.start, one.end), b.text.slice(other.start, other.end));
      if (score >= 0.5)
        pairs.push({ a: { start: one.start, end: one.end }, b: { start: other.start, end: other.end }, score });
    }
  pairs.sort((x, y) => y.score - x.score || x.a.start - y.a.start || x.b.start - y.b.start);
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  return pairs
    .filter((pair) => {
      if (usedA.has(pair.a.start) || usedB.has(pair.b.start)) return false;
      usedA.add(pair.a.start);
      usedB.add(pair.b.start);
      return true;
    })
    .sort((x, y) => x.a.start - y.a.start);
}
