import type { ParseArgsConfig } from 'node:util';
import type { CliEnvironment } from './environment';

/** Values of a command's options as parsed. */
export type OptionValues = Record<string, string | boolean | undefined>;

/** A sub-command of the command line. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help page, with an example. */
  readonly help: string;
  /** Options besides `--format` and `--help`. */
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(
    paths: readonly string[],
    options: OptionValues,
    format: 'text' | 'jsonl',
    environment: CliEnvironment,
  ): Promise<void>;
}

/** One JSON object on a line. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value) + '\n';
}

/** Shortens text to one line of at most `width` characters. */
export function oneLine(text: string, width: number): string {
  const flat = text.replace(/\s+/gu, ' ').trim();
  return flat.length <= width ? flat : flat.slice(0, width - 1) + '…';
}

/**
 * Makes article text safe for a terminal: control characters (escape sequences among them) become visible dots,
 * so that a hostile file cannot move the cursor or change colours. Line breaks and tabs stay.
 */
export function terminalSafe(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '·');
}
