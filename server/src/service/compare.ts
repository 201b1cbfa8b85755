import { sentenceSimilarity } from '../collation/similarity';
import type { AnalysedFile } from '../corpus/analyseFile';
import { isFunctionWord, stemWord } from '../text/stem';
import type { Span } from '../text/span';
import { tokenise } from '../text/tokens';

/** Two passages of two files that say the same. */
export interface AlignedPair {
  readonly a: Span;
  readonly b: Span;
  /** In [0, 1]. */
  readonly score: number;
}

/** A passage with what it is looked up by. */
interface ComparedPassage extends Span {
  readonly text: string;
  readonly stems: readonly string[];
}

/** A pair from here on says the same: best F1 on independent reports of the same events. */
const leastScore = 0.5;
/** Candidates that are scored per passage: those that share the rarest words. */
const maxCandidates = 12;
/** Passages of a file that take part: a book has 10,000. */
const maxPassages = 4000;

/**
 * Aligns the passages of two files: each passage takes part in at most one pair; pairs in the order of `a`. Candidates
 * are the passages that share most of what is rare in the two files (Gale & Church style one-to-one alignment needs the
 * same order of sentences, which reports do not keep). Near linear in the files' length.
 */
export function compareArticles(a: AnalysedFile, b: AnalysedFile): AlignedPair[] {
  return alignPassages(passagesOf(a), passagesOf(b));
}

/** The passages of a file that can be compared, in order. */
export function passagesOf(file: AnalysedFile, articleIndex?: number): ComparedPassage[] {
  return file.articles
    .filter((_, index) => articleIndex === undefined || index === articleIndex)
    .flatMap(({ article }) => article.passages)
    .slice(0, maxPassages)
    .map(({ start, end }) => {
      const { words } = tokenise(file.text, { start, end });
      const stems = new Set(words.filter((word) => !isFunctionWord(word)).map(stemWord));
      return { start, end, text: file.text.slice(start, end), stems: [...stems] };
    });
}

/** Pairs of passages that say the same, each passage at most once, best pairs first chosen, in the order of `a`. */
export function alignPassages(a: readonly ComparedPassage[], b: readonly ComparedPassage[]): AlignedPair[] {
  const postings = new Map<string, number[]>();
  b.forEach(({ stems }, j) => {
    for (const stem of stems) {
      const list = postings.get(stem);
      if (list) list.push(j);
      else postings.set(stem, [j]);
    }
  });
  const pairs: { i: number; j: number; score: number }[] = [];
  a.forEach(({ text, stems }, i) => {
    const shared = new Map<number, number>();
    for (const stem of stems) {
      const list = postings.get(stem);
      if (list === undefined || list.length > 200) continue;
      for (const j of list) shared.set(j, (shared.get(j) ?? 0) + 1 / list.length);
    }
    const candidates = [...shared].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, maxCandidates);
    for (const [j] of candidates) {
      const score = sentenceSimilarity(text, b[j]!.text);
      if (score >= leastScore) pairs.push({ i, j, score });
    }
  });
  pairs.sort((x, y) => y.score - x.score || x.i - y.i || x.j - y.j);
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  return pairs
    .filter(({ i, j }) => {
      if (usedA.has(i) || usedB.has(j)) return false;
      usedA.add(i);
      usedB.add(j);
      return true;
    })
    .sort((x, y) => x.i - y.i)
    .map(({ i, j, score }) => ({
      a: { start: a[i]!.start, end: a[i]!.end },
      b: { start: b[j]!.start, end: b[j]!.end },
      score,
    }));
}
