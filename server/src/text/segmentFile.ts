import type { Article, Fact, FileContext, Genre, Passage, SegmentedFile } from './article';
import { divideArticles } from './articleRegions';
import { readDateline } from './dateline';
import { findResidue, isFurniture } from './furniture';
import { readHeader } from './header';
import { detectLanguage } from './language';
import { splitLines, trimSpan, type Line } from './lines';
import { agencyName, looksLikeOutlet, settingsOutlet } from './outlets';
import { splitSentences } from './sentences';
import type { Span } from './span';

/** Cuts a file's text into articles with their metadata, paragraphs and passages, and sets boilerplate apart. Never throws. */
export function segmentFile(text: string, context: FileContext): SegmentedFile {
  const lines = splitLines(text);
  const { regions, furnitureRows } = divideArticles(text, lines);
  const patterns = context.settings.boilerplate.flatMap((source) => {
    try {
      return [new RegExp(source, 'u')];
    } catch {
      // A pattern that does not parse is reported where the settings are read.
      return [];
    }
  });
  const isFurnitureLine = (line: Line): boolean => {
    if (furnitureRows.has(line.row)) return true;
    const words = text.slice(line.start, line.end);
    return isFurniture(words) || patterns.some((pattern) => pattern.test(words));
  };
  const articles: Article[] = [];
  const boilerplate: Span[] = [];
  for (const { lines: own } of regions) {
    const article = readArticle(text, own, isFurnitureLine, context, articles.length, regions.length > 1);
    if (article === null) boilerplate.push(...own.map(({ start, end }) => ({ start, end })));
    else articles.push(article);
  }
  return { articles, boilerplate };
}

function readArticle(
  text: string,
  allLines: readonly Line[],
  isFurnitureLine: (line: Line) => boolean,
  context: FileContext,
  index: number,
  hasSiblings: boolean,
): Article | null {
  const { settings } = context;
  const boilerplate: Span[] = [];
  const lines: Line[] = [];
  for (const line of allLines) {
    if (isFurnitureLine(line)) boilerplate.push({ start: line.start, end: line.end });
    else lines.push(line);
  }
  if (lines.length === 0) return null;
  const header = readHeader(text, lines, settings);
  boilerplate.push(...header.repeated);
  let bodyLines = lines.slice(header.bodyFrom);
  let { outlet, credit } = header;

  // An outlet in a line of its own at the very end.
  const last = bodyLines[bodyLines.length - 1];
  if (last !== undefined && bodyLines.length > 1) {
    const words = text.slice(last.start, last.end);
    const source = /^(?:source|quelle|fuente|источник|来源)\s*[:：]\s*(.+)$/iu.exec(words);
    if (source !== null && last.end - last.start <= 80) {
      const span = trimSpan(text, last.end - source[1]!.length, last.end);
      credit ??= { value: agencyName(source[1]!) ?? source[1]!, span, evidence: 'text' };
      bodyLines = bodyLines.slice(0, -1);
    } else if (looksLikeOutlet(words, settings)) {
      outlet ??= {
        value: settingsOutlet(words, settings) ?? words,
        span: { start: last.start, end: last.end },
        evidence: 'text',
      };
      bodyLines = bodyLines.slice(0, -1);
    }
  }

  const paragraphs: Span[] = [];
  const passages: Passage[] = [];
  const deckCount = header.decks.length;
  const bodyParagraphs = groupParagraphs(text, bodyLines);
  const first = bodyParagraphs[0];
  const dateline = first === undefined ? null : readDateline(text, first);
  if (dateline !== null && dateline.credit !== null) {
    const { start, end, name } = dateline.credit;
    const span = { start, end };
    // A header line and the dateline that name the same agency prove that the agency published the report.
    if (outlet === null && credit !== null && credit.value === name) outlet = credit;
    credit = { value: name, span, evidence: 'text' };
  }
  const sample =
    first === undefined
      ? (header.headline?.value ?? '')
      : text.slice(first.start, Math.min(first.start + 1500, bodyParagraphs[bodyParagraphs.length - 1]!.end));
  const language = settings.language ?? detectLanguage(sample);

  if (header.headline !== null && header.headline.span !== null) {
    passages.push({ ...header.headline.span, paragraph: -1, role: 'headline' });
  }
  let speakerLabels = 0;
  let ledeParagraph = -1;
  for (const [nth, whole] of [...header.decks, ...bodyParagraphs].entries()) {
    const residue = findResidue(text, whole);
    boilerplate.push(...residue);
    let from = whole.start;
    for (const cut of [...residue, { start: whole.end, end: whole.end }]) {
      const piece = trimTail(text, trimSpan(text, from, cut.start));
      from = cut.end;
      if (piece.end <= piece.start) continue;
      const paragraph = paragraphs.length;
      paragraphs.push(piece);
      const isSubhead = nth < deckCount || isHeading(text, piece);
      if (!isSubhead && ledeParagraph < 0) ledeParagraph = paragraph;
      if (/^(?:[\p{Lu}][\p{Lu}\p{M}.'’ -]{1,40}|[QA]):\s/u.test(text.slice(piece.start, piece.start + 50)))
        speakerLabels++;
      const role = isSubhead ? 'subhead' : paragraph === ledeParagraph ? 'lede' : 'body';
      for (const sentence of splitSentences(text, piece, language)) passages.push({ ...sentence, paragraph, role });
    }
  }
  if (paragraphs.length === 0 && header.headline === null) return null;

  boilerplate.sort((a, b) => a.start - b.start);
  const edges = [...lines, ...(hasSiblings ? [] : [])];
  const headline = fromMetadata(context.metadata?.headline, index, hasSiblings) ?? header.headline;
  return {
    index,
    start: edges[0]!.start,
    end: edges[edges.length - 1]!.end,
    headline,
    outlet: fromMetadata(context.metadata?.outlet, index, hasSiblings) ?? outlet ?? outletByPath(context),
    date: fromMetadata(context.metadata?.date, index, hasSiblings) ?? header.date,
    dateline:
      dateline === null
        ? null
        : { value: text.slice(dateline.place.start, dateline.place.end), span: dateline.place, evidence: 'text' },
    byline: fromMetadata(context.metadata?.byline, index, hasSiblings) ?? header.byline,
    credit,
    url: fromMetadata(context.metadata?.url, index, hasSiblings) ?? header.url,
    language,
    genre: genreOf(headline?.value ?? '', header.isOpinion, speakerLabels, paragraphs.length),
    paragraphs,
    passages,
    boilerplate: boilerplate.filter(
      (span) => span.start >= edges[0]!.start && span.end <= edges[edges.length - 1]!.end,
    ),
  };
}

function fromMetadata(value: string | undefined, index: number, hasSiblings: boolean): Fact<string> | null {
  void index;
  // A row for the file speaks of its one article; of several it can only mean what they share.
  if (value === undefined || hasSiblings) return null;
  return { value, span: null, evidence: 'metadata' };
}

function outletByPath(context: FileContext): Fact<string> | null {
  for (const { name, paths } of context.settings.outlets) {
    if (paths.some((path) => context.path.startsWith(path.replace(/\*.*$/, '')))) {
      return { value: name, span: null, evidence: 'settings' };
    }
  }
  return null;
}

/** Joins hard-wrapped lines; otherwise each line is a paragraph. */
function groupParagraphs(text: string, lines: readonly Line[]): Span[] {
  let wrapped = 0;
  let adjacent = 0;
  for (let index = 1; index < lines.length; index++) {
    const [before, line] = [lines[index - 1]!, lines[index]!];
    if (line.blanksBefore > 0) continue;
    adjacent++;
    const length = before.end - before.start;
    if (length >= 40 && length <= 110 && !/[.!?:"”»]$/.test(text.slice(before.end - 1, before.end))) wrapped++;
  }
  const isWrapped = adjacent >= 2 && wrapped >= 0.5 * adjacent;
  const paragraphs: Span[] = [];
  for (const line of lines) {
    const last = paragraphs[paragraphs.length - 1];
    if (isWrapped && last !== undefined && line.blanksBefore === 0) {
      paragraphs[paragraphs.length - 1] = { start: last.start, end: line.end };
    } else {
      paragraphs.push({ start: line.start, end: line.end });
    }
  }
  return paragraphs;
}

/** Cuts the mark that closes a report (■, ▪, ###, -30-) off a paragraph. */
function trimTail(text: string, span: Span): Span {
  const tail = text.slice(Math.max(span.start, span.end - 12), span.end);
  const mark = /[\s\u00a0]*(?:[■▪●◆□♦]+|###|-30-|\(END\)|\[END\])$/u.exec(tail);
  return mark === null ? span : trimSpan(text, span.start, span.end - mark[0].length);
}

/** A section heading: short, no full stop, no quotation. */
function isHeading(text: string, span: Span): boolean {
  if (span.end - span.start > 90) return false;
  const words = text.slice(span.start, span.end);
  return (
    !/[.!?…:;,"“”«»„。！？：」』]/u.test(words.slice(-1)) && !/["“„«「]/u.test(words) && words.split(/\s+/).length <= 12
  );
}

function genreOf(headline: string, isOpinion: boolean, speakerLabels: number, paragraphCount: number): Genre {
  if (speakerLabels >= 3 && speakerLabels >= 0.2 * paragraphCount) return 'transcript';
  if (/^(?:transcript|remarks by|press briefing by|wortprotokoll|стенограмма)\b/iu.test(headline)) return 'transcript';
  if (
    /\b(?:communiqué|communique|joint statement|press release|statement (?:by|of|from|on)|pressemitteilung|erklärung|comunicado|заявление|коммюнике)(?![\p{L}])/iu.test(
      headline,
    )
  )
    return 'communique';
  return isOpinion ? 'opinion' : 'report';
}
