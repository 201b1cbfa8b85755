import type { Span } from '../../text/span';
import type { NameMention } from './findNames';
import { WordFlag } from './vocabulary';
import type { Word } from './words';

/** Several names as one source: "Roe and Doe". */
export interface NameList {
  readonly form: 'names';
  readonly mentions: readonly NameMention[];
  readonly span: Span;
}

/** "John Roe, Ann Doe and Max Poe", "Nebraska and Oklahoma": two or more names with nothing but commas and "and" between. */
export function readNameList(
  words: readonly Word[],
  first: number,
  end: number,
  coreEnd: number,
  names: readonly NameMention[],
): NameList | null {
  const listed = names.filter(({ kind, isPossessive }) => kind !== 'title' && !isPossessive);
  const parts: NameMention[] = [];
  let sawAnd = false;
  for (const name of listed) {
    const previous = parts[parts.length - 1];
    if (previous === undefined) {
      // Only articles and titles may stand before the first name.
      if (name.titleFirstWord - first > 2) return null;
      parts.push(name);
      continue;
    }
    const between = words.slice(previous.lastWord + 1, name.titleFirstWord);
    const gap = words[previous.lastWord]!.gap;
    const isAnd = between.some(({ lower }) => andWords.has(lower));
    if (between.some(({ lower, flags }) => !andWords.has(lower) && (flags & WordFlag.Definite) === 0)) break;
    if (!isAnd && !/^,\s$/.test(gap)) break;
    if (name.titleFirstWord > end) break;
    sawAnd ||= isAnd;
    parts.push(name);
  }
  // "Roe and Doe" with "Roe, Springfield and …" left alone: an "and" must join them, and kinds must match.
  const isPerson = (name: NameMention) => name.kind === 'person' || name.kind === 'unknown';
  if (!sawAnd || parts.length < 2 || parts.length > 6) return null;
  if (new Set(parts.map(isPerson)).size > 1) return null;
  const lastPart = parts[parts.length - 1]!;
  // "Lake and Hill officials", "Frost and Lind analyst Ann Roe": the names only qualify what follows.
  const goesOn = lastPart.lastWord + 1 < end && words[lastPart.lastWord]!.gap === ' ';
  if (goesOn && lastPart.lastWord + 1 < coreEnd) return null;
  return { form: 'names', mentions: parts, span: { start: parts[0]!.titleStart, end: lastPart.end } };
}

const andWords = new Set(['and', 'und', 'et', 'y', 'e', 'и', 'or', 'as', 'well', '&']);
