import { Arena } from '../base/arena';
import { placeOf } from './placeOf';
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
  /** Per row: 1 where it has a direct quote of more than a few words. */
  readonly isQuoted: Uint8Array;
}

const arena = new Arena();

/** Only the first passages of an article are compared: a bound for hostile files, far above any report or speech. */
export const maxPassagesPerArticle = 2000;

/** Makes the form of an article. Linear in its words but for sorting. */
export function makeArticleForm(article: ArticleView, index: PassageIndex, facts: WordFacts): ArticleForm {
  const passages: PassageView[] = [];
  const forms: SentenceForm[] = [];
  const count = Math.min(article.passageCount, maxPassagesPerArticle);
  for (let id = article.firstPassage; id < article.firstPassage + count; id++) {
    const passage = index.passage(id);
    if (!passage) continue;
    const form = formOfPassage(passage, facts);
    passages.push(passage);
    forms.push(form);
  }
  const { terms, rowStarts } = countTerms(forms);
  const rows = new Int32Array(rowStarts[terms.length]!);
  const termIndices = forms.map((form) => arena.int32(form.terms.length));
  // Filled from the first row on, so that the rows of a term ascend.
  const next = rowStarts.slice();
  for (let row = 0; row < forms.length; row++) {
    const own = forms[row]!.terms;
    const indices = termIndices[row]!;
    for (let i = 0; i < own.length; i++) {
      const index = placeOfTerm[own[i]!]!;
      indices[i] = index;
      rows[next[index]!++] = row;
    }
  }
  const said = forms.map((form, row) => saidTerms(form, passages[row]));
  const isQuoted = Uint8Array.from(passages, ({ quotes }, row) =>
    forms[row]!.marked.length > 0 ||
    quotes.some(({ kind, from, to }) => kind !== 'indirect' && to - from >= leastQuoteWords)
      ? 1
      : 0,
  );
  return { article, passages, forms, terms, rowStarts, rows, termIndices, said, isQuoted };
}

const leastQuoteWords = 6;

/** By term: its place among the terms of the article whose form is made last; other numbers mean nothing. */
let placeOfTerm = new Int32Array(1 << 16);
/** By term: how many rows of that article hold it; 0 between articles. */
let rowCounts = new Int32Array(1 << 16);

/** Distinct terms of all rows, ascending, and where the rows of each begin. Sorts what is distinct only. */
function countTerms(forms: readonly SentenceForm[]): { terms: Int32Array; rowStarts: Int32Array } {
  let distinct = 0;
  for (const form of forms) {
    const own = form.terms;
    for (let i = 0; i < own.length; i++) {
      const term = own[i]!;
      if (term >= rowCounts.length) makeRoom(term);
      if (rowCounts[term]!++ > 0) continue;
      if (distinct === found.length) found = grown(found, 2 * distinct);
      found[distinct++] = term;
    }
  }
  const terms = found.slice(0, distinct).sort();
  const rowStarts = new Int32Array(distinct + 1);
  for (let index = 0; index < distinct; index++) {
    const term = terms[index]!;
    rowStarts[index + 1] = rowStarts[index]! + rowCounts[term]!;
    placeOfTerm[term] = index;
    rowCounts[term] = 0;
  }
  return { terms, rowStarts };
}

let found = new Int32Array(1024);

function makeRoom(term: number): void {
  const length = Math.max(2 * rowCounts.length, term + 1);
  placeOfTerm = grown(placeOfTerm, length);
  rowCounts = grown(rowCounts, length);
}

function grown(values: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(values);
  return larger;
}

function saidTerms(form: SentenceForm, passage: PassageView | undefined): Uint8Array {
  const quotes = passage?.quotes ?? [];
  const said = arena.uint8(form.terms.length);
  if (quotes.length === 0) return said.fill(1);
  const { terms, stems, isContent, positions } = form;
  let isAny = false;
  for (let i = 0; i < stems.length; i++) {
    if (isContent[i] === 0) continue;
    const position = positions[i]!;
    let isSaid = false;
    for (const { from, to } of quotes) isSaid ||= from <= position && position < to;
    if (!isSaid) continue;
    const at = placeOf(terms, stems[i]!);
    if (at < 0) continue;
    said[at] = 1;
    isAny = true;
  }
  return isAny ? said : said.fill(1);
}
