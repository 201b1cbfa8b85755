import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/vscode-checkbox.js';
import type { VscodeCollapsible } from '@vscode-elements/elements/dist/vscode-collapsible/vscode-collapsible.js';
import type {
  SearchFacetCount,
  SearchFacetName,
  SearchFilters,
  SearchPageResult,
} from '../../../../server/src/protocol';
import { element } from './dom';
import { fill, type SearchTexts } from './searchMessages';

const facetOrder: readonly SearchFacetName[] = ['outlet', 'speaker', 'month', 'kind', 'language'];
const shownAtFirst = 7;

/** The facets with their counts, and the chosen values as chips that take themselves away. */
export class FacetList {
  readonly root: HTMLElement;
  readonly chips: HTMLElement;
  private filters: SearchFilters = {};
  private readonly expanded = new Set<SearchFacetName>();
  private readonly closed = new Set<SearchFacetName>(['language']);
  private readonly labels = new Map<string, string>();
  private last: SearchPageResult['facets'] | null = null;

  constructor(
    private readonly texts: SearchTexts,
    private readonly onChange: (filters: SearchFilters) => void,
  ) {
    this.root = element('div', { className: 'facets', attributes: { role: 'group', 'aria-label': texts.filters } });
    this.chips = element('div', { className: 'chips' });
  }

  show(facets: SearchPageResult['facets'], filters: SearchFilters): void {
    this.filters = filters;
    this.last = facets;
    const focused = (document.activeElement as HTMLElement | null)?.dataset['key'];
    this.root.replaceChildren(...facetOrder.flatMap((name) => this.section(name, facets[name])));
    this.showChips();
    if (focused !== undefined) {
      [...this.root.querySelectorAll<HTMLElement>('[data-key]')]
        .find(({ dataset }) => dataset['key'] === focused)
        ?.focus();
    }
  }

  private section(name: SearchFacetName, counts: readonly SearchFacetCount[]): HTMLElement[] {
    const chosen = this.filters[name] ?? [];
    // A chosen value stays in reach even where nothing has it any more.
    const missing = chosen.filter((value) => !counts.some((count) => count.value === value));
    const all = [...counts, ...missing.map((value) => ({ value, label: this.labelOf(name, value), count: 0 }))];
    if (all.length === 0) return [];
    const section = document.createElement('vscode-collapsible') as VscodeCollapsible;
    section.heading = this.texts.facets[name];
    section.open = !this.closed.has(name);
    section.addEventListener('vsc-collapsible-toggle', () => {
      if (section.open) this.closed.delete(name);
      else this.closed.add(name);
    });
    const shown = this.expanded.has(name)
      ? all
      : all.filter((count, index) => index < shownAtFirst || chosen.includes(count.value));
    const highest = Math.max(1, ...all.map(({ count }) => count));
    const list = element('div', { className: 'facet' });
    for (const count of shown) list.append(this.valueRow(name, count, chosen.includes(count.value), highest));
    if (shown.length < all.length) {
      const more = element('button', { className: 'link', text: fill(this.texts.showAll, all.length), attributes: { type: 'button' } }); // prettier-ignore
      more.addEventListener('click', () => {
        this.expanded.add(name);
        if (this.last) this.show(this.last, this.filters);
      });
      list.append(more);
    }
    section.append(list);
    return [section];
  }

  private valueRow(
    name: SearchFacetName,
    { value, label, count }: SearchFacetCount,
    isChosen: boolean,
    highest: number,
  ): HTMLElement {
    // prettier-ignore
    const text = this.textOf(name, value, label);
    this.labels.set(keyOf(name, value), text);
    const box = document.createElement('vscode-checkbox') as VscodeCheckbox;
    box.append(element('span', { className: 'value', text }));
    box.checked = isChosen;
    box.dataset['key'] = keyOf(name, value);
    box.addEventListener('change', () => this.toggle(name, value));
    const bar = element('span', { className: 'bar' });
    bar.style.setProperty('--share', String(count / highest));
    return element('div', { className: 'facet-value', title: text }, [
      bar,
      box,
      element('span', { className: 'count', text: count.toLocaleString() }),
    ]);
  }

  private showChips(): void {
    const chips = facetOrder.flatMap((name) =>
      (this.filters[name] ?? []).map((value) => {
        const label = this.labelOf(name, value);
        const chip = element(
          'button',
          {
            className: 'chip',
            title: `${this.texts.removeFilter}: ${this.texts.facets[name]} ${label}`,
            attributes: { type: 'button' },
          },
          [
            // prettier-ignore
            element('span', { text: label }),
            element('span', { className: 'codicon codicon-close', attributes: { 'aria-hidden': 'true' } }),
          ],
        );
        chip.addEventListener('click', () => this.toggle(name, value));
        return chip;
      }),
    );
    if (chips.length > 1) {
      const clear = element('button', {
        className: 'link',
        text: this.texts.clearFilters,
        attributes: { type: 'button' },
      });
      clear.addEventListener('click', () => this.onChange({}));
      chips.push(clear);
    }
    this.chips.replaceChildren(...chips);
  }

  private toggle(name: SearchFacetName, value: string | null): void {
    const chosen = this.filters[name] ?? [];
    const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
    const { [name]: _, ...others } = this.filters;
    this.onChange(next.length === 0 ? others : { ...others, [name]: next });
  }

  private labelOf(name: SearchFacetName, value: string | null): string {
    return this.labels.get(keyOf(name, value)) ?? this.textOf(name, value, value);
  }

  private textOf(name: SearchFacetName, value: string | null, label: string | null): string {
    if (name === 'kind') return value === null ? this.texts.noQuote : (this.texts.kinds[value as 'direct'] ?? value);
    return label ?? this.texts.unknown;
  }
}

function keyOf(name: SearchFacetName, value: string | null): string {
  return `${name}=${value ?? ''}${value === null ? '?' : ''}`;
}
