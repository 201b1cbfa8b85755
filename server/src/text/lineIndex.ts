/** Offsets at which the lines of `text` start; CRLF, LF and CR each end a line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) starts.push(i + 1);
    else if (code === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
  }
  return starts;
}

/** The zero-based line and UTF-16 character of an offset; offsets past the end give the end. */
export function positionAt(starts: readonly number[], offset: number): { line: number; character: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - starts[low]! };
}

/** The offset of a zero-based line and character, clamped to the line (before its break) and the text. */
export function offsetAt(text: string, starts: readonly number[], line: number, character: number): number {
  if (line < 0) return 0;
  const start = starts[line];
  if (start === undefined) return text.length;
  let end = starts[line + 1] ?? text.length;
  if (line + 1 < starts.length) {
    if (text.charCodeAt(end - 1) === 10) end--;
    if (end > start && text.charCodeAt(end - 1) === 13) end--;
  }
  return Math.min(start + Math.max(0, character), end);
}
