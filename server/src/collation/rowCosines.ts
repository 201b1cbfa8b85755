import type { ArticleForm } from './articleForm';
import { placeOf } from './placeOf';

/**
 * The cosines of one row of `a` with all rows of `b`, as `compareArticles` gives them but for the last digits, at a fraction of the
 * time: whoever asks of one sentence need not compare the others where nothing comes near it.
 */
export function rowCosines(a: ArticleForm, row: number, b: ArticleForm): Float32Array {
  const cosines = new Float32Array(b.forms.length);
  const own = a.termIndices[row];
  if (!own) return cosines;
  const logPassages = Math.log(a.forms.length + b.forms.length + 1);
  const countOf = ({ rowStarts }: ArticleForm, at: number) => (at < 0 ? 0 : rowStarts[at + 1]! - rowStarts[at]!);
  const squareOf = (count: number) => (logPassages - Math.log(count)) ** 2;
  let norm = 0;
  for (const at of own) {
    const there = placeOf(b.terms, a.terms[at]!);
    const square = squareOf(countOf(a, at) + countOf(b, there));
    norm += square;
    if (there < 0) continue;
    for (let y = b.rowStarts[there]!; y < b.rowStarts[there + 1]!; y++) cosines[b.rows[y]!]! += square;
  }
  const squares = new Float32Array(b.terms.length);
  for (let column = 0; column < cosines.length; column++) {
    if (cosines[column] === 0) continue;
    let other = 0;
    for (const at of b.termIndices[column]!) {
      if (squares[at] === 0) squares[at] = squareOf(countOf(b, at) + countOf(a, placeOf(a.terms, b.terms[at]!)));
      other += squares[at]!;
    }
    cosines[column] = cosines[column]! / Math.sqrt(norm * other || 1);
  }
  return cosines;
}
