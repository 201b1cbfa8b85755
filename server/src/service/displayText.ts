/** Article text on one line: white space folded, control and bidirectional override characters dropped. */
export function flatten(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** At most `width` characters of flattened text, cut at a word where one is near, with an ellipsis. */
export function shorten(text: string, width: number): string {
  const flat = flatten(text);
  if (flat.length <= width) return flat;
  const cut = flat.slice(0, width - 1);
  const space = cut.lastIndexOf(' ');
  return (space > width * 0.6 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '')) + '…';
}

/** The day of an ISO date, as shown to people. */
export function dayOf(date: string | null): string | null {
  return date === null ? null : date.slice(0, 10);
}
