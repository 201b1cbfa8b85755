/** Figures of pairs that a model foretold without having seen their event. */
import { shownScore } from '../../server/src/collation/grade';
import type { GoldCorpus } from './goldCorpus';

/** The pairs of one event that are worth scoring, with the log odds that they are versions and whether they are (1, 0). */
export interface Foretold {
  readonly corpus: GoldCorpus;
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly odds: number; readonly y: number }[];
}

/** Average precision, best F1, best F1 where at least 85 of a hundred are right, and what is shown. */
export function describe(name: string, lists: readonly Foretold[]): string {
  const pairs = lists.flatMap((list) => list.pairs).sort((x, y) => y.odds - x.odds);
  const gold = lists.reduce((sum, { corpus }) => sum + corpus.strictCount, 0);
  let right = 0;
  let averagePrecision = 0;
  let best = { f1: 0, odds: 0 };
  let precise = { f1: 0, odds: 0 };
  let shown = '';
  pairs.forEach(({ y, odds }, i) => {
    if (y === 1) averagePrecision += ++right / (i + 1);
    const f1 = (2 * right) / (i + 1 + gold);
    if (f1 > best.f1) best = { f1, odds };
    if (right / (i + 1) >= 0.85 && f1 > precise.f1) precise = { f1, odds };
    if (probability(odds) >= shownScore) {
      shown = `P ${(right / (i + 1)).toFixed(3)} R ${(right / gold).toFixed(3)} F1 ${f1.toFixed(3)}`;
    }
  });
  return [
    name.padEnd(9),
    `gold ${gold}`,
    `AP ${(averagePrecision / gold).toFixed(3)}`,
    `best F1 ${best.f1.toFixed(3)} at ${probability(best.odds).toFixed(2)}`,
    `at P .85 ${precise.f1.toFixed(3)} (${probability(precise.odds).toFixed(2)})`,
    `shown ${shown}`,
  ].join(' | ');
}

/** By tenths of the score: how many are right of how many. */
export function calibrationOf(lists: readonly Foretold[]): string {
  const bins = Array.from({ length: 10 }, () => ({ all: 0, right: 0 }));
  for (const { odds, y } of lists.flatMap((list) => list.pairs)) {
    const bin = bins[Math.min(9, Math.floor(10 * probability(odds)))];
    if (!bin) continue;
    bin.all++;
    bin.right += y;
  }
  return bins.map(({ all, right }, i) => `.${i}: ${all ? (right / all).toFixed(2) : '-'} of ${all}`).join('  ');
}

/** The worst errors of an event, for reading: what is scored high and wrong, and what is right and scored low. */
export function errorsOf({ corpus, pairs }: Foretold): string {
  const sorted = [...pairs].sort((x, y) => y.odds - x.odds);
  const print = (kind: string) => (pair: Foretold['pairs'][number]) =>
    `${kind} ${pair.odds.toFixed(2)}\n   ${corpus.texts[pair.a]}\n   ${corpus.texts[pair.b]}`;
  const wrong = sorted.filter(({ y }) => y === 0).slice(0, 25);
  const missed = sorted.filter(({ y }) => y === 1).slice(-25);
  return [...wrong.map(print('wrong')), ...missed.map(print('missed'))].join('\n');
}

function probability(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
