import type { Span } from './span';

/** An HTML page made readable at its own offsets. */
export interface ReadableHtml {
  /** As long as the page: markup blanked, entities in place, breaks only where blocks begin and end. */
  readonly text: string;
  /** The markup and what it hides, in order. */
  readonly markup: readonly Span[];
  /** What the head of the page says, with where it says it. */
  readonly facts: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
}

const blocks = new Set(
  'p div h1 h2 h3 h4 h5 h6 li ul ol tr td th table br hr article section header main blockquote figure figcaption dl dt dd pre body html head title center'.split(
    ' ',
  ),
);
const hidden = new Set('script style nav footer aside button noscript svg select template iframe head'.split(' '));
const maxTagLength = 5000;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  shy: '\u00ad',
  copy: '©',
  euro: '€',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  ocirc: 'ô',
  ucirc: 'û',
  icirc: 'î',
  Eacute: 'É',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  aacute: 'á',
  ntilde: 'ñ',
  iquest: '¿',
  iexcl: '¡',
};

/** Whether a text is an HTML page, by its name or its first tag. */
export function isHtml(text: string, path: string): boolean {
  return /\.x?html?$/i.test(path) || /^\s*<(?:!doctype html|html[\s>])/i.test(text.slice(0, 200));
}

/** Blanks the tags of a page, and what scripts, menus and footers hold, at the offsets of the page. One pass. */
export function readHtml(page: string): ReadableHtml {
  const pieces: string[] = [];
  const markup: Span[] = [];
  const facts: { name: string; value: string; span: Span }[] = [];
  let hiddenTag: string | null = null;
  let at = 0;
  let titleFrom = -1;
  const blank = (from: number, to: number, filler: string): void => {
    if (to <= from) return;
    pieces.push(filler, ' '.repeat(Math.max(0, to - from - filler.length)));
    const last = markup[markup.length - 1];
    if (last !== undefined && last.end === from) markup[markup.length - 1] = { start: last.start, end: to };
    else markup.push({ start: from, end: to });
  };
  while (at < page.length) {
    const open = page.indexOf('<', at);
    const textEnd = open < 0 ? page.length : open;
    if (hiddenTag !== null) blank(at, textEnd, '');
    else pushText(pieces, page.slice(at, textEnd));
    at = textEnd;
    if (open < 0) break;
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]*)/.exec(page.slice(open, open + 40));
    if (tag === null && !page.startsWith('<!', open) && !page.startsWith('<?', open)) {
      if (hiddenTag !== null) blank(open, open + 1, '');
      else pieces.push('<');
      at = open + 1;
      continue;
    }
    const end = markupEnd(page, open);
    if (end < 0) {
      if (hiddenTag !== null) blank(open, open + 1, '');
      else pieces.push('<');
      at = open + 1;
      continue;
    }
    const name = tag?.[2]?.toLowerCase() ?? '';
    const isClosing = tag?.[1] === '/';
    if (name === 'meta') facts.push(...metaFact(page, open, end));
    if (name === 'title') {
      if (!isClosing) titleFrom = end;
      else if (titleFrom >= 0) {
        facts.push({
          name: 'title',
          value: decodeEntities(page.slice(titleFrom, open)),
          span: { start: titleFrom, end: open },
        });
        titleFrom = -1;
      }
    }
    blank(open, end, blocks.has(name) && hiddenTag === null ? '\n' : ' ');
    if (hiddenTag === null) {
      if (!isClosing && hidden.has(name) && !page.startsWith('/>', end - 2)) hiddenTag = name;
    } else if ((isClosing && name === hiddenTag) || (hiddenTag === 'head' && name === 'body')) hiddenTag = null;
    at = end;
  }
  return { text: pieces.join(''), markup, facts };
}

/** End of the tag or comment that opens at `open`; -1 where none closes it within a tag's length. */
function markupEnd(page: string, open: number): number {
  if (page.startsWith('<!--', open)) {
    const close = page.indexOf('-->', open + 4);
    return close < 0 ? page.length : close + 3;
  }
  const close = page.slice(open, open + maxTagLength).indexOf('>');
  return close < 0 ? -1 : open + close + 1;
}

function metaFact(page: string, open: number, end: number): { name: string; value: string; span: Span }[] {
  const tag = page.slice(open, end);
  const name = /(?:property|name|itemprop)\s*=\s*["']([^"']{1,80})["']/i.exec(tag)?.[1];
  const content = /content\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})')/i.exec(tag);
  const value = content?.[1] ?? content?.[2];
  if (name === undefined || content === null || value === undefined) return [];
  const from = open + content.index + content[0].length - 1 - value.length;
  return [
    { name: name.toLowerCase(), value: decodeEntities(value).trim(), span: { start: from, end: from + value.length } },
  ];
}

/** Pushes text with its entities decoded, each padded in front to its length, and its line breaks made spaces. */
function pushText(pieces: string[], text: string): void {
  const flat = text.replace(/[\r\n\t]/g, ' ');
  if (!flat.includes('&')) {
    pieces.push(flat);
    return;
  }
  pieces.push(
    flat.replace(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);/gi, (entity) => {
      const char = decodeEntity(entity);
      return char === null ? entity : '\u200b'.repeat(entity.length - char.length) + char;
    }),
  );
}

function decodeEntity(entity: string): string | null {
  const body = entity.slice(1, -1);
  if (!body.startsWith('#')) return entities[body] ?? null;
  const code = /^#x/i.test(body) ? parseInt(body.slice(2), 16) : parseInt(body.slice(1), 10);
  if (code < 0x20 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return ' ';
  return String.fromCodePoint(code);
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);/gi, (entity) => decodeEntity(entity) ?? entity);
}
