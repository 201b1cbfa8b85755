import { runCommandLine } from '../cli/run';
import { extractorVersion } from './extractorVersion';
import { NodeCliEnvironment } from './nodeCliEnvironment';

declare const VARIORUM_VERSION: string;

const environment = new NodeCliEnvironment(extractorVersion());
runCommandLine(process.argv.slice(2), VARIORUM_VERSION, environment).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`variorum: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
