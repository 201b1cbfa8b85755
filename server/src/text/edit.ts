import type { Span } from './span';

/** One change of a text: `[start, end)` of the old text gave way to `[start, end + shift)` of the new one. */
export interface Edit extends Span {
  readonly shift: number;
}

/** The least single edit that turns one text into another. Linear. */
export function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  const most = shorter - start;
  while (same < most && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same))
    same++;
  return { start, end: before.length - same, shift: after.length - before.length };
}

/** Where a span of the old text lies in the new one: what is edited within it stays within, what is cut out of it is gone. */
export function shiftBehind({ start, end }: Span, { start: from, end: to, shift }: Edit): Span {
  const within = (offset: number) => Math.min(offset, to + shift);
  const movedStart = start >= to ? start + shift : start <= from ? start : within(start);
  const movedEnd = end <= from ? end : end >= to ? end + shift : within(end);
  return { start: movedStart, end: Math.max(movedStart, movedEnd) };
}
