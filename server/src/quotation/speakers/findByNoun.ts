import type { Description } from './description';
import { wordsInName, type Figure } from './figure';
import type { Stage } from './stage';

/** A body, group or document by its noun: "the ministry" for the Interior Ministry, "the scholars" for those who spoke. */
export function findByNoun(stage: Stage, description: Description, sentence: number): Figure | null {
  const { head, kind, start, properModifiers, modifiers } = description;
  // "The 2,000 veterans" are counted anew.
  if (kind === 'group' && modifiers.some((word) => /^\p{N}/u.test(word))) return null;
  // "the governor's office" belongs to somebody; which body it is, who spoke before does not tell.
  const isOwned = /['’]s?\s/.test(stage.text.slice(start, description.headSpan.start));
  const isCollective = stage.lexicon.nouns('collective').has(head);
  let nearest: Figure | null = null;
  let part: Figure | null = null;
  for (let i = stage.appearances.length - 1; i >= Math.max(0, stage.appearances.length - maxLookBack); i--) {
    const { figure, sentence: where, at, role } = stage.appearances[i]!;
    if (figure.kind === 'person' || figure.kind === 'document' || at >= start) continue;
    // "The people" are more than "one of the people".
    if (kind === 'group' && /^one of /i.test(figure.name)) continue;
    if (properModifiers.length > 0) {
      // "the Springfield group": its name must say so.
      const words = wordsInName(figure).spaced;
      if (!properModifiers.some((word) => words.includes(word)) && !(kind === 'group' && areKin(stage, head, figure)))
        continue;
      // "the Obama administration" is not Obama, and "Mir TV channel" says more than "Mir TV": the name must say more.
      const isPart = words.some((word) => word !== 'the' && !modifiers.includes(word));
      if (isCollective && figure.kind === 'body' && isPart && role !== 'quoted') part ??= figure;
    }
    // "the democrats" are House Democrats; "the veterans" are no Veterans Administration.
    if (kind === 'group' && figure.kind === 'body' && figure.parsed.words[figure.parsed.words.length - 1] !== head)
      continue;
    if (figure.parsed.words.includes(head) || wordsInName(figure).letters.includes(head)) return figure;
    const isSpeaker = stage.lastSpeaker?.figure === figure;
    if (nearest === null && isSpeaker && !isOwned && sentence - where <= 6 && role !== 'quoted') {
      if (
        isCollective &&
        figure.kind === 'body' &&
        figure.nameCount > 0 &&
        !stage.lexicon.places.has(figure.name.toLowerCase())
      )
        nearest = figure;
    }
    // "The Harbour Union met. The group said": any body may be called so that the sentence before was about.
    if (
      nearest === null &&
      anyBody.has(head) &&
      role === 'subject' &&
      sentence - where <= 1 &&
      figure.kind === 'body'
    ) {
      if (!stage.lexicon.places.has(figure.name.toLowerCase())) nearest = figure;
    }
    if (nearest === null && kind === 'group' && figure.kind === 'group' && areKin(stage, head, figure))
      nearest = figure;
  }
  return part ?? nearest;
}

function areKin(stage: Stage, head: string, figure: Figure): boolean {
  const kin = stage.lexicon.kinNouns.get(head);
  return kin !== undefined && wordsInName(figure).letters.some((word) => kin.has(word));
}

const anyBody = new Set(['group', 'organization', 'organisation', 'outfit', 'body', 'entity']);
/** How many appearances back a description may reach. */
const maxLookBack = 120;
