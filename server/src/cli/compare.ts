import { compareArticles } from '../service/compare';
import { jsonLine, oneLine, terminalSafe, type Command } from './command';
import { UsageError } from './environment';

/** `compare FILE_A FILE_B`: the sentences of two files that say the same. */
export const compareCommand: Command = {
  name: 'compare',
  summary: 'two files sentence by sentence: what says the same',
  help: `usage: variorum compare FILE_A FILE_B [--format jsonl]

Aligns the sentences of two files and prints the pairs that say the same, in the
order of the first, with a score from 0 to 1.

  variorum compare herald.txt courier.txt
`,
  options: {},
  async run(paths, _options, format, environment) {
    const [a, b] = paths;
    if (a === undefined || b === undefined || paths.length > 2) throw new UsageError('compare: name two files');
    const corpus = await environment.loadCorpus([a, b]);
    const [uriA, uriB] = [corpus.uriOf(a), corpus.uriOf(b)];
    if (uriA === null || uriB === null) return;
    const [fileA, fileB] = await Promise.all([corpus.reader.analysedFile(uriA), corpus.reader.analysedFile(uriB)]);
    if (fileA === null || fileB === null) return;
    for (const pair of compareArticles(fileA, fileB)) {
      await environment.write(
        format === 'jsonl'
          ? jsonLine({ a: pair.a, b: pair.b, score: Number(pair.score.toFixed(3)) })
          : terminalSafe(
              `${pair.score.toFixed(2)}  ${oneLine(fileA.text.slice(pair.a.start, pair.a.end), 200)}\n` +
                `      ${oneLine(fileB.text.slice(pair.b.start, pair.b.end), 200)}\n`,
            ),
      );
    }
  },
};
