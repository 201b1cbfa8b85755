import { defaultCorpusSettings, type CorpusSettings, type Fact } from './article';
import { readDateline } from './dateline';
import { findDate } from './dates';
import { isSpaceCode, trimSpan, type Line } from './lines';
import { agencyName, looksLikeOutlet, looksLikePerson, settingsOutlet } from './outlets';
import type { Span } from './span';

/** What the lines above an article's body say. */
export interface Header {
  readonly headline: Fact<string> | null;
  readonly outlet: Fact<string> | null;
  readonly date: Fact<string> | null;
  readonly byline: Fact<string> | null;
  readonly credit: Fact<string> | null;
  readonly url: Fact<string> | null;
  /** Decks: lines under the headline that belong to the article. */
  readonly decks: readonly Span[];
  /** Lines that only repeat what another says. */
  readonly repeated: readonly Span[];
  /** A word such as "Opinion" above or in the headline. */
  readonly isOpinion: boolean;
  /** Index of the first line of the body. */
  readonly bodyFrom: number;
}

const maxHeaderLines = 16;
const maxHeadlineLength = 250;
const label =
  /^(source|sources|by|author|authors|byline|published|publication date|updated|last updated|posted|date|url|link|title|headline|outlet|publication|publisher|newspaper|quelle|autor|datum|von|fuente|por|fecha|par|publié|mis à jour|источник|автор|дата|来源|作者|时间|发布时间|editor|editors|责任编辑|编辑|责编|редактор)(?: (?:on|at|le|am|el))?\s*[:：]\s*/iu;
const bylineStart = /^(?:By|BY|Von|Par|Por|De notre correspondant|Автор)\s+(?=\p{Lu})/u;

type Candidate = Span & { readonly line: number; readonly words: string };

/** Reads the header of an article from its lines (furniture already left out). */
export function readHeader(text: string, lines: readonly Line[], settings: CorpusSettings): Header {
  let outlet: Fact<string> | null = null;
  let date: Fact<string> | null = null;
  let byline: Fact<string> | null = null;
  let credit: Fact<string> | null = null;
  let url: Fact<string> | null = null;
  let labelledHeadline: Candidate | null = null;
  let dateLine = -1;
  let isOpinion = false;
  const shorts: Candidate[] = [];
  const repeated: Span[] = [];
  const fact = (value: string, span: Span): Fact<string> => ({
    value,
    span: { start: span.start, end: span.end },
    evidence: 'text',
  });
  const words = (span: Span): string => text.slice(span.start, span.end);

  let at = 0;
  const block = readBlock(text, lines);
  if (block !== null) {
    [labelledHeadline, date] = [block.headline, fact(block.iso, block.date)];
    outlet = fact(settingsOutlet(words(block.outlet), settings) ?? words(block.outlet), block.outlet);
    at = 3;
  }
  const nameOutlet = (span: Span): void => {
    outlet ??= fact(settingsOutlet(words(span), settings) ?? words(span), span);
  };

  /** Takes the facts of a line (or of a part of one between bars) that holds nothing else; false where it holds more. */
  const takeFacts = (line: Span, row: number): boolean => {
    const whole = words(line);
    const length = line.end - line.start;
    const labelled = label.exec(whole);
    if (labelled !== null && length <= 300) {
      const rest = trimSpan(text, line.start + labelled[0].length, line.end);
      const value = words(rest);
      const name = labelled[1]!.toLowerCase();
      if (value === '') return true;
      // "Sources: minister to resign" is a headline.
      if (/^sources?$/u.test(name) && value.length > 60) return false;
      if (/^(?:source|sources|quelle|fuente|источник|来源)$/u.test(name)) {
        credit ??= fact(agencyName(value) ?? value, rest);
      } else if (/^(?:by|author|authors|byline|autor|von|por|par|автор|作者)$/u.test(name)) {
        byline ??= fact(value.replace(/^By\s+/, ''), rest);
      } else if (/^(?:url|link)$/.test(name)) url ??= fact(value, rest);
      else if (/^(?:title|headline)$/.test(name)) labelledHeadline ??= { ...rest, line: row, words: value };
      else if (/^(?:outlet|publication|publisher|newspaper)$/.test(name)) nameOutlet(rest);
      else {
        const found = findDate(text, rest);
        if (found !== null && date === null) {
          date = fact(found.iso, found);
          dateLine = row;
        }
      }
      return true;
    }
    if (/^https?:\/\/\S+$/.test(whole)) {
      url ??= fact(whole, line);
      return true;
    }
    const dated = length <= 160 ? readDateLine(text, line) : null;
    if (dated !== null) {
      if (date === null) {
        date = fact(dated.iso, dated.span);
        dateLine = row;
      } else {
        // The same day with the hour says more; another day (an update) changes nothing.
        if (dated.iso.length > date.value.length && dated.iso.startsWith(date.value))
          date = fact(dated.iso, dated.span);
        repeated.push({ start: line.start, end: line.end });
      }
      if (dated.outlet !== null) nameOutlet(dated.outlet);
      if (dated.author !== undefined) byline ??= fact(words(dated.author), dated.author);
      return true;
    }
    const by = bylineStart.exec(whole);
    if (by !== null && length <= 120 && !/[.!?]["”]?$/.test(whole.replace(/\b(?:Jr|Sr)\.$/, ''))) {
      byline ??= fact(whole.slice(by[0].length), { start: line.start + by[0].length, end: line.end });
      return true;
    }
    return false;
  };

  for (; at < lines.length && at < maxHeaderLines; at++) {
    const line = lines[at]!;
    const length = line.end - line.start;
    if (length > 400) break;
    const whole = words(line);
    const prefixed = /^date[:\s]\s*(\d{4}-\d{2}-\d{2})(?:\s+|$)/iu.exec(whole);
    if (prefixed !== null) {
      const found = findDate(text, line);
      if (found !== null && date === null) date = fact(found.iso, found);
      const rest = trimSpan(text, line.start + prefixed[0].length, line.end);
      if (rest.end > rest.start) shorts.push({ ...rest, line: at, words: words(rest) });
      continue;
    }
    const parts = length <= 200 ? partsOf(text, line) : [];
    if (
      parts.length >= 2 &&
      parts.some((part) => label.test(words(part)) || readDateLine(text, part) !== null || isByline(words(part)))
    ) {
      for (const part of parts) {
        if (!takeFacts(part, at) && looksLikeOutlet(words(part), settings)) nameOutlet(part);
      }
      continue;
    }
    if (takeFacts(line, at)) continue;
    if (
      /^(?:opinion|editorial|commentary|op-ed|comment|analysis and opinion|meinung|kommentar|leitartikel|tribune|éditorial|opinión|мнение|评论)$/iu.test(
        whole,
      )
    ) {
      isOpinion = true;
      continue;
    }
    const hasHeadline = shorts.length > 0 || block !== null;
    if (isBody(text, line, whole, hasHeadline) || (hasHeadline && isWrappedText(text, lines, at))) break;
    const twin = [...shorts, ...(labelledHeadline === null ? [] : [labelledHeadline])].find((short) =>
      sameWords(short.words, whole),
    );
    if (twin !== undefined) {
      repeated.push({ start: line.start, end: line.end });
      continue;
    }
    if (shorts.length > 0 && shorts.length >= 4) break;
    shorts.push({ start: line.start, end: line.end, line: at, words: whole });
  }

  // A section's name above the headline: "World", "Lindow news".
  const [kicker, below] = shorts;
  if (kicker !== undefined && below !== undefined && labelledHeadline === null && isKicker(kicker.words, below.words)) {
    repeated.push({ start: kicker.start, end: kicker.end });
    shorts.shift();
  }
  // An archive's block without a date: title and outlet in adjacent lines, then two blanks.
  const [first, second] = [lines[0], lines[1]];
  if (outlet === null && date === null && shorts.length >= 2 && shorts[0]!.line === 0 && shorts[1]!.line === 1) {
    const name = shorts[1]!.words;
    const isApart =
      first !== undefined && second?.blanksBefore === 0 && (lines[2] === undefined || lines[2].row - second.row >= 3);
    if (
      isApart &&
      name.length <= 60 &&
      !looksLikePerson(name) &&
      name.split(/\s+/).length <= 6 &&
      !/[.!?:;,]$/.test(name)
    ) {
      outlet = fact(settingsOutlet(name, settings) ?? name, shorts[1]!);
      shorts.splice(1, 1);
    }
  }
  // The outlet stands right above the date (title, outlet, date), or first of all, alone in its line.
  if (outlet === null) {
    const above = shorts.find((short) => short.line === dateLine - 1);
    const candidate =
      above !== undefined && above !== shorts[0] && looksLikeOutlet(above.words, settings)
        ? above
        : shorts.length > 1 && looksLikeOutlet(shorts[0]!.words, settings)
          ? shorts[0]!
          : undefined;
    if (candidate !== undefined) {
      outlet = fact(settingsOutlet(candidate.words, settings) ?? candidate.words, candidate);
      shorts.splice(shorts.indexOf(candidate), 1);
    }
  }
  let headline: Fact<string> | null = null;
  let title: Candidate | undefined = labelledHeadline ?? shorts[0];
  if (title !== undefined && title.words.length <= maxHeadlineLength) {
    if (labelledHeadline === null) shorts.shift();
    // The titles of web pages end in the name of the site: "Wall to be rebuilt | Harbour Post".
    const suffix = /\s+[|–—-]\s+([^|–—]{3,50})$/u.exec(title.words);
    if (suffix !== null && looksLikeOutlet(suffix[1]!, settings)) {
      const start = title.end - suffix[1]!.length;
      nameOutlet({ start, end: title.end });
      title = { ...title, end: title.start + suffix.index, words: title.words.slice(0, suffix.index) };
    }
    headline = fact(title.words, title);
  }
  if (headline !== null && /^(?:opinion|editorial|commentary|op-ed|kommentar|meinung)\s*[:|]/i.test(headline.value)) {
    isOpinion = true;
  }
  return {
    headline,
    outlet,
    date,
    byline,
    credit,
    url,
    isOpinion,
    repeated,
    decks: shorts.map(({ start, end }) => ({ start, end })),
    bodyFrom: at,
  };
}

/**
 * The block that archives write: title, outlet, date in three adjacent lines, then a blank. A name between a title and
 * a date in prose may be the author's; an ISO date shows that a machine wrote the block.
 */
function readBlock(
  text: string,
  lines: readonly Line[],
): { headline: Candidate; outlet: Span; date: Span; iso: string } | null {
  const [title, outlet, dateLine, next] = lines;
  if (title === undefined || outlet === undefined || dateLine === undefined) return null;
  if (outlet.blanksBefore > 0 || dateLine.blanksBefore > 0 || (next?.blanksBefore ?? 1) === 0) return null;
  if (title.end - title.start > maxHeadlineLength || outlet.end - outlet.start > 80) return null;
  const dated = readDateLine(text, dateLine);
  if (dated === null || dated.outlet !== null || readDateLine(text, title) !== null) return null;
  const name = text.slice(outlet.start, outlet.end);
  if (
    bylineStart.test(name) ||
    label.test(name) ||
    /[.!?:;,]$|["“”«»]/.test(name) ||
    readDateLine(text, outlet) !== null
  ) {
    return null;
  }
  const first = text.slice(title.start, title.end);
  if (/^date[:\s]/i.test(first)) return null;
  const isIso = /^\d{4}-\d{2}-\d{2}/.test(text.slice(dateLine.start, dateLine.end));
  if (!isIso && (looksLikePerson(name) || name.split(/\s+/).length > 8)) return null;
  return {
    headline: { start: title.start, end: title.end, line: 0, words: first },
    outlet: { start: outlet.start, end: outlet.end },
    date: dated.span,
    iso: dated.iso,
  };
}

/** Where a part of a line ends: at a bar or dot between spaces, or before a label. */
const partEnd =
  /\s[|·•]\s|\s(?=(?:source|editor|author|published|updated|date|来源|作者|时间|发布时间|责任编辑|编辑|责编|quelle|autor|fuente|источник)\s*[:：])/giu;

/** The parts of a line between bars, dots and labels, trimmed. */
function partsOf(text: string, line: Span): Span[] {
  const parts: Span[] = [];
  let from = line.start;
  for (const mark of text.slice(line.start, line.end).matchAll(partEnd)) {
    parts.push(trimSpan(text, from, line.start + mark.index));
    from = line.start + mark.index + mark[0].length;
  }
  parts.push(trimSpan(text, from, line.end));
  return parts.filter(({ start, end }) => end > start);
}

/** One or two words right above a line that reads like a headline. */
function isKicker(words: string, below: string): boolean {
  return (
    words.length <= 24 &&
    words.split(/\s+/).length <= 2 &&
    /^\p{Lu}/u.test(words) &&
    below.split(/\s+/).length >= 5 &&
    below.length > 25
  );
}

/** Whether a line names an author: `By Ada Moss`. */
export function isByline(line: string): boolean {
  return bylineStart.test(line);
}

/** Whether two lines say the same but for case, spaces and punctuation. */
export function sameWords(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 20) return false;
  const fold = (line: string): string =>
    line
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return fold(a) === fold(b);
}

/** A line of running text, where the body starts. */
function isBody(text: string, line: Line, whole: string, hasHeadline: boolean): boolean {
  if (whole.length > maxHeadlineLength) return true;
  if (readDateline(text, line) !== null) return true;
  const endsLikeSentence = /[.!?。！？…](?:["'”’»)\]]|\s?\[\d+\])*$/u.test(whole);
  if (!endsLikeSentence) return whole.length > 140 && /[,;]$/.test(whole);
  const wordCount = whole.split(/\s+/).length;
  if (/[。！？]/.test(whole)) return whole.length > 15 && /。/.test(whole);
  // A headline may ask or shout, and some archives put a full stop behind it; title case tells.
  if (!hasHeadline && /[?!]["'”’]?$/.test(whole) && wordCount <= 22) return false;
  if (!hasHeadline && isTitleCase(whole)) return false;
  return wordCount >= (hasHeadline ? 4 : 8) || hasHeadline;
}

/** Whether hard-wrapped running text begins at `from`: adjacent lines of like length, one of which goes on in lower case. */
function isWrappedText(text: string, lines: readonly Line[], from: number): boolean {
  for (let at = from; at < from + 4; at++) {
    const line = lines[at]!;
    const next = lines[at + 1];
    if (next === undefined || next.blanksBefore > 0 || line.end - line.start < 40) return false;
    if (/^[\p{Ll}\d]/u.test(text.slice(next.start, next.start + 2)))
      return !/[.!?]["”’»]?$/.test(text.slice(line.start, line.end));
  }
  return false;
}

/** Most words of four letters and more begin with a capital. */
function isTitleCase(line: string): boolean {
  const long = line.split(/[\s—–-]+/).filter((word) => word.replace(/[^\p{L}]/gu, '').length >= 4);
  if (long.length < 3) return false;
  const capital = long.filter((word) => /^[^\p{L}]*\p{Lu}/u.test(word)).length;
  return capital >= 0.8 * long.length;
}

const dateWords =
  /^(?:published|updated|posted|last|modified|first|created|on|at|am|pm|edt|est|gmt|utc|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|stand|veröffentlicht|aktualisiert|uhr|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|publié|le|à|mis|jour|lunes|martes|miércoles|jueves|viernes|sábado|domingo|publicado|actualizado|a|las|el|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|опубликовано|обновлено|в|г|года|发布|时间|发布时间|星期.|date|local|time|hrs|et|of|the|for|immediate|release)$/iu;

/** Reads a line that is a date and little else: `Published: …`, `(Outlet) 10:19, …`, `Outlet | …`. */
export function readDateLine(
  text: string,
  line: Span,
): { iso: string; span: Span; outlet: Span | null; author?: Span } | null {
  const found = findDate(text, line);
  if (found === null) return null;
  const before = text.slice(line.start, found.start);
  const after = text.slice(found.end, line.end);
  const rest = `${before} ${after}`
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !dateWords.test(word) && !/^\d{1,4}$/.test(word));
  const span = { start: found.start, end: found.end };
  if (rest.length === 0) return { iso: found.iso, span, outlet: null };
  if (rest.length > 7) return null;
  const bracketed =
    /^\s*[([]([^()[\]]{2,60})[)\]]\s*$/u.exec(before) ?? /^\s*([^|•·]{2,60}?)\s*[|•·—–-]\s*$/u.exec(before);
  if (bracketed !== null) {
    const from = line.start + before.indexOf(bracketed[1]!);
    return { iso: found.iso, span, outlet: trimSpan(text, from, from + bracketed[1]!.length) };
  }
  const named = /^\s*([^,|]{3,60}),\s*(?:\p{L}+,\s*)?$/u.exec(before);
  if (named !== null && /^[\s.]*$/.test(after)) {
    const from = line.start + before.indexOf(named[1]!);
    const outlet = trimSpan(text, from, from + named[1]!.length);
    const name = text.slice(outlet.start, outlet.end);
    if (looksLikeOutlet(name, defaultCorpusSettings)) return { iso: found.iso, span, outlet };
    if (looksLikePerson(name)) return { iso: found.iso, span, outlet: null, author: outlet };
  }
  const behind = /^\s*[|•·—–(-]+\s*([^|•·()]{2,60}?)\s*\)?\s*$/u.exec(after);
  if (behind !== null && before.trim() === '') {
    const from = found.end + after.indexOf(behind[1]!);
    return { iso: found.iso, span, outlet: trimSpan(text, from, from + behind[1]!.length) };
  }
  return null;
}

/** Whether nothing but white space lies in a span. */
export function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpaceCode(text.charCodeAt(at))) return false;
  return true;
}
