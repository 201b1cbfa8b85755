import assert from 'node:assert/strict';
import esbuild from 'esbuild';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancelledError, neverCancelled } from '../base/cancellation';
import type { Log } from '../base/log';
import type { IndexProgress } from '../lsp/workspaceHost';
import { corpusSnapshot } from '../corpus/corpusSnapshot';
import { CorpusWorkspace } from './corpusWorkspace';

describe('CorpusWorkspace', function () {
  this.timeout(30_000);
  let folder: string;
  let texts: string;
  let storage: string;
  let open: CorpusWorkspace[];
  let lines: string[];

  // One bundle for all tests: a worker that starts from sources would take half a second each time.
  let built: string;
  let workerScript: { readonly file: string; readonly execArgv: readonly string[] };
  before(() => {
    built = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-worker-'));
    workerScript = { file: path.join(built, 'worker.js'), execArgv: [] };
    esbuild.buildSync({
      entryPoints: [path.join(__dirname, 'worker.ts')],
      outfile: workerScript.file,
      bundle: true,
      platform: 'node',
      target: 'node20',
      loader: { '.tsv': 'text', '.bin': 'binary' },
      mainFields: ['module', 'main'],
    });
  });
  after(() => fs.rmSync(built, { recursive: true, force: true }));

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-workspace-'));
    texts = path.join(folder, 'texts');
    storage = path.join(folder, 'storage');
    fs.mkdirSync(texts);
    open = [];
    lines = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((workspace) => workspace.dispose()));
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const log: Log = {
    debug: (line) => lines.push(`debug ${line}`),
    info: (line) => lines.push(`info ${line}`),
    warn: (line) => lines.push(`warn ${line}`),
    error: (line) => lines.push(`error ${line}`),
  };

  function write(name: string, text: string): string {
    const file = path.join(texts, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return pathToFileURL(file).href;
  }

  function article(topic: string): string {
    return `Council to vote on ${topic}\nOstholm Herald\n2031-04-05\n\n"We will decide about the ${topic} in May," Mayor Ada Dorn said on Friday. Nobody objected to the ${topic}.\n`;
  }

  function workspace(extractor = 'one'): CorpusWorkspace {
    const made = new CorpusWorkspace(log, { extractor, workerCount: 1, workerScript });
    open.push(made);
    return made;
  }

  /** Indexes and tells how many files were read. */
  async function index(
    made: CorpusWorkspace,
    options: { storagePath?: string | null; exclude?: string[]; onProgress?: (progress: IndexProgress) => void } = {},
  ): Promise<number> {
    let read = 0;
    await made.index(
      {
        roots: [pathToFileURL(texts).href],
        include: [],
        exclude: options.exclude ?? [],
        maxFileBytes: 1_000_000,
        storagePath: options.storagePath === undefined ? storage : options.storagePath,
      },
      (progress) => {
        read = progress.doneFiles;
        options.onProgress?.(progress);
      },
      neverCancelled,
    );
    return read;
  }

  async function close(made: CorpusWorkspace): Promise<void> {
    await made.dispose();
    open = open.filter((other) => other !== made);
  }

  const snapshot = ({ corpus }: CorpusWorkspace) => corpusSnapshot(corpus);

  /** A rebuild from nothing must know the same. */
  async function checkAgainstRebuild(made: CorpusWorkspace): Promise<void> {
    const fresh = workspace();
    await index(fresh, { storagePath: null });
    assert.deepEqual(await snapshot(made), await snapshot(fresh));
    await close(fresh);
  }

  it('indexes, opens what it stored, and reads nothing twice', async () => {
    for (const topic of ['bridge', 'tram', 'harbour']) write(`${topic}.txt`, article(topic));
    const first = workspace();
    assert.equal(await index(first), 3);
    const known = await snapshot(first);
    await close(first);
    const second = workspace();
    assert.equal(await index(second), 0);
    assert.deepEqual(await snapshot(second), known);
    assert.ok(second.corpus.passageCount >= 9);
  });

  it('opens what it stored with documents open before', async () => {
    const [a, b] = ['bridge', 'tram'].map((topic) => write(`${topic}.txt`, article(topic)));
    const first = workspace();
    await index(first);
    await close(first);
    const second = workspace();
    second.openDocument(a!, article('bridge'));
    second.openDocument(b!, 'Zebras were seen in Ostholm.');
    assert.equal(second.corpus.fileCount, 0);
    assert.equal(await index(second), 0);
    assert.ok(second.corpus.words.find('zebras') < 0, 'not analysed before it is asked for');
    second.corpus.articlesOf(b!);
    assert.equal(second.corpus.index.mounted.length, 2, 'the unchanged document is served from the store');
    await second.closeDocument(a!);
    await second.closeDocument(b!);
    await checkAgainstRebuild(second);
  });

  it('follows files that were added, changed and deleted meanwhile', async () => {
    write('a.txt', article('bridge'));
    write('b.txt', article('tram'));
    const gone = write('c.txt', article('harbour'));
    const first = workspace();
    await index(first);
    await close(first);
    write('b.txt', article('library'));
    write('d.txt', article('school'));
    fs.rmSync(path.join(texts, 'c.txt'));
    const second = workspace();
    assert.equal(await index(second), 2);
    assert.ok(!second.corpus.hasFile(gone));
    await checkAgainstRebuild(second);
    await close(second);
    const third = workspace();
    assert.equal(await index(third), 0);
    await checkAgainstRebuild(third);
  });

  it('does not analyse a file that was written but not changed', async () => {
    write('a.txt', article('bridge'));
    const first = workspace();
    await index(first);
    const before = first.corpus.index.revision;
    fs.utimesSync(path.join(texts, 'a.txt'), new Date(), new Date(Date.now() + 5000));
    assert.equal(await index(first), 1);
    assert.equal(first.corpus.index.revision, before);
    await close(first);
    assert.equal(await index(workspace()), 0, 'the new time was noted');
  });

  it('follows changes as they are told, folders included', async () => {
    write('a.txt', article('bridge'));
    write('sub/b.txt', article('tram'));
    const made = workspace();
    await index(made);
    const uris = [write('a.txt', article('market')), write('sub/c.txt', article('park'))];
    await made.applyChanges([...uris, write('picture.jpg', 'x')], neverCancelled);
    await checkAgainstRebuild(made);
    fs.renameSync(path.join(texts, 'sub'), path.join(texts, 'moved'));
    await made.applyChanges(
      ['sub', 'moved'].map((name) => pathToFileURL(path.join(texts, name)).href),
      neverCancelled,
    );
    await checkAgainstRebuild(made);
    await close(made);
    const again = workspace();
    assert.equal(await index(again), 0);
    await checkAgainstRebuild(again);
  });

  it('merges small parts without losing anything', async () => {
    const made = workspace();
    write('a.txt', article('bridge'));
    await index(made);
    for (let round = 0; round < 16; round++) {
      await made.applyChanges([write(`${round % 7}.txt`, article(`road ${round}`))], neverCancelled);
      if (round === 9) made.openDocument(write('1.txt', article('lake')), 'Something else.\n');
    }
    assert.ok(made.corpus.index.mounted.length <= 14, `${made.corpus.index.mounted.length} segments`);
    await made.closeDocument(pathToFileURL(path.join(texts, '1.txt')).href);
    await checkAgainstRebuild(made);
    await close(made);
    const again = workspace();
    assert.equal(await index(again), 0);
    await checkAgainstRebuild(again);
  });

  it('reads again what another version of the extraction made, and meanwhile answers from it', async () => {
    write('a.txt', article('bridge'));
    const first = workspace('one');
    await index(first);
    await close(first);
    const second = workspace('two');
    let known = 0;
    assert.equal(await index(second, { onProgress: () => (known ||= second.corpus.fileCount) }), 1);
    assert.equal(known, 1);
    await close(second);
    assert.equal(await index(workspace('two')), 0);
  });

  it('leaves out what it may not or cannot read, and says so', async () => {
    write('a.txt', article('bridge'));
    const binary = write('b.txt', 'a\u0000b');
    const large = write('c.txt', 'x'.repeat(1_000_001));
    const made = workspace();
    await index(made);
    const reasons = new Map(made.leftOut().map(({ uri, reason }) => [uri, reason]));
    assert.match(reasons.get(binary) ?? '', /binary/);
    assert.match(reasons.get(large) ?? '', /larger than/);
    assert.equal(made.corpus.fileCount, 1);
  });

  it('keeps what it knows while the folder is gone', async () => {
    write('a.txt', article('bridge'));
    const made = workspace();
    await index(made);
    fs.renameSync(texts, `${texts}-away`);
    await index(made);
    assert.equal(made.corpus.fileCount, 1);
    fs.renameSync(`${texts}-away`, texts);
    assert.equal(await index(made), 0);
  });

  it('can be stopped, and goes on where it was', async () => {
    for (let n = 0; n < 40; n++) write(`${n}.txt`, article(`road ${n}`).repeat(80));
    const token = { isCancellationRequested: false };
    const made = workspace();
    await assert.rejects(
      made.index(
        { roots: [pathToFileURL(texts).href], include: [], exclude: [], maxFileBytes: 1e7, storagePath: storage },
        ({ doneFiles }) => (token.isCancellationRequested = doneFiles >= 20),
        token,
      ),
      CancelledError,
    );
    const known = made.corpus.fileCount;
    assert.ok(known > 0 && known < 40, `${known} of 40 known`);
    await close(made);
    const again = workspace();
    assert.equal(await index(again), 40 - known);
  });

  describe('damage', () => {
    const files = () => fs.readdirSync(storage);
    const stored = (pattern: RegExp) =>
      path.join(
        storage,
        files().find((name) => pattern.test(name))!,
      );

    async function prepare(): Promise<void> {
      const first = workspace();
      for (let n = 0; n < 3; n++) {
        write(`${n}.txt`, article(`road ${n}`));
        await index(first);
      }
      await close(first);
    }

    function flip(file: string, at: number): void {
      const bytes = fs.readFileSync(file);
      bytes[at]! ^= 0x40;
      fs.writeFileSync(file, bytes);
    }

    /** How many files are read after the damage; the result must be right. */
    async function checkRecovery(expectedReads: number, message: RegExp): Promise<void> {
      const second = workspace();
      assert.equal(await index(second), expectedReads);
      assert.match(lines.join('\n'), message);
      await checkAgainstRebuild(second);
      await close(second);
      const third = workspace();
      assert.equal(await index(third), 0, 'what was damaged is stored anew');
      await checkAgainstRebuild(third);
    }

    it('of one segment costs the files of that segment', async () => {
      await prepare();
      flip(stored(/^000002/), 700);
      await checkRecovery(1, /warn Part 000002 of the index is damaged; its 1 files are read again/);
    });

    it('of a segment cut short', async () => {
      await prepare();
      fs.truncateSync(stored(/^000001/), 100);
      await checkRecovery(1, /warn Part 000001/);
    });

    it('of a segment that is missing', async () => {
      await prepare();
      fs.rmSync(stored(/^000003/));
      await checkRecovery(1, /warn Part 000003 of the index is missing/);
    });

    it('of one copy of the words costs nothing', async () => {
      await prepare();
      flip(stored(/^words.a/), 60);
      await checkRecovery(0, /One copy of the index's words is damaged/);
    });

    it('of what is known of speakers costs no file', async () => {
      await prepare();
      flip(path.join(storage, 'speakers'), 300);
      await checkRecovery(0, /What was known of speakers is damaged; it is worked out anew/);
    });

    it('of both copies of the words', async () => {
      await prepare();
      for (const name of ['words.a', 'words.b']) flip(path.join(storage, name), 60);
      await checkRecovery(3, /some of its words are lost/);
    });

    it('of a line of the log', async () => {
      await prepare();
      const log = stored(/^log$/);
      flip(log, fs.readFileSync(log).indexOf('"000002"') + 3);
      await checkRecovery(1, /1 lines of the index's log are damaged/);
    });

    it('of a torn end of the log', async () => {
      await prepare();
      const log = stored(/^log$/);
      fs.truncateSync(log, fs.statSync(log).size - 10);
      await checkRecovery(1, /1 to read/);
    });

    it('of a log that is gone', async () => {
      await prepare();
      fs.rmSync(stored(/^log$/));
      await checkRecovery(3, /3 to read/);
    });

    it('of everything', async () => {
      await prepare();
      for (const name of files()) fs.writeFileSync(path.join(storage, name), 'rubbish\n');
      await checkRecovery(3, /3 to read/);
    });
  });

  it('lets a second window read the index, and only the first write', async () => {
    write('a.txt', article('bridge'));
    const first = workspace();
    await index(first);
    const second = workspace();
    assert.equal(await index(second), 0);
    assert.match(second.warning() ?? '', /Another window/);
    write('b.txt', article('tram'));
    assert.equal(await index(second), 1);
    assert.equal(second.corpus.fileCount, 2);
    await close(first);
    await close(second);
    const third = workspace();
    assert.equal(await index(third), 1, 'the second window stored nothing');
    assert.equal(third.warning(), null);
  });

  it('works on in memory where the storage cannot be written', async () => {
    write('a.txt', article('bridge'));
    fs.writeFileSync(storage, 'a file where the folder should be');
    const made = workspace();
    assert.equal(await index(made), 1);
    assert.match(made.warning() ?? '', /index cannot be kept/);
    assert.equal(made.corpus.fileCount, 1);
  });

  it('follows changes that come while it indexes', async () => {
    for (let n = 0; n < 30; n++) write(`${n}.txt`, article(`road ${n}`).repeat(20));
    const made = workspace();
    let changes: Promise<void> | null = null;
    const onProgress = ({ doneFiles }: IndexProgress) => {
      if (doneFiles < 8 || changes !== null) return;
      const uris: string[] = [];
      for (let n = 0; n < 30; n += 2) {
        if (n % 4 === 0) fs.rmSync(path.join(texts, `${n}.txt`));
        uris.push(
          n % 4 === 0 ? pathToFileURL(path.join(texts, `${n}.txt`)).href : write(`${n}.txt`, article(`lake ${n}`)),
        );
      }
      changes = made.applyChanges(uris, neverCancelled);
    };
    await index(made, { onProgress });
    await changes;
    await checkAgainstRebuild(made);
    await close(made);
    const again = workspace();
    assert.equal(await index(again), 0);
    await checkAgainstRebuild(again);
  });

  it('works on in memory when the disk is full, and stores what is missing at the next start', async () => {
    const { open: realOpen } = fsPromises;
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    fsPromises.open = async (...args: Parameters<typeof realOpen>) => {
      const handle = await realOpen(...args);
      if (String(args[0]).endsWith('.segment.tmp')) handle.writeFile = () => Promise.reject(full);
      return handle;
    };
    try {
      write('a.txt', article('bridge'));
      const made = workspace();
      assert.equal(await index(made), 1);
      assert.match(made.warning() ?? '', /kept in memory only: the disk is full/);
      await checkAgainstRebuild(made);
      await close(made);
    } finally {
      fsPromises.open = realOpen;
    }
    assert.deepEqual(
      fs.readdirSync(storage).filter((name) => name.endsWith('.tmp')),
      [],
    );
    const second = workspace();
    assert.equal(await index(second), 1);
    assert.equal(second.warning(), null);
    await close(second);
    assert.equal(await index(workspace()), 0);
  });

  it('follows hundreds of changes at once, as by a switch of branches', async () => {
    for (let n = 0; n < 300; n++) write(`${n}.txt`, `Report ${n}\n\nIt rained in Ostholm.\n`);
    const made = workspace();
    await index(made);
    const uris: string[] = [];
    for (let n = 0; n < 300; n++) {
      if (n % 3 === 0) fs.rmSync(path.join(texts, `${n}.txt`));
      uris.push(
        n % 3 === 0
          ? pathToFileURL(path.join(texts, `${n}.txt`)).href
          : write(`${n + 100}.txt`, `Report\n\n${n} drops fell.\n`),
      );
    }
    const revision = made.corpus.index.mounted.length;
    await made.applyChanges(uris, neverCancelled);
    assert.ok(made.corpus.index.mounted.length <= revision + 1, 'in one part');
    await checkAgainstRebuild(made);
  });

  it('works on in memory when the storage goes away', async () => {
    write('a.txt', article('bridge'));
    const made = workspace();
    await index(made);
    fs.rmSync(storage, { recursive: true });
    write('b.txt', article('tram'));
    await index(made);
    assert.equal(made.corpus.fileCount, 2);
    assert.match(made.warning() ?? '', /kept in memory only/);
  });
});
