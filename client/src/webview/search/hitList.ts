import type { SearchRowItem } from '../../../../server/src/protocol';
import { element } from './dom';
import { fill, type SearchTexts } from './searchMessages';

/** Heights of rows in CSS pixels, as the style sheet sets them. */
const hitHeight = 44;
const groupHeight = 26;
const pageSize = 100;
/** Rows drawn beyond the visible part, so that scrolling shows no gaps. */
const overscan = 8;

/** Hits `[start, start + count)` under one heading; the only one without grouping has none. */
interface Group {
  readonly label: string | null;
  readonly count: number;
  readonly start: number;
  isCollapsed: boolean;
  top: number;
}

type Item =
  | { readonly type: 'group'; readonly group: Group }
  | { readonly type: 'hit'; readonly hit: number; readonly group: Group };

/** Where rows come from, and what happens to them. */
export interface HitListHost {
  loadRows(offset: number, limit: number): Promise<readonly SearchRowItem[] | null>;
  onOpen(row: SearchRowItem, how: 'preview' | 'focus'): void;
  onSelect(hit: number): void;
  onCopy(row: SearchRowItem): void;
  onLeaveTop(): void;
}

/** Keyword-in-context lines of any number of hits: only what is visible is in the page. A tree for screen readers. */
export class HitList {
  readonly root: HTMLElement;
  selected = -1;
  private readonly canvas: HTMLElement;
  private groups: Group[] = [];
  private hasHeadings = false;
  private total = 0;
  private rows = new Map<number, SearchRowItem>();
  /** Pages of rows that were asked for. */
  private loading = new Set<number>();
  /** Pages that had fewer rows than fit when they came: the search may have found more since. */
  private shortPages = new Set<number>();
  private generation = 0;
  private readonly drawn = new Map<string, HTMLElement>();
  private frame = 0;

  constructor(
    private readonly texts: SearchTexts,
    private readonly host: HitListHost,
  ) {
    this.canvas = element('div', { className: 'canvas' });
    this.root = element('div', { className: 'hits', attributes: { role: 'tree', tabindex: 0, 'aria-label': texts.hits } }, [this.canvas]); // prettier-ignore
    this.root.addEventListener('scroll', () => this.drawSoon());
    this.root.addEventListener('keydown', (event) => this.onKey(event));
    this.root.addEventListener('click', (event) => this.onClick(event));
    this.root.addEventListener('dblclick', (event) => this.onClick(event));
    new ResizeObserver(() => this.drawSoon()).observe(this.root);
  }

  get count(): number {
    return this.total;
  }

  /** Shows another result from its beginning; `first` are its first rows. */
  reset(
    total: number,
    groups: readonly { label: string | null; count: number }[],
    first: readonly SearchRowItem[],
  ): void {
    this.generation += 1;
    this.rows = new Map(first.map((row, index) => [index, row]));
    this.loading = new Set();
    this.shortPages = new Set();
    this.selected = -1;
    this.root.scrollTop = 0;
    this.layOut(total, groups);
  }

  /** The same result has grown: at its end, or anywhere, so that known rows stand in other places. */
  grow(total: number, groups: readonly { label: string | null; count: number }[], where: 'end' | 'anywhere'): void {
    if (where === 'anywhere') {
      this.generation += 1;
      this.rows.clear();
      this.loading.clear();
    } else this.shortPages.forEach((page) => this.loading.delete(page));
    this.shortPages.clear();
    const collapsed = new Set(this.groups.filter(({ isCollapsed }) => isCollapsed).map(({ label }) => label));
    this.layOut(total, groups, collapsed);
  }

  /** Chooses a hit and brings it into view. */
  select(hit: number): void {
    if (this.total === 0) return;
    this.selected = Math.max(0, Math.min(this.total - 1, hit));
    const group = this.groupOf(this.selected);
    if (group.isCollapsed) {
      group.isCollapsed = false;
      this.place();
    }
    const top = this.topOf(this.selected);
    const { scrollTop, clientHeight } = this.root;
    if (top < scrollTop) this.root.scrollTop = top - (this.hasHeadings ? groupHeight : 0);
    else if (top + hitHeight > scrollTop + clientHeight) this.root.scrollTop = top + hitHeight - clientHeight;
    this.drawSoon();
    this.host.onSelect(this.selected);
  }

  /** Chooses the next or an earlier hit and shows it in the editor. */
  async step(delta: number): Promise<void> {
    if (this.total === 0) return;
    const from = this.selected < 0 && delta < 0 ? 0 : this.selected;
    await this.openAt((from + delta + this.total) % this.total, 'preview');
  }

  private async openAt(hit: number, how: 'preview' | 'focus'): Promise<void> {
    this.select(hit);
    const row = this.rows.get(hit) ?? (await this.load(Math.floor(hit / pageSize)), this.rows.get(hit));
    if (row !== undefined) this.host.onOpen(row, how);
  }

  private layOut(
    total: number,
    groups: readonly { label: string | null; count: number }[],
    collapsed: ReadonlySet<string | null> = new Set(),
  ): void {
    this.total = total;
    this.hasHeadings = groups.length > 0;
    let start = 0;
    this.groups = (groups.length > 0 ? groups : [{ label: null, count: total }]).map(({ label, count }) => {
      const group = { label, count, start, isCollapsed: this.hasHeadings && collapsed.has(label), top: 0 };
      start += count;
      return group;
    });
    this.place();
    this.drawSoon();
  }

  private place(): void {
    let top = 0;
    for (const group of this.groups) {
      group.top = top;
      top += (this.hasHeadings ? groupHeight : 0) + (group.isCollapsed ? 0 : group.count * hitHeight);
    }
    this.canvas.style.height = `${top}px`;
    this.drawn.forEach((row) => row.remove());
    this.drawn.clear();
  }

  private groupOf(hit: number): Group {
    let low = 0;
    let high = this.groups.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.groups[middle]!.start <= hit) low = middle;
      else high = middle - 1;
    }
    return this.groups[low]!;
  }

  private topOf(hit: number): number {
    const group = this.groupOf(hit);
    return group.top + (this.hasHeadings ? groupHeight : 0) + (hit - group.start) * hitHeight;
  }

  private drawSoon(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const from = this.root.scrollTop - overscan * hitHeight;
    const to = this.root.scrollTop + this.root.clientHeight + overscan * hitHeight;
    const wanted = new Set<string>();
    for (const { item, top } of this.itemsBetween(from, to)) {
      const key = item.type === 'group' ? `g${item.group.start}` : `h${item.hit}`;
      wanted.add(key);
      const isSelected = item.type === 'hit' && item.hit === this.selected;
      let row = this.drawn.get(key);
      if (row === undefined || (item.type === 'hit' && row.dataset['state'] === 'waiting' && this.rows.has(item.hit))) {
        row?.remove();
        row = item.type === 'group' ? this.groupRow(item.group) : this.hitRow(item.hit, item.group);
        row.style.top = `${top}px`;
        this.canvas.append(row);
        this.drawn.set(key, row);
      }
      row.classList.toggle('selected', isSelected);
      if (item.type === 'hit') row.setAttribute('aria-selected', String(isSelected));
      if (item.type === 'hit' && !this.rows.has(item.hit)) void this.load(Math.floor(item.hit / pageSize));
    }
    for (const [key, row] of this.drawn) {
      if (wanted.has(key)) continue;
      row.remove();
      this.drawn.delete(key);
    }
    if (this.selected >= 0 && wanted.has(`h${this.selected}`)) {
      this.root.setAttribute('aria-activedescendant', `hit-${this.selected}`);
    } else this.root.removeAttribute('aria-activedescendant');
  }

  private *itemsBetween(from: number, to: number): Generator<{ item: Item; top: number }> {
    const headingHeight = this.hasHeadings ? groupHeight : 0;
    let low = 0;
    let high = this.groups.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.groups[middle]!.top <= from) low = middle;
      else high = middle - 1;
    }
    for (let index = low; index < this.groups.length && this.groups[index]!.top < to; index += 1) {
      const group = this.groups[index]!;
      if (this.hasHeadings && group.top + headingHeight > from)
        yield { item: { type: 'group', group }, top: group.top };
      if (group.isCollapsed) continue;
      const hitsTop = group.top + headingHeight;
      const first = Math.max(0, Math.floor((from - hitsTop) / hitHeight));
      const end = Math.min(group.count, Math.ceil((to - hitsTop) / hitHeight));
      for (let at = first; at < end; at += 1) {
        yield { item: { type: 'hit', hit: group.start + at, group }, top: hitsTop + at * hitHeight };
      }
    }
  }

  private groupRow(group: Group): HTMLElement {
    const label = group.label ?? this.texts.unshared;
    const row = element(
      'div',
      {
        className: 'group',
        title: label,
        attributes: {
          role: 'treeitem',
          'aria-level': 1,
          'aria-expanded': String(!group.isCollapsed),
          'aria-label': fill(this.texts.hitsOfGroup, label, group.count),
        },
      },
      [
        element('span', { className: `codicon codicon-chevron-${group.isCollapsed ? 'right' : 'down'}` }),
        element('span', { className: 'label', text: label }),
        element('span', { className: 'badge', text: group.count.toLocaleString() }),
      ],
    );
    row.dataset['group'] = String(group.start);
    return row;
  }

  private hitRow(hit: number, group: Group): HTMLElement {
    const row = element('div', {
      className: 'hit',
      attributes: {
        role: 'treeitem',
        id: `hit-${hit}`,
        'aria-level': this.hasHeadings ? 2 : 1,
        'aria-setsize': group.count,
        'aria-posinset': hit - group.start + 1,
      },
    });
    row.dataset['hit'] = String(hit);
    const item = this.rows.get(hit);
    if (item === undefined) {
      row.dataset['state'] = 'waiting';
      row.classList.add('waiting');
      return row;
    }
    const after = item.right.map(({ text, isMatch }) => (isMatch ? element('mark', { text }) : text));
    const line = element('div', { className: item.match === '' ? 'line plain' : 'line' }, [
      element('span', { className: 'left' }, [element('span', { text: item.left })]),
      element('span', { className: 'right' }, item.match === '' ? after : [element('mark', { className: 'keyword', text: item.match }), ...after]), // prettier-ignore
    ]);
    const facts = [item.outlet ?? this.texts.unknown, item.date?.slice(0, 10), item.speaker].filter(
      (fact): fact is string => typeof fact === 'string',
    );
    const sentence = item.left + item.match + item.right.map(({ text }) => text).join('');
    row.title = [sentence, item.headline].filter(Boolean).join('\n');
    row.setAttribute('aria-label', `${sentence} ${facts.join(', ')}`);
    row.append(
      line,
      element(
        'div',
        { className: 'facts' },
        facts.map((text, index) => element('span', { className: index === 0 ? 'outlet' : index === 1 ? 'date' : 'speaker', text })), // prettier-ignore
      ),
    );
    return row;
  }

  private async load(page: number): Promise<void> {
    if (this.loading.has(page)) return;
    const { generation } = this;
    this.loading.add(page);
    const rows = await this.host.loadRows(page * pageSize, pageSize);
    if (generation !== this.generation) return;
    if (rows === null) {
      this.loading.delete(page);
      return;
    }
    rows.forEach((row, index) => this.rows.set(page * pageSize + index, row));
    if (rows.length < pageSize) this.shortPages.add(page);
    this.drawSoon();
  }

  private onClick(event: MouseEvent): void {
    const target = (event.target as HTMLElement).closest<HTMLElement>('.hit, .group');
    if (target === null) return;
    const { hit, group } = target.dataset;
    if (hit !== undefined) void this.openAt(Number(hit), event.type === 'dblclick' ? 'focus' : 'preview');
    else if (event.type === 'click') this.toggle(this.groupOf(Number(group)));
  }

  private toggle(group: Group): void {
    group.isCollapsed = !group.isCollapsed;
    this.place();
    this.drawSoon();
  }

  private onKey(event: KeyboardEvent): void {
    const perPage = Math.max(1, Math.floor(this.root.clientHeight / hitHeight) - 1);
    const row = this.rows.get(this.selected);
    if ((event.ctrlKey || event.metaKey) && event.key === 'c') {
      if (row !== undefined) this.host.onCopy(row);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case 'ArrowDown':
        this.select(this.selected + 1);
        break;
      case 'ArrowUp':
        if (this.selected <= 0) this.host.onLeaveTop();
        else this.select(this.selected - 1);
        break;
      case 'PageDown':
        this.select(this.selected + perPage);
        break;
      case 'PageUp':
        this.select(this.selected - perPage);
        break;
      case 'Home':
        this.select(0);
        break;
      case 'End':
        this.select(this.total - 1);
        break;
      case 'ArrowLeft':
      case 'ArrowRight': {
        if (!this.hasHeadings || this.selected < 0) return;
        const group = this.groupOf(this.selected);
        if (group.isCollapsed === (event.key === 'ArrowRight')) this.toggle(group);
        break;
      }
      case 'Enter':
      case ' ':
        if (this.selected >= 0) void this.openAt(this.selected, event.key === 'Enter' ? 'focus' : 'preview');
        break;
      default:
        return;
    }
    event.preventDefault();
  }
}
