import type { Article } from '../text/article';
import type { EditedSpans } from '../text/editedSpans';
import type { Span } from '../text/span';
import type { DirectSpan } from './directSpan';
import type { ExtractionNote } from './quoteTypes';
import { classifyMark, closerOf, mayBeMark, type MarkKind } from './quoteMarks';
import { looksLikeSpeech } from './looksLikeSpeech';

/** Marks nested deeper than this are read as text: no newspaper nests more than three. */
const maxDepth = 6;

interface OpenMark {
  readonly kind: MarkKind;
  readonly start: number;
  readonly innerStart: number;
  /** How many spans were found before this one opened: those after it lie within it. */
  readonly spansBefore: number;
}

type MutableSpan = { -readonly [K in keyof DirectSpan]: DirectSpan[K] };

/**
 * Finds what stands in quote marks in the article's headline and paragraphs, in all marks of {@link classifyMark},
 * sorted by start (outer before inner). A mark that the paragraph does not close is a quotation only where the next
 * paragraph reopens it or where it opens a sentence; the rest are noted. Linear in the article's length.
 * @param memo remembers those of paragraphs that close their marks, while a text is being edited
 */
export function findDirectSpans(
  text: string,
  article: Pick<Article, 'headline' | 'paragraphs'>,
  memo: EditedSpans<readonly DirectSpan[]> | null = null,
): { spans: DirectSpan[]; notes: ExtractionNote[] } {
  const spans: DirectSpan[] = [];
  const notes: ExtractionNote[] = [];
  const headline = article.headline?.span;
  const read = (paragraph: Span, index: number, next: Span | null): void => {
    const known = memo?.known(paragraph.start, paragraph.end, index);
    const found =
      known === undefined
        ? spansOfParagraph(text, paragraph, index, next, notes)
        : { spans: known, dependsOnNext: false };
    if (!found.dependsOnNext) memo?.keep(paragraph.start, paragraph.end, index, found.spans);
    for (const span of found.spans) spans.push(span);
  };
  if (headline) read(headline, -1, null);
  article.paragraphs.forEach((paragraph, index) => read(paragraph, index, article.paragraphs[index + 1] ?? null));
  return { spans, notes };
}

function spansOfParagraph(
  text: string,
  paragraph: Span,
  index: number,
  next: Span | null,
  notes: ExtractionNote[],
): { readonly spans: readonly DirectSpan[]; readonly dependsOnNext: boolean } {
  const found: MutableSpan[] = [];
  const open: OpenMark[] = [];
  const addSpan = (mark: OpenMark, innerEnd: number, end: number, flags: { closed: boolean; continues: boolean }) => {
    const inner = { start: mark.innerStart, end: Math.max(mark.innerStart, innerEnd) };
    if (!/[\p{L}\p{N}]/u.test(text.slice(inner.start, Math.min(inner.end, inner.start + 200)))) return;
    found.push({
      start: mark.start,
      end,
      inner,
      paragraph: index,
      depth: 0,
      role: 'speech',
      ...flags,
    });
  };
  const isOpen = (kind: MarkKind) => lastOpen(open, kind) >= 0;
  let i = paragraph.start;
  while (i < paragraph.end) {
    const mark = mayBeMark(text.charCodeAt(i)) ? classifyMark(text, i, paragraph, isOpen) : null;
    if (mark === null) {
      i++;
      continue;
    }
    const { kind, side, length } = mark;
    if (side === 'open') {
      // The same mark again without a close between: with marks that look alike on both sides a close is missing.
      const top = open[open.length - 1];
      if (top !== undefined && top.kind === kind && closerOf(kind) === 'same') open.pop();
      if (open.length < maxDepth) open.push({ kind, start: i, innerStart: i + length, spansBefore: found.length });
    } else {
      const at = lastOpen(open, kind);
      if (at >= 0) {
        const opener = open[at]!;
        open.length = at;
        addSpan(opener, i, i + length, { closed: true, continues: false });
      }
    }
    i += length;
  }
  // What is still open: only the outermost can be a speech that goes on.
  const first = open.find((mark) => mark.kind !== 'single' && mark.kind !== 'straightSingle');
  if (first !== undefined) {
    const reopened = next !== null && opensWith(text, next, first.kind);
    const isWhole =
      /^\s*$/.test(text.slice(paragraph.start, Math.min(first.start, paragraph.start + 40))) &&
      first.start - paragraph.start < 40;
    const afterColon = /[:,]\s{0,3}$/.test(text.slice(Math.max(paragraph.start, first.start - 4), first.start));
    if (reopened || isWhole || afterColon) {
      const end = trimEnd(text, first.innerStart, paragraph.end);
      if (end > first.innerStart) addSpan(first, end, end, { closed: false, continues: reopened });
      if (!reopened)
        notes.push({ start: first.start, end: first.innerStart, message: 'This quotation mark is not closed.' });
    } else notes.push({ start: first.start, end: first.innerStart, message: 'This quotation mark is not closed.' });
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const ends: number[] = [];
  for (const span of found) {
    while (ends.length > 0 && ends[ends.length - 1]! <= span.start) ends.pop();
    span.depth = ends.length;
    ends.push(span.end);
    span.role = looksLikeSpeech(text, span, paragraph) ? 'speech' : 'scare';
  }
  return { spans: found, dependsOnNext: first !== undefined };
}

function lastOpen(open: readonly OpenMark[], kind: MarkKind): number {
  for (let i = open.length - 1; i >= 0; i--) if (open[i]!.kind === kind) return i;
  return -1;
}

/** Whether a paragraph begins with an opening mark of that kind; French newspapers reopen with the closing guillemet. */
function opensWith(text: string, paragraph: Span, kind: MarkKind): boolean {
  let i = paragraph.start;
  while (i < paragraph.end && /\s/.test(text[i]!)) i++;
  if (kind === 'guillemet' && text[i] === '»') return true;
  const mark = classifyMark(text, i, paragraph, () => false);
  return mark !== null && mark.side === 'open' && mark.kind === kind;
}

function trimEnd(text: string, start: number, end: number): number {
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return end;
}
