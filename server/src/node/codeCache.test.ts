import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

describe('runCached', () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-code-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const script = () => path.join(folder, 'main.js');
  const cache = () => path.join(folder, 'cache');
  const kept = () => fs.readdirSync(cache());

  /** Runs the script in a process of its own; what it printed. */
  function run(into = cache()): string {
    const main = `require(${JSON.stringify(path.join(__dirname, 'codeCache.ts'))}).runCached(${JSON.stringify(script())}, ${JSON.stringify(into)})`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', '-e', main], { encoding: 'utf8' });
    assert.equal(stderr, '');
    return stdout;
  }

  it('runs a file as require does, and again from what it kept', () => {
    fs.writeFileSync(script(), `console.log(require('node:path').basename(__dirname) === '${path.basename(folder)}')`);
    assert.equal(run(), 'true\n');
    const [name] = kept();
    const before = fs.statSync(path.join(cache(), name!)).mtimeMs;
    assert.equal(run(), 'true\n');
    assert.deepEqual(kept(), [name]);
    assert.equal(fs.statSync(path.join(cache(), name!)).mtimeMs, before);
  }).timeout(20_000);

  it('runs what the file says now, and forgets what it said before', () => {
    fs.writeFileSync(script(), 'console.log(1)');
    assert.equal(run(), '1\n');
    fs.writeFileSync(script(), 'console.log(2)');
    fs.utimesSync(script(), 1, 1);
    assert.equal(run(), '2\n');
    assert.equal(kept().length, 1);
  }).timeout(20_000);

  it('runs where what was kept is damaged, or nothing can be kept', () => {
    fs.writeFileSync(script(), 'console.log(1)');
    run();
    fs.writeFileSync(path.join(cache(), kept()[0]!), 'damaged');
    assert.equal(run(), '1\n');
    assert.equal(run(script()), '1\n');
  }).timeout(20_000);
});
