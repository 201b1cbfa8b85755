import deFurniture from '../../languages/de/furniture.tsv';
import enFurniture from '../../languages/en/furniture.tsv';
import enMenuWords from '../../languages/en/menuWords.tsv';
import esFurniture from '../../languages/es/furniture.tsv';
import frFurniture from '../../languages/fr/furniture.tsv';
import ruFurniture from '../../languages/ru/furniture.tsv';
import zhFurniture from '../../languages/zh/furniture.tsv';
import { readRows } from './languageData';
import type { Span } from './span';

const wholePhrases = new Set<string>();
/** Phrases that begin a line of furniture, by their first four characters. */
const startPhrases = new Map<string, string[]>();
for (const tsv of [enFurniture, deFurniture, esFurniture, frFurniture, ruFurniture, zhFurniture]) {
  for (const [phrase, match] of readRows(tsv)) {
    if (match === 'whole') wholePhrases.add(phrase!);
    else {
      const key = phrase!.slice(0, 4);
      startPhrases.set(key, [...(startPhrases.get(key) ?? []), phrase!]);
    }
  }
}
const menuWords = new Set(readRows(enMenuWords).map(([word]) => word!));

/** Longest line that can be page furniture. */
const maxFurnitureLength = 160;

/** Whether a trimmed line is page furniture by its words: a menu, a breadcrumb, a share link, a notice. */
export function isFurniture(line: string): boolean {
  if (line.length > maxFurnitureLength) return false;
  let words = withoutMarks(line.toLowerCase());
  if (oddSpace.test(words)) words = words.replace(/\s+/g, ' ');
  if (words.includes('’')) words = words.replace(/’/g, "'");
  if (!/[\p{L}\p{N}]/u.test(words)) return !/[\p{L}\p{N}]/u.test(line);
  if (wholePhrases.has(words)) return true;
  if (/^\[.*\]$/.test(line) && /\]\s*\[/.test(line)) {
    return line.split(/[[\]]/).every((part) => part.trim() === '' || isFurniture(part.trim()));
  }
  for (const phrase of startPhrases.get(words.slice(0, 4)) ?? []) {
    if (words.startsWith(phrase) && isShortNotice(line, phrase)) return true;
  }
  return isMenu(words) || isBreadcrumb(line) || isPictureCredit(line) || isAge(words);
}

/** White space other than single spaces. */
const oddSpace = /[^\S ]| {2}/;

/** A line without the bullets, brackets and stops at its ends. */
function withoutMarks(line: string): string {
  let end = line.length;
  while (end > 0 && /[\])>}»›•·*|:\s.…]/.test(line[end - 1]!)) end--;
  return line.slice(0, end).replace(/^[[(<{»›•·*|\s]+/u, '');
}

/** `(Ada Moss/Reuters)`, `Photo: A. Moss / Getty Images`, `Image copyright Getty Images`. */
function isPictureCredit(line: string): boolean {
  if (line.length > 80) return false;
  return (
    /^[([]?\s*(?:photos?|foto|image|bild|picture|credit)\s*(?:credit|copyright|by|:)|^[([]?\s*video (?:credit|copyright|by)/iu.test(
      line,
    ) ||
    /^[([]?\p{Lu}[^!?:;"“”]{2,50}\/\s?(?:AP|AFP|EPA|Reuters|REUTERS|Getty|dpa|Xinhua|TASS|Bloomberg|Shutterstock)[^.!?:;"“”]{0,25}[)\]]?$/u.test(
      line,
    )
  );
}

/** `7 years ago`, `5 min read`. */
function isAge(words: string): boolean {
  return /^(?:\d{1,3}|an?) (?:years?|months?|weeks?|days?|hours?|minutes?|mins?) (?:ago|read)$/.test(words);
}

/** Whether a line of furniture announces headlines of other articles. */
export function isRelatedHeading(line: string): boolean {
  return /^[^\p{L}]*(?:related|read (?:also|next|more)|see also|also read|most (?:read|popular)|trending|more (?:from|on)|recommended|you (?:may|might)|editors?['’]?s?['’]? picks|latest|mehr zum thema|lesen sie auch|à lire aussi|lire aussi|te puede interesar|lea también|читайте также|相关)/iu.test(
    line,
  );
}

/** A line that opens like a notice is one only where no whole sentence of an article follows: `Share prices fell …` is none. */
function isShortNotice(line: string, phrase: string): boolean {
  const rest = line.toLowerCase().slice(line.toLowerCase().indexOf(phrase.slice(0, 4)) + phrase.length);
  if (/^[\p{L}\p{N}]/u.test(rest) && /[\p{L}\p{N}]$/u.test(phrase)) return false;
  return phrase.includes(' ') || phrase.startsWith('©') || line.length <= 60;
}

function isMenu(words: string): boolean {
  if (words.length > 120) return false;
  const [opening] = /[^\s|/·•>»,&-]+/u.exec(words) ?? [];
  if (opening !== undefined && menuWords.has(opening)) {
    const parts = words.split(/[\s|/·•>»,&-]+/u).filter((part) => part !== '');
    if (parts.length >= 2 && parts.every((part) => menuWords.has(part))) return true;
  }
  // Items between bars or dots: short ones, of which one at least is a menu's word.
  if (!/[|·•]/.test(words)) return false;
  const items = words.split(/\s*[|·•]\s*/u).filter((item) => item !== '');
  return (
    items.length >= 3 &&
    items.every((item) => item.length <= 25 && !/[.!?,;:\d]/.test(item)) &&
    items.some((item) => menuWords.has(item))
  );
}

function isBreadcrumb(line: string): boolean {
  if (line.length > 120 || !/[>»›→]/.test(line)) return false;
  const parts = line.split(/\s*[>»›→]\s*/u).filter((part) => part.trim() !== '');
  return parts.length >= 2 && parts.every((part) => part.length <= 40 && !/[.!?]$/.test(part)) && !/[«"“]/.test(line);
}

/** Template residue in a line: `{{^ x }} {{/ x }}`, `{% … %}`, `<!-- … -->`, `[[…]]` placeholders. Adjacent pieces come as one span. */
export function findResidue(text: string, span: Span): Span[] {
  const found: Span[] = [];
  let at = span.start;
  while (at < span.end) {
    const open = nextOpening(text, at, span.end);
    if (open === null) break;
    // Residue is short; the bound keeps a text of nothing but opening braces linear.
    const within = text.slice(open.at + 2, Math.min(span.end, open.at + 300)).indexOf(open.close);
    const close = open.at + 2 + within;
    if (within < 0) {
      at = open.at + 2;
      continue;
    }
    const end = close + open.close.length;
    const last = found[found.length - 1];
    if (
      last !== undefined &&
      /^\s*$/.test(text.slice(last.end, Math.min(open.at, last.end + 10))) &&
      open.at - last.end <= 10
    ) {
      found[found.length - 1] = { start: last.start, end };
    } else {
      found.push({ start: open.at, end });
    }
    at = end;
  }
  return found;
}

function nextOpening(text: string, from: number, end: number): { at: number; close: string } | null {
  for (let at = from; at + 1 < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b) {
      if (text.charCodeAt(at + 1) === 0x7b) return { at, close: '}}' };
      if (text.charCodeAt(at + 1) === 0x25) return { at, close: '%}' };
    } else if (code === 0x3c && text.startsWith('<!--', at)) return { at, close: '-->' };
  }
  return null;
}
