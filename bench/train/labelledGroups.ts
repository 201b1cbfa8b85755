/**
 * Groups of parallel sentences in articles of a corpus that may not be copied into the project: article ids and UTF-16
 * offsets, no text. One event after the other, by lines:
 *
 *     event NAME
 *     A ID START-END           an article and which part of it was judged
 *     = A10-90 B200-270 C5-60  sentences (article, offsets) that are versions of each other, every two of different articles
 *     ~ A10-90 B300-380        sentences that are neither clearly versions nor clearly none
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Span } from '../../server/src/text/span';
import type { GoldFile } from './goldCorpus';

export interface LabelledEvent {
  readonly name: string;
  readonly gold: GoldFile;
}

/** Reads the events of `file`, with the articles' texts from below `folder` (files `ID.txt`). Throws where one is missing. */
export function readLabelledGroups(file: string, folder: string): LabelledEvent[] {
  const files = textFiles(folder);
  const blocks = fs
    .readFileSync(file, 'utf8')
    .split(/^event /m)
    .slice(1);
  return blocks.map((block) => readEvent(block.split('\n'), files));
}

function readEvent([name = '', ...lines]: readonly string[], files: ReadonlyMap<string, string>): LabelledEvent {
  const articles: { path: string; text: string; sentences: Span[]; judged: Span }[] = [];
  const groups: { members: [number, number, string][] }[] = [];
  for (const line of lines) {
    const [head = '', ...rest] = line.split(' ');
    if (/^[A-Z]$/.test(head)) {
      const id = rest[0] ?? '';
      const found = files.get(`${id}.txt`);
      if (found === undefined) throw new Error(`no article ${id}`);
      const text = fs.readFileSync(found, 'utf8').replace(/^\uFEFF/, '');
      articles.push({ path: `${id}.txt`, text, sentences: [], judged: spanOf(rest[1] ?? '') });
    } else if (head === '=' || head === '~') {
      const grade = head === '=' ? 'full' : 'partial';
      const members = rest.map((place): [number, number, string] => {
        const at = place.charCodeAt(0) - 65;
        const count = articles[at]?.sentences.push(spanOf(place.slice(1))) ?? 0;
        return [at, count - 1, grade];
      });
      groups.push({ members });
    }
  }
  return { name: name.trim(), gold: { articles, groups } };
}

/** A span written as `START-END`. Throws where it is none. */
export function spanOf(text: string): Span {
  const [start = NaN, end = NaN] = text.split('-').map(Number);
  if (!(start < end)) throw new Error(`no span: ${text}`);
  return { start, end };
}

/** The path of every file below a folder, by its name. */
export function textFiles(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) found.set(entry.name, path.join(entry.parentPath, entry.name));
  }
  return found;
}
