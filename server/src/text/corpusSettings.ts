import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { compileLinePattern } from './linePattern';
import { defaultCorpusSettings, type CorpusSettings } from './article';

/** What a `variorum.json` says, and what in it could not be used: one sentence each. */
export interface ReadSettings {
  readonly settings: CorpusSettings;
  readonly problems: readonly string[];
}

/**
 * Reads a `variorum.json`; comments and trailing commas are allowed. What is missing or wrong falls back to the
 * default and is reported. Keys that this file does not know belong to others and are left alone. Never throws.
 */
export function parseCorpusSettings(text: string): ReadSettings {
  const problems: string[] = [];
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\ufeff/, ''), errors, { allowTrailingComma: true });
  for (const { error, offset } of errors.slice(0, 5)) {
    problems.push(`Line ${text.slice(0, offset).split('\n').length}: ${printParseErrorCode(error)}.`);
  }
  if (!isObject(value)) {
    if (problems.length === 0 || text.trim() !== '') problems.push('variorum.json must hold an object: { … }.');
    return { settings: defaultCorpusSettings, problems };
  }
  const report = (problem: string): void => {
    problems.push(problem);
  };
  const boilerplate = strings(value, 'boilerplate', report).filter((source) => {
    const pattern = compileLinePattern(source);
    if ('error' in pattern) report(`boilerplate: "${source.slice(0, 60)}" cannot be used: ${pattern.error}.`);
    return !('error' in pattern);
  });
  const language = value['language'];
  const isLanguage = typeof language === 'string' && /^[a-z]{2,3}$/.test(language);
  if (language !== undefined && language !== null && !isLanguage) report('language must be a code such as "en".');
  return {
    settings: {
      include: strings(value, 'include', report),
      exclude: strings(value, 'exclude', report),
      outlets: named(value, 'outlets', report).map(({ name, entry }) => ({
        name,
        aliases: strings(entry, 'aliases', report),
        paths: strings(entry, 'paths', report),
      })),
      speakers: named(value, 'speakers', report).map(({ name, entry }) => ({
        name,
        aliases: strings(entry, 'aliases', report),
      })),
      boilerplate,
      language: isLanguage ? language : null,
    },
    problems,
  };
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function strings(parent: Json, key: string, report: (problem: string) => void): string[] {
  const value = parent[key];
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) {
    report(`${key} must be a list of strings.`);
    return [];
  }
  const good = value.filter((item): item is string => typeof item === 'string' && item !== '');
  if (good.length < value.length)
    report(`${key} must be a list of strings; ${value.length - good.length} entries are none.`);
  return good;
}

function named(parent: Json, key: string, report: (problem: string) => void): { name: string; entry: Json }[] {
  const value = parent[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    report(`${key} must be a list.`);
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    if (typeof entry === 'string' && entry.trim() !== '') return [{ name: entry.trim(), entry: {} }];
    const name = isObject(entry) ? entry['name'] : undefined;
    if (isObject(entry) && typeof name === 'string' && name.trim() !== '') return [{ name: name.trim(), entry }];
    report(`${key}[${index}] needs a "name".`);
    return [];
  });
}
