import fs from 'node:fs';
import path from 'node:path';
import { defaultWorkerScript } from './workerPool';

/**
 * Names the version of everything that the analysis is made by: a hash of the bundled worker with its data, which the
 * build writes beside it, so that no change of extraction or lexicon can be forgotten. From sources (tests) it is a constant.
 */
export function extractorVersion(): string {
  const { file } = defaultWorkerScript();
  if (file.endsWith('.ts')) return 'sources';
  return fs.readFileSync(path.join(path.dirname(file), 'extractor.txt'), 'utf8').trim();
}
