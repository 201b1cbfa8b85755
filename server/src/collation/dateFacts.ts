import { foldWord, TokenFlag, type Tokens } from '../text/tokens';
import type { VariantWords } from './variantWords';

/** A day, month or year named in a sentence. What is not said is null. */
export interface DateFact {
  readonly type: 'date';
  /** Tokens that say it: `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly year: number | null;
  /** 1–12. */
  readonly month: number | null;
  /** Day of the month. */
  readonly day: number | null;
  /** The days that it can mean, as days since 1970-01-01; null where it names no day or the article has no date. */
  readonly days: readonly number[] | null;
}

/**
 * Reads the dates among `tokens` of `text`: "Jan. 7", "7 January 2022", "2022-01-07", "1月7日", "in January", "2021",
 * "on Friday", "yesterday". Weekdays and relative days are resolved against `articleDate` (ISO): a weekday is the
 * nearest one on either side, "yesterday" leaves a day's play for time zones and late printing. Linear.
 */
export function readDates(text: string, tokens: Tokens, words: VariantWords, articleDate: string | null): DateFact[] {
  const calendar = calendarOf(words.language);
  const today = articleDate === null ? null : dayNumber(articleDate);
  const facts: DateFact[] = [];
  for (let i = 0; i < tokens.words.length;) {
    const found =
      readCalendarDate(text, tokens, i, calendar, today) ?? readDayWord(tokens, i, words, calendar, today) ?? null;
    if (found === null) i++;
    else {
      facts.push(found);
      i = found.to;
    }
  }
  return facts;
}

/** Whether two dates can be the same day, month or year; what one leaves open is no contradiction. */
export function datesAgree(a: DateFact, b: DateFact): boolean {
  // "July 27" in a report of long ago: which year is meant is not said.
  if (a.day !== null && b.day !== null && (a.year === null || b.year === null))
    return a.month === b.month && a.day === b.day;
  if (a.days !== null && b.days !== null) return a.days.some((day) => b.days!.includes(day));
  if (a.days !== null && (b.month !== null || b.year !== null)) return a.days.some((day) => fits(day, b));
  if (b.days !== null && (a.month !== null || a.year !== null)) return b.days.some((day) => fits(day, a));
  const differs = (x: number | null, y: number | null) => x !== null && y !== null && x !== y;
  return !differs(a.year, b.year) && !differs(a.month, b.month) && !differs(a.day, b.day);
}

/** Days since 1970-01-01 of an ISO date, or null where it is none. */
export function dayNumber(iso: string): number | null {
  const time = Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.floor(time / 86_400_000);
}

interface Calendar {
  /** 1–12 by folded name. */
  readonly months: ReadonlyMap<string, number>;
  /** 0 (Sunday) – 6 by folded name. */
  readonly weekdays: ReadonlyMap<string, number>;
}

const calendars = new Map<string, Calendar>();

/** Names of months and weekdays from the locale data of the JavaScript engine (Unicode CLDR). */
function calendarOf(language: string): Calendar {
  const known = calendars.get(language);
  if (known) return known;
  const months = new Map<string, number>();
  const weekdays = new Map<string, number>();
  const put = (map: Map<string, number>, name: string, value: number) => {
    const folded = foldWord(name.replace(/\.$/, ''));
    if (/^\p{L}{2,}$/u.test(folded)) map.set(folded, value);
  };
  for (const width of ['long', 'short'] as const) {
    for (let month = 0; month < 12; month++) {
      const date = Date.UTC(2024, month, 7);
      put(months, new Intl.DateTimeFormat(language, { month: width, timeZone: 'UTC' }).format(date), month + 1);
      // Beside a day, Slavic months stand in the genitive.
      const parts = new Intl.DateTimeFormat(language, { day: 'numeric', month: width, timeZone: 'UTC' }).formatToParts(
        date,
      );
      put(months, parts.find(({ type }) => type === 'month')?.value ?? '', month + 1);
    }
  }
  // 2024-09-01 is a Sunday. Short names ("sun", "mar") are words of their own too often.
  for (let day = 0; day < 7; day++)
    put(
      weekdays,
      new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 8, 1 + day)),
      day,
    );
  if (language === 'en') months.set('sept', 9);
  const calendar = { months, weekdays };
  calendars.set(language, calendar);
  return calendar;
}

/** Month names that are everyday words need a day or a year beside them. */
const ambiguousMonths: ReadonlySet<string> = new Set([
  'may',
  'march',
  'mar',
  'mai',
  'mars',
  'août',
  'jan',
  'dec',
  'sep',
  'oct',
  'nov',
  'mayo',
  'мая',
  'марта',
]);

function readCalendarDate(
  text: string,
  tokens: Tokens,
  at: number,
  calendar: Calendar,
  today: number | null,
): DateFact | null {
  const word = (offset: number) => tokens.words[at + offset] ?? '';
  const gap = (offset: number) => text.slice(tokens.ends[at + offset - 1] ?? 0, tokens.starts[at + offset] ?? 0);
  // 2022-01-07
  if (
    /^\d{4}$/.test(word(0)) &&
    /^\d{1,2}$/.test(word(1)) &&
    /^\d{1,2}$/.test(word(2)) &&
    gap(1) === '-' &&
    gap(2) === '-'
  )
    return calendarDate(at, at + 3, Number(word(0)), Number(word(1)), Number(word(2)), today);
  // 2022年1月7日
  if (/^\d{1,4}$/.test(word(0)) && /^[年月]$/.test(word(1))) {
    let next = 0;
    const take = (mark: string) => {
      if (!/^\d{1,4}$/.test(word(next)) || word(next + 1) !== mark) return null;
      next += 2;
      return Number(word(next - 2));
    };
    const year = take('年');
    const month = take('月');
    const day = month === null ? null : take('日');
    if (year !== null || month !== null) return calendarDate(at, at + next, year, month, day, today);
  }
  const month = calendar.months.get(word(0));
  if (month !== undefined) {
    const day = dayOfMonth(word(1));
    const isNear = /^[.\s\u00a0]{1,3}$/.test(gap(1));
    if (day !== null && isNear) {
      const year = /^[,\s]{1,3}$/.test(gap(2)) ? yearOf(word(2)) : null;
      return calendarDate(at, at + (year === null ? 2 : 3), year, month, day, today);
    }
    const year = /^[.,\s]{1,3}$/.test(gap(1)) ? yearOf(word(1)) : null;
    if (year === null && ambiguousMonths.has(word(0))) return null;
    return calendarDate(at, at + (year === null ? 1 : 2), year, month, null, today);
  }
  const day = dayOfMonth(word(0));
  if (day !== null) {
    // "7 January", "7th of January", "7 de enero de 2022", "7. Januar"
    const skip = word(1) === 'of' || word(1) === 'de' ? 1 : 0;
    const named = calendar.months.get(word(1 + skip));
    if (named !== undefined && /^[.\s\u00a0]{1,3}$/.test(gap(1))) {
      const link = word(2 + skip) === 'de' || word(2 + skip) === 'of' ? 1 : 0;
      const year = yearOf(word(2 + skip + link));
      return calendarDate(at, at + 2 + skip + (year === null ? 0 : link + 1), year, named, day, today);
    }
  }
  const year = yearOf(word(0));
  if (year !== null && isBareYear(text, tokens, at))
    return { type: 'date', from: at, to: at + 1, year, month: null, day: null, days: null };
  return null;
}

function calendarDate(
  from: number,
  to: number,
  year: number | null,
  month: number | null,
  day: number | null,
  today: number | null,
): DateFact | null {
  if ((month !== null && (month < 1 || month > 12)) || (day !== null && (day < 1 || day > 31))) return null;
  let days: number[] | null = null;
  if (month !== null && day !== null) {
    const now = today === null ? null : new Date(today * 86_400_000).getUTCFullYear();
    const years = year !== null ? [year] : now !== null ? [now - 1, now, now + 1] : [];
    if (years.length > 0) days = years.map((y) => Math.floor(Date.UTC(y, month - 1, day) / 86_400_000));
  }
  return { type: 'date', from, to, year, month, day, days };
}

function readDayWord(
  tokens: Tokens,
  at: number,
  words: VariantWords,
  calendar: Calendar,
  today: number | null,
): DateFact | null {
  const single = tokens.words[at]!;
  // Among capitals a day is a name: "Velden Today", "Today's Headlines".
  const isCapital = (token: number) => ((tokens.flags[token] ?? 0) & TokenFlag.Capitalised) !== 0;
  const isPossessive = /['’]s$/u.test(single);
  if (words.days.has(single.replace(/['’]s$/u, '')) && isCapital(at) && (isCapital(at - 1) || isPossessive))
    return null;
  const pair = words.language === 'zh' ? `${single} ${tokens.words[at + 1] ?? ''}` : null;
  const offset = words.days.get(single) ?? (pair === null ? undefined : words.days.get(pair));
  const to = at + (offset !== undefined && pair !== null && words.days.has(pair) ? 2 : 1);
  const open = { type: 'date', from: at, to, year: null, month: null, day: null } as const;
  if (offset !== undefined) {
    // German "morgen" and Spanish "mañana" are the morning too; "today" is often "these days".
    if (today === null) return null;
    return { ...open, days: [today + offset - 1, today + offset, today + offset + 1] };
  }
  const weekday = calendar.weekdays.get(single);
  if (weekday === undefined || today === null) return null;
  // 1970-01-01 was a Thursday. Published after midnight of its dateline, an article's "Friday" may be a week back.
  const back = (((today + 4 - weekday) % 7) + 7) % 7;
  return { ...open, days: [today - back - 7, today - back, today - back + 7] };
}

function dayOfMonth(word: string): number | null {
  const match = /^(\d{1,2})(?:st|nd|rd|th|er|º)?$/.exec(word);
  const day = match ? Number(match[1]) : 0;
  return day >= 1 && day <= 31 ? day : null;
}

function yearOf(word: string): number | null {
  return /^(?:1[5-9]|20)\d\d$/.test(word) ? Number(word) : null;
}

const yearOpeners: ReadonlySet<string> = new Set(
  'in since by of until from during before after year early late mid spring summer autumn fall winter im seit jahr ab bis vor nach en depuis desde en año année в с до после'.split(
    ' ',
  ),
);

/** A bare year needs a word before it that dates have, and nothing that makes it an amount. */
function isBareYear(text: string, tokens: Tokens, at: number): boolean {
  if (/[$€£¥₽]\s?$/u.test(text.slice(Math.max(0, tokens.starts[at]! - 2), tokens.starts[at]))) return false;
  if (/^\s?[%$€£¥₽]/u.test(text.slice(tokens.ends[at], tokens.ends[at]! + 2))) return false;
  return yearOpeners.has(tokens.words[at - 1] ?? '');
}

/** Whether a day lies in the month or year that a date leaves open. */
function fits(day: number, date: DateFact): boolean {
  const calendar = new Date(day * 86_400_000);
  return (
    (date.year === null || calendar.getUTCFullYear() === date.year) &&
    (date.month === null || calendar.getUTCMonth() + 1 === date.month) &&
    (date.day === null || calendar.getUTCDate() === date.day)
  );
}
