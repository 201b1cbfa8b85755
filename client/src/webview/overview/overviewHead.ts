import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { element, fill } from '../element';
import type {
  OverviewAnswer,
  OverviewGapName,
  OverviewState,
  OverviewStrings,
  ProtocolFactPlace,
} from './overviewData';

const typingDelayMs = 150;
const gaps: readonly OverviewGapName[] = ['outlet', 'date', 'headline'];

type Change = (next: Partial<OverviewState>) => void;

/** Title, figures that filter, and the other filters. */
export class OverviewHead {
  readonly root: HTMLElement;
  private readonly tiles = element('div', { class: 'tiles', role: 'group' });
  private readonly field: HTMLInputElement;
  private readonly places: HTMLSelectElement;
  private readonly count = element('span', { class: 'count', role: 'status' });
  private shownPlaces = '';

  constructor(
    private readonly strings: OverviewStrings,
    private readonly change: Change,
    state: OverviewState,
  ) {
    this.tiles.setAttribute('aria-label', strings.title);
    this.field = element('vscode-textfield', {
      class: 'words',
      label: strings.filterWords,
      'aria-label': strings.filterWords,
      placeholder: strings.filterWords,
    }) as HTMLInputElement;
    this.field.append(
      element('span', { slot: 'content-before', class: 'codicon codicon-filter', 'aria-hidden': 'true' }),
    );
    this.field.value = state.words;
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.change({ words: this.field.value }), typingDelayMs);
    });
    this.places = element('vscode-single-select', {
      class: 'places',
      label: strings.evidence,
      'aria-label': strings.evidence,
      title: strings.evidence,
    }) as HTMLSelectElement;
    this.places.addEventListener('change', () =>
      this.change({ place: (this.places.value || null) as ProtocolFactPlace | null }),
    );
    this.root = element(
      'header',
      { class: 'head' },
      element('h1', {}, strings.title),
      this.tiles,
      element('div', { class: 'controls' }, this.field, this.places, this.count),
    );
  }

  show(answer: OverviewAnswer, state: OverviewState): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset['tile'];
    this.tiles.replaceChildren(
      this.articlesTile(answer, state),
      ...gaps.map((name) => this.factTile(name, answer, state)),
    );
    if (focused !== undefined)
      [...this.tiles.querySelectorAll<HTMLElement>('[data-tile]')]
        .find(({ dataset }) => dataset['tile'] === focused)
        ?.focus();
    this.showPlaces(answer, state.place);
    const isAll = answer.total === answer.articleCount;
    this.count.textContent = isAll
      ? ''
      : fill(this.strings.shown, answer.total.toLocaleString(), answer.articleCount.toLocaleString());
  }

  private articlesTile({ articleCount, missing }: OverviewAnswer, state: OverviewState): HTMLElement {
    const { strings } = this;
    const gap = missing.any === 0 ? strings.complete : fill(strings.incomplete, missing.any.toLocaleString());
    return this.tile('any', state, {
      label: strings.allArticles,
      figure: articleCount.toLocaleString(),
      share: articleCount === 0 ? 1 : 1 - missing.any / articleCount,
      evidence: '',
      gap,
      isWhole: missing.any === 0,
    });
  }

  private factTile(
    name: OverviewGapName,
    { articleCount, missing, places }: OverviewAnswer,
    state: OverviewState,
  ): HTMLElement {
    const { strings } = this;
    const lacking = missing[name];
    return this.tile(name, state, {
      label: strings.columns[name],
      figure: fill(strings.known, (articleCount - lacking).toLocaleString(), articleCount.toLocaleString()),
      share: articleCount === 0 ? 1 : 1 - lacking / articleCount,
      evidence: places[name]
        .map(({ place, count }) => `${strings.places[place]} ${count.toLocaleString()}`)
        .join(' · '),
      gap: lacking === 0 ? strings.allKnown : fill(strings.missingCount, lacking.toLocaleString()),
      isWhole: lacking === 0,
    });
  }

  /** A figure with its share as a bar; pressed, only the articles that lack the fact are listed. */
  private tile(
    name: OverviewGapName | 'any',
    state: OverviewState,
    {
      label,
      figure,
      share,
      evidence,
      gap,
      isWhole,
    }: Readonly<Record<'label' | 'figure' | 'evidence' | 'gap', string>> & {
      readonly share: number;
      readonly isWhole: boolean;
    },
  ): HTMLElement {
    const isPressed = state.missing === name;
    const bar = element('span', { class: 'bar', 'aria-hidden': 'true' }, element('span', { class: 'known' }));
    bar.style.setProperty('--share', `${Math.floor(share * 1000) / 10}%`);
    return element(
      'button',
      {
        type: 'button',
        class: `tile${isWhole ? ' whole' : ''}`,
        'data-tile': name,
        'aria-pressed': String(isPressed),
        title: evidence,
        onclick: () => this.change({ missing: isPressed ? null : name }),
      },
      element('span', { class: 'label' }, label),
      ' ',
      element('span', { class: 'figure' }, figure),
      ' ',
      element('span', { class: 'gaps' }, gap),
      bar,
      element('span', { class: 'sources' }, evidence),
    );
  }

  private showPlaces({ places }: OverviewAnswer, chosen: ProtocolFactPlace | null): void {
    const known = (Object.keys(this.strings.places) as ProtocolFactPlace[]).filter(
      (place) => place === chosen || gaps.some((name) => places[name].some((one) => one.place === place)),
    );
    const shown = `${known.join()} ${chosen ?? ''}`;
    if (shown === this.shownPlaces) return;
    this.shownPlaces = shown;
    const option = (value: string, words: string) =>
      element('vscode-option', { value, selected: value === (chosen ?? '') }, words);
    this.places.replaceChildren(
      option('', this.strings.anyEvidence),
      ...known.map((place) => option(place, this.strings.places[place])),
    );
  }
}
