import type { CorpusSettings } from '../../text/article';
import { foldNameWord } from '../../text/personNames';
import type { Figure } from './figure';

/** Gives figures the names that `variorum.json` gives them: where a name, a form or title and name is one of its aliases. */
export function nameSettledSpeakers(figures: readonly Figure[], settings: CorpusSettings['speakers']): void {
  if (settings.length === 0) return;
  const nameByForm = new Map<string, string>();
  for (const { name, aliases } of settings) for (const form of [name, ...aliases]) nameByForm.set(formKey(form), name);
  for (const figure of figures) {
    const forms = [figure.title === null ? '' : `${figure.title} ${figure.name}`, figure.name];
    // Forms of a full name are that person's; those of a surname alone may be anybody's.
    if (figure.isFullName) forms.push(...figure.forms);
    const name = forms.map((form) => nameByForm.get(formKey(form))).find((found) => found !== undefined);
    if (name === undefined) continue;
    if (figure.name !== name) figure.forms.add(figure.name);
    figure.name = name;
    figure.isFullName = true;
  }
}

function formKey(form: string): string {
  return form
    .split(/\s+/)
    .map(foldNameWord)
    .filter((word) => word !== '' && word !== 'the')
    .join(' ');
}
