import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const cli = path.resolve('dist/cli.js');

/** Runs the built command line. */
function variorum(args: readonly string[], cwd: string = process.cwd()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', cwd });
  return {
    status,
    stderr,
    stdout,
    rows: () =>
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

/** Writes files into a fresh folder. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-cli-'));
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
  return folder;
}

const herald = `Dam to be opened for inspection
Harbour Post
3 May 2031

"We will open the Rusalka dam to every inspector who knocks at our gate," Energy Minister Tilda Okonjo said on Saturday.
`;
const wire = `Minister promises inspectors access
Lowland Wire
4 May 2031

Energy Minister Tilda Okonjo said the government would open the Rusalka dam to every inspector who knocks at the gate.
`;

describe('the command line', () => {
  let folder: string;
  before(() => {
    folder = folderOf({ 'herald.txt': herald, 'wire.txt': wire });
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it('teaches: --help, help of each command, --version', () => {
    const help = variorum(['--help']);
    assert.equal(help.status, 0);
    for (const name of ['quotes', 'articles', 'versions', 'compare', 'similarity', 'search']) {
      assert.match(help.stdout, new RegExp(`^ +${name} `, 'm'));
      const page = variorum([name, '--help']);
      assert.equal(page.status, 0);
      assert.match(page.stdout, /^usage: variorum /);
    }
    assert.match(variorum(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('ends with 2 on wrong usage and says what is wrong', () => {
    for (const args of [
      [],
      ['nonsense'],
      ['quotes'],
      ['quotes', '--nonsense', '.'],
      ['versions', '.', '--at', 'x'],
      ['articles', '.', '--format', 'xml'],
    ]) {
      const { status, stderr } = variorum(args);
      assert.equal(status, 2, args.join(' '));
      assert.notEqual(stderr, '');
    }
  });

  it('prints quotes whose spans slice to their text', () => {
    // The second headline is a promise of its own; these are the two of the bodies.
    const rows = variorum(['quotes', folder, '--format', 'jsonl'])
      .rows()
      .filter(({ content }) => content[0].text.includes('Rusalka'));
    assert.equal(rows.length, 2);
    for (const row of rows) {
      const text = fs.readFileSync(row.path, 'utf8');
      for (const span of [row.source, row.cue, ...row.content].flat())
        assert.equal(text.slice(span.start, span.end), span.text);
      assert.equal(row.speaker.name, 'Tilda Okonjo');
    }
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['direct', 'indirect'],
    );
    assert.equal(rows[0].speaker.id, rows[1].speaker.id);
  });

  it('prints articles with what the text says, null where it says nothing', () => {
    const [row] = variorum(['articles', path.join(folder, 'herald.txt'), '--format', 'jsonl']).rows();
    assert.equal(row.headline, 'Dam to be opened for inspection');
    assert.equal(row.outlet, 'Harbour Post');
    assert.equal(row.date, '2031-05-03');
    assert.equal(row.credit, null);
    assert.deepEqual(Object.keys(row), [
      'path',
      'article',
      'start',
      'end',
      'headline',
      'outlet',
      'date',
      'dateline',
      'byline',
      'credit',
      'language',
    ]);
  });

  it('prints statements, also the one at a place', () => {
    const rows = variorum(['versions', '.', '--format', 'jsonl'], folder).rows();
    const statement = rows.find(({ members }) =>
      members.some(({ text }: { text: string }) => text.includes('Rusalka')),
    );
    assert.deepEqual(
      statement.members.map(({ path: file }: { path: string }) => file),
      ['herald.txt', 'wire.txt'],
    );
    const [at] = variorum(['versions', '.', '--at', 'wire.txt:5:40', '--format', 'jsonl'], folder).rows();
    assert.equal(at.members[0].path, 'wire.txt');
    assert.equal(at.members.length, 2);
    assert.equal(variorum(['versions', '.', '--at', 'gone.txt:1:1'], folder).status, 2);
  });

  it('compares two files and scores pairs', () => {
    const rows = variorum(['compare', 'herald.txt', 'wire.txt', '--format', 'jsonl'], folder).rows();
    assert.ok(rows.some(({ a }) => herald.slice(a.start, a.end).includes('Rusalka')));
    const pairs = path.join(folder, 'pairs.tsv');
    fs.writeFileSync(
      pairs,
      'The dam will open in May.\tIn May the dam will be opened.\nThe dam will open.\tChess is a game.\n',
    );
    const scores = variorum(['similarity', pairs])
      .stdout.trim()
      .split('\n')
      .map((line) => Number(line.split('\t')[0]));
    fs.rmSync(pairs);
    assert.equal(scores.length, 2);
    assert.ok(scores[0]! > scores[1]!);
  });

  it('searches', () => {
    const rows = variorum(['search', folder, '--query', 'rusalka inspector', '--format', 'jsonl']).rows();
    assert.equal(rows.length, 2);
    for (const row of rows) assert.equal(fs.readFileSync(row.path, 'utf8').slice(row.start, row.end), row.text);
    assert.equal(variorum(['search', folder, '--query', '(rusalka']).status, 2);
  });

  it('reads on past a file that cannot be read, and ends with 1', () => {
    const odd = folderOf({
      'a.txt': herald,
      'binary.txt': Uint8Array.from({ length: 4000 }, (_, i) => (i * 37) % 256),
    });
    const { status, stderr, rows } = variorum(['articles', odd, '--format', 'jsonl']);
    fs.rmSync(odd, { recursive: true });
    assert.equal(status, 1);
    assert.match(stderr, /binary\.txt/);
    assert.equal(rows().length, 1);
  });

  it('honours metadata.csv and variorum.json', () => {
    const corpus = folderOf({
      'a.txt': herald,
      'metadata.csv': 'path,outlet,date\na.txt,Evening Post,2031-05-09\n',
      'variorum.json': '{ "speakers": [{ "name": "Minister Okonjo", "aliases": ["Tilda Okonjo"] }] }',
    });
    const [article] = variorum(['articles', corpus, '--format', 'jsonl']).rows();
    const [quote] = variorum(['quotes', corpus, '--format', 'jsonl']).rows();
    fs.rmSync(corpus, { recursive: true });
    assert.equal(article.outlet, 'Evening Post');
    assert.equal(article.date, '2031-05-09');
    assert.equal(quote.speaker.name, 'Minister Okonjo');
  });

  it("lets a person's corrections win", () => {
    const place = (file: string, text: string) => {
      const position = text.lastIndexOf('\n\n') + 2;
      return { path: file, quote: text.slice(position).trim(), prefix: '\n\n', suffix: '\n', position };
    };
    const correction = { type: 'notSame', a: place('renamed.txt', herald), b: place('wire.txt', wire) };
    const corpus = folderOf({
      'herald.txt': herald,
      'wire.txt': `A line that came later.\n\n${wire}`,
      'variorum.json': JSON.stringify({ corrections: [correction] }),
    });
    const rows = variorum(['versions', corpus, '--format', 'jsonl']).rows();
    fs.rmSync(corpus, { recursive: true });
    assert.ok(!rows.some(({ members }) => members.some(({ text }: { text: string }) => text.includes('Rusalka'))));
  });

  it('prints no control characters of an article to a terminal', () => {
    const corpus = folderOf({ 'a.txt': herald.replace('Saturday.', 'Saturday\u001b[2J\u0007.') });
    const { stdout } = variorum(['quotes', corpus]);
    fs.rmSync(corpus, { recursive: true });
    assert.doesNotMatch(stdout, /[\u001b\u0007]/);
  });
});
