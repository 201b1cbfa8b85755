import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'jsonc-parser';
import type { Log } from '../base/log';
import type { Corpus } from '../corpus/corpus';
import { parseCorrections, resolveCorrections, type ResolvedCorrection } from '../corpus/corrections';
import { decodeText } from '../text/decode';
import { codeOf } from './discover';

/**
 * Reads the corrections in the `variorum.json` of folders and finds their passages in the corpus as it is now.
 * What is malformed, and what is not found any more, is told in the log and stays in the file.
 * @param roots folder URIs
 */
export async function readFolderCorrections(
  roots: readonly string[],
  corpus: Corpus,
  log: Log,
): Promise<ResolvedCorrection[]> {
  const all: ResolvedCorrection[] = [];
  for (const root of roots) {
    if (!root.startsWith('file:')) continue;
    const folder = fileURLToPath(root);
    const file = path.join(folder, 'variorum.json');
    let text: string;
    try {
      text = decodeText(await fs.readFile(file)).text;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') log.warn(`${file}: ${String(error)}`);
      continue;
    }
    const { corrections, problems } = parseCorrections(parse(text, [], { allowTrailingComma: true }));
    for (const problem of problems) log.warn(`${file}: ${problem}`);
    const { resolved, lost } = await resolveCorrections(corrections, {
      uriOf: (name) => {
        const uri = pathToFileURL(path.join(folder, name)).href;
        return corpus.hasFile(uri) ? uri : null;
      },
      filesWith: (words) => corpus.filesWithPassage(words),
      readText: (uri) => corpus.readText(uri),
    });
    for (const { a, b } of lost)
      log.warn(`${file}: a correction between ${a.path} and ${b.path} is not found any more.`);
    all.push(...resolved);
  }
  return all;
}
