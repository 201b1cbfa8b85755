import { TokenFlag } from '../text/tokens';
import type { PassageView } from './passageIndex';

/** Words `[from, to)` that stand in quotation marks. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Stretches of fewer words are phrases that anybody uses; of longer ones the beginning is compared. */
export const leastStretch = 5;
export const maxStretch = 120;
const maxStretches = 6;

/**
 * What of a passage stands in quotation marks, as positions among its words: an attribution's content is often more than
 * that ("that it “would end badly” for all"). A direct quote without marks (a turn of a transcript) counts as well.
 */
export function markedStretches({ flags, quotes }: Pick<PassageView, 'flags' | 'quotes'>): readonly Stretch[] {
  const found: Stretch[] = [];
  let from = -1;
  for (let i = 0; i < flags.length && found.length < maxStretches; i++) {
    const flag = flags[i]!;
    if (flag & TokenFlag.MarkedFirst) from = i;
    if (!(flag & TokenFlag.MarkedLast) || from < 0) continue;
    if (i + 1 - from >= leastStretch) found.push({ from, to: Math.min(i + 1, from + maxStretch) });
    from = -1;
  }
  if (found.length > 0) return found;
  for (const quote of quotes)
    if (quote.kind === 'direct' && quote.to - quote.from >= leastStretch && found.length < maxStretches)
      found.push({ from: quote.from, to: Math.min(quote.to, quote.from + maxStretch) });
  return found.length === 0 ? noStretches : found;
}

export const noStretches: readonly Stretch[] = [];
