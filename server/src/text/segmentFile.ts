import type { Article, FileContext, SegmentedFile } from './article';
import { divideArticles } from './articleRegions';
import type { EditedSpans } from './editedSpans';
import { isFurniture } from './furniture';
import { compileLinePattern, type LinePattern } from './linePattern';
import { splitLines, type Line } from './lines';
import { readExport } from './pressExport';
import { readArticle } from './readArticle';
import { readingOf } from './reading';
import type { Span } from './span';

/** Longest text that is segmented, in code units; what lies behind it is left out and noted. */
export const maxSegmentedLength = 8 * 1024 * 1024;

/**
 * Cuts a file's text into articles with their metadata, paragraphs and passages, and sets boilerplate apart. Facts come
 * from `metadata.csv`, front matter, the text, the settings and the path, in this order. Linear; never throws.
 * @param sentences remembers those of the paragraphs of a text that is being edited
 */
export function segmentFile(
  text: string,
  context: FileContext,
  sentences: EditedSpans<readonly Span[]> | null = null,
): SegmentedFile {
  const isCut = text.length > maxSegmentedLength;
  const reading = readingOf(isCut ? text.slice(0, maxSegmentedLength) : text, context.path);
  const lines = splitLines(reading.text);
  const documents = readExport(reading.text, lines);
  const { regions, furnitureRows, preamble } =
    documents === null
      ? divideArticles(reading.text, lines)
      : { regions: documents.map((document) => document.lines), furnitureRows: new Set<number>(), preamble: lines };
  const patterns = settingsPatterns(context.settings.boilerplate);
  const isFurnitureLine = (line: Line): boolean => {
    if (furnitureRows.has(line.row)) return true;
    if (line.end - line.start > 400) return false;
    const words = reading.text.slice(line.start, line.end);
    return isFurniture(words) || patterns.some((pattern) => pattern.test(words));
  };
  const articles: Article[] = [];
  const outside: Span[] = preamble.map(({ start, end }) => ({ start, end }));
  for (const [nth, own] of regions.entries()) {
    const article = readArticle({
      reading,
      lines: own,
      isFurniture: isFurnitureLine,
      context,
      ...(documents === null ? {} : { exported: documents[nth]! }),
      index: articles.length,
      hasSiblings: regions.length > 1,
      sentences,
    });
    if (article !== null) articles.push(article);
    for (const { start, end } of own) outside.push({ start, end });
  }
  for (const span of reading.blanked) outside.push(span);
  return {
    articles,
    boilerplate: outsideOf(articles, outside),
    notes: isCut ? [`Only the first ${maxSegmentedLength / (1024 * 1024)} million characters are read.`] : [],
  };
}

/** The spans that overlap no article, in order. */
function outsideOf(articles: readonly Span[], spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  const found: Span[] = [];
  let next = 0;
  for (const span of sorted) {
    while (next < articles.length && articles[next]!.end <= span.start) next++;
    const last = found[found.length - 1];
    if (last !== undefined && span.start < last.end) continue;
    if (next >= articles.length || articles[next]!.start >= span.end) found.push(span);
  }
  return found;
}

const compiled = new Map<string, LinePattern | null>();

/** The boilerplate patterns of the settings; those that cannot be used were reported where the settings were read. */
function settingsPatterns(sources: readonly string[]): LinePattern[] {
  return sources.flatMap((source) => {
    let pattern = compiled.get(source);
    if (pattern === undefined) {
      const made = compileLinePattern(source);
      pattern = 'error' in made ? null : made;
      if (compiled.size > 1000) compiled.clear();
      compiled.set(source, pattern);
    }
    return pattern === null ? [] : [pattern];
  });
}
