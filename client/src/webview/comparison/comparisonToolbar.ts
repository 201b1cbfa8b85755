import type { ArticlesComparison, ProtocolVariant, StatementComparison } from '../../../../server/src/protocol';
import { element, fill } from '../element';
import type { ComparisonRequests, ComparisonStrings, ComparisonView } from './comparisonData';
import { versionNames } from './versionNames';

/** What the head of the page needs. */
export interface ToolbarContext {
  readonly strings: ComparisonStrings;
  readonly view: ComparisonView;
  readonly isOfStatement: boolean;
  readonly statement: StatementComparison | null;
  readonly articles: ArticlesComparison | null;
  readonly change: (next: Partial<ComparisonView>) => void;
  readonly move: (step: 1 | -1) => void;
  readonly openDiff: () => void;
  readonly exportAll: () => void;
  readonly open: (place: ComparisonRequests['open']) => void;
}

/** Title, original, choices, steps and filters. */
export function toolbar(context: ToolbarContext): HTMLElement {
  const { strings, statement, articles, isOfStatement } = context;
  const title = isOfStatement ? [strings.title, statement?.speaker].filter(Boolean).join(' · ') : strings.articlesTitle;
  return element(
    'div',
    {},
    element('h1', {}, title),
    statement && originalLine(context, statement),
    (statement || articles) && controls(context),
    statement && filters(context, statement),
    statement?.isTruncated && element('p', { class: 'hint' }, fill(strings.truncated, statement.leftOutCount)),
  );
}

function originalLine({ strings, open }: ToolbarContext, statement: StatementComparison): HTMLElement {
  const { original } = statement;
  const version = original && statement.versions[original.version];
  if (!original || !version) return element('p', { class: 'original' }, strings.undetermined);
  // The same words as in hovers.
  const [low, medium, high] = strings.confidence;
  const sure = original.confidence >= 0.85 ? high : original.confidence >= 0.6 ? medium : low;
  return element(
    'p',
    { class: 'original' },
    `${strings.originalIs} `,
    element(
      'button',
      { class: 'link', type: 'button', onclick: () => open(version) },
      versionNames(statement.versions)[original.version]!,
    ),
    ` (${sure}) · ${original.reason}`,
  );
}

function controls({ strings, view, statement, change, move, openDiff, exportAll }: ToolbarContext): HTMLElement {
  const button = (label: string, icon: string, action: () => void) =>
    element('vscode-toolbar-button', { icon, label, title: label, 'data-key': icon, onclick: action });
  const check = (label: string, checked: boolean, set: (checked: boolean) => void) =>
    element('vscode-checkbox', {
      label,
      'data-key': label,
      checked,
      onchange: (event) => set((event.currentTarget as HTMLInputElement).checked),
    });
  return element(
    'div',
    { class: 'controls', role: 'toolbar', 'aria-label': strings.layout },
    statement && baseChoice(strings, statement, change),
    statement && layoutChoice(strings, view, change),
    check(strings.onlyDifferences, view.onlyDifferences, (onlyDifferences) => change({ onlyDifferences })),
    statement && check(strings.heatMap, view.isHeatMap, (isHeatMap) => change({ isHeatMap })),
    element(
      'span',
      { class: 'steps' },
      button(strings.previous, 'arrow-up', () => move(-1)),
      button(strings.next, 'arrow-down', () => move(1)),
      element('span', { class: 'counter' }),
    ),
    element(
      'span',
      { class: 'actions' },
      button(strings.openDiff, 'diff', openDiff),
      statement && button(strings.export, 'export', exportAll),
    ),
  );
}

function baseChoice(
  strings: ComparisonStrings,
  statement: StatementComparison,
  change: ToolbarContext['change'],
): HTMLElement {
  const names = versionNames(statement.versions);
  const select = element(
    'vscode-single-select',
    { id: 'base', 'data-key': 'base', label: strings.base, 'aria-label': strings.base },
    ...names.map((name, w) => element('vscode-option', { value: w, selected: w === statement.base }, name)),
  );
  select.addEventListener('change', () => change({ base: Number((select as HTMLSelectElement).value) }));
  return element('span', { class: 'choice' }, element('label', { for: 'base' }, strings.base), select);
}

function layoutChoice(strings: ComparisonStrings, view: ComparisonView, change: ToolbarContext['change']): HTMLElement {
  const option = (layout: ComparisonView['layout'], label: string) =>
    element(
      'button',
      {
        type: 'button',
        class: 'segment',
        'data-key': layout,
        'aria-pressed': String(view.layout === layout),
        onclick: () => change({ layout }),
      },
      label,
    );
  return element(
    'span',
    { class: 'segments', role: 'group', 'aria-label': strings.layout },
    option('texts', strings.texts),
    option('table', strings.table),
  );
}

/** One switch for each kind of difference that occurs, with its count; they are the legend too. */
function filters({ strings, view, change }: ToolbarContext, statement: StatementComparison): HTMLElement | null {
  const counts = new Map<ProtocolVariant, number>();
  for (const { readings } of statement.rows)
    for (const variant of new Set(readings.map((reading) => reading.variant)))
      if (variant) counts.set(variant, (counts.get(variant) ?? 0) + 1);
  if (counts.size === 0) return element('p', { class: 'hint' }, strings.noDifferences);
  const kinds = (Object.keys(strings.variants) as ProtocolVariant[]).filter((kind) => counts.has(kind));
  return element(
    'div',
    { class: 'filters', role: 'group', 'aria-label': strings.kinds },
    ...kinds.map((kind) => {
      const isShown = !view.hiddenVariants.includes(kind);
      const toggle = () =>
        change({
          hiddenVariants: isShown
            ? [...view.hiddenVariants, kind]
            : view.hiddenVariants.filter((hidden) => hidden !== kind),
        });
      return element(
        'button',
        { type: 'button', class: 'filter', 'data-key': kind, 'aria-pressed': String(isShown), onclick: toggle },
        element('span', { class: `variant ${kind}` }, strings.variants[kind]),
        element('vscode-badge', {}, String(counts.get(kind))),
      );
    }),
  );
}
