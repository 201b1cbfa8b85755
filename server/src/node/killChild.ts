import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { neverCancelled } from '../base/cancellation';
import { silentLog } from '../base/log';
import { CorpusWorkspace } from './corpusWorkspace';

/**
 * What the kill test kills: indexes a folder and goes on changing files and following the changes, so that segments are
 * written, merged and dropped and the log is rewritten all the time. Arguments: texts, storage, worker script, seed.
 */
async function main(): Promise<void> {
  const [texts, storagePath, workerFile, seed] = process.argv.slice(2) as [string, string, string, string];
  const workspace = new CorpusWorkspace(silentLog, {
    extractor: 'kill test',
    workerCount: 1,
    workerScript: { file: workerFile, execArgv: [] },
    compactionSlack: 12,
  });
  let state = Number(seed) + 1;
  const random = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % limit;
  };
  const options = {
    roots: [pathToFileURL(texts).href],
    include: [],
    exclude: [],
    maxFileBytes: 1e6,
    storagePath,
  };
  await workspace.index(options, () => undefined, neverCancelled);
  process.stdout.write('indexed\n');
  for (;;) {
    const changed: string[] = [];
    for (let count = 1 + random(3); count > 0; count--) {
      const file = path.join(texts, `${random(30)}.txt`);
      if (random(4) === 0) fs.rmSync(file, { force: true });
      else
        fs.writeFileSync(
          file,
          `Vote ${random(1e6)} in Ostholm\nOstholm Herald\n2031-04-05\n\n"We lost ${random(1e6)} crowns," Ada Dorn said. `.repeat(
            1 + random(3),
          ),
        );
      changed.push(pathToFileURL(file).href);
    }
    await workspace.applyChanges(changed, neverCancelled);
  }
}

void main();
