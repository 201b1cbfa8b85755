import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { neverCancelled } from '../base/cancellation';
import { defaultDiscoveryRules, discover, PathFilter, type DiscoveryRules } from './discover';

describe('discover', () => {
  let root: string;
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-discover-'));
  });
  afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

  function write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      fs.writeFileSync(path.join(root, name), text);
    }
  }

  async function check(rules: Partial<DiscoveryRules>, expected: string[], leftOut: string[] = []) {
    const all = { ...defaultDiscoveryRules, ...rules };
    const found = await discover(root, all, neverCancelled);
    const relative = (entry: { path: string }) => path.relative(root, entry.path);
    assert.deepEqual(found.files.map(relative), expected);
    assert.deepEqual(
      found.leftOut.map((entry) => `${relative(entry)}: ${entry.reason}`),
      leftOut,
    );
    // The filter for single paths must agree, but for what only the disk can tell.
    const filter = new PathFilter(root, all);
    for (const file of expected) assert.ok(await filter.accepts(path.join(root, file)), file);
    return filter;
  }

  it('takes texts and passes over hidden, ignored and other files', async () => {
    write({
      'a.txt': 'x',
      'b.md': 'x',
      'c.html': 'x',
      plain: 'x',
      LICENSE: 'x',
      'README.md': 'x',
      'metadata.csv': 'x',
      'variorum.json': '{}',
      'picture.jpg': 'x',
      '.hidden.txt': 'x',
      '.git/x.txt': 'x',
      'node_modules/y.txt': 'x',
      'sub/.gitignore': 'drafts/\n*.md\n!keep.md',
      'sub/drafts/d.txt': 'x',
      'sub/e.md': 'x',
      'sub/keep.md': 'x',
      'sub/f.txt': 'x',
    });
    const filter = await check({}, ['a.txt', 'b.md', 'c.html', 'plain', 'sub/f.txt', 'sub/keep.md']);
    for (const out of ['LICENSE', 'sub/drafts/d.txt', 'sub/e.md', '.git/x.txt', 'node_modules/y.txt', 'picture.jpg'])
      assert.ok(!(await filter.accepts(path.join(root, out))), out);
    assert.ok(!(await filter.accepts(path.join(root, '..', 'elsewhere.txt'))));
  });

  it('follows include and exclude', async () => {
    write({ 'a.txt': 'x', 'news/b.txt': 'x', 'news/old/c.txt': 'x', 'd.log': 'x' });
    await check({ include: ['news/**', '*.log'] }, ['d.log', 'news/b.txt', 'news/old/c.txt']);
    await check({ exclude: ['old', 'a.txt'] }, ['news/b.txt']);
  });

  it('counts what a bound keeps out', async () => {
    write({ 'a.txt': 'x', 'b.txt': 'long text', 'c.txt': 'x', 'one/two/d.txt': 'x' });
    await check(
      { maxFileBytes: 4, maxFiles: 1, maxDepth: 1 },
      ['a.txt'],
      ['b.txt: larger than 0.0 MB (0.0 MB)', 'c.txt: more than 1 files', 'one/two: nested deeper than 1 folders'],
    );
  });

  it('survives loops of links and broken links', async () => {
    write({ 'a.txt': 'x', 'sub/b.txt': 'x' });
    fs.symlinkSync(root, path.join(root, 'sub', 'up'));
    fs.symlinkSync('self.txt', path.join(root, 'self.txt'));
    fs.symlinkSync('nowhere.txt', path.join(root, 'broken.txt'));
    await check(
      {},
      ['a.txt', 'sub/b.txt'],
      ['broken.txt: not there (a broken link, or deleted meanwhile)', 'self.txt: a symbolic link that leads to itself'],
    );
  });

  it('says when the folder itself is gone', async () => {
    const found = await discover(path.join(root, 'gone'), defaultDiscoveryRules, neverCancelled);
    assert.equal(found.isRootReadable, false);
    assert.equal(found.leftOut.length, 1);
  });

  it('stops when cancelled', async () => {
    write({ 'a.txt': 'x' });
    await assert.rejects(discover(root, defaultDiscoveryRules, { isCancellationRequested: true }), /cancelled/);
  });
});
