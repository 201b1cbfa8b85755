import * as Plot from '@observablehq/plot';
import type { TimelineAnswer } from '../../../../server/src/protocol';
import { fileName, fill } from '../element';
import { shownDate, type TimelineMarkItem, type TimelineStrings } from './timelineData';
import { timeTicks } from './timeTicks';

/** What drawing needs besides the data. */
export interface DrawOptions {
  readonly width: number;
  readonly strings: TimelineStrings;
  /** Of the page's policy: Plot's own style element needs it. */
  readonly nonce: string;
  readonly open: (mark: TimelineMarkItem) => void;
  /** A mark under the pointer or the focus; null when it is left. */
  readonly show: (mark: TimelineMarkItem | null) => void;
}

const symbols: Readonly<Record<TimelineMarkItem['kind'], Plot.SymbolType>> = {
  direct: 'circle',
  mixed: 'diamond',
  indirect: 'triangle',
  summary: 'square',
};

/** Outlets as rows, time as the axis, a mark for each version, arrows from the original to what derives from it. */
export function drawTimeline(timeline: TimelineAnswer, { width, strings, nonce, open, show }: DrawOptions): SVGElement {
  const { marks, edges } = timeline;
  const rowOf = (mark: TimelineMarkItem) => shorten(mark.outlet ?? fileName(mark.uri), 28);
  const rows = [...new Set(marks.map(rowOf))];
  const longest = Math.max(...rows.map((row) => row.length));
  const times = marks.map(({ time }) => time);
  const dayMs = 86_400_000;
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const margin = Math.max(dayMs / 2, (to - from) * 0.05);
  const links = edges.map(({ from: a, to: b }) => ({ a: marks[a]!, b: marks[b]! }));
  // Marks that would cover each other are set apart by a few pixels.
  const places = new Map<string, number>();
  const shifts = marks.map((mark) => {
    const key = `${rowOf(mark)} ${mark.time}`;
    const taken = places.get(key) ?? 0;
    places.set(key, taken + 1);
    return taken;
  });
  const most = Math.max(1, ...marks.map(({ statementCount }) => statementCount));
  const radius = (mark: TimelineMarkItem) => 5 + (most > 1 ? 5 * Math.sqrt(mark.statementCount / most) : 0);
  const groups = [0, 1, 2, 3].map((shift) => marks.filter((_, i) => Math.min(3, shifts[i]!) === shift));
  const svg = Plot.plot({
    width,
    height: 70 + rows.length * 34,
    marginLeft: Math.min(220, 30 + longest * 7),
    marginRight: 30,
    style: { background: 'transparent', fontFamily: 'inherit', fontSize: '12px', overflow: 'visible' },
    x: {
      type: 'utc',
      domain: [new Date(from - margin), new Date(to + margin)],
      grid: true,
      label: null,
      ticks: Math.max(3, Math.round(width / 120)),
      // Plot gives the ticks, too, though its types do not say so.
      tickFormat: timeTicks(document.documentElement.lang) as (tick: Date, index: number) => string,
    },
    y: { type: 'point', domain: rows, label: null, padding: 0.6 },
    marks: [
      Plot.ruleY(rows, { y: (row: string) => row, strokeOpacity: 0.15 }),
      Plot.arrow(links, {
        x1: ({ a }: (typeof links)[number]) => a.time,
        x2: ({ b }: (typeof links)[number]) => b.time,
        y1: ({ a }: (typeof links)[number]) => rowOf(a),
        y2: ({ b }: (typeof links)[number]) => rowOf(b),
        bend: true,
        inset: 7,
        headLength: 6,
        strokeOpacity: 0.45,
        strokeWidth: 1.2,
        className: 'edge',
        ariaLabel: 'derivation',
      }),
      ...groups.map((group, shift) =>
        Plot.dot(group, {
          x: 'time',
          y: rowOf,
          dx: shift * 9,
          r: radius,
          symbol: (mark: TimelineMarkItem) => symbols[mark.kind],
          fill: (mark: TimelineMarkItem) => `var(--${mark.kind})`,
          stroke: 'var(--mark-edge)',
          className: `dots-${shift}`,
        }),
      ),
      Plot.dot(
        marks.filter(({ isOriginal }) => isOriginal),
        {
          x: 'time',
          y: rowOf,
          r: (mark: TimelineMarkItem) => radius(mark) + 4,
          stroke: 'var(--ring)',
          strokeWidth: 2,
          className: 'ring',
        },
      ),
    ],
    symbol: { type: 'identity' },
    color: { type: 'identity' },
    r: { type: 'identity' },
  }) as SVGElement;
  for (const style of svg.querySelectorAll('style')) style.setAttribute('nonce', nonce);
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', fill(strings.chart, marks.length, rows.length));
  groups.forEach((group, shift) => {
    const drawn = svg.querySelectorAll<SVGElement>(`.dots-${shift} > *`);
    drawn.forEach((node, i) => {
      const mark = group[i];
      if (mark) makeActive(node, mark, strings, open, show);
    });
  });
  return svg;
}

/** Marks are buttons: by mouse, by keyboard, by screen reader. */
function makeActive(
  node: SVGElement,
  mark: TimelineMarkItem,
  strings: TimelineStrings,
  open: DrawOptions['open'],
  show: DrawOptions['show'],
): void {
  const label = [
    mark.outlet ?? fileName(mark.uri),
    shownDate(mark),
    mark.isOriginal ? strings.original : null,
    strings.kinds[mark.kind],
    mark.text,
  ];
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = label.filter(Boolean).join('\n');
  node.replaceChildren(title);
  node.setAttribute('class', 'active');
  node.setAttribute('tabindex', '0');
  node.setAttribute('role', 'button');
  node.setAttribute('aria-label', label.filter(Boolean).join(', '));
  node.addEventListener('click', () => open(mark));
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open(mark);
  });
  for (const enter of ['mouseenter', 'focus']) node.addEventListener(enter, () => show(mark));
  node.addEventListener('mouseleave', () => show(null));
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
