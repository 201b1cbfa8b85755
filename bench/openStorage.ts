import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { silentLog } from '../server/src/base/log';
import { Corpus } from '../server/src/corpus/corpus';
import { readCorpusFolder, readCorpusSettings } from '../server/src/node/folderSettings';
import { IndexStore } from '../server/src/node/indexStore';
import { readTextFile } from '../server/src/node/readTextFile';

/** A stored index opened in this process, with what opening it took. */
export interface OpenedStorage {
  readonly corpus: Corpus;
  readonly openMs: number;
  dispose(): Promise<void>;
}

/**
 * Opens the index that a server has stored, whatever version of the extraction made it, without a server, worker
 * threads or a look at the texts' folder. The storage itself is left as it is: segments are linked, the rest copied.
 * Speakers are not tied yet: `corpus.speakerTable.settle()` does that.
 * @param root the folder of the texts
 */
export async function openStorage(storage: string, root: string): Promise<OpenedStorage> {
  const copy = fs.mkdtempSync(path.join(path.dirname(path.resolve(storage)), 'opened-'));
  for (const name of fs.readdirSync(storage)) {
    if (name === 'lock') continue;
    const [from, to] = [path.join(storage, name), path.join(copy, name)];
    // Segments are replaced as a whole, never written to; the log and the words grow in place.
    if (name.endsWith('.segment')) fs.linkSync(from, to);
    else fs.copyFileSync(from, to);
  }
  const read = async (uri: string) => {
    const result = await readTextFile(fileURLToPath(uri));
    return 'text' in result ? result.text : null;
  };
  const corpus = new Corpus({ readText: read }, silentLog);
  const settings = await readCorpusSettings(root, silentLog);
  const folder = await readCorpusFolder(pathToFileURL(root).href, settings, [], silentLog);
  const started = performance.now();
  const store = await IndexStore.open(copy, { extractor: 'any' }, silentLog);
  if (typeof store === 'string') throw new Error(store);
  corpus.setFolders([folder]);
  for (const step of await store.load(corpus.words)) {
    if (step.type === 'segment') corpus.adoptSegment(step.segment, step.dead);
    else if (step.type === 'gone') for (const uri of step.uris) corpus.removeFile(uri);
    else corpus.touch(step.uri, step.stat);
  }
  const openMs = performance.now() - started;
  return {
    corpus,
    openMs,
    async dispose() {
      await store.close();
      fs.rmSync(copy, { recursive: true, force: true });
    },
  };
}

/**
 * Processor time of this process's main thread, in milliseconds: on a busy machine the wall clock measures the others, and
 * the time of all threads measures the collector's and the compiler's, which work beside. All threads where the system
 * does not tell them apart.
 */
export function processorMs(): number {
  try {
    return Number(fs.readFileSync('/proc/self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}
