import type { Description } from './description';
import type { Figure } from './figure';
import type { NameMention } from './findNames';
import { rangeWithin } from './ranges';
import type { Stage } from './stage';
import type { Word } from './words';

/** What somebody is called whom only a description names: its words, with the owner's full name for "his" and "Roe's". */
export function phraseOf(
  stage: Stage,
  description: Description,
  owner: NameMention | Word | null,
  ownerFigure: Figure | null,
): string {
  const { determiner, kind } = description;
  const start = kind === 'group' && owner === null ? description.nameStart : description.start;
  const isOffice = /^\s+of\s/.test(stage.text.slice(description.end, description.end + 6));
  const end =
    kind === 'group' || isOffice || description.determiner === 'indefinite' ? description.fullEnd : description.end;
  let phrase = stage.text.slice(start, end).replace(/\s+/g, ' ');
  if (owner !== null && !('words' in owner) && ownerFigure !== null) {
    phrase = `${ownerFigure.name}’s${phrase.slice(owner.form.length)}`;
  } else if (start === description.start && (determiner === 'definite' || determiner === 'indefinite')) {
    // "THE PRESIDENT:", the label of a turn, is "the president".
    phrase = isInCapitals(phrase) ? phrase.toLowerCase() : phrase[0]!.toLowerCase() + phrase.slice(1);
  } else if (
    owner === null &&
    /^\p{Lu}\p{Ll}/u.test(phrase) &&
    isSentenceStart(stage, start) &&
    !isNameAt(stage, start) &&
    !/^(?:mon|tues|wednes|thurs|fri|satur|sun)day/i.test(phrase)
  ) {
    phrase = phrase[0]!.toLowerCase() + phrase.slice(1);
  }
  return phrase;
}

/** Whether a phrase of two words and more is written in capitals, as the labels of a transcript's turns are. */
export function isInCapitals(phrase: string): boolean {
  return phrase.includes(' ') && !/\p{Ll}/u.test(phrase);
}

function isSentenceStart(stage: Stage, offset: number): boolean {
  const sentence = stage.sentenceAt(offset);
  return sentence !== null && stage.sentences[sentence]!.words[0]?.start === offset;
}

function isNameAt(stage: Stage, offset: number): boolean {
  const sentence = stage.sentenceAt(offset);
  const names = sentence === null ? [] : stage.namesOf(sentence);
  const [from, to] = rangeWithin(names, { start: offset, end: offset + 1 });
  return from < to;
}
