/** Makes HTML as text, for what stands in a page before its script has run. Children are markup already: words go through `text`. */
export function markup(
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Markup[]
): Markup {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<${tag}${written.join('')}>${children.join('')}</${tag}>` as Markup;
}

/** HTML in which all text is escaped. */
export type Markup = string & { readonly isMarkup: true };

/** Words as markup. */
export function text(words: string): Markup {
  return escapeHtml(words) as Markup;
}

/** Text that means itself in an element as well as in an attribute. */
export function escapeHtml(words: string): string {
  return words.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
