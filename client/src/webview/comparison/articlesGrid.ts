import type { ArticlesComparison } from '../../../../server/src/protocol';
import { element, fill } from '../element';
import type { ComparisonRequests, ComparisonStrings, ComparisonView } from './comparisonData';
import { versionNames } from './versionNames';

/** Whole articles side by side: what says the same stands in one row, so that they scroll together. */
export function articlesGrid(
  comparison: ArticlesComparison,
  view: ComparisonView,
  strings: ComparisonStrings,
  open: (place: ComparisonRequests['open']) => void,
): HTMLElement {
  const names = versionNames(comparison.articles);
  const header = comparison.articles.map((article, w) =>
    element(
      'th',
      { scope: 'col' },
      element(
        'button',
        { class: 'link', type: 'button', title: strings.openText, onclick: () => open(article) },
        names[w]!,
      ),
      w === 0
        ? element('span', { class: 'tag' }, strings.baseTag)
        : element(
            'span',
            { class: 'facts' },
            fill(strings.sharedShare, Math.round((comparison.sharedShare[w - 1] ?? 0) * 100)),
          ),
    ),
  );
  const rows = comparison.rows.map(({ sentences }, row) => {
    const isShared = sentences.filter((sentence) => sentence !== null).length > 1;
    const differs = !isShared || sentences.some((sentence) => sentence?.runs.some((run) => run.differs) ?? false);
    if (view.onlyDifferences && !differs) return null;
    const cells = sentences.map((sentence, w) => {
      if (sentence === null) return element('td', { class: 'empty' });
      const { uri } = comparison.articles[w]!;
      return element(
        'td',
        { class: `${sentence.role} ${isShared ? 'shared' : 'alone'}` },
        element(
          'button',
          {
            class: 'plain',
            type: 'button',
            title: strings.openText,
            onclick: () => open({ uri, range: sentence.range }),
          },
          ...sentence.runs.map((run) => (run.differs ? element('mark', {}, run.text) : run.text)),
        ),
      );
    });
    const node = element('tr', {}, ...cells);
    node.dataset.rows = String(row);
    if (differs) node.dataset.difference = '';
    return node;
  });
  const table = element(
    'table',
    { class: 'articles' },
    element('thead', {}, element('tr', {}, ...header)),
    element('tbody', {}, ...rows),
  );
  return element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': strings.articlesTitle }, table);
}
