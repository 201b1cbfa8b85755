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

/**
 * Makes article text inert in Markdown: every character that could begin markup, a link, HTML, an entity, an icon
 * (`$(…)`) or an automatic link (`://`, `www.`, `@`) is backslash-escaped, as CommonMark allows for ASCII punctuation.
 * White space is folded to single spaces, so that no text can open a block.
 */
export function escapeMarkdown(text: string): string {
  return flatten(text)
    .replace(/[\\`*_{}[\]()<>#|~!&$@"=]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\b(www)\./gi, '$1\\.')
    .replace(/\b(mailto|xmpp|javascript|command|data|file|vscode):/gi, '$1\\:')
    .replace(/^(\s*)([-+])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}
