import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/vscode-textfield.js';
import type { SearchProblem } from '../../../../server/src/protocol';
import { element } from './dom';
import type { SearchTexts } from './searchMessages';

/** The query field with what is wrong in it: the query again below, the place underlined, and a correction to take. */
export class QueryBox {
  readonly root: HTMLElement;
  private readonly field: VscodeTextfield;
  private readonly problemBox: HTMLElement;

  /** `onQuery` hears of every change; `settled` when Enter says that it is meant so. */
  constructor(
    private readonly texts: SearchTexts,
    private readonly onQuery: (query: string, how: 'typing' | 'settled') => void,
    private readonly onLeave: () => void,
  ) {
    this.field = document.createElement('vscode-textfield') as VscodeTextfield;
    this.field.placeholder = texts.placeholder;
    this.field.label = texts.search;
    this.field.setAttribute('aria-label', texts.search);
    const icon = document.createElement('vscode-icon');
    icon.setAttribute('slot', 'content-before');
    icon.setAttribute('name', 'search');
    this.field.append(icon);
    this.problemBox = element('div', { className: 'problems', attributes: { role: 'alert' } });
    this.root = element('div', { className: 'query-box' }, [this.field, this.problemBox]);
    this.field.addEventListener('input', () => this.onQuery(this.field.value, 'typing'));
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.onQuery(this.field.value, 'settled');
      else if (event.key === 'ArrowDown') this.onLeave();
      else if (event.key === 'Escape' && this.field.value !== '') {
        this.field.value = '';
        this.onQuery('', 'typing');
      } else return;
      event.preventDefault();
    });
  }

  set query(query: string) {
    this.field.value = query;
  }

  focus(): void {
    this.field.focus();
    void this.field.updateComplete.then(() => this.field.wrappedElement.select());
  }

  /** Shows what is wrong with `query`; nothing for none. */
  showProblems(query: string, problems: readonly SearchProblem[]): void {
    this.field.invalid = problems.length > 0;
    const [problem] = problems;
    if (problem === undefined) {
      this.problemBox.replaceChildren();
      return;
    }
    // A long query is shown around the place.
    const from = problem.start > 60 ? problem.start - 40 : 0;
    const to = Math.min(query.length, Math.max(problem.end, from) + 60);
    const wrong = query.slice(problem.start, Math.min(problem.end, problem.start + 80));
    const place = element(
      'button',
      { className: 'query-echo', attributes: { type: 'button', tabindex: -1, 'aria-hidden': 'true' } },
      [
        element('span', { text: (from > 0 ? '…' : '') + query.slice(from, problem.start) }),
        element('span', { className: 'wrong', text: wrong === '' ? ' ' : wrong }),
        element('span', { text: query.slice(problem.start + wrong.length, to) + (to < query.length ? '…' : '') }),
      ],
    );
    place.addEventListener('click', () => {
      this.field.focus();
      this.field.wrappedElement.setSelectionRange(problem.start, problem.end);
    });
    const children: HTMLElement[] = [place, element('div', { className: 'message', text: problem.message })];
    const { suggestion } = problem;
    if (suggestion !== null) {
      const take = element('button', { className: 'link', text: suggestion, attributes: { type: 'button' } });
      take.addEventListener('click', () => {
        this.field.value = suggestion;
        this.onQuery(suggestion, 'settled');
        this.field.focus();
      });
      children.push(
        element('div', { className: 'suggestion' }, [element('span', { text: `${this.texts.didYouMean} ` }), take]),
      );
    }
    this.problemBox.replaceChildren(...children);
  }
}
