import { foldNameWord } from '../../text/personNames';
import { describeFigure } from './describeFigure';
import type { Cast, Figure } from './figure';
import { genderOfGivenName, voteByPronouns } from './figureGender';
import type { NameMention } from './findNames';
import type { SpeakerLexicon } from './speakerLexicon';
import { tieBodies } from './tieBodies';
import { tieFullNames, tieShortNames } from './tiePeople';
import type { Sentence } from './words';

/**
 * Ties the name mentions of an article into figures: full names first, whatever the order in the text, then surnames,
 * then bodies and their acronyms; then reads titles, ages and genders. Linear in the number of mentions.
 */
export function buildCast(
  text: string,
  sentences: readonly Sentence[],
  mentions: readonly NameMention[],
  lexicon: SpeakerLexicon,
): Cast {
  const cast: Cast = { figures: [], figureOf: mentions.map(() => null) };
  const byWord = new Map<string, Figure[]>();
  tieFullNames(text, mentions, cast, byWord, lexicon);
  tieShortNames(text, mentions, cast, byWord, lexicon);
  tieBodies(text, mentions, cast);
  mentions.forEach((mention, i) => {
    const figure = cast.figureOf[i];
    if (figure) describeFigure(figure, mention, sentences[mention.sentence]!, mentions[i + 1], lexicon);
  });
  for (const figure of cast.figures) if (figure.kind === 'person') figure.gender ??= genderOfGivenName(figure, lexicon);
  voteByPronouns(sentences, mentions, cast, lexicon);
  for (const figure of cast.figures) {
    // Unknown words in capitals that are also used by their last word alone are a person's name.
    const surname = figure.parsed.words[figure.parsed.words.length - 1];
    if (!figure.isCertain && [...figure.forms].some((form) => foldNameWord(form) === surname)) figure.isCertain = true;
  }
  return cast;
}
