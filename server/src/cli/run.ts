import { parseArgs } from 'node:util';
import { articlesCommand } from './articles';
import type { Command } from './command';
import { compareCommand } from './compare';
import { conflictsCommand } from './conflicts';
import { UsageError, type CliEnvironment } from './environment';
import { quotesCommand } from './quotes';
import { searchCommand } from './search';
import { similarityCommand } from './similarity';
import { versionsCommand } from './versions';

const commands: readonly Command[] = [
  quotesCommand,
  articlesCommand,
  versionsCommand,
  compareCommand,
  conflictsCommand,
  similarityCommand,
  searchCommand,
];

const overview = `Variorum reads a folder of news articles: every quotation with its speaker, every
statement with its parallel versions in the other outlets. Nothing leaves your machine.

usage: variorum COMMAND PATH… [--format text|jsonl]

${commands.map((command) => `  ${command.name.padEnd(12)}${command.summary}`).join('\n')}

  variorum COMMAND --help    how a command is used, with examples
  variorum --version         the version

Start with:  variorum versions samples/
Exit codes: 0 all went well, 1 some files could not be read, 2 wrong usage.
`;

/**
 * Runs the command line.
 * @param args the words after the program's name
 * @returns the exit code: 0, 1 where files could not be read, 2 on wrong usage
 */
export async function runCommandLine(
  args: readonly string[],
  version: string,
  environment: CliEnvironment,
): Promise<number> {
  try {
    const [name, ...rest] = args;
    if (name === undefined) {
      environment.warn(overview);
      return 2;
    }
    if (name === '--help' || name === '-h' || name === 'help') {
      const topic = commands.find((command) => command.name === rest[0]);
      await environment.write(topic?.help ?? overview);
      return 0;
    }
    if (name === '--version' || name === '-v') {
      await environment.write(`${version}\n`);
      return 0;
    }
    const command = commands.find((candidate) => candidate.name === name);
    if (command === undefined) throw new UsageError(`there is no command "${name}"; variorum --help lists them`);
    const { values, positionals } = parse(command, rest);
    if (values.help === true) {
      await environment.write(command.help);
      return 0;
    }
    const format = values.format ?? 'text';
    if (format !== 'text' && format !== 'jsonl') throw new UsageError(`--format is text or jsonl, not ${format}`);
    await command.run(positionals, values, format, environment);
    return environment.failureCount > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    environment.warn(`variorum: ${error.message}`);
    return 2;
  }
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...command.options, format: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(`${command.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
