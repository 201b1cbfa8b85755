import { sentenceSimilarity } from '../collation/similarity';
import { type Command } from './command';
import { UsageError } from './environment';

/** `similarity PAIRS.tsv`: a score in [0, 1] in front of each pair of sentences. */
export const similarityCommand: Command = {
  name: 'similarity',
  summary: 'how near the two sentences of each line are',
  help: `usage: variorum similarity PAIRS.tsv

Reads two tab-separated sentences a line and prints the same lines with a score
from 0 (unrelated) to 1 (the same) in front.
`,
  options: {},
  async run(paths, _options, _format, environment) {
    const [path] = paths;
    if (path === undefined || paths.length > 1)
      throw new UsageError('similarity: name one file of tab-separated pairs');
    const text = await environment.readText(path);
    if (text === null) return;
    const lines = text.split(/\r?\n/);
    if (lines.at(-1) === '') lines.pop();
    let output = '';
    for (const [index, line] of lines.entries()) {
      const [a, b] = line.split('\t');
      if (a === undefined || b === undefined)
        throw new UsageError(`similarity: line ${index + 1} of ${path} has no tab`);
      output += `${sentenceSimilarity(a, b).toFixed(4)}\t${line}\n`;
      if (output.length > 1 << 16) {
        await environment.write(output);
        output = '';
      }
    }
    await environment.write(output);
  },
};
