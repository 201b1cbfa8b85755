import { element } from '../element';

/** What a cell lets type in. */
export interface CellEdit {
  readonly label: string;
  readonly value: string;
  /** Whether the value is the first key of something new, rather than what was there. */
  readonly isTyped: boolean;
  readonly isDate: boolean;
  /** Said of what is no date. */
  readonly invalid: string;
  /** What is completed while the reader types. */
  readonly suggestions: readonly string[];
  readonly say: (words: string) => void;
  /** The new text, or null where the reader gave up; and where the focus goes. */
  readonly done: (value: string | null, next: 'down' | 'right' | 'left' | 'stay' | 'nowhere') => void;
}

/** Puts a field into a cell: Enter goes on below, Tab to the right, Escape gives up, leaving it keeps what is typed. */
export function editCell(cell: HTMLElement, edit: CellEdit): void {
  const input = element('input', {
    class: 'editor',
    type: 'text',
    'aria-label': edit.label,
    autocomplete: 'off',
    spellcheck: 'false',
    ...(edit.isDate ? { placeholder: 'YYYY-MM-DD' } : {}),
  }) as HTMLInputElement;
  input.value = edit.value;
  let isDone = false;
  const finish = (next: Parameters<CellEdit['done']>[1]) => {
    if (isDone) return;
    const value = input.value.trim();
    const isValid = !edit.isDate || value === '' || isDate(value);
    if (!isValid) {
      edit.say(edit.invalid);
      input.title = edit.invalid;
      input.setAttribute('aria-invalid', 'true');
      if (next !== 'nowhere') return;
    }
    isDone = true;
    edit.done(isValid ? value : null, next);
  };
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    event.stopPropagation();
    if (event.key === 'Enter') finish('down');
    else if (event.key === 'Tab') finish(event.shiftKey ? 'left' : 'right');
    else if (event.key === 'Escape') {
      isDone = true;
      edit.done(null, 'stay');
    } else return;
    event.preventDefault();
  });
  input.addEventListener('input', (event) => {
    input.removeAttribute('aria-invalid');
    complete(input, (event as InputEvent).inputType, edit.suggestions);
  });
  input.addEventListener('blur', () => finish('nowhere'));
  cell.replaceChildren(input);
  input.focus();
  if (edit.isTyped) {
    input.setSelectionRange(input.value.length, input.value.length);
    complete(input, 'insertText', edit.suggestions);
  } else input.select();
}

/** Adds the rest of the first suggestion that begins so, chosen, so that typing on replaces it. */
function complete(input: HTMLInputElement, inputType: string, suggestions: readonly string[]): void {
  const typed = input.value;
  if (inputType !== 'insertText' || typed.trim() === '' || input.selectionStart !== typed.length) return;
  const begun = typed.toLowerCase();
  const found = suggestions.find((name) => name.length > typed.length && name.toLowerCase().startsWith(begun));
  if (found === undefined) return;
  input.value = typed + found.slice(typed.length);
  input.setSelectionRange(typed.length, found.length);
}

/** `YYYY-MM-DD` of a day that there is, with or without a time. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
