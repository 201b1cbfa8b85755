import { TimeSlice } from '../../base/timeSlice';
import type { CancellationToken } from '../../base/cancellation';
import type { SearchIndex } from '../../corpus/searchIndex';
import type { SearchLexicon } from './lexicon';
import type { SearchRun } from './searchRun';

/** How hits can be sorted: by date (as they come), outlet, or the words before or after the match. */
export const hitOrders = ['date', 'dateDescending', 'outlet', 'left', 'right'] as const;
export type HitOrder = (typeof hitOrders)[number];

/** Most hits that are sorted by context: it needs the words of each. */
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
      const slice = new TimeSlice(token);
      const sorted = hits.slice(0, maxSortedByContext);
      const keys = new Map<number, string>();
      for (const hit of sorted) {
        keys.set(hit, contextKey(run, hit, order, index, lexicon));
        await slice.pause();
      }
      sorted.sort((a, b) => compareText(keys.get(a)!, keys.get(b)!) || a - b);
      return { hits: sorted, isCut: sorted.length < hits.length };
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

/** The words after the first match, or before it from the nearest on. */
function contextKey(
  run: SearchRun,
  hit: number,
  side: 'left' | 'right',
  index: SearchIndex,
  lexicon: SearchLexicon,
): string {
  const passage = run.passages[hit]!;
  const words = index.passageWords(passage);
  const [match] = run.matchesIn(passage, run.articles[hit]!);
  let key = '';
  for (let step = 0; step < contextWords; step += 1) {
    const at = side === 'left' ? (match?.from ?? 0) - 1 - step : (match?.to ?? 0) + step;
    if (at < 0 || at >= words.length) break;
    key += `${lexicon.foldedWord(words[at]!)} `;
  }
  return key;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
