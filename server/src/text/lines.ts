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
  let row = 0;
  let blanks = 0;
  let from = start;
  for (let at = start; at <= end; at++) {
    const code = at < end ? text.charCodeAt(at) : 0x0a;
    if (code > 0x0d && code < 0x2028) continue;
    if (code !== 0x0a && code !== 0x0d && code !== 0x0c && code !== 0x2028 && code !== 0x2029) continue;
    const trimmed = trimSpan(text, from, at);
    if (trimmed.end > trimmed.start) {
      lines.push({ ...trimmed, row, blanksBefore: blanks });
      blanks = 0;
    } else {
      blanks++;
    }
    row++;
    if (code === 0x0d && at + 1 < end && text.charCodeAt(at + 1) === 0x0a) at++;
    from = at + 1;
  }
  return lines;
}
