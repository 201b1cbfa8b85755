/** Reports of invented diplomatic exchanges with the statements that each sentence makes; the form is told in `exchanges.txt`. */
import fs from 'node:fs';
import type { Span } from '../../server/src/text/span';
import type { LabelledEvent } from './labelledGroups';

/** Reads the exchanges of a file, each as an event of several reports. */
export function readExchanges(file: string): LabelledEvent[] {
  const blocks = fs
    .readFileSync(file, 'utf8')
    .split(/^event /m)
    .slice(1);
  return blocks.map((block) => readExchange(block.split('\n')));
}

function readExchange([name = '', ...lines]: readonly string[]): LabelledEvent {
  const articles: { path: string; text: string; outlet: string; date: string; sentences: Span[] }[] = [];
  const statements = new Map<string, [number, number, string][]>();
  for (const line of lines) {
    const head = /^report (.+) (\S+)$/.exec(line);
    if (head) {
      const [, outlet = '', date = ''] = head;
      articles.push({ path: `${name}${articles.length}.txt`, text: '', outlet, date, sentences: [] });
      continue;
    }
    const [numbers = '', sentence = ''] = line.split('\t');
    const article = articles.at(-1);
    if (!article || sentence === '') continue;
    const start = article.text.length;
    article.text += `${sentence}\n\n`;
    article.sentences.push({ start, end: start + sentence.length });
    for (const number of numbers.split(',')) {
      if (number === '-') continue;
      const key = number.replace('~', '');
      const member: [number, number, string] = [
        articles.length - 1,
        article.sentences.length - 1,
        number.startsWith('~') ? 'partial' : 'full',
      ];
      statements.set(key, [...(statements.get(key) ?? []), member]);
    }
  }
  return { name, gold: { articles, groups: [...statements.values()].map((members) => ({ members })) } };
}
