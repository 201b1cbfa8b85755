import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import '../panel.css';
import './comparison.css';
import type { ArticlesComparison, StatementComparison } from '../../../../server/src/protocol';
import { element, fill } from '../element';
import { ask, keepState, keptState, markPaint, onEvent, pageData, showPage } from '../hostChannel';
import { articlesGrid } from './articlesGrid';
import {
  defaultComparisonView,
  type ComparisonPageData,
  type ComparisonRequests,
  type ComparisonState,
  type ComparisonView,
} from './comparisonData';
import { toolbar } from './comparisonToolbar';
import { statementTable } from './statementTable';
import { statementTexts } from './statementTexts';

const { input, strings } = pageData<ComparisonPageData>();
let view = viewKept(keptState<ComparisonState>());
keepState({ input, view } satisfies ComparisonState);
let statement: StatementComparison | null = null;
let articles: ArticlesComparison | null = null;
/** The difference that the reader is at: a place in `differences()`. */
let current = -1;

const status = element('p', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
const head = element('header', { class: 'head' });
const body = element('main', {}, element('p', { class: 'hint' }, strings.loading));

void load();
onEvent('reload', () => void load());
document.addEventListener('keydown', (event) => {
  const action = actionOf(event);
  if (action === null) return;
  event.preventDefault();
  if (action === 'diff') openDiff();
  else move(action);
});

/** How things were shown last; the base is one of this comparison's own versions. */
function viewKept(kept: ComparisonState | null): ComparisonView {
  if (kept === null) return defaultComparisonView;
  return JSON.stringify(kept.input) === JSON.stringify(input) ? kept.view : { ...kept.view, base: null };
}

function request<M extends keyof ComparisonRequests, R>(method: M, params: ComparisonRequests[M]): Promise<R | null> {
  return ask<R>(method, params);
}

async function load(): Promise<void> {
  if (input.type === 'statement') statement = await request('load', { base: view.base });
  else articles = await request('load', { base: null });
  render();
  showPage(head, body, status);
  markPaint('content');
}

function change(next: Partial<ComparisonView>): void {
  const isNewBase = next.base !== undefined && next.base !== view.base;
  view = { ...view, ...next };
  keepState({ input, view } satisfies ComparisonState);
  if (isNewBase) void load();
  else render();
}

function render(): void {
  current = -1;
  const open = (place: ComparisonRequests['open']) => void request('open', place);
  // The head is made anew: what had the focus has it again.
  const focused = head.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : null;
  head.replaceChildren(
    toolbar({
      strings,
      view,
      isOfStatement: input.type === 'statement',
      statement,
      articles,
      change,
      move,
      openDiff,
      exportAll: () => void request('export', { base: statement?.base ?? 0 }),
      open,
    }),
  );
  if (statement) {
    body.replaceChildren(
      view.layout === 'texts'
        ? statementTexts(statement, view, strings, open)
        : statementTable(statement, view, strings, open),
    );
  } else if (articles) body.replaceChildren(articlesGrid(articles, view, strings, open));
  else body.replaceChildren(element('p', { class: 'hint' }, strings.nothing));
  body.classList.toggle('heat', view.isHeatMap);
  if (focused) focusAgain(focused);
}

/** Components draw themselves a moment later than they are made. */
function focusAgain(key: string): void {
  const controls = head.querySelectorAll<HTMLElement & { readonly updateComplete?: Promise<unknown> }>('[data-key]');
  const found = [...controls].find(({ dataset }) => dataset['key'] === key);
  found?.focus();
  void found?.updateComplete?.then(() => found.focus());
}

function openDiff(): void {
  void request('diff', { base: statement?.base ?? 0 });
}

/**
 * The stops of the stepping, in reading order: rows that differ, without those that every mark shows together with the
 * row before.
 */
function differences(): string[] {
  const stops = new Map<string, number>();
  for (const found of body.querySelectorAll<HTMLElement>('[data-difference]')) {
    const first = found.dataset.rows?.split(' ')[0];
    if (first !== undefined) stops.set(first, Number(first));
  }
  return [...stops].sort((a, b) => a[1] - b[1]).map(([row]) => row);
}

function move(step: 1 | -1): void {
  const rows = differences();
  for (const marked of body.querySelectorAll('.current')) marked.classList.remove('current');
  if (rows.length === 0) {
    status.textContent = strings.noDifferences;
    return;
  }
  current = current < 0 && step < 0 ? rows.length - 1 : (current + step + rows.length) % rows.length;
  const found = [...body.querySelectorAll<HTMLElement>(`[data-rows~="${rows[current]!}"]`)];
  for (const marked of found) marked.classList.add('current');
  const first = found.find((marked) => marked.classList.contains('variant')) ?? found[0];
  first?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'auto' });
  const target = first?.matches('[tabindex]') ? first : first?.querySelector<HTMLElement>('button');
  target?.focus({ preventScroll: true });
  const said = fill(strings.differenceOf, current + 1, rows.length);
  status.textContent = `${said}: ${found
    .map((marked) => marked.dataset.said ?? '')
    .filter(Boolean)
    .join('; ')}`;
  const counter = head.querySelector('.counter');
  if (counter) counter.textContent = `${current + 1} / ${rows.length}`;
}

/** F7 and Shift+F7 as in the diff editor, n and p as in readers, d for that editor; letters only where nothing is typed into. */
function actionOf(event: KeyboardEvent): 1 | -1 | 'diff' | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  if (event.key === 'F7') return event.shiftKey ? -1 : 1;
  const isTyping = event
    .composedPath()
    .some((node) => node instanceof HTMLElement && /^(?:input|textarea|vscode-single-select)$/i.test(node.tagName));
  if (isTyping || event.shiftKey) return null;
  return event.key === 'n' ? 1 : event.key === 'p' ? -1 : event.key === 'd' ? 'diff' : null;
}
