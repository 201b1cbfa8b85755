import type { SpeakerLexicon } from './speakerLexicon';
import { WordFlag } from './vocabulary';
import type { Word } from './words';

/**
 * Where nouns have capitals too, a run of them is a name only from a title or a given name on, or as an acronym or place.
 * Returns the part of the run to read; empty where nothing shows a name.
 */
export function nameAmongNouns(
  words: readonly Word[],
  first: number,
  end: number,
  lexicon: SpeakerLexicon,
): [number, number] {
  for (let i = first; i < end; i++) {
    const { flags, known } = words[i]!;
    const hasMore = i + 1 < end;
    if ((flags & WordFlag.GivenName) !== 0 && hasMore && known.kind === null) {
      let from = i;
      while (from > first && words[from - 1]!.known.title !== undefined) from--;
      return [from, Math.min(end, i + 5)];
    }
    if ((flags & WordFlag.TitleBefore) !== 0 && hasMore && words[i + 1]!.isCapitalised) {
      // "Judge Rules …": in title case only a given name or, later, a known surname shows that the title has a bearer.
      if (!lexicon.capitalisesNouns && (words[i + 1]!.flags & WordFlag.GivenName) === 0) continue;
      const isNoun = words[i + 1]!.known.kind !== null || nounEnding.test(words[i + 1]!.lower);
      if (!isNoun) return [i, Math.min(end, i + 4)];
    }
  }
  const last = words[end - 1]!;
  const isKnown =
    /^\p{Lu}[\p{Lu}\p{N}-]+$/u.test(last.form) ||
    lexicon.places.has(last.lower) ||
    (last.flags & WordFlag.BodyName) !== 0;
  if (isKnown && end - first <= 2) return [end - 1, end];
  return end - first === 1 ? [first, end] : [first, first];
}

const nounEnding = /(?:ung|heit|keit|schaft|tion|tät|nis|ismus|chen|lein|tum|ling)$/;
