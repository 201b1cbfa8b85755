/** Attributes of an element; `class`, `title` and ARIA as attributes, `on…` as listeners, `undefined` and `false` left out. */
export type ElementProperties = Readonly<
  Record<string, string | number | boolean | undefined | ((event: Event) => void)>
>;

/**
 * Makes an element. Children that are strings become text, so that no word of an article is ever parsed as markup; there
 * is no other way to put one into a page.
 */
export function element(
  tag: string,
  properties: ElementProperties = {},
  ...children: readonly (Node | string | null | undefined | false)[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(name.replace(/^on/, ''), value);
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(
    ...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false),
  );
  return made;
}

/** Replaces `{0}`, `{1}` … of a translated text. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}

/** The name of a file, for what has no better name. */
export function fileName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    // A lone "%" in a name: shown as it is.
    return last;
  }
}
