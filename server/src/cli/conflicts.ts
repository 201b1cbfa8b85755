import { conflictsOfCorpus } from '../service/conflicts';
import { jsonLine, terminalSafe, type Command } from './command';
import { UsageError } from './environment';

/** `conflicts PATH…`: where versions of one statement contradict each other. */
export const conflictsCommand: Command = {
  name: 'conflicts',
  summary: 'numbers, dates, names, negation, speakers in which versions contradict each other',
  help: `usage: variorum conflicts PATH… [--format jsonl]

Prints the places where versions of one statement contradict each other: numbers,
dates, names, negation, who said it. Rounding, "nearly" and what a version leaves
out are no conflicts.

  variorum conflicts news/
`,
  options: {},
  async run(paths, _options, format, environment) {
    if (paths.length === 0) throw new UsageError('conflicts: name at least one file or folder');
    const corpus = await environment.loadCorpus(paths);
    for await (const { statementId, type, readings } of conflictsOfCorpus(corpus.reader, environment.token)) {
      const rows = readings.map(({ uri, span, text, outlet, date, speaker }) => ({
        path: corpus.pathOf(uri),
        ...span,
        ...{ text, outlet, date, speaker },
      }));
      const line = (row: (typeof rows)[number]) =>
        `  ${row.text}  ${[row.outlet, row.date].filter(Boolean).join(', ')}  ${row.path}:${row.start}\n`;
      await environment.write(
        format === 'jsonl'
          ? jsonLine({ statement: statementId, type, readings: rows })
          : terminalSafe(`${type}\n${rows.map(line).join('')}`),
      );
    }
  },
};
