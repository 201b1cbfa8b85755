import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '../base/log';
import type { CorpusFolder } from '../corpus/folderContexts';
import { defaultCorpusSettings, type CorpusSettings, type MetadataRow } from '../text/article';
import { parseCorpusSettings } from '../text/corpusSettings';
import { decodeText } from '../text/decode';
import { parseMetadataCsv } from '../text/metadataCsv';
import { codeOf, reasonOf } from './discover';

/** Reads the `variorum.json` of a folder; defaults where there is none. What is wrong in it is told in the log. */
export async function readCorpusSettings(root: string, log: Log): Promise<CorpusSettings> {
  const file = path.join(root, 'variorum.json');
  const text = await readOptional(file, log);
  if (text === null) return defaultCorpusSettings;
  const { settings, problems } = parseCorpusSettings(text);
  for (const problem of problems) log.warn(`${file}: ${problem}`);
  return settings;
}

/**
 * A folder with its settings and the rows of its `metadata.csv` files, deeper ones winning over those above.
 * @param metadataFiles paths of the metadata files that were found in it
 */
export async function readCorpusFolder(
  uri: string,
  settings: CorpusSettings,
  metadataFiles: readonly string[],
  log: Log,
): Promise<CorpusFolder> {
  const root = fileURLToPath(uri);
  const metadata = new Map<string, MetadataRow>();
  for (const file of [...metadataFiles].sort((a, b) => a.length - b.length)) {
    const text = await readOptional(file, log);
    if (text === null) continue;
    const folder = path.relative(root, path.dirname(file)).split(path.sep).join('/');
    const { rows, problems } = parseMetadataCsv(text, folder);
    for (const problem of problems) log.warn(`${file}: ${problem}`);
    for (const [name, row] of rows) metadata.set(name, row);
  }
  return { uri: uri.replace(/\/$/, ''), settings, metadata };
}

async function readOptional(file: string, log: Log): Promise<string | null> {
  try {
    return decodeText(await fs.readFile(file)).text;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') log.warn(`${file}: ${reasonOf(error)}`);
    return null;
  }
}
