import { foldNameWord, namedBy } from '../../text/personNames';
import { addNamedFigure, nameText, type Cast, type Figure } from './figure';
import type { NameMention } from './findNames';

/** Ties the names of bodies and places into figures, with their acronyms and short forms. */
export function tieBodies(text: string, mentions: readonly NameMention[], cast: Cast): void {
  const byKey = new Map<string, Figure>();
  const byAcronym = new Map<string, Figure>();
  const byTail = new Map<string, Figure>();
  const named = (mention: NameMention): string[] => {
    const words: string[] = [];
    for (const form of mention.words) {
      const word = foldNameWord(form);
      if (word !== '' && word !== 'the') words.push(word);
    }
    return words;
  };
  const isBody = (i: number): boolean => {
    const { kind } = mentions[i]!;
    return cast.figureOf[i] === null && (kind === 'body' || kind === 'place');
  };
  // Longest names first would need a sort; two passes do: names of several words, then acronyms and short forms.
  mentions.forEach((mention, i) => {
    if (!isBody(i) || mention.words.length < 2) return;
    const words = named(mention);
    const key = words.join(' ');
    const figure = byKey.get(key) ?? newBody(text, cast, mention, key, byKey);
    enterBody(cast, i, mention, figure);
    const letters = words
      .filter((word) => !smallWords.has(word))
      .map((word) => word[0] ?? '')
      .join('');
    if (words.length < 14 && !byAcronym.has(letters)) byAcronym.set(letters, figure);
    for (let from = 1; from < words.length - 1 && from < 8; from++) {
      const tail = words.slice(from).join(' ');
      if (!byTail.has(tail)) byTail.set(tail, figure);
    }
    const next = mentions[i + 1];
    const between = next && next.start - mention.end < 6 ? text.slice(mention.end, next.start) : '';
    if (
      next?.words.length === 1 &&
      /^(?:['’]s)?\s?[([]$/.test(between) &&
      /^\p{Lu}[\p{L}\p{N}&.-]*$/u.test(next.words[0] ?? '')
    ) {
      const acronym = foldNameWord(next.words[0] ?? '');
      byAcronym.set(acronym, figure);
      figure.acronym = acronym;
    }
  });
  mentions.forEach((mention, i) => {
    if (!isBody(i)) {
      const figure = cast.figureOf[i];
      if (figure?.kind !== 'body' || mention.words.length < 2) return;
      const own = named(mention).join(' ');
      const whole = byTail.get(own);
      if (whole !== undefined && whole !== figure && byKey.get(own) === figure) {
        cast.figureOf[i] = whole;
        whole.forms.add(figure.name);
      }
      return;
    }
    const words = named(mention);
    const key = words.join(' ');
    const isAcronym = /^\p{Lu}[\p{Lu}\p{N}&.-]+$/u.test(mention.words[0] ?? '') && words.length === 1;
    const figure =
      (isAcronym && key.length > 1 ? byAcronym.get(key) : undefined) ??
      byKey.get(key) ??
      newBody(text, cast, mention, key, byKey);
    enterBody(cast, i, mention, figure);
    const form = nameText(text, mention);
    if (figure.name !== form) figure.forms.add(form);
  });
}

function newBody(text: string, cast: Cast, mention: NameMention, key: string, byKey: Map<string, Figure>): Figure {
  const figure = addNamedFigure(text, cast, mention, namedBy(key.split(' ')));
  // "Americans", "Democrats" are people, not a body.
  figure.kind =
    mention.kind === 'place' && /[^su]s$/.test(key) && !key.includes(' ') && key !== figure.name ? 'group' : 'body';
  figure.isFullName = true;
  byKey.set(key, figure);
  return figure;
}

function enterBody(cast: Cast, i: number, mention: NameMention, figure: Figure): void {
  cast.figureOf[i] = figure;
  figure.nameCount += mention.isQuoted ? 0 : 1;
}

const smallWords = new Set(['of', 'the', 'for', 'and', 'in', 'on', 'to', 'at', 'de', 'la', 'und', 'der', 'des']);
