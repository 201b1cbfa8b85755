import type { Word } from '../speakers/words';
import type { RuleLexicon } from './ruleLexicon';

/** How many words may stand between the parts of a verb, or between it and its clause. */
export const maxGapWords = 18;

/** Index of the first word of the clause that holds a word: after the last comma, colon, dash or sentence start. */
export function clauseStart(words: readonly Word[], i: number): number {
  let start = i;
  while (start > 0 && !/[,;:—–(«»“”„"]\s*$|\s-\s*$|\.\s+$/.test(words[start - 1]!.gap)) start--;
  return start;
}

/** Whether the verb is the last word of its clause. */
export function closes(words: readonly Word[], { end }: { readonly end: number }): boolean {
  return end >= words.length || /[,;:—–]/.test(words[end - 1]!.gap);
}

/** The next comma or colon after a word, and the word behind it. */
export function boundaryAfter(
  words: readonly Word[],
  i: number,
): { readonly mark: ',' | ':'; readonly next: number } | null {
  for (let j = Math.max(0, i); j < Math.min(words.length - 1, i + maxGapWords); j++) {
    const { gap } = words[j]!;
    if (/^\s*:/.test(gap)) return { mark: ':', next: j + 1 };
    if (/^\s*,/.test(gap)) return { mark: ',', next: j + 1 };
    if (/[.;!?]/.test(gap)) return null;
  }
  return null;
}

/**
 * Index of the last word of a reported clause: the end of the sentence, unless the reporter takes the word again: a semicolon,
 * or a comma with a conjunction and a new finite clause is left in, as most of those are still reported.
 */
export function clauseEndFrom(words: readonly Word[], from: number, lexicon: RuleLexicon): number {
  for (let i = from; i < words.length - 1; i++) {
    if (/;/.test(words[i]!.gap)) return i;
    // "…, sagte er": the report ends where another cue takes the word.
    if (/,\s*[—–-]?\s*$/.test(words[i]!.gap) && lexicon.cues.has(words[i + 1]!.lower) && lexicon.language !== 'fr')
      return i;
  }
  return words.length - 1;
}

/** Index of the last word that ends before an offset, -1 where none does. */
export function lastIndexBefore(words: readonly Word[], offset: number): number {
  let i = words.length - 1;
  while (i >= 0 && words[i]!.end > offset) i--;
  return i;
}
