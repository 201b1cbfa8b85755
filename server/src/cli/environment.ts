import type { CancellationToken } from '../base/cancellation';
import type { CorpusReader } from '../corpus/corpusTypes';
import type { FileContext } from '../text/article';

/** A file that a path argument named or held, decoded. */
export interface InputFile {
  /** As printed: relative to the working directory where the argument was. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
  readonly context: FileContext;
}

/** A corpus built from path arguments. */
export interface LoadedCorpus {
  readonly reader: CorpusReader;
  /** The path to print for a file's URI. */
  pathOf(uri: string): string;
  /** The URI of a path given by the user, or null where the corpus does not hold it. */
  uriOf(path: string): string | null;
  readText(uri: string): Promise<string | null>;
}

/** What a command may do with the world: everything else is pure. Implemented in `node/`. */
export interface CliEnvironment {
  /** Writes to stdout; resolves when the reader has room again. */
  write(text: string): Promise<void>;
  /** A warning or message line on stderr. */
  warn(line: string): void;
  /** Reads files and folders, in path order; what could not be read is warned of and counted. */
  readFiles(paths: readonly string[]): AsyncIterable<InputFile>;
  /** Indexes files and folders. */
  loadCorpus(paths: readonly string[]): Promise<LoadedCorpus>;
  /** Reads one text file as it is, or null (warned of). */
  readText(path: string): Promise<string | null>;
  /** How many files could not be read so far: decides exit code 1. */
  readonly failureCount: number;
  readonly token: CancellationToken;
}

/** Wrong usage: message for stderr, exit code 2. */
export class UsageError extends Error {}
