import { element, fill } from '../element';
import { editCell } from './cellEditor';
import { articleCells, columns, type Column } from './overviewCells';
import {
  editableFacts,
  maxPending,
  type EditableFact,
  type OverviewRow,
  type OverviewState,
  type OverviewStrings,
} from './overviewData';

/** Heights in CSS pixels, as the style sheet sets them. */
const rowHeight = 44;
const headHeight = 30;
const pageSize = 100;
/** Rows drawn beyond the visible part, so that scrolling shows no gaps. */
const overscan = 10;

/** Where rows come from, and what happens to them. */
export interface OverviewGridHost {
  loadRows(offset: number, limit: number): Promise<readonly OverviewRow[] | null>;
  pendingOf(row: OverviewRow): Readonly<Partial<Record<EditableFact, string>>>;
  outlets(): readonly string[];
  onEdit(row: OverviewRow, fact: EditableFact, value: string | null): void;
  onOpen(row: OverviewRow): void;
  onEvidence(row: OverviewRow, fact: EditableFact): void;
  onSort(order: OverviewState['order']): void;
  onSelection(): void;
  onScroll(top: number): void;
  say(words: string): void;
}

/** What tells an article from all others. */
export function keyOf({ uri, index }: { readonly uri: string; readonly index: number }): string {
  return `${index} ${uri}`;
}

/** A table of any number of articles: only what is visible is in the page. An ARIA grid, moved through by arrow keys. */
export class OverviewGrid {
  readonly root: HTMLElement;
  readonly selected = new Map<string, OverviewRow>();
  private readonly head: HTMLElement;
  private readonly canvas: HTMLElement;
  private total = 0;
  private rows = new Map<number, OverviewRow>();
  private loading = new Set<number>();
  private generation = 0;
  private readonly drawn = new Map<number, HTMLElement>();
  private active: { row: number; column: number } = { row: 0, column: 1 };
  /** Where a choice of several rows began. */
  private anchor = 0;
  private isEditing = false;
  private isFocusAwaited = false;
  private frame = 0;

  constructor(
    private readonly strings: OverviewStrings,
    private readonly host: OverviewGridHost,
  ) {
    this.head = element('div', { class: 'grid-head', role: 'rowgroup' });
    this.canvas = element('div', { class: 'canvas', role: 'rowgroup' });
    this.root = element(
      'div',
      {
        class: 'grid',
        role: 'grid',
        tabindex: -1,
        'aria-label': strings.table,
        'aria-multiselectable': 'true',
        'aria-colcount': columns.length,
      },
      this.head,
      this.canvas,
    );
    this.root.addEventListener('scroll', () => {
      this.drawSoon();
      this.host.onScroll(this.root.scrollTop);
    });
    this.root.addEventListener('keydown', (event) => this.onKey(event));
    this.root.addEventListener('click', (event) => this.onClick(event));
    this.root.addEventListener('dblclick', (event) => this.onDoubleClick(event));
    this.canvas.addEventListener('focusin', (event) => this.onFocus(event));
    new ResizeObserver(() => this.drawSoon()).observe(this.root);
  }

  /** Shows a list of articles; `first` are its first rows. `where` tells whether it is looked at from its beginning. */
  reset(total: number, first: readonly OverviewRow[], offset: number, where: 'top' | 'here'): void {
    this.generation += 1;
    this.total = total;
    this.rows = new Map(first.map((row, nth) => [offset + nth, row]));
    this.loading = new Set();
    this.canvas.style.height = `${total * rowHeight}px`;
    this.root.setAttribute('aria-rowcount', String(total + 1));
    if (where === 'top') {
      this.root.scrollTop = 0;
      this.active = { row: 0, column: this.active.column };
    }
    this.redraw();
  }

  /** The first row that is asked for when the list is scrolled to `top`: the start of its page. */
  static pageAt(top: number): number {
    return Math.floor(Math.max(0, Math.floor(top / rowHeight) - overscan) / pageSize) * pageSize;
  }

  scrollTo(top: number): void {
    this.root.scrollTop = top;
  }

  get scrollTop(): number {
    return this.root.scrollTop;
  }

  showHead({ order, direction }: OverviewState): void {
    const all = element('span', {
      class: `tick codicon${this.total > 0 && this.selected.size >= this.total ? ' codicon-check' : this.selected.size > 0 ? ' codicon-dash' : ''}`,
      role: 'checkbox',
      tabindex: 0,
      'data-action': 'all',
      'aria-checked':
        this.total > 0 && this.selected.size >= this.total ? 'true' : this.selected.size > 0 ? 'mixed' : 'false',
      'aria-label': this.strings.selectAll,
      title: this.strings.selectAll,
    });
    const focused = this.head.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-key')
      : null;
    const heads = columns.map((column) => {
      if (column === 'select') return element('div', { class: 'cell select', role: 'columnheader' }, all);
      const key = column === 'article' ? 'path' : column;
      const sort = key === order ? direction : null;
      return element(
        'div',
        { class: `cell ${column}`, role: 'columnheader', 'aria-sort': sort ?? 'none' },
        element(
          'button',
          { type: 'button', class: 'sort', 'data-key': key, onclick: () => this.host.onSort(key) },
          this.strings.columns[column],
          sort &&
            element('span', {
              class: `codicon codicon-arrow-${sort === 'ascending' ? 'up' : 'down'}`,
              'aria-hidden': 'true',
            }),
        ),
      );
    });
    this.head.replaceChildren(element('div', { class: 'row', role: 'row', 'aria-rowindex': 1 }, ...heads));
    if (focused)
      [...this.head.querySelectorAll<HTMLElement>('[data-key]')].find((one) => one.dataset['key'] === focused)?.focus();
  }

  /** Draws the rows anew: what is typed or chosen has changed. */
  redraw(): void {
    const hadFocus = this.canvas.contains(document.activeElement) && !this.isEditing;
    for (const [row, drawn] of this.drawn) {
      if (this.isEditing && row === this.active.row) continue;
      drawn.remove();
      this.drawn.delete(row);
    }
    this.draw();
    if (hadFocus) this.focusActive();
  }

  clearSelection(): void {
    this.selected.clear();
    this.host.onSelection();
    this.redraw();
  }

  /** Chooses all articles of the list, up to a bound. */
  async selectAll(): Promise<void> {
    const { generation } = this;
    const wanted = Math.min(this.total, maxPending);
    for (let page = 0; page * pageSize < wanted; page++) await this.load(page);
    if (generation !== this.generation) return;
    for (let row = 0; row < wanted; row++) this.choose(row, true);
    if (this.total > wanted) this.host.say(fill(this.strings.tooMany, wanted.toLocaleString()));
    this.host.onSelection();
    this.redraw();
  }

  private choose(row: number, isChosen: boolean): void {
    const article = this.rows.get(row);
    if (article === undefined) return;
    if (isChosen) this.selected.set(keyOf(article), article);
    else this.selected.delete(keyOf(article));
  }

  private toggle(row: number): void {
    const article = this.rows.get(row);
    if (article === undefined) return;
    this.choose(row, !this.selected.has(keyOf(article)));
    this.anchor = row;
    this.host.onSelection();
    this.redraw();
  }

  /** Chooses from where the last choice began to `row`. */
  private async chooseTo(row: number): Promise<void> {
    const [from, to] = [Math.min(this.anchor, row), Math.min(Math.max(this.anchor, row), this.anchor + maxPending)];
    for (let page = Math.floor(from / pageSize); page * pageSize <= to; page++) await this.load(page);
    this.selected.clear();
    for (let at = from; at <= to; at++) this.choose(at, true);
    this.host.onSelection();
    this.redraw();
  }

  private drawSoon(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { scrollTop, clientHeight } = this.root;
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
    const end = Math.min(this.total, Math.ceil((scrollTop + clientHeight) / rowHeight) + overscan);
    this.active.row = Math.min(this.active.row, Math.max(0, this.total - 1));
    const isWanted = (row: number) => (row >= first && row < end) || (row === this.active.row && row < this.total);
    for (const [row, drawn] of this.drawn) {
      if (isWanted(row)) continue;
      drawn.remove();
      this.drawn.delete(row);
    }
    for (let row = first; row < end; row++) this.drawRow(row);
    if (this.total > 0 && !this.drawn.has(this.active.row)) this.drawRow(this.active.row);
  }

  private drawRow(row: number): void {
    const article = this.rows.get(row);
    const known = this.drawn.get(row);
    if (known !== undefined && (article === undefined || known.dataset['state'] !== 'waiting')) return;
    known?.remove();
    const isSelected = article !== undefined && this.selected.has(keyOf(article));
    const cells =
      article === undefined
        ? []
        : articleCells({ row: article, isSelected, pending: this.host.pendingOf(article) }, this.strings);
    const made = element(
      'div',
      {
        class: `row${isSelected ? ' chosen' : ''}`,
        role: 'row',
        'aria-rowindex': row + 2,
        'aria-selected': String(isSelected),
        'data-row': row,
        'data-state': article === undefined ? 'waiting' : 'there',
      },
      ...cells,
    );
    made.style.top = `${row * rowHeight}px`;
    if (row === this.active.row) cells[this.active.column]?.setAttribute('tabindex', '0');
    this.canvas.append(made);
    this.drawn.set(row, made);
    if (this.isFocusAwaited && row === this.active.row && cells.length > 0) this.focusActive();
    if (article === undefined) void this.load(Math.floor(row / pageSize));
  }

  private async load(page: number): Promise<void> {
    const from = page * pageSize;
    const isThere = () => {
      for (let row = from; row < Math.min(from + pageSize, this.total); row++) if (!this.rows.has(row)) return false;
      return true;
    };
    if (this.loading.has(page) || isThere()) return;
    const { generation } = this;
    this.loading.add(page);
    const rows = await this.host.loadRows(from, pageSize);
    if (generation !== this.generation) return;
    this.loading.delete(page);
    rows?.forEach((row, nth) => this.rows.set(from + nth, row));
    this.drawSoon();
  }

  private cellAt({ row, column } = this.active): HTMLElement | null {
    return this.drawn.get(row)?.querySelector<HTMLElement>(`[data-column="${columns[column] ?? ''}"]`) ?? null;
  }

  /** Moves to a cell and gives it the focus. */
  private moveTo(row: number, column: number): void {
    this.cellAt()?.setAttribute('tabindex', '-1');
    this.active = {
      row: Math.max(0, Math.min(this.total - 1, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    const top = this.active.row * rowHeight;
    const visible = this.root.clientHeight - headHeight;
    if (top < this.root.scrollTop) this.root.scrollTop = top;
    else if (top + rowHeight > this.root.scrollTop + visible) this.root.scrollTop = top + rowHeight - visible;
    this.draw();
    this.focusActive();
  }

  focusActive(): void {
    const cell = this.cellAt();
    // A row that is only being fetched is given the focus when it is there.
    this.isFocusAwaited = cell === null;
    cell?.setAttribute('tabindex', '0');
    (cell ?? this.root).focus({ preventScroll: true });
  }

  private onFocus(event: Event): void {
    const place = this.placeOf(event.target);
    if (place === null || (place.row === this.active.row && place.column === this.active.column)) return;
    this.cellAt()?.setAttribute('tabindex', '-1');
    this.active = place;
    this.cellAt()?.setAttribute('tabindex', '0');
  }

  private placeOf(target: EventTarget | null): { row: number; column: number } | null {
    const cell = (target as HTMLElement | null)?.closest<HTMLElement>('[data-column]');
    const row = cell?.closest<HTMLElement>('[data-row]');
    if (!cell || !row) return null;
    return { row: Number(row.dataset['row']), column: columns.indexOf(cell.dataset['column'] as Column) };
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const action = target.closest<HTMLElement>('[data-action]')?.dataset['action'];
    if (action === 'all') return void this.toggleAll();
    const place = this.placeOf(target);
    const article = place && this.rows.get(place.row);
    if (!place || !article || this.isEditing) return;
    this.moveTo(place.row, place.column);
    const column = columns[place.column];
    if (column === 'select') {
      if (event.shiftKey) void this.chooseTo(place.row);
      else this.toggle(place.row);
    } else if (action === 'article') this.host.onOpen(article);
    else if (action === 'evidence') this.host.onEvidence(article, column as EditableFact);
    else if (action === 'edit') this.edit(null);
    else if (event.shiftKey) void this.chooseTo(place.row);
    else if (event.ctrlKey || event.metaKey) this.toggle(place.row);
  }

  private onDoubleClick(event: MouseEvent): void {
    const place = this.placeOf(event.target);
    if (place !== null && !this.isEditing) this.edit(null);
  }

  private async toggleAll(): Promise<void> {
    if (this.selected.size > 0) this.clearSelection();
    else await this.selectAll();
  }

  private onKey(event: KeyboardEvent): void {
    if (this.isEditing) return;
    const target = event.target as HTMLElement;
    if (target.dataset['action'] === 'all' && (event.key === ' ' || event.key === 'Enter')) {
      event.preventDefault();
      return void this.toggleAll();
    }
    if (this.placeOf(target) === null && target !== this.root) return;
    if (this.isHandled(event)) event.preventDefault();
  }

  private isHandled(event: KeyboardEvent): boolean {
    const { row, column } = this.active;
    const isCommand = event.ctrlKey || event.metaKey;
    const name = columns[column];
    const article = this.rows.get(row);
    const perPage = Math.max(1, Math.floor((this.root.clientHeight - headHeight) / rowHeight) - 1);
    const go = (to: number) => {
      this.moveTo(to, column);
      if (event.shiftKey) void this.chooseTo(this.active.row);
    };
    if (isCommand && event.key === 'a') void this.selectAll();
    else if (event.key === 'ArrowDown') go(row + 1);
    else if (event.key === 'ArrowUp') go(row - 1);
    else if (event.key === 'PageDown') go(row + perPage);
    else if (event.key === 'PageUp') go(row - perPage);
    else if (event.key === 'ArrowRight') this.moveTo(row, column + 1);
    else if (event.key === 'ArrowLeft') this.moveTo(row, column - 1);
    else if (event.key === 'Home') this.moveTo(isCommand ? 0 : row, 0);
    else if (event.key === 'End') this.moveTo(isCommand ? this.total - 1 : row, columns.length - 1);
    else if (event.key === ' ') this.toggle(row);
    else if (event.key === 'Escape' && this.selected.size > 0) this.clearSelection();
    else if (!article) return false;
    else if (event.key === 'Enter' && event.altKey && isFact(name)) this.host.onEvidence(article, name);
    else if (event.key === 'Enter' && name === 'article') this.host.onOpen(article);
    else if (event.key === 'Enter' && name === 'select') this.toggle(row);
    else if (event.key === 'Enter' || event.key === 'F2') this.edit(null);
    else if (event.key === 'Delete' && isFact(name)) this.host.onEdit(article, name, null);
    // Typing into a cell begins a new word, as in a spreadsheet.
    else if (event.key.length === 1 && !isCommand && !event.altKey && isFact(name)) this.edit(event.key);
    else return false;
    return true;
  }

  /** Lets the reader type into the active cell; `typed` is the key that began it. */
  private edit(typed: string | null): void {
    const { row, column } = this.active;
    const article = this.rows.get(row);
    const fact = columns[column];
    const cell = this.cellAt();
    if (article === undefined || !cell || !isFact(fact)) return;
    this.isEditing = true;
    editCell(cell, {
      label: `${this.strings.columns[fact]}: ${article.path}`,
      value: typed ?? this.host.pendingOf(article)[fact] ?? article[fact]?.value ?? '',
      isTyped: typed !== null,
      isDate: fact === 'date',
      invalid: this.strings.notADate,
      suggestions: fact === 'outlet' ? this.host.outlets() : [],
      say: (words) => this.host.say(words),
      done: (value, next) => {
        this.isEditing = false;
        const known = article[fact]?.value ?? '';
        if (value !== null) this.host.onEdit(article, fact, value === '' || value === known ? null : value);
        this.drawn.get(row)?.remove();
        this.drawn.delete(row);
        this.draw();
        if (next === 'down') this.moveTo(row + 1, column);
        else if (next === 'right') this.moveTo(row, column + 1);
        else if (next === 'left') this.moveTo(row, column - 1);
        else if (next === 'stay') this.focusActive();
      },
    });
  }
}

function isFact(column: Column | undefined): column is EditableFact {
  return editableFacts.includes(column as EditableFact);
}
