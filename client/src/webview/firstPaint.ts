import { markup, text, type Markup } from './markup';
import type { OverviewStrings } from './overview/overviewData';
import type { SearchState, SearchTexts } from './search/searchMessages';

/** What stands in comparison and timeline until the server has answered: what this is, and that it is on its way. */
export function panelFirstPaint(title: string, loading: string): readonly Markup[] {
  return [
    markup('header', { class: 'head' }, markup('h1', {}, text(title))),
    markup('main', {}, markup('p', { class: 'hint' }, text(loading))),
  ];
}

/** The overview before its figures are there. */
export function overviewFirstPaint(strings: OverviewStrings): readonly Markup[] {
  const { outlet, date, headline } = strings.columns;
  const tile = (label: string) =>
    markup(
      'div',
      { class: 'tile whole' },
      markup('span', { class: 'label' }, text(label)),
      markup('span', { class: 'figure' }, text('…')),
      markup('span', { class: 'sources' }),
    );
  return [
    markup(
      'header',
      { class: 'head' },
      markup('h1', {}, text(strings.title)),
      markup('div', { class: 'tiles' }, ...[strings.allArticles, outlet, date, headline].map(tile)),
    ),
    markup('p', { class: 'hint' }, text(strings.loading)),
  ];
}

/** The search view with what was asked last, or with the examples. */
export function searchFirstPaint(texts: SearchTexts, { query }: SearchState): readonly Markup[] {
  const isBlank = query.trim() === '';
  const field = markup(
    'div',
    { class: isBlank ? 'first-field blank' : 'first-field' },
    text(isBlank ? texts.placeholder : query),
  );
  if (!isBlank) return [markup('header', {}, field, markup('div', { class: 'summary' }, text(texts.searching)))];
  const example = (one: SearchTexts['examples'][number]) =>
    markup('div', { class: 'example' }, markup('code', {}, text(one.query)), markup('span', {}, text(one.meaning)));
  return [
    markup('header', {}, field),
    markup(
      'section',
      { class: 'examples' },
      markup('h2', {}, text(texts.examplesTitle)),
      markup('div', { class: 'example-list' }, ...texts.examples.map(example)),
    ),
  ];
}
