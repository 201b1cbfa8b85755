import type { Span } from '../../text/span';
import { WordFlag } from './vocabulary';
import type { Word } from './words';

/** The noun phrase before a relative word: back to the start of its clause. */
export function phraseBefore(words: readonly Word[], at: number): Span | null {
  if (at === 0) return null;
  const last = words[at - 1]!;
  let from = at - 1;
  while (from > 0 && at - from < 8) {
    const word = words[from - 1]!;
    if (
      !/^[\s\u00a0]+$/.test(word.gap) ||
      (word.flags & WordFlag.Preposition) !== 0 ||
      (word.flags & WordFlag.Relative) !== 0
    )
      break;
    from--;
  }
  return { start: words[from]!.start, end: last.end };
}
