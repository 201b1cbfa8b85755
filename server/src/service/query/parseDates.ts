/** A range of days, both ends included, as ISO dates that compare as strings; null is open. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

const datePattern = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;

/** A year, month or day with its parts padded (`2022-1` → `2022-01`), or null where it is none of the calendar. */
export function normaliseDatePart(text: string): string | null {
  const match = datePattern.exec(text);
  if (!match) return null;
  const [, year, month, day] = match;
  if (month === undefined) return year!;
  const monthNumber = Number(month);
  if (monthNumber < 1 || monthNumber > 12) return null;
  const padded = `${year}-${month.padStart(2, '0')}`;
  if (day === undefined) return padded;
  const dayNumber = Number(day);
  if (dayNumber < 1 || dayNumber > daysInMonth(Number(year), monthNumber)) return null;
  return `${padded}-${day.padStart(2, '0')}`;
}

/** The days that a range of years, months or days covers. */
export function dayRange(from: string | null, to: string | null): DayRange {
  return { from: from === null ? null : firstDay(from), to: to === null ? null : lastDay(to) };
}

/** Whether an ISO date, with or without time, lies in the range. */
export function isInRange(date: string, range: DayRange): boolean {
  const day = date.slice(0, 10);
  return (range.from === null || day >= range.from) && (range.to === null || day <= range.to);
}

function firstDay(part: string): string {
  return part.length === 4 ? `${part}-01-01` : part.length === 7 ? `${part}-01` : part;
}

function lastDay(part: string): string {
  if (part.length === 4) return `${part}-12-31`;
  if (part.length === 7) return `${part}-${daysInMonth(Number(part.slice(0, 4)), Number(part.slice(5)))}`;
  return part;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
