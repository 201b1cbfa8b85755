import type { Cast, Figure } from './figure';
import type { NameMention } from './findNames';
import type { Gender, SpeakerLexicon } from './speakerLexicon';
import { WordFlag } from './vocabulary';
import type { Sentence } from './words';

/** The gender of a full name's given name, null where it has none or either. */
export function genderOfGivenName(figure: Figure, lexicon: SpeakerLexicon): Gender | null {
  if (!figure.isFullName) return null;
  const givenWords = /\p{Script=Cyrillic}/u.test(figure.name)
    ? figure.name.toLowerCase().split(' ')
    : figure.parsed.words;
  for (const word of givenWords.slice(0, -1)) {
    const gender = lexicon.givenNames.get(word) ?? lexicon.givenNames.get(word.split('-')[0] ?? '');
    if (gender === 'm' || gender === 'f') return gender;
    if (gender === 'u') return null;
  }
  return null;
}

/** People of unknown gender get the one of pronouns in sentences where nobody else is named. */
export function voteByPronouns(
  sentences: readonly Sentence[],
  mentions: readonly NameMention[],
  cast: Cast,
  lexicon: SpeakerLexicon,
): void {
  const votes = new Map<Figure, number>();
  for (let i = 0; i < mentions.length;) {
    const { sentence } = mentions[i]!;
    const figures = new Set<Figure>();
    const first = mentions[i]!;
    for (; i < mentions.length && mentions[i]!.sentence === sentence; i++) {
      const figure = cast.figureOf[i];
      if (figure?.kind === 'person') figures.add(figure);
    }
    const [figure] = figures;
    if (figures.size !== 1 || figure === undefined || !figure.isCertain || figure.gender !== null || first.isQuoted)
      continue;
    for (const word of sentences[sentence]!.words) {
      if (word.start < first.end || (word.flags & WordFlag.Pronoun) === 0) continue;
      const pronoun = lexicon.pronouns.get(word.lower);
      if (pronoun?.gender === 'm') votes.set(figure, (votes.get(figure) ?? 0) + 1);
      if (pronoun?.gender === 'f') votes.set(figure, (votes.get(figure) ?? 0) - 1);
    }
  }
  for (const [figure, vote] of votes) if (vote !== 0) figure.gender = vote > 0 ? 'm' : 'f';
}
