import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-collapsible/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/vscode-single-select.js';
import type { VscodeToolbarButton } from '@vscode-elements/elements/dist/vscode-toolbar-button/vscode-toolbar-button.js';
import type {
  SearchFilters,
  SearchGrouping,
  SearchOrder,
  SearchPageParams,
  SearchPageResult,
  SearchRowItem,
} from '../../../../server/src/protocol';
import { ask, keepState, keptState, markPaint, onEvent, pageData, showPage } from '../hostChannel';
import { element } from './dom';
import { FacetList } from './facetList';
import { HitList } from './hitList';
import { QueryBox } from './queryBox';
import { blankState, fill, type SearchPageData, type SearchState } from './searchMessages';
import './search.css';

const typingDelayMs = 220;
/** How often a search that goes on is asked for what it has found since. */
const pollMs = 250;
const firstRows = 100;
/** What a query that is still being typed lacks naturally: told when typing rests, or by Enter. */
const unfinishedCodes = new Set(['unclosedPhrase', 'unclosedGroup', 'unclosedRegex', 'missingOperand', 'missingNegated', 'nothingAfterField', 'emptyGroup', 'onlyNegated']); // prettier-ignore
const restMs = 1500;

const { texts, state: hostState } = pageData<SearchPageData>();
let state: SearchState = { ...blankState, ...(keptState<SearchState>() ?? hostState) };
let generation = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const queryBox = new QueryBox(
  texts,
  (query, how) => {
    change({ query, selected: -1, ...(query === state.query ? {} : { filters: {} }) });
    clearTimeout(timer);
    if (how === 'settled') void search('settled');
    else timer = setTimeout(() => void search('typing'), typingDelayMs);
  },
  () => {
    hits.root.focus();
    if (hits.selected < 0) hits.select(0);
  },
);
const facets = new FacetList(texts, (filters) => {
  change({ filters, selected: -1 });
  void search('settled');
});
const orderSelect = select(texts.sortBy, texts.orders, state.order, (order) => change({ order: order as SearchOrder }));
const groupSelect = select(texts.groupBy, texts.groupings, state.grouping, (grouping) =>
  change({ grouping: grouping as SearchGrouping }),
);
const facetToggle = document.createElement('vscode-toolbar-button') as VscodeToolbarButton;
facetToggle.icon = 'filter';
facetToggle.label = texts.filters;
facetToggle.title = texts.filters;
facetToggle.toggleable = true;
facetToggle.addEventListener('change', () => {
  change({ showsFacets: facetToggle.checked });
  showParts();
});
const summary = element('div', { className: 'summary', attributes: { role: 'status' } });
const notes = element('div', { className: 'notes' });
const progress = document.createElement('vscode-progress-bar');
progress.className = 'progress';
const examples = examplesBox();
const hits = new HitList(texts, {
  loadRows: async (offset, limit) => (await ask<SearchPageResult>('rows', params(offset, limit)))?.rows ?? null,
  onOpen: (row, how) => void ask('open', { uri: row.uri, range: row.range, how }),
  onSelect: (selected) => change({ selected }),
  onCopy: (row) => void ask('copy', { text: lineText(row) }),
  onLeaveTop: () => queryBox.focus(),
});
showPage(
  element('header', {}, [
    queryBox.root,
    element('div', { className: 'controls' }, [orderSelect, groupSelect, facetToggle]),
    facets.chips,
    facets.root,
    element('div', { className: 'summary-line' }, [summary]),
    progress,
    notes,
  ]),
  examples,
  hits.root,
);

onEvent<{ query: string; filters?: SearchFilters }>('setQuery', ({ query, filters }) => {
  change({ query, filters: filters ?? {}, selected: -1 });
  queryBox.query = query;
  void search('settled');
});
onEvent('focus', () => queryBox.focus());
onEvent<{ delta: number }>('step', ({ delta }) => void hits.step(delta));
onEvent('corpusChanged', () => void search('again'));

queryBox.query = state.query;
facetToggle.checked = state.showsFacets;
showParts();
void search('restored');
void ask('ready');

function change(part: Partial<SearchState>): void {
  state = { ...state, ...part };
  keepState(state);
  void ask('keep', state);
}

function params(offset: number, limit: number): SearchPageParams {
  const { query, filters, order, grouping } = state;
  return { query, filters, order, grouping, offset, limit };
}

/** Asks for the first page and shows it; goes on asking while the server goes on searching. */
async function search(why: 'typing' | 'settled' | 'restored' | 'again'): Promise<void> {
  generation += 1;
  const mine = generation;
  const { query, selected } = state;
  if (query.trim() === '') {
    hits.root.setAttribute('aria-busy', 'false');
    show(null);
    return;
  }
  progress.classList.add('active');
  hits.root.setAttribute('aria-busy', 'true');
  performance.mark('variorum.question');
  const page = await ask<SearchPageResult>('search', params(0, firstRows));
  if (mine !== generation) return;
  hits.root.setAttribute('aria-busy', 'false');
  progress.classList.toggle('active', page?.isComplete === false);
  if (page === null) {
    show(null);
    summary.textContent = texts.noServer;
    return;
  }
  const isUnfinished = why === 'typing' && page.problems.some(({ code }) => unfinishedCodes.has(code));
  if (isUnfinished) {
    queryBox.showProblems('', []);
    timer = setTimeout(() => void search('again'), restMs);
    return;
  }
  queryBox.showProblems(query, page.problems);
  if (page.problems.length > 0) {
    show(null, 'keepProblems');
    return;
  }
  show(page);
  hits.reset(page.lineCount, page.groups, page.rows);
  markPaint('answer');
  if ((why === 'restored' || why === 'again') && selected >= 0 && selected < page.lineCount) hits.select(selected);
  if (why === 'settled') void ask('remember', { query, total: page.total });
  if (!page.isComplete) setTimeout(() => void poll(mine), pollMs);
}

async function poll(mine: number): Promise<void> {
  if (mine !== generation) return;
  const page = await ask<SearchPageResult>('search', params(0, 1));
  if (mine !== generation || page === null) return;
  progress.classList.toggle('active', !page.isComplete);
  show(page);
  if (page.lineCount !== hits.count) {
    hits.grow(page.lineCount, page.groups, state.order === 'date' && state.grouping === 'none' ? 'end' : 'anywhere');
  }
  if (!page.isComplete) setTimeout(() => void poll(mine), pollMs);
}

/** Shows all but the rows; null empties the panel. */
function show(page: SearchPageResult | null, problems: 'keepProblems' | 'noProblems' = 'noProblems'): void {
  const isBlank = page === null;
  document.body.classList.toggle('blank', isBlank);
  void ask('hits', { count: page?.total ?? 0 });
  if (isBlank) {
    progress.classList.remove('active');
    if (problems === 'noProblems') queryBox.showProblems('', []);
    summary.textContent = '';
    notes.replaceChildren();
    facets.show({ outlet: [], speaker: [], month: [], kind: [], language: [] }, state.filters);
    hits.reset(0, [], []);
    return;
  }
  facets.show(page.facets, state.filters);
  summary.textContent = summaryText(page);
  const lines: HTMLElement[] = [];
  if (page.isCut) lines.push(element('div', { text: texts.cut }));
  if (page.isOrderCut) lines.push(element('div', { text: texts.orderCut }));
  if (page.articlesInstead > 0) {
    const widen = element('button', { className: 'link', text: fill(texts.articlesInstead, page.articlesInstead.toLocaleString()), attributes: { type: 'button' } }); // prettier-ignore
    widen.addEventListener('click', () => {
      const query = `(${state.query}) within:article`;
      queryBox.query = query;
      change({ query });
      void search('settled');
    });
    lines.push(widen);
  }
  notes.replaceChildren(...lines);
}

function summaryText(page: SearchPageResult): string {
  if (page.total === 0) {
    if (!page.isComplete) return texts.searching;
    return Object.keys(state.filters).length > 0 ? texts.nothingWithFilters : texts.nothing;
  }
  const more = page.isComplete && !page.isCut ? '' : '+';
  if (page.total === 1 && more === '') return texts.foundOne;
  const total = page.total.toLocaleString() + more;
  const articles = page.articleCount.toLocaleString();
  const lines = page.lineCount.toLocaleString() + (page.areLinesCut ? '+' : more);
  // More occurrences than sentences: both are worth knowing.
  if (page.lineCount > page.total) {
    if (page.total === 1) return fill(texts.foundTimesInOne, lines);
    if (page.articleCount === 1) return fill(texts.foundTimesInOneArticle, lines, total);
    return fill(texts.foundTimes, lines, total, articles);
  }
  return page.articleCount === 1 ? fill(texts.foundInOneArticle, total) : fill(texts.found, total, articles);
}

function showParts(): void {
  document.body.classList.toggle('with-facets', state.showsFacets);
}

function select(
  label: string,
  options: Readonly<Record<string, string>>,
  chosen: string,
  onChosen: (value: string) => void,
): VscodeSingleSelect {
  const box = document.createElement('vscode-single-select') as VscodeSingleSelect;
  box.label = label;
  box.title = label;
  for (const [value, text] of Object.entries(options)) {
    const option = element('option', { text, attributes: { value } });
    const made = document.createElement('vscode-option');
    made.setAttribute('value', value);
    if (value === chosen) made.setAttribute('selected', '');
    made.textContent = option.textContent;
    box.append(made);
  }
  box.addEventListener('change', () => {
    onChosen(box.value);
    change({ selected: -1 });
    void search('settled');
  });
  return box;
}

function examplesBox(): HTMLElement {
  const list = element('div', { className: 'example-list' });
  for (const { query, meaning } of texts.examples) {
    const button = element('button', { className: 'example', attributes: { type: 'button' } }, [
      element('code', { text: query }),
      element('span', { text: meaning }),
    ]);
    button.addEventListener('click', () => {
      queryBox.query = query;
      change({ query, filters: {}, selected: -1 });
      void search('settled');
      queryBox.focus();
    });
    list.append(button);
  }
  return element('section', { className: 'examples' }, [element('h2', { text: texts.examplesTitle }), list]);
}

function lineText(row: SearchRowItem): string {
  const sentence = row.left + row.match + row.right.map(({ text }) => text).join('');
  const facts = [row.outlet, row.date?.slice(0, 10), row.headline].filter(Boolean);
  return facts.length > 0 ? `${sentence.trim()} (${facts.join(', ')})` : sentence.trim();
}
