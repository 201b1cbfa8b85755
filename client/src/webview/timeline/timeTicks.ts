/**
 * Labels of a time axis in the reader's language: hours, days, months or years, whichever the ticks fall on, and below them
 * the day or the year where it begins. All times are UTC.
 */
export function timeTicks(language: string): (tick: Date, index: number, ticks: readonly Date[]) => string {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(knownLanguage(language), { ...options, timeZone: 'UTC' });
    return (tick: Date) => formatter.format(tick);
  };
  const year = format({ year: 'numeric' });
  const levels: readonly [isOn: (tick: Date) => boolean, label: (tick: Date) => string, below: typeof year | null][] = [
    [(tick) => tick.getTime() % dayMs === 0 && tick.getUTCDate() === 1 && tick.getUTCMonth() === 0, year, null],
    [(tick) => tick.getTime() % dayMs === 0 && tick.getUTCDate() === 1, format({ month: 'short' }), year],
    [(tick) => tick.getTime() % dayMs === 0, format({ month: 'short', day: 'numeric' }), year],
    [(tick) => tick.getTime() % hourMs === 0, format({ hour: 'numeric' }), format({ month: 'short', day: 'numeric' })],
  ];
  const finest = [
    () => true,
    format({ hour: 'numeric', minute: '2-digit' }),
    format({ month: 'short', day: 'numeric' }),
  ] as const;
  return (tick, index, ticks) => {
    const [, label, below] = levels.find(([isOn]) => ticks.every(isOn)) ?? finest;
    const under = below?.(tick);
    const before = ticks[index - 1];
    return under !== undefined && (before === undefined || below?.(before) !== under)
      ? `${label(tick)}\n${under}`
      : label(tick);
  };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The language of the window where the browser knows it. */
function knownLanguage(language: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language)[0];
  } catch {
    // No language tag at all.
    return undefined;
  }
}
