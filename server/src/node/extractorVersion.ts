import fs from 'node:fs';
import { hashText } from '../base/hash';
import { defaultWorkerScript } from './workerPool';

/**
 * Names the version of everything that the analysis is made by: a hash of the bundled worker, so that no change of
 * extraction or lexicon can be forgotten. From sources (tests) it is a constant.
 */
export function extractorVersion(): string {
  const { file } = defaultWorkerScript();
  if (file.endsWith('.ts')) return 'sources';
  return hashText(fs.readFileSync(file, 'latin1')).toString(36);
}
