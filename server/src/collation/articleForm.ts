import { formOfPassage, type SentenceForm } from './sentenceForm';
import type { ArticleView, PassageIndex, PassageView } from './passageIndex';
import type { WordFacts } from './wordFacts';

/** An article made ready for comparing with others. Rows are its passages, in order; missing ones have empty forms. */
export interface ArticleForm {
  readonly article: ArticleView;
  readonly passages: readonly PassageView[];
  readonly forms: readonly SentenceForm[];
  /** Distinct content stems of the article, ascending. */
  readonly terms: Int32Array;
  /** `rows[rowStarts[i]] … rows[rowStarts[i + 1]]` are the rows that hold `terms[i]`, ascending. */
  readonly rowStarts: Int32Array;
  readonly rows: Int32Array;
}

/** Only the first passages of an article are compared: a bound for hostile files, far above any report or speech. */
export const maxPassagesPerArticle = 4000;

/** Makes the form of an article. Linear in its words but for sorting. */
export function makeArticleForm(article: ArticleView, index: PassageIndex, facts: WordFacts): ArticleForm {
  const passages: PassageView[] = [];
  const forms: SentenceForm[] = [];
  const rowsOf = new Map<number, number[]>();
  const count = Math.min(article.passageCount, maxPassagesPerArticle);
  for (let id = article.firstPassage; id < article.firstPassage + count; id++) {
    const passage = index.passage(id);
    if (!passage) continue;
    const form = formOfPassage(passage, facts);
    const row = forms.length;
    passages.push(passage);
    forms.push(form);
    for (const term of form.terms) {
      const rows = rowsOf.get(term);
      if (rows) rows.push(row);
      else rowsOf.set(term, [row]);
    }
  }
  const terms = Int32Array.from(rowsOf.keys()).sort();
  const rowStarts = new Int32Array(terms.length + 1);
  const rows: number[] = [];
  terms.forEach((term, i) => {
    for (const row of rowsOf.get(term) ?? []) rows.push(row);
    rowStarts[i + 1] = rows.length;
  });
  return { article, passages, forms, terms, rowStarts, rows: Int32Array.from(rows) };
}

/** In how many of the article's passages a stem occurs. */
export function rowCount(form: ArticleForm, term: number): number {
  let low = 0;
  let high = form.terms.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = form.terms[middle] ?? 0;
    if (found === term) return (form.rowStarts[middle + 1] ?? 0) - (form.rowStarts[middle] ?? 0);
    if (found < term) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
