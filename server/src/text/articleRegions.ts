import { readDateline } from './dateline';
import { findDate } from './dates';
import { isByline, readDateLine, sameWords } from './header';
import type { Line } from './lines';
import type { Span } from './span';

/** A file's lines divided among its articles. */
export interface Division {
  /** The lines of each article, in order, furniture included. */
  readonly regions: readonly (readonly Line[])[];
  /** Rows that repeat between posts, and rules: page furniture. */
  readonly furnitureRows: ReadonlySet<number>;
  /** Lines before the first article that belong to none: the title of a forum or digest. */
  readonly preamble: readonly Line[];
}

/** Longest line that can be furniture between posts, and shortest that counts as running text. */
const maxBlockLine = 60;
const minTextLine = 120;
const minCjkTextLine = 40;
/** Least running text between two headers that open articles. */
const minArticleLength = 130;

/**
 * Divides lines among articles where the text shows its seams: rules between sections with headers of their own,
 * blocks of furniture that recur before each post of a thread, headers (title, outlet, date) that recur, wire
 * datelines under a headline each. Without such evidence a file is one article.
 */
export function divideArticles(text: string, lines: readonly Line[]): Division {
  const furnitureRows = new Set<number>();
  const starts = new Set<number>();
  for (const block of repeatedBlocks(text, lines)) {
    for (let index = block.start; index < block.end; index++) furnitureRows.add(lines[index]!.row);
    if (opensArticle(text, lines, block.end)) starts.add(block.start);
  }
  for (const index of repeatedOpeners(text, lines)) {
    furnitureRows.add(lines[index]!.row);
    starts.add(index);
  }
  const sections = ruleSections(text, lines, furnitureRows);
  for (const index of sections) starts.add(index);
  if (starts.size === 0) for (const index of repeatedHeaders(text, lines)) starts.add(index);
  const cuts = [...starts].sort((a, b) => a - b);
  if (cuts.length === 0) return { regions: [lines], furnitureRows, preamble: [] };

  const before = lines.slice(0, cuts[0]);
  const twin = before.findIndex((line) => isRepeatedSoon(text, lines, cuts[0]!, line));
  let preamble: readonly Line[] = [];
  if (before.filter((line) => isRunningText(text, line)).length >= 2) cuts.unshift(0);
  else if (twin >= 0) {
    // The title of the thread is the headline of its first post.
    preamble = before.slice(0, twin);
    cuts[0] = twin;
  } else preamble = before;
  const regions = cuts.map((from, nth) => lines.slice(from, cuts[nth + 1] ?? lines.length));
  return { regions, furnitureRows, preamble };
}

function isRunningText(text: string, line: Line): boolean {
  const length = line.end - line.start;
  // A long headline has no full stop.
  if (length >= minTextLine)
    return length >= 2 * minTextLine || /[.!?…]["'”’»)\]]*$/.test(text.slice(line.end - 4, line.end));
  return length >= minCjkTextLine && /[。！？]/.test(text.slice(line.start, line.end));
}

function isRepeatedSoon(text: string, lines: readonly Line[], from: number, line: Line): boolean {
  const words = text.slice(line.start, Math.min(line.end, line.start + 300));
  if (words.length < 15) return false;
  for (let index = from; index < lines.length && index < from + 8; index++) {
    const other = lines[index]!;
    if (other.end - other.start <= 300 && sameWords(words, text.slice(other.start, other.end))) return true;
  }
  return false;
}

/** Runs of two and more short lines that occur again in the same order: what a forum prints around each post. */
function repeatedBlocks(text: string, lines: readonly Line[]): Span[] {
  const places = new Map<string, number[]>();
  const keys = lines.map((line) => {
    if (line.end - line.start > maxBlockLine) return null;
    const words = text.slice(line.start, line.end);
    // Counters differ from post to post ("Posts: 1,204"); dates and sentences are no furniture.
    return /[.!?"”»。]$/.test(words) || findDate(text, line) !== null ? null : words.replace(/\d+(?:[.,]\d+)*/g, '0');
  });
  for (let index = 0; index + 1 < lines.length; index++) {
    const [a, b] = [keys[index], keys[index + 1]];
    if (a == null || b == null || lines[index + 1]!.blanksBefore > 1 || isRule(text, lines[index]!)) continue;
    const pair = `${a}\n${b}`;
    const known = places.get(pair);
    if (known === undefined) places.set(pair, [index]);
    else known.push(index);
  }
  const marked = new Set<number>();
  for (const found of places.values()) {
    if (found.length < 2) continue;
    for (const index of found) {
      marked.add(index);
      marked.add(index + 1);
    }
  }
  const blocks: Span[] = [];
  for (const index of [...marked].sort((a, b) => a - b)) {
    const last = blocks[blocks.length - 1];
    if (last !== undefined && last.end === index) blocks[blocks.length - 1] = { start: last.start, end: index + 1 };
    else blocks.push({ start: index, end: index + 1 });
  }
  return withNames(text, lines, blocks);
}

/** Single short lines that recur, each right above a dated header: what a thread prints before every post. */
function repeatedOpeners(text: string, lines: readonly Line[]): number[] {
  const places = new Map<string, number[]>();
  lines.forEach((line, index) => {
    if (line.end - line.start > 40 || (index > 0 && line.blanksBefore === 0) || isRule(text, line)) return;
    const words = text.slice(line.start, line.end).replace(/\d+(?:[.,]\d+)*/g, '0');
    if (/[.!?:"”»。]$/.test(words) || readDateLine(text, line) !== null) return;
    const known = places.get(words);
    if (known === undefined) places.set(words, [index]);
    else known.push(index);
  });
  return [...places.values()].flatMap((found) =>
    found.length >= 2 && found.every((index) => opensTitledArticle(text, lines, index + 1)) ? found : [],
  );
}

/** As {@link opensArticle}, with a title above the date. */
function opensTitledArticle(text: string, lines: readonly Line[], from: number): boolean {
  const title = lines[from];
  return (
    title !== undefined && isTitle(text, title) && readDateLine(text, title) === null && opensArticle(text, lines, from)
  );
}

/** Takes a short line right above each block (the name of who posts) into it, where every block has one. */
function withNames(text: string, lines: readonly Line[], blocks: readonly Span[]): Span[] {
  const named = blocks.filter(({ start }) => {
    const line = lines[start - 1];
    if (line === undefined || line.end - line.start > 30 || lines[start]!.blanksBefore > 0) return false;
    return !/[.!?"”»。:]$/.test(text.slice(line.start, line.end)) && line.blanksBefore > 0;
  });
  if (named.length < blocks.length || blocks.length < 2) return [...blocks];
  return blocks.map(({ start, end }) => ({ start: start - 1, end }));
}

/** Whether a header with a date and then running text come within the next lines. */
function opensArticle(text: string, lines: readonly Line[], from: number): boolean {
  let isDated = false;
  for (let index = from; index < lines.length && index < from + 12; index++) {
    const line = lines[index]!;
    if (index > from && isRule(text, line)) return false;
    const isText = isRunningText(text, line);
    if (!isText && line.end - line.start <= 200 && isDatedLine(text, line)) isDated = true;
    if (!isText) continue;
    // A section that begins with running text has no header of its own, unless an agency signs it.
    if (readDateline(text, line)?.credit != null) return true;
    return isDated && index > from;
  }
  return false;
}

function isDatedLine(text: string, line: Line): boolean {
  return (
    readDateLine(text, line) !== null || /^(?:date|datum|fecha|дата)\b/iu.test(text.slice(line.start, line.start + 8))
  );
}

const rule = /^(?:[-*_=~#•·–—+]\s?){3,}$/u;

function isRule(text: string, line: Line): boolean {
  return line.end - line.start <= 200 && line.end - line.start >= 3 && rule.test(text.slice(line.start, line.end));
}

/** Starts of sections between rules, where two sections at least have a dated header of their own. */
function ruleSections(text: string, lines: readonly Line[], furnitureRows: Set<number>): number[] {
  const starts: number[] = [];
  lines.forEach((line, index) => {
    if (!isRule(text, line)) return;
    furnitureRows.add(line.row);
    starts.push(index + 1);
  });
  const dated = starts.filter((start) => start < lines.length && opensArticle(text, lines, start));
  if (dated.length === 0) return [];
  if (dated.length === 1 && !opensArticle(text, lines.slice(0, dated[0]), 0)) return [];
  return dated;
}

/**
 * Starts of headers that recur: a title, at most two short lines and a line that is a date, with no blank between
 * and one above; or a title above a dateline with an agency. Running text must lie between any two.
 */
function repeatedHeaders(text: string, lines: readonly Line[]): number[] {
  const byDate: number[] = [];
  const byDateline: number[] = [];
  let proseLength = 0;
  let isFirst = true;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const header = headerAt(text, lines, index);
    if (header !== null && (isFirst || proseLength >= minArticleLength)) {
      (header.isDateline ? byDateline : byDate).push(header.start);
      isFirst = false;
      proseLength = 0;
    }
    if (isRunningText(text, line)) proseLength += line.end - line.start;
  }
  // Headers of one kind only: a dated report may well have one dateline below its pictures.
  if (byDate.length >= 2) return byDate;
  return byDate.length === 0 && byDateline.length >= 2 ? byDateline : [];
}

/** The header whose date line or dateline stands at `index`, or null. */
function headerAt(text: string, lines: readonly Line[], index: number): { start: number; isDateline: boolean } | null {
  const line = lines[index]!;
  const isDateLine = line.end - line.start <= 100 && readDateLine(text, line) !== null;
  if (!isDateLine) {
    const title = lines[index - 1];
    if (title === undefined || !isRunningText(text, line) || !isTitle(text, title)) return null;
    return readDateline(text, line)?.credit != null ? { start: index - 1, isDateline: true } : null;
  }
  const above = lines[index - 1];
  if (line.blanksBefore > 0 && above !== undefined && (index === 1 || above.blanksBefore >= 2)) {
    // Set apart by two blank lines, a headline may keep its distance from its date.
    const words = text.slice(above.start, above.end).split(/\s+/).length;
    return words >= 5 && isTitle(text, above) ? { start: index - 1, isDateline: false } : null;
  }
  let first = index;
  while (first > 0 && index - first < 3 && lines[first]!.blanksBefore === 0 && isShort(text, lines[first - 1]!))
    first--;
  const isApart = first === 0 || lines[first]!.blanksBefore > 0;
  return first < index && isApart && isTitle(text, lines[first]!) ? { start: first, isDateline: false } : null;
}

function isShort(text: string, line: Line): boolean {
  return line.end - line.start <= 200 && !/[.;,]["”’»]?$/.test(text.slice(line.start, line.end));
}

function isTitle(text: string, line: Line): boolean {
  if (!isShort(text, line)) return false;
  const words = text.slice(line.start, line.end);
  if (isByline(words) || /^[([]/.test(words)) return false;
  return words.split(/\s+/).length >= 3 || /[\u4e00-\u9fff]{6}/.test(words);
}
