import { lineStarts, offsetAt } from '../text/lineIndex';
import type { Statement, StatementOptions } from '../corpus/corpusTypes';
import { jsonLine, oneLine, terminalSafe, type Command } from './command';
import { UsageError, type LoadedCorpus } from './environment';

/** `versions PATH…`: every statement that two or more articles make, or the one at a place. */
export const versionsCommand: Command = {
  name: 'versions',
  summary: 'statements with their parallel versions',
  help: `usage: variorum versions PATH… [--at FILE:LINE:COLUMN] [--possible] [--format jsonl]

Lists the statements that two or more articles make, each with its versions,
how near their words are (same words, edited, reworded) and, where there is
evidence, which version is the original and why.

  variorum versions news/
  variorum versions news/ --at news/herald.txt:12:5     only the statement there
  variorum versions news/ --possible                    doubtful versions too

Lines and columns count from 1.
`,
  options: { at: { type: 'string' }, possible: { type: 'boolean' } },
  async run(paths, options, format, environment) {
    if (paths.length === 0) throw new UsageError('versions: name at least one file or folder');
    const place = typeof options.at === 'string' ? parsePlace(options.at) : null;
    const corpus = await environment.loadCorpus(paths);
    const statementOptions: StatementOptions = { includePossible: options.possible === true };
    const print = async (statement: Statement) => environment.write(await formatStatement(statement, corpus, format));
    if (place === null) {
      for await (const statement of corpus.reader.statements(statementOptions, environment.token))
        await print(statement);
      return;
    }
    const uri = corpus.uriOf(place.file);
    const text = uri === null ? null : await corpus.readText(uri);
    if (uri === null || text === null)
      throw new UsageError(`versions: --at names a file that is not among the paths: ${place.file}`);
    const offset = offsetAt(text, lineStarts(text), place.line - 1, place.column - 1);
    const statement = corpus.reader.statementAt(uri, offset, statementOptions, environment.token);
    if (statement !== null) await print(statement);
  },
};

function parsePlace(at: string): { file: string; line: number; column: number } {
  const match = /^(.+):(\d+):(\d+)$/.exec(at);
  const [, file, line, column] = match ?? [];
  if (file === undefined || Number(line) < 1 || Number(column) < 1)
    throw new UsageError(`versions: --at takes FILE:LINE:COLUMN, counted from 1; got ${at}`);
  return { file, line: Number(line), column: Number(column) };
}

async function formatStatement(statement: Statement, corpus: LoadedCorpus, format: 'text' | 'jsonl'): Promise<string> {
  const members = await Promise.all(
    statement.members.map(async (member) => ({
      path: corpus.pathOf(member.article.uri),
      article: member.article.index,
      start: member.start,
      end: member.end,
      text: ((await corpus.readText(member.article.uri)) ?? '').slice(member.start, member.end),
      outlet: member.article.outlet,
      date: member.article.date,
      kind: member.kind,
      speaker: member.speaker,
      score: Number(member.score.toFixed(3)),
      grade: member.grade,
    })),
  );
  if (format === 'jsonl')
    return jsonLine({ id: statement.id, speaker: statement.speaker, original: statement.original, members });
  const { original } = statement;
  return terminalSafe(
    `${statement.speaker?.name ?? 'no speaker named'} · ${members.length} versions\n` +
      members
        .map(
          (member, index) =>
            `  ${original?.member === index ? '*' : '-'} ${[member.outlet ?? member.path, member.date?.slice(0, 10), member.grade].filter(Boolean).join(', ')}: ` +
            `${oneLine(member.text, 220)}\n`,
        )
        .join('') +
      (original === null ? '' : `  * original (${Math.round(original.confidence * 100)} %): ${original.reason}\n`) +
      '\n',
  );
}
