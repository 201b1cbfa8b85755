import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../panel.css';
import './timeline.css';
import type { TimelineAnswer } from '../../../../server/src/protocol';
import { element, fileName, fill } from '../element';
import { ask, keepState, keptState, markPaint, onEvent, pageData, showPage } from '../hostChannel';
import { drawTimeline } from './drawTimeline';
import { svgForExport, svgToPng } from './exportImage';
import {
  shownDate,
  type TimelineInput,
  type TimelineMarkItem,
  type TimelinePageData,
  type TimelineRequests,
  type TimelineState,
} from './timelineData';

const { input, strings } = pageData<TimelinePageData>();
let scope = scopeKept(keptState<TimelineState>());
keep();
let timeline: TimelineAnswer | null = null;
let width = 0;

const head = element('header', { class: 'head' });
const chart = element('div', { class: 'chart' });
const details = element('p', { class: 'details', 'aria-live': 'polite' });
const list = element('div', {});
const body = element('main', {}, element('p', { class: 'hint' }, strings.loading));

void load();
onEvent('reload', () => void load());
new ResizeObserver(() => {
  const now = Math.round(document.body.clientWidth);
  if (timeline && Math.abs(now - width) > 8) draw();
}).observe(document.body);

/** The scope that was shown last, where the panel is the same one again and not asked for something else. */
function scopeKept(kept: TimelineState | null): TimelineInput['scope'] {
  return kept && JSON.stringify(kept.asked) === JSON.stringify(input) ? kept.input.scope : input.scope;
}

function keep(): void {
  keepState({ input: { ...input, scope }, asked: input } satisfies TimelineState);
}

function request<M extends keyof TimelineRequests, R>(method: M, params: TimelineRequests[M]): Promise<R | null> {
  return ask<R>(method, params);
}

async function load(): Promise<void> {
  timeline = await request('load', { scope });
  keep();
  showPage(head, body);
  render();
  markPaint('content');
}

function render(): void {
  head.replaceChildren(...headNodes());
  if (!timeline || timeline.marks.length === 0) {
    body.replaceChildren(element('p', { class: 'hint' }, strings.nothing));
    return;
  }
  body.replaceChildren(chart, legend(), details, list);
  details.textContent = strings.hint;
  draw();
  list.replaceChildren(marksTable(timeline));
}

function draw(): void {
  if (!timeline) return;
  width = Math.round(document.body.clientWidth);
  chart.replaceChildren(
    drawTimeline(timeline, {
      width: Math.max(320, width - 32),
      strings,
      nonce: (document.querySelector('script[nonce]') as HTMLScriptElement | null)?.nonce ?? '',
      open,
      show: (mark) => {
        details.textContent = mark === null ? strings.hint : describe(mark);
      },
    }),
  );
}

function open(mark: TimelineMarkItem): void {
  void request('open', { uri: mark.uri, range: mark.range });
}

function describe(mark: TimelineMarkItem): string {
  const facts = [
    mark.outlet ?? fileName(mark.uri),
    shownDate(mark),
    mark.isOriginal ? strings.original : null,
    strings.kinds[mark.kind],
    mark.speaker,
  ];
  return `${facts.filter(Boolean).join(' · ')} — ${mark.text}`;
}

function headNodes(): HTMLElement[] {
  const scopeButton = (value: typeof scope, label: string) =>
    element(
      'button',
      {
        type: 'button',
        class: 'segment',
        'aria-pressed': String(scope === value),
        onclick: () => {
          scope = value;
          void load();
        },
      },
      label,
    );
  const save = (format: 'svg' | 'png', label: string) =>
    element('vscode-button', { secondary: true, icon: 'save', onclick: () => void saveImage(format) }, label);
  const notes = timeline
    ? [
        timeline.undatedCount > 0 ? fill(strings.undated, timeline.undatedCount) : null,
        timeline.isTruncated ? strings.truncated : null,
      ].filter((note): note is string => note !== null)
    : [];
  return [
    element('h1', {}, strings.title),
    element('p', { class: 'quote' }, timeline?.title ?? ''),
    element(
      'div',
      { class: 'controls', role: 'toolbar', 'aria-label': strings.scope },
      element(
        'span',
        { class: 'segments', role: 'group', 'aria-label': strings.scope },
        scopeButton('statement', strings.statement),
        scopeButton('event', strings.event),
      ),
      save('svg', strings.saveSvg),
      save('png', strings.savePng),
    ),
    ...notes.map((note) => element('p', { class: 'hint' }, note)),
  ];
}

/** What the marks mean: the form tells it as well as the colour. */
function legend(): HTMLElement {
  const kinds = [...new Set(timeline?.marks.map(({ kind }) => kind))].sort();
  return element(
    'p',
    { class: 'legend', 'aria-label': strings.legend },
    ...kinds.map((kind) =>
      element('span', {}, element('span', { class: `mark ${kind}`, 'aria-hidden': 'true' }), strings.kinds[kind]),
    ),
    timeline?.marks.some(({ isOriginal }) => isOriginal) &&
      element('span', {}, element('span', { class: 'mark ring', 'aria-hidden': 'true' }), strings.original),
  );
}

/** The same as a list, for reading aloud and for those who prefer words. */
function marksTable({ marks }: TimelineAnswer): HTMLElement {
  const { date, outlet, kind, words } = strings.columns;
  const row = (mark: TimelineMarkItem) =>
    element(
      'tr',
      { class: mark.isOriginal ? 'original' : undefined },
      element('td', {}, shownDate(mark)),
      element(
        'td',
        {},
        mark.outlet ?? fileName(mark.uri),
        mark.isOriginal && ' ',
        mark.isOriginal && element('span', { class: 'tag' }, strings.original),
      ),
      element(
        'td',
        {},
        strings.kinds[mark.kind],
        mark.statementCount > 1 && ` · ${fill(strings.statements, mark.statementCount)}`,
      ),
      element(
        'td',
        {},
        element(
          'button',
          { class: 'link', type: 'button', onclick: () => open(mark) },
          mark.text || mark.headline || fileName(mark.uri),
        ),
      ),
    );
  return element(
    'table',
    { 'aria-label': strings.list },
    element(
      'thead',
      {},
      element('tr', {}, ...[date, outlet, kind, words].map((label) => element('th', { scope: 'col' }, label))),
    ),
    element('tbody', {}, ...marks.map(row)),
  );
}

async function saveImage(format: 'svg' | 'png'): Promise<void> {
  const svg = chart.querySelector('svg');
  if (!svg) return;
  const source = svgForExport(svg);
  const content = format === 'svg' ? source : await svgToPng(source, svg.clientWidth, svg.clientHeight);
  if (content) await request('save', { format, content });
}
