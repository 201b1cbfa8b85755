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
  let total = 0;
  for (let id = article.firstPassage; id < article.firstPassage + count; id++) {
    const passage = index.passage(id);
    if (!passage) continue;
    const form = formOfPassage(passage, facts);
    passages.push(passage);
    forms.push(form);
    total += form.terms.length;
  }
  if (places.length < total) places = new Float64Array(2 * total);
  let length = 0;
  for (let row = 0; row < forms.length; row++)
    for (const term of forms[row]!.terms) places[length++] = term * rowRoom + row;
  const sorted = places.subarray(0, length).sort();
  const termOf = (at: number) => Math.floor(sorted[at]! / rowRoom);
  let termCount = 0;
  for (let at = 0; at < length; at++) if (at === 0 || termOf(at) !== termOf(at - 1)) termCount++;
  const terms = new Int32Array(termCount);
  const rowStarts = new Int32Array(termCount + 1);
  const rows = new Int32Array(length);
  const termIndices = forms.map((form) => arena.int32(form.terms.length));
  const filled = new Int32Array(forms.length);
  let last = -1;
  for (let at = 0; at < length; at++) {
    const term = termOf(at);
    if (last < 0 || terms[last] !== term) terms[++last] = term;
    const row = sorted[at]! % rowRoom;
    rows[at] = row;
    rowStarts[last + 1] = at + 1;
    // A row's own terms ascend as these do.
    termIndices[row]![filled[row]!++] = last;
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

/** Room for the terms of an article while its form is made: a term and its row in one number. */
let places = new Float64Array(2048);
const rowRoom = 4096;

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
