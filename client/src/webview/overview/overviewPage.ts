import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../panel.css';
import './overview.css';
import { element, fill } from '../element';
import { ask, keepState, keptState, markPaint, onEvent, pageData, showPage } from '../hostChannel';
import {
  blankOverview,
  maxPending,
  type EditableFact,
  type OverviewAnswer,
  type OverviewPageData,
  type OverviewRequests,
  type OverviewRow,
  type OverviewState,
  type PendingArticle,
} from './overviewData';
import { keyOf, OverviewGrid } from './overviewGrid';
import { OverviewHead } from './overviewHead';

const { strings } = pageData<OverviewPageData>();
const firstRows = 100;
let state: OverviewState = { ...blankOverview, ...keptState<OverviewState>() };
let answer: OverviewAnswer | null = null;
let generation = 0;
let scrollTimer: ReturnType<typeof setTimeout> | undefined;
let outlets: readonly string[] = [];
/** What is typed and not yet written, by article. */
const pending = new Map<string, PendingArticle>(state.pending.map((article) => [keyOf(article), article]));

const status = element('p', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
const head = new OverviewHead(strings, change, state);
const selectionBar = element('div', {
  class: 'actions chosen-bar',
  role: 'toolbar',
  'aria-label': fill(strings.selected, ''),
});
const changesBar = element('div', { class: 'actions changes-bar', role: 'toolbar', 'aria-label': strings.preview });
const hint = element('p', { class: 'hint' }, strings.loading);
const grid = new OverviewGrid(strings, {
  loadRows: async (offset, limit) => {
    const rows = (await load(offset, limit))?.rows ?? null;
    if (rows && forgetWritten(rows)) showBars();
    return rows;
  },
  pendingOf: (row) => pending.get(keyOf(row))?.facts ?? {},
  outlets: () => outlets,
  onEdit: (row, fact, value) => {
    hint.textContent = strings.hint;
    type([row], fact, value);
  },
  onOpen: ({ uri, start }) => void request('openArticle', { uri, start }),
  onEvidence: (row, fact) => showEvidence(row, fact),
  onSort: (order) =>
    change({ order, direction: order === state.order && state.direction === 'ascending' ? 'descending' : 'ascending' }),
  onSelection: () => showBars(),
  onScroll: (scrollTop) => {
    clearTimeout(scrollTimer);
    scrollTimer = setTimeout(() => keep({ scrollTop }), 200);
  },
  say,
});
const footer = element('footer', {}, selectionBar, changesBar);
grid.root.hidden = true;
void list('restored');
void request<'outlets', string[]>('outlets', null).then((names) => (outlets = names ?? []));
onEvent('corpusChanged', () => {
  void list('changed');
  void request<'outlets', string[]>('outlets', null).then((names) => (outlets = names ?? []));
});

function request<M extends keyof OverviewRequests, R>(method: M, params: OverviewRequests[M]): Promise<R | null> {
  return ask<R>(method, params);
}

function load(offset: number, limit: number): Promise<OverviewAnswer | null> {
  const { missing, place, words, order, direction } = state;
  return request<'load', OverviewAnswer>('load', { missing, place, words, order, direction, offset, limit });
}

function say(words: string): void {
  status.textContent = words;
  hint.textContent = words;
}

function keep(part: Partial<OverviewState>): void {
  state = { ...state, ...part };
  keepState(state);
}

/** Another filter or order. */
function change(part: Partial<OverviewState>): void {
  keep({ ...part, scrollTop: 0 });
  if (answer) head.show(answer, state);
  grid.selected.clear();
  void list('asked');
}

/** Asks for the list and shows it: from its top where another one is asked for, else where it was. */
async function list(why: 'restored' | 'asked' | 'changed'): Promise<void> {
  generation += 1;
  const mine = generation;
  const top = why === 'asked' ? 0 : why === 'changed' ? grid.scrollTop : state.scrollTop;
  const offset = OverviewGrid.pageAt(top);
  performance.mark('variorum.question');
  const found = await load(offset, firstRows);
  if (mine !== generation) return;
  showPage(head.root, hint, grid.root, footer, status);
  if (found === null) {
    hint.textContent = strings.notRunning;
    return;
  }
  answer = found;
  grid.root.hidden = found.total === 0;
  hint.textContent = found.total === 0 ? strings.nothing : strings.hint;
  head.show(found, state);
  forgetWritten(found.rows);
  grid.reset(found.total, found.rows, offset, why === 'asked' ? 'top' : 'here');
  if (why === 'restored') grid.scrollTo(top);
  showBars();
  markPaint(why === 'restored' ? 'content' : 'answer');
}

/** What the corpus says by now is no change any more. Answers whether there was such. */
function forgetWritten(rows: readonly OverviewRow[]): boolean {
  let isAny = false;
  for (const row of rows) {
    const facts = pending.get(keyOf(row))?.facts ?? {};
    for (const [fact, value] of Object.entries(facts) as [EditableFact, string][])
      if (row[fact]?.value === value) {
        setPending(row, fact, null);
        isAny = true;
      }
  }
  if (isAny) keep({ pending: [...pending.values()] });
  return isAny;
}

/** Takes a fact of some articles as typed; null takes that back. */
function type(rows: readonly OverviewRow[], fact: EditableFact, value: string | null): void {
  for (const row of rows) setPending(row, fact, value === row[fact]?.value ? null : value);
  keep({ pending: [...pending.values()] });
  showBars();
  grid.redraw();
}

function setPending(row: OverviewRow, fact: EditableFact, value: string | null): void {
  const key = keyOf(row);
  const { [fact]: _, ...others } = pending.get(key)?.facts ?? {};
  const facts = value === null ? others : { ...others, [fact]: value };
  if (Object.keys(facts).length === 0) pending.delete(key);
  else if (pending.size < maxPending || pending.has(key))
    pending.set(key, { uri: row.uri, index: row.index, article: articleOf(row), facts });
}

function showEvidence(row: OverviewRow, fact: EditableFact): void {
  const known = row[fact];
  if (known === null) return;
  const { uri, start } = row;
  void request('openEvidence', { uri, article: articleOf(row), start, fact, ...known });
}

function articleOf({ index, siblingCount }: OverviewRow): number | null {
  return siblingCount > 1 ? index : null;
}

/** What can be done with the chosen rows, and with what is typed. */
function showBars(): void {
  grid.showHead(state);
  const chosen = [...grid.selected.values()];
  const button = (words: string, action: () => void, kind: 'primary' | 'secondary' = 'secondary') =>
    element('vscode-button', { ...(kind === 'secondary' ? { secondary: true } : {}), onclick: action }, words);
  const setFact = async (fact: 'outlet' | 'date') => {
    const value = await request<'askFact', string>('askFact', { fact, count: chosen.length });
    if (value !== null) type(chosen, fact, value);
  };
  const folders = new Set(chosen.map(({ uri }) => uri.slice(0, uri.lastIndexOf('/'))));
  selectionBar.hidden = chosen.length === 0;
  if (chosen.length > 0)
    selectionBar.replaceChildren(
      element('span', { class: 'words' }, fill(strings.selected, chosen.length.toLocaleString())),
      button(strings.setOutlet, () => void setFact('outlet')),
      button(strings.setDate, () => void setFact('date')),
      ...(folders.size === 1
        ? [button(strings.folderOutlet, () => void request('folderOutlet', { uri: chosen[0]!.uri }))]
        : []),
      button(strings.clearSelection, () => grid.clearSelection()),
    );
  const factCount = [...pending.values()].reduce((sum, { facts }) => sum + Object.keys(facts).length, 0);
  changesBar.hidden = factCount === 0;
  if (factCount > 0)
    changesBar.replaceChildren(
      element('span', { class: 'words' }, fill(strings.changes, factCount.toLocaleString())),
      button(strings.preview, () => void preview(factCount), 'primary'),
      button(strings.discard, () => {
        pending.clear();
        keep({ pending: [] });
        showBars();
        grid.redraw();
      }),
    );
}

/** Shows what would be written; what is written is no longer typed. */
async function preview(factCount: number): Promise<void> {
  const articles = [...pending.values()];
  const isWritten = await request<'preview', boolean>('preview', { articles });
  if (isWritten !== true) return;
  for (const article of articles) pending.delete(keyOf(article));
  keep({ pending: [...pending.values()] });
  say(fill(strings.written, factCount.toLocaleString()));
  grid.clearSelection();
  showBars();
}
