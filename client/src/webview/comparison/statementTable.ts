import type { StatementComparison } from '../../../../server/src/protocol';
import { element } from '../element';
import type { ComparisonRequests, ComparisonStrings, ComparisonView } from './comparisonData';
import { factsOf, tagsOf } from './statementTexts';
import { versionNames } from './versionNames';

/** The apparatus as a table: a column for each version, the base first, a row for each place. */
export function statementTable(
  statement: StatementComparison,
  view: ComparisonView,
  strings: ComparisonStrings,
  open: (place: ComparisonRequests['open']) => void,
): HTMLElement {
  const order = statement.versions
    .map((_, w) => w)
    .sort((a, b) => Number(b === statement.base) - Number(a === statement.base));
  const names = versionNames(statement.versions);
  const header = order.map((w) => {
    const version = statement.versions[w]!;
    return element(
      'th',
      { scope: 'col' },
      element(
        'button',
        { class: 'link', type: 'button', title: strings.openText, onclick: () => open(version) },
        names[w]!,
      ),
      ...tagsOf(version.isOriginal, w === statement.base, strings),
      ' ',
      element('span', { class: 'facts' }, factsOf(version, strings)),
    );
  });
  const rows = statement.rows.map(({ readings, contested }, row) => {
    const shown = readings.some(({ variant }) => variant !== null && !view.hiddenVariants.includes(variant));
    if (view.onlyDifferences && !shown) return null;
    const cells = order.map((w) => cell(statement, row, w, view, strings, open));
    const node = element('tr', { class: shown ? 'differs' : 'agrees' }, ...cells);
    node.dataset.rows = String(row);
    if (shown) node.dataset.difference = '';
    node.dataset.said = order
      .map((w) => `${names[w]!}: ${wordsOf(statement, row, w) || strings.nothingHere}`)
      .join('; ');
    if (contested > 0) node.style.setProperty('--heat', String(Math.round(contested * 100)));
    return node;
  });
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': strings.table },
    element('table', {}, element('thead', {}, element('tr', {}, ...header)), element('tbody', {}, ...rows)),
  );
}

function cell(
  statement: StatementComparison,
  row: number,
  w: number,
  view: ComparisonView,
  strings: ComparisonStrings,
  open: (place: ComparisonRequests['open']) => void,
): HTMLElement {
  const { variant, parts } = statement.rows[row]!.readings[w]!;
  const { uri } = statement.versions[w]!;
  const isMarked = variant !== null && !view.hiddenVariants.includes(variant);
  const words = wordsOf(statement, row, w);
  const first = parts[0];
  const content =
    first === undefined
      ? element('span', { class: 'nothing', 'aria-label': strings.nothingHere }, '–')
      : element(
          'button',
          {
            class: isMarked ? `variant ${variant}` : 'plain',
            type: 'button',
            onclick: () => open({ uri, range: first.range }),
          },
          words,
        );
  return element('td', {}, content, isMarked && element('span', { class: 'kind' }, strings.variants[variant]));
}

function wordsOf(statement: StatementComparison, row: number, w: number): string {
  const parts = statement.rows[row]?.readings[w]?.parts ?? [];
  return parts.map(({ text, tail }, k) => (k < parts.length - 1 ? text + (tail || ' ') : text)).join('');
}
