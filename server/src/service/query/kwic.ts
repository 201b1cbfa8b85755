import type { SearchHit } from '../../corpus/corpusTypes';
import { flatten } from '../displayText';

/** A piece of a line: searched for, or around it. */
export interface KwicPiece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** A keyword in its context. White space is folded; the text is never markup. */
export interface KwicLine {
  /** What stands before the keyword in its sentence, its end where that is long. */
  readonly left: string;
  /** The keyword; empty where the query asks for facts only. */
  readonly match: string;
  /** What follows, with further matches. */
  readonly right: readonly KwicPiece[];
}

/** Longest context on either side, in UTF-16 units. */
const maxLeft = 160;
const maxRight = 320;

/** The line of one of a hit's matches. A hit without marked words begins with its sentence on the right. */
export function kwicLine(hit: SearchHit, text: string, match = 0): KwicLine {
  const [first, ...others] = hit.matches.slice(match);
  if (first === undefined) {
    return { left: '', match: '', right: pieces(hit.start, hit.end, [], text) };
  }
  const before = text.slice(Math.max(hit.start, first.start - maxLeft), first.start);
  return {
    left: cutStart(flattenEdges(before), first.start - hit.start > maxLeft),
    match: flatten(text.slice(first.start, first.end)),
    right: pieces(first.end, hit.end, others, text),
  };
}

function pieces(start: number, end: number, matches: SearchHit['matches'], text: string): KwicPiece[] {
  const cut = Math.min(end, start + maxRight);
  const found: KwicPiece[] = [];
  let at = start;
  for (const match of matches) {
    if (match.start >= cut) break;
    if (match.start < at) continue;
    add(found, text.slice(at, match.start), false);
    add(found, text.slice(match.start, match.end), true);
    at = match.end;
  }
  if (at < cut) add(found, text.slice(at, cut), false);
  if (cut < end) add(found, '…', false);
  return found;
}

function add(found: KwicPiece[], text: string, isMatch: boolean): void {
  const flat = flattenEdges(text);
  if (flat !== '') found.push({ text: flat, isMatch });
}

/** Folded like any article text, but a space at either end stays, since the match follows. */
function flattenEdges(text: string): string {
  const flat = flatten(text);
  return `${/^\s/.test(text) && flat !== '' ? ' ' : ''}${flat}${/\s$/.test(text) ? ' ' : ''}`;
}

function cutStart(text: string, isCut: boolean): string {
  if (!isCut) return text;
  const space = text.indexOf(' ');
  return `…${space >= 0 && space < 20 ? text.slice(space) : text}`;
}
