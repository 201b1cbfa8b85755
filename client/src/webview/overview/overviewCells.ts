import { element, fill } from '../element';
import type { EditableFact, OverviewRow, OverviewStrings } from './overviewData';

/** The columns of the table, from the left. */
export const columns = ['select', 'article', 'outlet', 'date', 'headline', 'byline'] as const;
export type Column = (typeof columns)[number];

/** What a row looks like at the moment. */
export interface RowView {
  readonly row: OverviewRow;
  readonly isSelected: boolean;
  readonly pending: Readonly<Partial<Record<EditableFact, string>>>;
}

/** The cells of an article, all words as text. */
export function articleCells(view: RowView, strings: OverviewStrings): HTMLElement[] {
  return columns.map((column) => {
    if (column === 'select') return selectCell(view, strings);
    if (column === 'article') return articleCell(view.row, strings);
    return factCell(view, column, strings);
  });
}

function cell(column: Column, className: string, ...children: (Node | string | null)[]): HTMLElement {
  return element(
    'div',
    {
      class: `cell ${column}${className}`,
      role: 'gridcell',
      tabindex: -1,
      'aria-colindex': columns.indexOf(column) + 1,
      'data-column': column,
    },
    ...children,
  );
}

function selectCell({ row, isSelected }: RowView, strings: OverviewStrings): HTMLElement {
  const box = element('span', {
    class: `tick codicon${isSelected ? ' codicon-check' : ''}`,
    role: 'checkbox',
    'aria-checked': String(isSelected),
    'aria-label': fill(strings.select, row.path),
  });
  return cell('select', '', box);
}

function articleCell(row: OverviewRow, strings: OverviewStrings): HTMLElement {
  const slash = row.path.lastIndexOf('/') + 1;
  const name = row.path.slice(slash);
  const facts = [
    slash > 0 ? row.path.slice(0, slash - 1) : null,
    row.siblingCount > 1 ? fill(strings.ofSeveral, row.index + 1, row.siblingCount) : null,
    strings.genres[row.genre] ?? null,
    row.quoteCount === 1 ? strings.oneQuote : fill(strings.quotes, row.quoteCount),
  ].filter(Boolean);
  return cell(
    'article',
    '',
    element(
      'button',
      {
        class: 'value link',
        type: 'button',
        tabindex: -1,
        'data-action': 'article',
        title: `${row.path}\n${strings.openArticle}`,
      },
      name,
    ),
    element('span', { class: 'evidence' }, facts.join(' · ')),
  );
}

function factCell({ row, pending }: RowView, column: EditableFact, strings: OverviewStrings): HTMLElement {
  const typed = pending[column];
  const fact = row[column];
  if (typed !== undefined) {
    const until = fact ? fill(strings.was, fact.value) : null;
    return cell(
      column,
      ' pending',
      element('span', { class: 'value', title: [typed, until].filter(Boolean).join('\n') }, typed),
      element('span', { class: 'evidence' }, strings.unwritten),
    );
  }
  if (fact === null) {
    // A byline is no gap: many reports have none.
    if (column === 'byline') return cell(column, '', ...creditOf(row, strings));
    const words = { class: 'value missing', type: 'button', tabindex: -1, 'data-action': 'edit' };
    return cell(column, ' gap', element('button', words, strings.missing));
  }
  return cell(
    column,
    '',
    element(
      'span',
      { class: 'value', title: fact.value },
      column === 'date' ? fact.value.slice(0, 16).replace('T', ' ') : fact.value,
    ),
    element(
      'button',
      {
        class: 'evidence',
        type: 'button',
        tabindex: -1,
        'data-action': 'evidence',
        title: fill(strings.openEvidence, strings.places[fact.place]),
      },
      strings.places[fact.place],
    ),
  );
}

function creditOf({ credit }: OverviewRow, strings: OverviewStrings): HTMLElement[] {
  if (credit === null) return [];
  const words = fill(strings.credit, credit.value);
  return [element('span', { class: 'value quiet', title: words }, words)];
}
