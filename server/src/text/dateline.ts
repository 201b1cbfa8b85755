import { agencyName } from './outlets';
import { monthByName } from './languageData';
import type { Span } from './span';

/** The opening of a report: where (and when) it was written, and the agency it names. */
export interface Dateline {
  /** From the first word to the dash, which is included. */
  readonly whole: Span;
  /** The place and day: `BEIJING, Jan. 7`. */
  readonly place: Span;
  /** The agency in brackets, with its usual name where known. */
  readonly credit: (Span & { readonly name: string }) | null;
}

const months = [...monthByName.keys()]
  .sort((a, b) => b.length - a.length)
  .map((name) => `[${name.charAt(0)}${name.charAt(0).toUpperCase()}]${name.slice(1)}`)
  .join('|');
const place = String.raw`(?:\p{Lu}[\p{Lu}\p{M}.'’-]*(?:[ /](?:\p{Lu}[\p{Lu}\p{M}.'’-]*|de|of|da|do|du|am|an der|на|и|AND))*|\p{Lu}[\p{L}\p{M}.'’-]+(?:[ -]\p{Lu}?[\p{L}\p{M}.'’-]+){0,3})`;
const region = String.raw`(?:, ?(?:\p{Lu}[\p{L}\p{M}.]*)(?: \p{Lu}[\p{L}\p{M}.]*){0,3})?`;
const day = String.raw`(?:[,.]? ?(?:(?:${months})\.? ?\d{1,2}(?:, ?\d{4})?|\d{1,2}\.? (?:de )?(?:${months})\.?(?: \d{4})?(?: года)?))?`;
const agency = String.raw`(?:\s?[.,]?\s?(?:\(([^()\n]{2,60})\)|\/([^/\n]{2,30})\/\.?))?`;
const dash = String.raw`(?:\s{0,2}(?:--?-?|[—–−]|:|\.\s?[-–—]{1,2}|\.(?=\s+[\p{Lu}«„“"]))\s|(?<=\))\s(?=[\p{Lu}«„“"]))`;
const pattern = new RegExp(`^(${place}${region}${day})${agency}${dash}`, 'u');
const looseDay = new RegExp(day.slice(0, -1) + '$', 'iu');
const chinesePattern =
  /^[（(]?([\u4e00-\u9fff]{2,4}社)([\u4e00-\u9fff]{2,8}?\d{1,2}月\d{1,2}日)(?:电|電|讯|訊)[）)]?\s?(?:[（(][^（）()]{1,40}[）)])?/u;

/** Reads the dateline that opens `paragraph`, or null. Title-case places count only with an agency or a day beside them. */
export function readDateline(text: string, paragraph: Span): Dateline | null {
  const opening = text.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + 160));
  const chinese = chinesePattern.exec(opening);
  if (chinese !== null) {
    const at = paragraph.start + opening.indexOf(chinese[1]!);
    const placeAt = at + chinese[1]!.length;
    return {
      whole: { start: paragraph.start, end: paragraph.start + chinese[0].length },
      place: { start: placeAt, end: placeAt + chinese[2]!.length },
      credit: { start: at, end: placeAt, name: agencyName(chinese[1]!) ?? chinese[1]! },
    };
  }
  const match = pattern.exec(opening);
  if (match === null) return null;
  const words = match[1]!;
  const named = (match[2] ?? match[3])?.trim();
  const credit = named === undefined ? null : creditName(named);
  const hasDay = looseDay.test(words) && /\d/.test(words);
  const city = words.split(',')[0]!;
  const isCapitals = city === city.toUpperCase() && /\p{L}{3}/u.test(city);
  if (match[0].trimEnd().endsWith(':') && credit === null) return null;
  if (match[0].trimEnd().endsWith('.') && !(isCapitals && (hasDay || credit !== null))) return null;
  if (named !== undefined && credit === null) return null;
  if (!isCapitals && credit === null && !hasDay) return null;
  if (match[0].trimEnd().endsWith(')') && agencyName(named ?? '') === null) return null;
  const creditAt = named === undefined ? -1 : paragraph.start + match[0].indexOf(named, words.length);
  return {
    whole: { start: paragraph.start, end: paragraph.start + match[0].trimEnd().length },
    place: {
      start: paragraph.start,
      end: paragraph.start + words.trimEnd().length - (/\p{L}{4}\.$/u.test(words) ? 1 : 0),
    },
    credit: credit === null ? null : { start: creditAt, end: creditAt + named!.length, name: credit },
  };
}

/** The agency that the brackets of a dateline name: a known one, or an unknown name of up to four words. */
function creditName(words: string): string | null {
  const known = agencyName(words);
  if (known !== null) return known;
  if (/[.!?;:]/.test(words) || (/^\p{Ll}/u.test(words) && !/^\p{Ll}{2,5}$/u.test(words))) return null;
  return words.split(/\s+/).length <= 4 && !/\d/.test(words) ? words : null;
}
