import { findDate } from './dates';
import type { Line } from './lines';
import type { Span } from './span';

/** The lines of one article, from its first to its last, and the lines before its block that belong to it. */
export interface ArticleRegion {
  readonly lines: readonly Line[];
}

/** A file's lines divided among its articles; `furniture` holds the rows that repeat between posts. */
export interface Division {
  readonly regions: readonly ArticleRegion[];
  readonly furnitureRows: ReadonlySet<number>;
}

const maxBlockLine = 60;

/** Divides lines at rules between dated sections and at blocks of furniture that recur before each post of a thread. */
export function divideArticles(text: string, lines: readonly Line[]): Division {
  const furnitureRows = new Set<number>();
  const starts = new Set<number>();
  for (const block of repeatedBlocks(text, lines)) {
    for (let index = block.start; index < block.end; index++) furnitureRows.add(lines[index]!.row);
    if (isFollowedByArticle(text, lines, block.end)) starts.add(block.start);
  }
  for (const index of ruleSections(text, lines)) starts.add(index);
  const cuts = [...starts].sort((a, b) => a - b);
  const regions: ArticleRegion[] = [];
  // What stands before the first post (the title of the thread) belongs to the first.
  if (cuts.length > 0 && !isFollowedByArticle(text, lines.slice(0, cuts[0]), 0)) cuts[0] = 0;
  else cuts.unshift(0);
  cuts.forEach((from, nth) => {
    const to = cuts[nth + 1] ?? lines.length;
    if (to > from) regions.push({ lines: lines.slice(from, to) });
  });
  return { regions, furnitureRows };
}

/** Runs of two and more short lines that occur again, in the same order: what a forum prints around each post. */
function repeatedBlocks(text: string, lines: readonly Line[]): Span[] {
  const pairs = new Map<string, number[]>();
  const key = (line: Line | undefined): string | null => {
    if (line === undefined || line.end - line.start > maxBlockLine) return null;
    const words = text.slice(line.start, line.end);
    return /[.!?:"”»。]$/.test(words) || /\d{4}/.test(words) ? null : words;
  };
  for (let index = 0; index + 1 < lines.length; index++) {
    const [a, b] = [key(lines[index]), key(lines[index + 1])];
    if (a === null || b === null || lines[index + 1]!.blanksBefore > 1) continue;
    const pair = `${a}\n${b}`;
    const places = pairs.get(pair);
    if (places === undefined) pairs.set(pair, [index]);
    else places.push(index);
  }
  const marked = new Set<number>();
  for (const places of pairs.values()) {
    if (places.length < 2) continue;
    for (const index of places) {
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
  return blocks;
}

/** Whether a headline or date and then running text come within the next lines. */
function isFollowedByArticle(text: string, lines: readonly Line[], from: number): boolean {
  let isDated = false;
  for (let index = from; index < lines.length && index < from + 10; index++) {
    const line = lines[index]!;
    if (line.end - line.start <= 200 && findDate(text, line) !== null) isDated = true;
    if (line.end - line.start >= 120 && index > from && isDated) return true;
  }
  return false;
}

const rule = /^(?:[-*_=~#•·–—+]\s?){3,}$/u;

/** Starts of sections between rules, where at least two sections carry a date of their own near their top. */
function ruleSections(text: string, lines: readonly Line[]): number[] {
  const starts: number[] = [];
  lines.forEach((line, index) => {
    if (line.end - line.start <= 200 && rule.test(text.slice(line.start, line.end))) starts.push(index + 1);
  });
  if (starts.length === 0) return [];
  const dated = starts.filter((start) => isFollowedByArticle(text, lines, start));
  return dated.length >= 2 || (dated.length === 1 && isFollowedByArticle(text, lines, 0)) ? dated : [];
}
