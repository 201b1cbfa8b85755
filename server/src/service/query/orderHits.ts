import { TimeSlice } from '../../base/timeSlice';
import type { CancellationToken } from '../../base/cancellation';
import type { SearchIndex } from '../../corpus/searchIndex';
import { hitOfLine, lineOf, occurrenceOfLine, type ConcordanceLine } from './concordance';
import type { SearchLexicon } from './lexicon';
import type { SearchRun } from './searchRun';

/** How hits can be sorted: by date (as they come), outlet, or the words before or after the match. */
export const hitOrders = ['date', 'dateDescending', 'outlet', 'left', 'right'] as const;
export type HitOrder = (typeof hitOrders)[number];

/** Most hits or lines that are sorted by context: it needs the words of each. */
export const maxSortedByContext = 20_000;
const contextWords = 4;

/** Hits in another order, stable; `isCut` where only the first of them could be sorted. */
export interface OrderedHits {
  readonly hits: readonly number[];
  readonly isCut: boolean;
}

/** Sorts hits (positions of a run, in the run's order). Reads no text. */
export async function orderHits(
  run: SearchRun,
  hits: readonly number[],
  order: HitOrder,
  index: SearchIndex,
  lexicon: SearchLexicon,
  token: CancellationToken,
): Promise<OrderedHits> {
  switch (order) {
    case 'date':
      return { hits, isCut: false };
    case 'dateDescending':
      return { hits: [...hits].reverse(), isCut: false };
    case 'outlet': {
      const { values, ofArticle } = run.snapshot.outlet;
      const ranks = new Int32Array(values.length);
      [...values.keys()]
        .sort((a, b) => compareText(values[a]!, values[b]!))
        .forEach((value, rank) => (ranks[value] = rank));
      const rankOf = (hit: number): number => {
        const value = ofArticle[run.articles[hit]!]!;
        return value < 0 ? values.length : ranks[value]!;
      };
      return { hits: byRank(hits, rankOf, values.length + 1), isCut: false };
    }
    default: {
      const lines = hits.slice(0, maxSortedByContext).map((hit) => lineOf(hit, 0));
      const sorted = await sortByContext(run, lines, order, index, lexicon, token);
      return { hits: sorted.map(hitOfLine), isCut: lines.length < hits.length };
    }
  }
}

/** Counting sort, stable: half a million hits take milliseconds, which comparing them does not. */
function byRank(hits: readonly number[], rankOf: (hit: number) => number, rankCount: number): number[] {
  const starts = new Uint32Array(rankCount + 1);
  for (const hit of hits) starts[rankOf(hit) + 1]! += 1;
  for (let rank = 0; rank < rankCount; rank += 1) starts[rank + 1]! += starts[rank]!;
  const sorted = new Array<number>(hits.length);
  for (const hit of hits) {
    const rank = rankOf(hit);
    sorted[starts[rank]!] = hit;
    starts[rank]! += 1;
  }
  return sorted;
}

/** Sorts lines by the words after the keyword, or before it from the nearest on; stable. Reads no text. */
export async function sortByContext(
  run: SearchRun,
  lines: readonly ConcordanceLine[],
  side: 'left' | 'right',
  index: SearchIndex,
  lexicon: SearchLexicon,
  token: CancellationToken,
): Promise<ConcordanceLine[]> {
  const slice = new TimeSlice(token);
  const keys = new Map<ConcordanceLine, string>();
  for (const line of lines) {
    keys.set(line, contextKey(run, line, side, index, lexicon));
    await slice.pause();
  }
  return [...lines].sort((a, b) => compareText(keys.get(a)!, keys.get(b)!) || a - b);
}

function contextKey(
  run: SearchRun,
  line: ConcordanceLine,
  side: 'left' | 'right',
  index: SearchIndex,
  lexicon: SearchLexicon,
): string {
  const hit = hitOfLine(line);
  const passage = run.passages[hit]!;
  const words = index.passageWords(passage);
  const at = run.keywordsIn(passage, run.articles[hit]!)[occurrenceOfLine(line)];
  const match = at === undefined ? undefined : run.matchesIn(passage, run.articles[hit]!)[at];
  let key = '';
  for (let step = 0; step < contextWords; step += 1) {
    const word = side === 'left' ? (match?.from ?? 0) - 1 - step : (match?.to ?? 0) + step;
    if (word < 0 || word >= words.length) break;
    key += `${lexicon.foldedWord(words[word]!)} `;
  }
  return key;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
