import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { neverCancelled } from '../base/cancellation';
import { silentLog, type Log } from '../base/log';
import { Corpus } from '../corpus/corpus';
import { corpusSnapshot } from '../corpus/corpusSnapshot';
import { CorpusWorkspace } from './corpusWorkspace';

/** `npm run test:kill` sets this to 200. */
const kills = Number(process.env.VARIORUM_KILLS ?? 5);

describe(`an index killed at ${kills} random moments`, function () {
  this.timeout(kills * 20_000);
  let folder: string;
  let texts: string;
  let storage: string;
  const bundle = (name: string) => path.join(folder, `${name}.js`);

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-kill-'));
    texts = path.join(folder, 'texts');
    storage = path.join(folder, 'storage');
    fs.mkdirSync(texts);
    for (let n = 0; n < 30; n++)
      fs.writeFileSync(path.join(texts, `${n}.txt`), `Report ${n}\n\nIt rained in Ostholm.\n`);
    esbuild.buildSync({
      entryPoints: ['worker', 'killChild'].map((name) => path.join(__dirname, `${name}.ts`)),
      outdir: folder,
      bundle: true,
      platform: 'node',
      target: 'node20',
      loader: { '.tsv': 'text', '.bin': 'binary' },
      mainFields: ['module', 'main'],
    });
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** Starts the child and kills it, at any moment between its start and a second after it has indexed. */
  async function runAndKill(seed: number): Promise<boolean> {
    const child = spawn(process.execPath, [bundle('killChild'), texts, storage, bundle('worker'), String(seed)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
    // Every third child is killed while it starts or indexes, the others while they follow changes.
    const indexed = new Promise<void>((resolve) => child.stdout.on('data', () => resolve()));
    let isIndexed = false;
    if (seed % 3 !== 0) await Promise.race([indexed.then(() => (isIndexed = true)), ended]);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * (seed % 3 === 0 ? 400 : 1_000)));
    child.kill('SIGKILL');
    await ended;
    return isIndexed;
  }

  it('is right at the next start, and nearly all of it is still there', async () => {
    let readAgain = 0;
    let checked = 0;
    for (let round = 0; round < kills; round++) {
      const wasIndexed = await runAndKill(round);
      const lines: string[] = [];
      const log: Log = { ...silentLog, warn: (line) => lines.push(line), error: (line) => lines.push(line) };
      const workspace = new CorpusWorkspace(log, {
        extractor: 'kill test',
        workerCount: 1,
        workerScript: { file: bundle('worker'), execArgv: [] },
        compactionSlack: 12,
      });
      let read = 0;
      const roots = [pathToFileURL(texts).href];
      await workspace.index(
        { roots, include: [], exclude: [], maxFileBytes: 1e6, storagePath: storage },
        ({ doneFiles }) => (read = doneFiles),
        neverCancelled,
      );
      const rebuilt = new Corpus({ readText: async () => null }, silentLog);
      rebuilt.setFolders([
        { uri: roots[0]!, settings: workspace.corpus.contextOf(`${roots[0]}/x`).settings, metadata: new Map() },
      ]);
      for (const name of fs.readdirSync(texts))
        rebuilt.setFile(pathToFileURL(path.join(texts, name)).href, fs.readFileSync(path.join(texts, name), 'utf8'));
      assert.deepEqual(await corpusSnapshot(workspace.corpus), await corpusSnapshot(rebuilt), `after kill ${round}`);
      assert.equal(workspace.warning(), null);
      assert.deepEqual(lines, [], 'a kill is no damage');
      await workspace.dispose();
      assert.deepEqual(
        fs.readdirSync(storage).filter((name) => name.endsWith('.tmp') || name.startsWith('lock')),
        [],
      );
      if (!wasIndexed) continue;
      checked++;
      readAgain += read;
    }
    // A round changes up to three files at a time; only those of the round under way may be lost.
    assert.ok(readAgain <= checked * 3, `${readAgain} files read again after ${checked} kills`);
  });
});
