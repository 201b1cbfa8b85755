import type { Span } from './span';

/** A line of a text, trimmed of white space (invisible characters count as such) at both edges. */
export interface Line extends Span {
  /** Index among all lines, blank ones counted. */
  readonly row: number;
  /** Number of blank lines right before it. */
  readonly blanksBefore: number;
}

/** Whether a code unit is white space or invisible: Unicode spaces, zero-width characters, soft hyphen, BOM. */
export function isSpaceCode(code: number): boolean {
  if (code <= 0x20) return true;
  if (code < 0x7f) return false;
  return (
    (code >= 0x7f && code <= 0xa0) ||
    code === 0xad ||
    code === 0x1680 ||
    code === 0x180e ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x206f) ||
    code === 0x3000 ||
    code === 0xfeff ||
    code === 0xfffc
  );
}

/** The span without white space at its edges; empty (at `start`) where it is all white space. */
export function trimSpan(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && isSpaceCode(text.charCodeAt(from))) from++;
  while (to > from && isSpaceCode(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

/** The lines of `text` within `[start, end)` that are not blank. Breaks at LF, CRLF, CR, U+2028, U+2029 and form feed. */
export function splitLines(text: string, start = 0, end = text.length): Line[] {
  const lines: Line[] = [];
  // Where each kind of break comes next: looking for one character is many times faster than reading each.
  const next = breaks.map((mark) => indexIn(text, mark, start, end));
  let row = 0;
  let blanks = 0;
  let from = start;
  while (from <= end) {
    let at = end;
    for (const index of next) if (index < at) at = index;
    const trimmed = trimSpan(text, from, at);
    if (trimmed.end > trimmed.start) {
      lines.push({ start: trimmed.start, end: trimmed.end, row, blanksBefore: blanks });
      blanks = 0;
    } else {
      blanks++;
    }
    row++;
    from = at + 1;
    if (text.charCodeAt(at) === 0x0d && from < end && text.charCodeAt(from) === 0x0a) from++;
    for (let i = 0; i < breaks.length; i++) if (next[i]! < from) next[i] = indexIn(text, breaks[i]!, from, end);
  }
  return lines;
}

/** The first place of `mark` in `[from, end)`; `end` where there is none. */
function indexIn(text: string, mark: string, from: number, end: number): number {
  const index = from < end ? text.indexOf(mark, from) : -1;
  return index < 0 || index > end ? end : index;
}

const breaks = ['\n', '\r', '\f', '\u2028', '\u2029'];
