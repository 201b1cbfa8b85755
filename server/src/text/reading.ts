import { readFrontMatter, type FrontMatterFact } from './frontMatter';
import { findResidue } from './furniture';
import { isHtml, readHtml } from './html';
import type { Span } from './span';

/** A file's text as a reader sees it: every code unit at its own offset, what is no text blanked. */
export interface Reading {
  /** As long as the file's text. */
  readonly text: string;
  /** What was blanked (markup, front matter, template residue), in order, disjoint. */
  readonly blanked: readonly Span[];
  readonly frontMatter: readonly FrontMatterFact[];
  /** What the head of an HTML page says. */
  readonly pageFacts: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
}

/** Makes a text readable at its own offsets. Plain text without markup comes back as it is. */
export function readingOf(text: string, path: string): Reading {
  if (isHtml(text, path)) {
    const { text: readable, markup, facts } = readHtml(text);
    return { text: readable, blanked: markup, frontMatter: [], pageFacts: facts };
  }
  const matter = text.startsWith('---') || /\.(?:md|markdown)$/i.test(path) ? readFrontMatter(text) : null;
  let blanked: Span[] = matter === null ? [] : [matter.span];
  const from = matter?.span.end ?? 0;
  if (text.includes('{{', from) || text.includes('{%', from) || text.includes('<!--', from)) {
    blanked = blanked.concat(findResidue(text, { start: from, end: text.length }));
  }
  if (/\.(?:md|markdown)$/i.test(path)) blanked = blanked.concat(markdownMarks(text, from));
  blanked.sort((a, b) => a.start - b.start);
  const disjoint = blanked.filter((span, index) => index === 0 || span.start >= blanked[index - 1]!.end);
  return { text: blankOut(text, disjoint), blanked: disjoint, frontMatter: matter?.facts ?? [], pageFacts: [] };
}

/** The text in which extraction and search read: as {@link readingOf} has it, with the file's own line breaks. */
export function readableText(text: string, path: string): string {
  const reading = readingOf(text, path);
  if (reading.text === text) return text;
  return blankOut(text, reading.blanked, reading.text);
}

/** Replaces spans by spaces but for line breaks; what lies between is taken from `source`. */
function blankOut(text: string, spans: readonly Span[], source = text): string {
  if (spans.length === 0) return source;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    pieces.push(withBreaks(text, source, at, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  pieces.push(withBreaks(text, source, at, text.length));
  return pieces.join('');
}

function withBreaks(text: string, source: string, start: number, end: number): string {
  const piece = source.slice(start, end);
  if (source === text || !/[\r\n]/.test(text.slice(start, end))) return piece;
  let out = '';
  for (let at = start; at < end; at++) {
    const char = text[at]!;
    out += char === '\n' || char === '\r' ? char : source[at]!;
  }
  return out;
}

/** Heading marks, quote marks at line starts, the targets of links, pictures. */
function markdownMarks(text: string, from: number): Span[] {
  const found: Span[] = [];
  const pattern = /^[ \t]{0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+)|(!?)\[([^\]\n]{1,200})\]\([^)\n]{0,500}\)/gm;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole, mark, words] = match;
    const end = match.index + whole.length;
    if (words === undefined || mark === '!') found.push({ start: match.index, end });
    else found.push({ start: match.index, end: match.index + 1 }, { start: match.index + 1 + words.length, end });
  }
  return found;
}
