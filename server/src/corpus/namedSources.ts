import type { PassageView, Vocabulary } from '../collation/passageIndex';
import { foldWord, TokenFlag } from '../text/tokens';

/** What looking for named sources needs of an index. */
export interface PassageLookup {
  readonly vocabulary: Vocabulary;
  passage(id: number): PassageView | undefined;
}

/** Versions that are looked through: more than this are copies of copies. */
const maxVersions = 24;
/** The words that say where a statement comes from stand in its passage, shortly before it, or in the article's first. */
const passagesBefore = 2;

/**
 * For each version the outlets of the other versions that its article names near it: "the mayor told the Harbour Post".
 * A name counts where its words follow each other, capitalised. Null outlets name nothing. Bounded.
 */
export function namedSourcesOf(
  versions: readonly { readonly view: PassageView; readonly outlet: string | null }[],
  index: PassageLookup,
): string[][] {
  const outlets = [
    ...new Set(versions.slice(0, maxVersions).flatMap(({ outlet }) => (outlet === null ? [] : [outlet]))),
  ];
  const names = outlets.map((outlet) => ({ outlet, words: nameWords(outlet) })).filter(({ words }) => words.length > 0);
  return versions.map(({ view, outlet: own }, k) => {
    if (k >= maxVersions || names.length < 2) return [];
    const { firstPassage } = view.article;
    const ids = new Set([firstPassage, firstPassage + 1]);
    for (let id = Math.max(firstPassage, view.id - passagesBefore); id <= view.id; id++) ids.add(id);
    const found = new Set<string>();
    for (const id of ids) {
      const passage = id > view.id ? undefined : id === view.id ? view : index.passage(id);
      // Headlines name outlets as furniture ("… | Harbour Post").
      if (passage === undefined || passage.role === 'headline') continue;
      for (const { outlet, words } of names)
        if (outlet !== own && holds(passage, words, index.vocabulary)) found.add(outlet);
    }
    return [...found].sort();
  });
}

/** The words of an outlet's name that a text would repeat; none where they are too common to tell. */
function nameWords(outlet: string): string[] {
  const words = outlet
    .split(/[\s\u00a0/-]+/)
    .map((word) => foldWord(word.replace(/[^\p{L}\p{N}'’]/gu, '')))
    .filter((word) => word !== '' && word !== 'the');
  return words.length > 1 || (words[0]?.length ?? 0) >= 5 ? words : [];
}

function holds(passage: PassageView, words: readonly string[], vocabulary: Vocabulary): boolean {
  const ids = words.map((word) => vocabulary.wordId(word));
  for (let at = 0; at + ids.length <= passage.words.length; at++) {
    if (passage.words[at] !== ids[0] || ((passage.flags[at] ?? 0) & TokenFlag.Capitalised) === 0) continue;
    if (ids.every((id, k) => passage.words[at + k] === id)) return true;
  }
  return false;
}
