import { throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { alignPair } from '../collation/alignPair';
import type { ArticleRecord, CorpusReader } from '../corpus/corpusTypes';
import type { Span } from '../text/span';
import { alignPassages, passagesOf } from './compare';
import { flatten } from './displayText';

/** An article to be compared. */
export interface ArticleChoice {
  readonly uri: string;
  /** Position among the articles of its file. */
  readonly index: number;
}

/** A run of words that a sentence shares with the base's, or not. */
export interface ComparedRun {
  readonly text: string;
  readonly differs: boolean;
}

/** A sentence of an article in a comparison. */
export interface ComparedSentence {
  readonly span: Span;
  readonly role: string;
  readonly runs: readonly ComparedRun[];
  /** How alike it is to the base's sentence of its row; null where it stands alone or is the base's. */
  readonly score: number | null;
}

/** Whole articles side by side, sentence by sentence: rows follow the first article. */
export interface ArticleComparison {
  readonly articles: readonly ArticleRecord[];
  readonly rows: readonly { readonly sentences: readonly (ComparedSentence | null)[] }[];
  /** Per article but the first: the share of its sentences that have a partner in the first. */
  readonly sharedShare: readonly number[];
}

/** Side by side on one screen; more nobody reads. */
export const maxComparedArticles = 6;

/**
 * Aligns two to six articles with the first of them, sentence by sentence. A sentence with no partner stands in a row of
 * its own behind the one that it follows in its article.
 */
export async function compareWholeArticles(
  choices: readonly ArticleChoice[],
  reader: CorpusReader,
  token: CancellationToken,
): Promise<ArticleComparison | null> {
  const articles: ArticleRecord[] = [];
  const texts: string[] = [];
  const passages: ReturnType<typeof passagesOf>[] = [];
  const roles: string[][] = [];
  for (const { uri, index } of choices.slice(0, maxComparedArticles)) {
    const record = reader.articlesOf(uri)[index];
    const file = record && (await reader.analysedFile(uri));
    throwIfCancelled(token);
    if (!record || !file) continue;
    articles.push(record);
    texts.push(file.text);
    passages.push(passagesOf(file, index));
    roles.push((file.articles[index]?.article.passages ?? []).map(({ role }) => role));
  }
  const base = passages[0];
  if (base === undefined || articles.length < 2) return null;
  const sentence = (w: number, i: number, score: number | null, partner: string | null): ComparedSentence => {
    const { start, end, text } = passages[w]![i]!;
    return { span: { start, end }, role: roles[w]![i] ?? 'body', runs: runsOf(text, partner), score };
  };
  const columns = articles.length;
  const rows: (ComparedSentence | null)[][] = base.map((_, i) =>
    Array.from({ length: columns }, (__, w) => (w === 0 ? sentence(0, i, null, null) : null)),
  );
  // Behind each sentence of the base, the sentences that only others have.
  const extras: (ComparedSentence | null)[][][] = Array.from({ length: base.length + 1 }, () => []);
  const sharedShare: number[] = [];
  for (let w = 1; w < columns; w++) {
    throwIfCancelled(token);
    const own = passages[w]!;
    const indexOf = (list: typeof own, start: number) => list.findIndex((passage) => passage.start === start);
    const partners = new Map(
      alignPassages(base, own).map(({ a, b, score }) => [indexOf(own, b.start), { i: indexOf(base, a.start), score }]),
    );
    sharedShare.push(own.length === 0 ? 0 : partners.size / own.length);
    let after = 0;
    own.forEach((_, k) => {
      const partner = partners.get(k);
      if (partner !== undefined) {
        rows[partner.i]![w] = sentence(w, k, partner.score, base[partner.i]!.text);
        after = partner.i + 1;
      } else {
        const row = Array.from({ length: columns }, (__, column) => (column === w ? sentence(w, k, null, null) : null));
        extras[after]!.push(row);
      }
    });
  }
  const ordered = [...extras[0]!, ...rows.flatMap((row, i) => [row, ...extras[i + 1]!])];
  return { articles, rows: ordered.map((sentences) => ({ sentences })), sharedShare };
}

function runsOf(text: string, partner: string | null): ComparedRun[] {
  if (partner === null) return [{ text: flatten(text), differs: false }];
  const runs: ComparedRun[] = [];
  let at = 0;
  const push = (slice: string, differs: boolean) => {
    const edge = (test: RegExp) => (test.test(slice) ? ' ' : '');
    const flat = flatten(slice);
    const shown = flat === '' ? edge(/\s/u) : edge(/^\s/u) + flat + edge(/\s$/u);
    if (shown !== '') runs.push({ text: shown, differs });
  };
  for (const { start, end } of alignPair(text, partner).a) {
    push(text.slice(at, start), false);
    push(text.slice(start, end), true);
    at = end;
  }
  push(text.slice(at), false);
  return runs;
}
