import { monthByName } from './languageData';
import type { Span } from './span';

/** A calendar date found in a text, with the time of day and zone where they stand beside it. */
export interface FoundDate extends Span {
  /** `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM[:SS]`, with `Z` or `±HH:MM` where a zone is given. */
  readonly iso: string;
}

const monthNames = [...monthByName.keys()].sort((a, b) => b.length - a.length).join('|');
const yearFirst = /(?<![\p{L}\p{N}])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\p{N})/u;
const cjkDate = /(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]/u;
const monthFirst = new RegExp(
  `(?<![\\p{L}\\p{N}])(${monthNames})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,\\s*|\\s+)(\\d{4})(?!\\p{N})`,
  'iu',
);
const dayFirst = new RegExp(
  `(?<![\\p{L}\\p{N}])(\\d{1,2})(?:\\.|st|nd|rd|th|er|º)?[\\s-]+(?:of |de |del )?(${monthNames})\\.?(?:\\s{1,2}(?:de|del))?,?[\\s-]+(\\d{4})(?!\\p{N})`,
  'iu',
);
const dotted = /(?<![\p{L}\p{N}.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?![\p{N}-])/u;
const slashed = /(?<![\p{L}\p{N}/])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?![\p{N}/])/u;
const shortSlashed = /(?<![\p{L}\p{N}/])(\d{1,2})\/(\d{1,2})\/(\d{2})(?![\p{N}/])/u;
const clock =
  /(?<![\p{N}:.])(\d{1,2})(?:[:.h](\d{2})(?::(\d{2}))?(?:\.\d{1,6})?|(?=\s?[ap]\.?m\b))\s?([ap]\.?\s?m\.?(?![\p{L}]))?(?:\s?(?:Uhr|hrs?|h)(?![\p{L}]))?\s?\(?(Z(?![\p{L}])|UTC|GMT|BST|CET|CEST|MEZ|MESZ|MSK|МСК|IST|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|JST|SGT|HKT|[+-]\d{2}:?\d{2}(?!\d))?/iu;

const zones: Readonly<Record<string, string>> = {
  Z: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  BST: '+01:00',
  CET: '+01:00',
  MEZ: '+01:00',
  CEST: '+02:00',
  MESZ: '+02:00',
  MSK: '+03:00',
  МСК: '+03:00',
  EST: '-05:00',
  EDT: '-04:00',
  MST: '-07:00',
  MDT: '-06:00',
  CDT: '-05:00',
  PST: '-08:00',
  PDT: '-07:00',
  JST: '+09:00',
  SGT: '+08:00',
  HKT: '+08:00',
};

/**
 * The first full calendar date of `text` within `span` (meant for short lines: at most 300 units are read), with the
 * time of day that stands in the same span. Dates whose order of day and month cannot be told are left alone.
 */
export function findDate(text: string, span: Span): FoundDate | null {
  const line = text.slice(span.start, Math.min(span.end, span.start + 300));
  if (!/\d{4}|\/\d\d/.test(line)) return null;
  const date = readDate(line);
  if (date === null) return null;
  const before = line.slice(0, date.start);
  const after = line.slice(date.end);
  const time = readTime(after, 'after') ?? readTime(before, 'before');
  if (time === null) return { iso: date.iso, start: span.start + date.start, end: span.start + date.end };
  const timeStart = time.where === 'after' ? date.end + time.start : time.start;
  const timeEnd = time.where === 'after' ? date.end + time.end : time.end;
  return {
    iso: `${date.iso}T${time.iso}`,
    start: span.start + Math.min(date.start, timeStart),
    end: span.start + Math.max(date.end, timeEnd),
  };
}

/** Writes a date as ISO, or null where no calendar has it. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1000 || year > 2999) return null;
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

interface FoundPiece extends Span {
  readonly iso: string;
}

function readDate(line: string): FoundPiece | null {
  let best: FoundPiece | null = null;
  const offer = (match: RegExpExecArray | null, year: number, month: number, day: number): void => {
    if (match === null) return;
    const iso = isoDate(year, month, day);
    if (iso !== null && (best === null || match.index < best.start)) {
      best = { iso, start: match.index, end: match.index + match[0].length };
    }
  };
  let match = yearFirst.exec(line);
  offer(match, Number(match?.[1]), Number(match?.[3]), Number(match?.[4]));
  match = cjkDate.exec(line);
  offer(match, Number(match?.[1]), Number(match?.[2]), Number(match?.[3]));
  match = monthFirst.exec(line);
  offer(match, Number(match?.[3]), monthByName.get(match?.[1]?.toLowerCase() ?? '') ?? 0, Number(match?.[2]));
  match = dayFirst.exec(line);
  offer(match, Number(match?.[3]), monthByName.get(match?.[2]?.toLowerCase() ?? '') ?? 0, Number(match?.[1]));
  match = dotted.exec(line);
  offer(match, Number(match?.[3]), Number(match?.[2]), Number(match?.[1]));
  match = slashed.exec(line);
  if (match !== null) {
    const [first, second] = [Number(match[1]), Number(match[2])];
    // 05/06/2021 is May in one country and June in another: only a number above 12 settles it.
    if (first > 12 || first === second) offer(match, Number(match[3]), second, first);
    else if (second > 12) offer(match, Number(match[3]), first, second);
  }
  match = shortSlashed.exec(line);
  // 10/24/16 can only be the American order, of this century; every other order of three short numbers is open.
  if (match !== null && Number(match[1]) <= 12 && Number(match[2]) > 12) {
    offer(match, 2000 + Number(match[3]), Number(match[1]), Number(match[2]));
  }
  return best;
}

function readTime(text: string, where: 'before' | 'after'): (FoundPiece & { where: 'before' | 'after' }) | null {
  // Only what stands close to the date is its time.
  const from = where === 'before' ? Math.max(0, text.length - 30) : 0;
  const piece = where === 'before' ? text.slice(from) : text.slice(0, 40);
  const match = clock.exec(piece.startsWith('T') ? ` ${piece.slice(1)}` : piece);
  if (match === null) return null;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  const half = match[4]?.toLowerCase().charAt(0);
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return null;
  const second = match[3] === undefined ? '' : `:${match[3]}`;
  const zoneName = match[5]?.toUpperCase();
  const zone =
    zoneName === undefined
      ? ''
      : (zones[zoneName] ?? (/^[+-]/.test(zoneName) ? `${zoneName.slice(0, 3)}:${zoneName.slice(-2)}` : ''));
  const pad = (value: number): string => String(value).padStart(2, '0');
  return {
    iso: `${pad(hour)}:${pad(minute)}${second}${zone}`,
    start: from + match.index,
    end: from + match.index + match[0].trimEnd().length,
    where,
  };
}
