import type { NameMention } from './findNames';
import { WordFlag } from './vocabulary';
import type { Word } from './words';

/** Index after the last word of the phrase's core: it ends before a comma, preposition, relative word or parenthesis. */
export function endOfCore(words: readonly Word[], first: number, end: number, names: readonly NameMention[]): number {
  for (let i = first; i < end; i++) {
    const name = names.find((one) => one.titleFirstWord <= i && i <= one.lastWord);
    if (name !== undefined && i < name.lastWord) continue;
    const word = words[i]!;
    if (i > first && name === undefined) {
      const quantified = (words[i - 1]!.flags & WordFlag.Indefinite) !== 0 && word.lower === 'of';
      if (!quantified && (word.flags & WordFlag.Preposition) !== 0) return i;
      if ((word.flags & WordFlag.Relative) !== 0 || (word.flags & WordFlag.Auxiliary) !== 0) return i;
    }
    if (i + 1 < end && /[,;:([—–]|--|\s-\s/.test(word.gap)) return i + 1;
  }
  return end;
}
