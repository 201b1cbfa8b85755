import { Arena } from '../base/arena';
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
  /** Per row: where each of its terms stands in `terms`. */
  readonly termIndices: readonly Int32Array[];
  /** Per row and term: 1 where the term is part of what is said, not of who says it. All where the row has no quote. */
  readonly said: readonly Uint8Array[];
}

const arena = new Arena();

/** Only the first passages of an article are compared: a bound for hostile files, far above any report or speech. */
export const maxPassagesPerArticle = 2000;

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
  const indexOf = new Map<number, number>();
  terms.forEach((term, i) => indexOf.set(term, i));
  const termIndices = forms.map((form) => {
    const indices = arena.int32(form.terms.length);
    form.terms.forEach((term, i) => (indices[i] = indexOf.get(term) ?? 0));
    return indices;
  });
  const said = forms.map((form, row) => saidTerms(form, passages[row]));
  return { article, passages, forms, terms, rowStarts, rows: Int32Array.from(rows), termIndices, said };
}

function saidTerms(form: SentenceForm, passage: PassageView | undefined): Uint8Array {
  const quotes = passage?.quotes ?? [];
  const said = arena.uint8(form.terms.length);
  if (quotes.length === 0) return said.fill(1);
  const inside = new Set<number>();
  form.stems.forEach((stem, i) => {
    const position = form.positions[i] ?? 0;
    if (quotes.some(({ from, to }) => from <= position && position < to)) inside.add(stem);
  });
  form.terms.forEach((term, i) => (said[i] = inside.has(term) ? 1 : 0));
  return said.includes(1) ? said : said.fill(1);
}
