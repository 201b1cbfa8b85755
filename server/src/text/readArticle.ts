import picomatch from 'picomatch';
import type { Article, CorpusSettings, Fact, FileContext, Genre, Passage, PassageRole } from './article';
import { readDateline, type Dateline } from './dateline';
import type { EditedSpans } from './editedSpans';
import { findDate } from './dates';
import { isRelatedHeading } from './furniture';
import { readHeader, sameWords, type Header } from './header';
import { detectLanguage } from './language';
import { trimSpan, type Line } from './lines';
import { settingsOutlet } from './outlets';
import type { Reading } from './reading';
import { splitSentences } from './sentences';
import type { Span } from './span';
import { readTail } from './tail';
import { readsAsSpeech } from './spokenText';

/** What an article is read from. */
export interface ArticleSource {
  readonly reading: Reading;
  /** The lines between this article's boundaries. */
  readonly lines: readonly Line[];
  readonly isFurniture: (line: Line) => boolean;
  readonly context: FileContext;
  readonly index: number;
  /** Header and body as a press database's export marks them, where the file is one. */
  readonly exported?: { readonly header: Header; readonly body: readonly Line[] };
  /** Whether the file holds other articles, of which its metadata cannot speak. */
  readonly hasSiblings: boolean;
  /** Remembers the sentences of paragraphs while a text is being edited. */
  readonly sentences: EditedSpans<readonly Span[]> | null;
}

/** Reads one article from its lines; null where they hold neither a headline nor running text. */
export function readArticle({
  reading,
  exported,
  lines: all,
  isFurniture,
  context,
  index,
  hasSiblings,
  sentences: memo,
}: ArticleSource): Article | null {
  const { text } = reading;
  const { settings } = context;
  const boilerplate: Span[] = [];
  const lines: Line[] = [];
  let isAfterRelated = false;
  for (const line of all) {
    const words = (): string => text.slice(line.start, Math.min(line.end, line.start + 200));
    if (isFurniture(line)) {
      boilerplate.push({ start: line.start, end: line.end });
      isAfterRelated = isRelatedHeading(words());
    } else if (isAfterRelated && line.end - line.start <= 120 && !/[.!?…]["”’»)]*$/u.test(words())) {
      // Headlines of other articles under "Related stories".
      boilerplate.push({ start: line.start, end: line.end });
    } else {
      isAfterRelated = false;
      lines.push(line);
    }
  }
  if (lines.length === 0) return null;
  const header = exported?.header ?? readHeader(text, lines, settings);
  boilerplate.push(...header.repeated);
  const belowHeader = exported === undefined ? lines.slice(header.bodyFrom) : exported.body;
  const tail = readTail(text, belowHeader, settings);
  const bodyLines = exported === undefined ? belowHeader.slice(0, tail.bodyCount) : belowHeader;
  const bodyParagraphs = groupParagraphs(text, bodyLines);
  const first = bodyParagraphs[0];
  const dateline = first === undefined ? null : readDateline(text, first);
  const language = settings.language ?? detectLanguage(sampleOf(text, header.headline?.value ?? '', bodyParagraphs));

  const paragraphs: Span[] = [];
  const passages: Passage[] = [];
  if (header.headline !== null && header.headline.span !== null) {
    passages.push({ ...header.headline.span, paragraph: -1, role: 'headline' });
  }
  let labels = 0;
  let lede = -1;
  for (const [nth, whole] of [...header.decks, ...bodyParagraphs].entries()) {
    const piece = trimTail(text, whole);
    if (piece.end <= piece.start) continue;
    const paragraph = paragraphs.length;
    paragraphs.push(piece);
    const isSubhead = nth < header.decks.length || isHeading(text, piece);
    if (!isSubhead && lede < 0) lede = paragraph;
    if (isSpeakerLine(text, piece)) labels++;
    const role: PassageRole = isSubhead ? 'subhead' : paragraph === lede ? 'lede' : 'body';
    // The full stop of `CITY, May 3.` ends no sentence: the first one begins with the dateline.
    const from = nth === header.decks.length && dateline !== null ? dateline.whole.end : piece.start;
    const split = () => splitSentences(text, { start: from, end: piece.end }, language);
    const sentences = memo === null ? split() : memo.of(from, piece.end, language ?? '', split);
    sentences.forEach(({ start, end }, nth) =>
      passages.push({ start: nth === 0 && from > piece.start ? piece.start : start, end, paragraph, role }),
    );
  }
  if (paragraphs.length === 0 && header.headline === null) return null;

  const outside = outsideFacts(reading, context, hasSiblings ? index : null);
  const { outlet, credit } = outletAndCredit(header.outlet ?? tail.outlet, header.credit ?? tail.credit, dateline);
  const headline = outside('headline') ?? header.headline;
  const article = {
    index,
    headline,
    outlet: named(outside('outlet') ?? outlet ?? outletByPath(context), settings),
    date: outside('date') ?? header.date ?? tail.date ?? dateByPath(context.path),
    dateline:
      dateline === null
        ? null
        : ({
            value: text.slice(dateline.place.start, dateline.place.end),
            span: dateline.place,
            evidence: 'text',
          } as const),
    byline: outside('byline') ?? header.byline ?? tail.byline,
    credit: named(credit ?? outside('credit'), settings),
    url: outside('url') ?? header.url,
  };
  const spans = Object.values(article).flatMap((fact) =>
    typeof fact === 'object' && fact !== null && fact.span !== null ? [fact.span] : [],
  );
  if (exported !== undefined) {
    // What the database says about the document is no text of it.
    const isBody = new Set(exported.body.map(({ row }) => row));
    for (const line of lines) {
      const isFact = spans.some((span) => span.start < line.end && span.end > line.start);
      if (!isBody.has(line.row) && !isFact) boilerplate.push({ start: line.start, end: line.end });
    }
  }
  let start = Math.min(lines[0]!.start, ...spans.map((span) => span.start));
  let end = Math.max(lines[lines.length - 1]!.end, ...spans.map((span) => span.end));
  for (const span of reading.blanked) {
    if (span.start >= end || span.end <= start) continue;
    // Front matter or a page's head that proves a fact belongs to the article as a whole.
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
    boilerplate.push(span);
  }
  boilerplate.sort((a, b) => a.start - b.start);
  return {
    ...article,
    start,
    end,
    language,
    genre: genreOf(
      headline?.value ?? '',
      text.slice(start, Math.min(end, start + 700)),
      header.isOpinion,
      labels + nameLines(text, passages),
      paragraphs.length,
      () => readsAsSpeech(text.slice(start, Math.min(end, start + 6_000))),
    ),
    paragraphs,
    passages,
    boilerplate: boilerplate.filter((span) => span.start >= start && span.end <= end),
  };
}

type FactName = 'headline' | 'outlet' | 'date' | 'byline' | 'url' | 'credit';

/**
 * What `metadata.csv`, then front matter, then the head of a page say. Of one of several articles in a file (`index`, else
 * null) only a row of its own speaks.
 */
function outsideFacts(
  reading: Reading,
  context: FileContext,
  index: number | null,
): (name: FactName) => Fact<string> | null {
  const metadata = index === null ? context.metadata : (context.articleMetadata?.[index] ?? null);
  return (name) => {
    const cell = name === 'credit' ? undefined : metadata?.[name];
    if (cell !== undefined) return { value: cell, span: null, evidence: 'metadata' };
    if (index !== null) return null;
    const matter = reading.frontMatter.find((fact) => fact.name === name);
    if (matter !== undefined) return { value: matter.value, span: matter.span, evidence: 'frontMatter' };
    return pageFact(reading, name);
  };
}

const pageNames: Readonly<Record<FactName, readonly string[]>> = {
  headline: ['og:title'],
  outlet: ['og:site_name'],
  date: ['article:published_time', 'datepublished', 'date', 'pubdate', 'dc.date'],
  byline: ['author', 'article:author', 'byl'],
  url: ['og:url'],
  credit: [],
};

function pageFact(reading: Reading, name: FactName): Fact<string> | null {
  for (const key of pageNames[name]) {
    const fact = reading.pageFacts.find((candidate) => candidate.name === key);
    if (fact === undefined) continue;
    if (name !== 'date') return { value: fact.value.replace(/^By\s+/, ''), span: fact.span, evidence: 'text' };
    const date = findDate(fact.value, { start: 0, end: fact.value.length });
    if (date !== null) return { value: date.iso, span: fact.span, evidence: 'text' };
  }
  return null;
}

function outletAndCredit(
  outlet: Fact<string> | null,
  credit: Fact<string> | null,
  dateline: Dateline | null,
): { outlet: Fact<string> | null; credit: Fact<string> | null } {
  if (dateline?.credit == null) return { outlet, credit };
  const { start, end, name } = dateline.credit;
  // A source line and the dateline that name the same agency prove that the report is the agency's own.
  const isSame = credit !== null && sameWords(credit.value, name);
  return {
    outlet: outlet ?? (isSame ? credit : null),
    credit: { value: name, span: { start, end }, evidence: 'text' },
  };
}

/** The outlet under the name that the settings give it. */
function named(outlet: Fact<string> | null, settings: CorpusSettings): Fact<string> | null {
  if (outlet === null || settings.outlets.length === 0) return outlet;
  const name = settingsOutlet(outlet.value, settings);
  return name === null ? outlet : { ...outlet, value: name };
}

const matchers = new Map<string, (path: string) => boolean>();

function outletByPath({ path, settings }: FileContext): Fact<string> | null {
  for (const { name, paths } of settings.outlets) {
    for (const pattern of paths) {
      let matches = matchers.get(pattern);
      if (matches === undefined) {
        if (matchers.size > 1000) matchers.clear();
        matches = picomatch(pattern.endsWith('/') ? `${pattern}**` : pattern, { dot: true, nocase: true });
        matchers.set(pattern, matches);
      }
      if (matches(path)) return { value: name, span: null, evidence: 'settings' };
    }
  }
  return null;
}

/** A full date in the path: `2022/01/07/…`, `2022-01-07_….txt`, `20220107.txt`. */
function dateByPath(path: string): Fact<string> | null {
  const match = /(?<!\d)((?:19|20)\d{2})([-_/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/.exec(path);
  if (match === null) return null;
  const words = `${match[1]}-${match[3]}-${match[4]}`;
  const date = findDate(words, { start: 0, end: words.length });
  return date === null ? null : { value: date.iso, span: null, evidence: 'path' };
}

function sampleOf(text: string, headline: string, paragraphs: readonly Span[]): string {
  const first = paragraphs[0];
  if (first === undefined) return headline;
  const end = paragraphs[paragraphs.length - 1]!.end;
  return text.slice(first.start, Math.min(first.start + 1000, end));
}

/** Joins hard-wrapped lines, and a line that goes on in lower case; otherwise each line is a paragraph. */
function groupParagraphs(text: string, lines: readonly Line[]): Span[] {
  let wrapped = 0;
  let adjacent = 0;
  for (let index = 1; index < lines.length; index++) {
    const [before, line] = [lines[index - 1]!, lines[index]!];
    if (line.blanksBefore > 0) continue;
    adjacent++;
    const length = before.end - before.start;
    if (length >= 40 && length <= 110 && !/[.!?:"”»]/.test(text.charAt(before.end - 1))) wrapped++;
  }
  const isWrapped = adjacent >= 2 && wrapped >= 0.5 * adjacent;
  const paragraphs: Span[] = [];
  for (const line of lines) {
    const last = paragraphs[paragraphs.length - 1];
    const goesOn =
      last !== undefined &&
      line.blanksBefore === 0 &&
      (isWrapped ||
        (last.end - last.start >= 30 &&
          /^\p{Ll}/u.test(text.slice(line.start, line.start + 2)) &&
          !/[.!?:;"”»]/.test(text.charAt(last.end - 1))));
    if (goesOn) {
      paragraphs[paragraphs.length - 1] = { start: last.start, end: line.end };
    } else {
      paragraphs.push({ start: line.start, end: line.end });
    }
  }
  return paragraphs;
}

/** Cuts the mark that closes a report (■, ▪, ###, -30-) off a paragraph. */
function trimTail(text: string, span: Span): Span {
  if (!'■▪●◆□♦#-)]'.includes(text.charAt(span.end - 1))) return span;
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

/** `MR. CARNEY: …`, `QUESTION: …`, `Q: …`: capitals before a colon at the start of a paragraph. */
function isSpeakerLine(text: string, span: Span): boolean {
  const opening = text.slice(span.start, Math.min(span.end, span.start + 60));
  if (!opening.includes(':')) return false;
  return /^(?:[\p{Lu}][\p{Lu}\p{M}.'’()& -]{1,45}|[QA]|Mc\p{Lu}+):(?:\s|$)/u.test(opening);
}

/** Subheads that come back three times and more: names of speakers in lines of their own. */
function nameLines(text: string, passages: readonly Passage[]): number {
  const counts = new Map<string, number>();
  for (const { start, end, role } of passages) {
    if (role !== 'subhead' || end - start > 40) continue;
    const words = text.slice(start, end);
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  const often = [...counts.values()].filter((count) => count >= 3);
  return often.length < 2 ? 0 : often.reduce((sum, count) => sum + count, 0);
}

/**
 * What sort of text an article is. `head` is its beginning: official texts say there that they are released.
 * @param isSpoken whether it is written as one speaks to an audience; asked where its headline says so too
 */
function genreOf(
  headline: string,
  head: string,
  isOpinion: boolean,
  labels: number,
  paragraphCount: number,
  isSpoken: () => boolean,
): Genre {
  if (labels >= 3 && labels >= 0.15 * paragraphCount) return 'transcript';
  if (/^(?:transcript|full text|remarks by|press briefing by|wortprotokoll|стенограмма)(?![\p{L}])/iu.test(headline)) {
    return 'transcript';
  }
  const release =
    /^[ \t]*(?:for immediate release|embargoed until|office of the press secretary|press release|pressemitteilung|communiqué de presse|nota de prensa|пресс-релиз|新闻稿)(?![\p{L}])/imu;
  if (release.test(head)) {
    const isSpeech =
      /(?<![\p{L}])(?:remarks|transcript|address|speech|briefing|press conference|interview)(?![\p{L}])/iu;
    return labels > 0 || isSpeech.test(head) ? 'transcript' : 'communique';
  }
  const official =
    /(?<![\p{L}])(?:communiqué|communique|joint statement|press release|statement (?:by|of|from|on)|readout of|pressemitteilung|gemeinsame erklärung|communiqué de presse|comunicado|заявление|коммюнике)(?![\p{L}])|联合声明|公报/iu;
  const occasion =
    /(?<![\p{L}])(?:remarks|address|speech|press conference|news conference|rally|briefing|eulogy|toast|farewell|acceptance|inaugural|statement)(?![\p{L}])/iu;
  const delivered = /^[ \t]*(?:remarks (?:of|by|as)|as prepared for delivery|the weekly address)(?![\p{L}])/imu;
  if (!isOpinion && (occasion.test(headline) || delivered.test(head)) && isSpoken()) return 'transcript';
  if (official.test(headline)) return 'communique';
  return isOpinion ? 'opinion' : 'report';
}
