import { applyEdits, findNodeAtLocation, modify, parse, parseTree, type JSONPath } from 'jsonc-parser';

/** A speaker's entry in `variorum.json`. */
export interface SpeakerEntry {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** An empty file to begin with. */
const emptySettings = '{}\n';

/**
 * Reads several speakers as one: `into` keeps its name, the others' names and aliases become its aliases.
 * Text in, text out; comments and order of the rest stay.
 */
export function mergeSpeakers(text: string, into: SpeakerEntry, others: readonly SpeakerEntry[]): string {
  const names = others.flatMap(({ name, aliases }) => [name, ...aliases]);
  return writeSpeaker(removeSpeakers(text, others), into.name, (entry) => [
    ...new Set([...entry, ...names.filter((name) => name !== into.name)]),
  ]);
}

/** Shows a speaker under another name; the old one stays known as an alias. */
export function renameSpeaker(text: string, speaker: SpeakerEntry, newName: string): string {
  const old = speakersOf(text).find(({ name }) => name === speaker.name);
  const aliases = [...new Set([speaker.name, ...(old?.aliases ?? [])])].filter((name) => name !== newName);
  return writeSpeaker(removeSpeakers(text, [speaker]), newName, (entry) => [...new Set([...entry, ...aliases])]);
}

/** Makes some of a speaker's other names a speaker of their own: the first of them is the name. */
export function splitSpeaker(text: string, speaker: SpeakerEntry, names: readonly string[]): string {
  const [first, ...rest] = names;
  if (first === undefined) return text;
  // Both must be listed: what the file lists apart is kept apart.
  const kept = writeSpeaker(text, speaker.name, (entry) => entry.filter((name) => !names.includes(name)));
  return writeSpeaker(kept, first, (entry) => [...new Set([...entry, ...rest])]);
}

/** Says that the files of a folder (path relative to the file, with `/`) are an outlet's. */
export function setOutletOfFolder(text: string, outlet: string, folder: string): string {
  const pattern = folder === '' ? '**' : `${folder}/**`;
  let result = text;
  // A folder has one outlet: it leaves the one that it was given before.
  list(result, 'outlets').forEach((entry, index) => {
    const paths = strings(record(entry)['paths']);
    if (record(entry)['name'] !== outlet && paths.includes(pattern)) {
      result = set(
        result,
        ['outlets', index, 'paths'],
        paths.filter((path) => path !== pattern),
      );
    }
  });
  const index = list(result, 'outlets').findIndex((entry) => record(entry)['name'] === outlet);
  if (index < 0) return append(result, 'outlets', { name: outlet, paths: [pattern] });
  const paths = strings(record(list(result, 'outlets')[index])['paths']);
  return paths.includes(pattern) ? result : set(result, ['outlets', index, 'paths'], [...paths, pattern]);
}

/** Adds a person's word on two passages; an older word on the same two goes. */
export function addCorrection(text: string, correction: CorrectionEntry): string {
  const key = correctionKey(correction);
  let result = text;
  list(text, 'corrections')
    .map((entry, index) => ({ key: correctionKey(record(entry)), index }))
    .filter((entry) => entry.key === key)
    .reverse()
    .forEach(({ index }) => (result = set(result, ['corrections', index], undefined)));
  return append(result, 'corrections', correction);
}

/** A passage in `variorum.json`: path relative to that file, the words, and their surroundings. */
export interface CorrectionPlace {
  readonly path: string;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly position: number;
}
export interface CorrectionEntry {
  readonly type: 'same' | 'notSame';
  readonly a: CorrectionPlace;
  readonly b: CorrectionPlace;
}

function correctionKey(entry: { readonly a?: unknown; readonly b?: unknown }): string {
  const place = (value: unknown) => JSON.stringify([record(value)['path'], record(value)['quote']]);
  return [place(entry.a), place(entry.b)].sort().join();
}

function writeSpeaker(text: string, name: string, change: (aliases: readonly string[]) => readonly string[]): string {
  const index = list(text, 'speakers').findIndex((entry) => nameOf(entry) === name);
  if (index < 0) return append(text, 'speakers', { name, aliases: change([]) });
  const entry = list(text, 'speakers')[index];
  // An entry may be a bare name.
  if (typeof entry === 'string') return set(text, ['speakers', index], { name, aliases: change([]) });
  return set(text, ['speakers', index, 'aliases'], change(strings(record(entry)['aliases'])));
}

function removeSpeakers(text: string, speakers: readonly SpeakerEntry[]): string {
  const names = new Set(speakers.map(({ name }) => name));
  const indices = list(text, 'speakers').flatMap((entry, index) => (names.has(nameOf(entry) ?? '') ? [index] : []));
  return indices.reverse().reduce((result, index) => set(result, ['speakers', index], undefined), text);
}

function speakersOf(text: string): SpeakerEntry[] {
  return list(text, 'speakers').flatMap((entry) => {
    const name = nameOf(entry);
    return name === null ? [] : [{ name, aliases: strings(record(entry)['aliases']) }];
  });
}

function nameOf(entry: unknown): string | null {
  const name = typeof entry === 'string' ? entry : record(entry)['name'];
  return typeof name === 'string' ? name : null;
}

/** Adds an entry to a list at the end, in the indentation of the others; these stay as they are, letter for letter. */
function append(text: string, key: string, value: unknown): string {
  const items = list(text, key);
  if (items.length === 0) return set(text, [key], [value]);
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const last = tree && findNodeAtLocation(tree, [key, items.length - 1]);
  const end = last ? last.offset + last.length : 0;
  const indent = last ? text.slice(text.lastIndexOf('\n', last.offset) + 1, last.offset) : 'none';
  // Entries side by side in one line, a trailing comma or a comment: the library knows how.
  if (indent.trim() !== '' || !/^\s*\]/.test(text.slice(end, end + 1000)))
    return insert(text, [key, items.length], value);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const entry = JSON.stringify(value, null, 2).replaceAll('\n', eol + indent);
  return `${text.slice(0, end)},${eol}${indent}${entry}${text.slice(end)}`;
}

function set(text: string, path: JSONPath, value: unknown): string {
  return edit(text, path, value, false);
}

function insert(text: string, path: JSONPath, value: unknown): string {
  return edit(text, path, value, true);
}

function edit(text: string, path: JSONPath, value: unknown, isArrayInsertion: boolean): string {
  const base = text.trim() === '' ? emptySettings : text;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: base.includes('\r\n') ? '\r\n' : '\n' };
  return applyEdits(base, modify(base, path, value, { formattingOptions, isArrayInsertion }));
}

function list(text: string, key: string): unknown[] {
  const value = record(parse(text, [], { allowTrailingComma: true }))[key];
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
