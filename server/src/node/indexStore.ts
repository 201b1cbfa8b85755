import fs from 'node:fs/promises';
import path from 'node:path';
import { hashText } from '../base/hash';
import type { Log } from '../base/log';
import { Segment } from '../corpus/segment';
import type { FileStat } from '../corpus/segmentBuilder';
import { segmentFormat } from '../corpus/segmentFormat';
import type { WordTable } from '../corpus/wordTable';
import { codeOf, reasonOf } from './discover';
import { StorageLock } from './storageLock';
import { WordFiles } from './wordFiles';

/** What a line of the log says. Replayed in order, they give the index. */
type LogRecord =
  | { readonly type: 'index'; readonly format: number }
  | {
      readonly type: 'segment';
      readonly name: string;
      readonly extractor: string;
      /** How many words the table must have for it. */
      readonly words: number;
      readonly files: number;
      /** Segments that it was merged from: they are gone. */
      readonly of?: readonly string[];
      /** Ordinals of its files that were gone or replaced when it was written. */
      readonly dead?: readonly number[];
    }
  | { readonly type: 'gone'; readonly uris: readonly string[] }
  | { readonly type: 'touched'; readonly files: readonly (readonly [uri: string, mtimeMs: number, size: number])[] };

/** One step of rebuilding the index from storage, in order. */
export type StoredStep =
  | {
      readonly type: 'segment';
      readonly name: string;
      readonly segment: Segment;
      /** Made by another version of the extraction: good until it is made anew. */
      readonly isOutdated: boolean;
      readonly dead: readonly number[];
    }
  | { readonly type: 'gone'; readonly uris: readonly string[] }
  | { readonly type: 'touched'; readonly uri: string; readonly stat: FileStat };

export interface IndexStoreOptions {
  /** Names the version of everything that segments are made by. */
  readonly extractor: string;
  readonly compactionSlack?: number;
}

/** Rewritten when the log has this many more lines than it needs. */
const compactionSlack = 256;

const logName = 'log';
const speakersName = 'speakers';

/**
 * The index on disk: immutable segment files, a log that says which of them count, and the table of words. Every file
 * is written beside its place, flushed and renamed; every line of the log carries a checksum, so that a torn end is
 * told from damage. After a kill at any moment the log names whole segments only. What cannot be written is kept in
 * memory and said in {@link warning}: the next start compares all files with the disk and finds what is missing.
 */
export class IndexStore {
  /** What a person should know, or null. */
  warning: string | null = null;
  private readonly words: WordFiles;
  private queue: Promise<void> = Promise.resolve();
  private nextName = 1;
  private logHandle: fs.FileHandle | null = null;
  private lineCount = 0;
  private neededLines = 0;
  private isSuspended = false;
  private speakersRead: Promise<SharedArrayBuffer | null> | null = null;

  private constructor(
    private readonly folder: string,
    private readonly options: IndexStoreOptions,
    private readonly log: Log,
    private readonly lock: StorageLock,
  ) {
    this.words = new WordFiles(folder, log);
  }

  /** Opens the storage folder, making it where it is not there; null where that fails, with the reason in the log. */
  static async open(folder: string, options: IndexStoreOptions, log: Log): Promise<IndexStore | string> {
    try {
      await fs.mkdir(folder, { recursive: true });
      await fs.readdir(folder);
    } catch (error) {
      const reason = `The index cannot be kept in ${folder}: ${reasonOf(error)}`;
      log.warn(reason);
      return reason;
    }
    const lock = await StorageLock.acquire(folder, log);
    const store = new IndexStore(folder, options, log, lock);
    if (!lock.isOwned) store.warning = lock.reason;
    return store;
  }

  /** Whether this process may write: another window, or a read-only disk, may have kept it from that. */
  get isWritable(): boolean {
    return this.lock.isOwned && !this.isSuspended;
  }

  /** Reads what is stored. Damaged or outdated parts are left out (and told in the log): their files are read again. */
  async load(words: WordTable): Promise<StoredStep[]> {
    const { records, validBytes } = await this.readLog();
    const merged = new Set(records.flatMap((record) => (record.type === 'segment' ? (record.of ?? []) : [])));
    const steps: StoredStep[] = [];
    const names = new Set<string>();
    const reads = new Map<string, Promise<Segment | string>>();
    for (const record of records)
      if (record.type === 'segment' && !merged.has(record.name)) reads.set(record.name, this.readSegment(record.name));
    // While the disk is asked for the rest.
    this.speakersRead = this.readSpeakers();
    const knownWords = await this.words.load(words, this.isWritable);
    for (const record of records) {
      if (record.type === 'gone') steps.push({ type: 'gone', uris: record.uris });
      else if (record.type === 'touched')
        for (const [uri, mtimeMs, size] of record.files) steps.push({ type: 'touched', uri, stat: { mtimeMs, size } });
      else if (record.type === 'segment') {
        this.nextName = Math.max(this.nextName, Number.parseInt(record.name, 10) + 1 || 0);
        if (merged.has(record.name)) continue;
        const segment = await reads.get(record.name)!;
        const fault =
          typeof segment === 'string'
            ? segment
            : record.words > knownWords
              ? 'some of its words are lost'
              : segment.fileCount !== record.files
                ? 'another than the log names'
                : null;
        if (typeof segment === 'string' || fault !== null) {
          this.log.warn(`Part ${record.name} of the index is ${fault}; its ${record.files} files are read again`);
          continue;
        }
        names.add(record.name);
        steps.push({
          type: 'segment',
          name: record.name,
          segment,
          isOutdated: record.extractor !== this.options.extractor,
          dead: record.dead ?? [],
        });
      }
    }
    if (this.isWritable) {
      await this.openLog(validBytes, records.length);
      await this.removeOrphans(names);
    }
    return steps;
  }

  /** Keeps a segment; gives the name under which it is kept, or null where it could not be. */
  async addSegment(
    segment: Segment,
    words: WordTable,
    merge?: { readonly of: readonly string[]; dead(): readonly number[] },
  ): Promise<string | null> {
    const name = String(this.nextName++).padStart(6, '0');
    return this.write(async () => {
      const wordCount = await this.words.append(words);
      await writeAtomically(this.segmentPath(name), new Uint8Array(segment.buffer));
      const dead = merge?.dead() ?? [];
      await this.append({
        type: 'segment',
        name,
        extractor: this.options.extractor,
        words: wordCount,
        files: segment.fileCount,
        ...(merge === undefined ? {} : { of: merge.of }),
        ...(dead.length === 0 ? {} : { dead }),
      });
      for (const old of merge?.of ?? []) await fs.rm(this.segmentPath(old), { force: true });
      return name;
    });
  }

  /** Keeps what is known of the corpus's speakers, in the place of what was kept before. */
  async keepSpeakers(state: ArrayBufferLike): Promise<void> {
    await this.write(() => writeAtomically(path.join(this.folder, speakersName), new Uint8Array(state)));
  }

  /** What {@link keepSpeakers} had kept when the index was loaded; null where there is nothing. Gives it once. */
  async keptSpeakers(): Promise<SharedArrayBuffer | null> {
    const read = this.speakersRead;
    this.speakersRead = null;
    return read;
  }

  private async readSpeakers(): Promise<SharedArrayBuffer | null> {
    try {
      return await readShared(path.join(this.folder, speakersName));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.log.warn(`What is known of speakers cannot be read: ${reasonOf(error)}`);
      return null;
    }
  }

  /** Notes that files are no more. */
  async removeFiles(uris: readonly string[]): Promise<void> {
    if (uris.length > 0) await this.write(() => this.append({ type: 'gone', uris }));
  }

  /** Notes new times of unchanged files. */
  async touchFiles(files: readonly (FileStat & { readonly uri: string })[]): Promise<void> {
    const listed = files.map(({ uri, mtimeMs, size }) => [uri, mtimeMs, size] as const);
    if (listed.length > 0) await this.write(() => this.append({ type: 'touched', files: listed }));
  }

  /** Whether the log has grown so long that {@link rewriteLog} pays. */
  get wantsCompaction(): boolean {
    return this.isWritable && this.lineCount > this.neededLines + (this.options.compactionSlack ?? compactionSlack);
  }

  /** Writes the log anew with what counts. */
  async rewriteLog(
    segments: () => readonly {
      readonly name: string;
      readonly segment: Segment;
      readonly dead: readonly number[];
      readonly isOutdated: boolean;
    }[],
    touched: () => readonly (FileStat & { readonly uri: string })[],
    words: WordTable,
  ): Promise<void> {
    await this.write(async () => {
      const records: LogRecord[] = [{ type: 'index', format: segmentFormat }];
      for (const { name, segment, dead, isOutdated } of segments())
        records.push({
          type: 'segment',
          name,
          extractor: isOutdated ? 'outdated' : this.options.extractor,
          words: words.size,
          files: segment.fileCount,
          dead,
        });
      const files = touched().map(({ uri, mtimeMs, size }) => [uri, mtimeMs, size] as const);
      if (files.length > 0) records.push({ type: 'touched', files });
      await this.words.append(words);
      await this.logHandle?.close();
      this.logHandle = null;
      await writeAtomically(
        path.join(this.folder, logName),
        new TextEncoder().encode(records.map(formatLine).join('')),
      );
      this.neededLines = records.length;
      await this.openLog(null, records.length);
    });
  }

  /** Deletes all that is stored. */
  async clear(): Promise<void> {
    if (!this.lock.isOwned) return;
    this.isSuspended = false;
    this.warning = null;
    await this.write(async () => {
      await this.logHandle?.close();
      this.logHandle = null;
      await fs.rm(path.join(this.folder, logName), { force: true });
      await fs.rm(path.join(this.folder, speakersName), { force: true });
      await this.words.clear();
      await this.removeOrphans(new Set());
      await this.openLog(0, 0);
    });
  }

  /** Resolves when all that was asked so far is written. */
  async flush(): Promise<void> {
    await this.queue;
  }

  async close(): Promise<void> {
    await this.queue;
    await this.logHandle?.close();
    this.logHandle = null;
    await this.words.close();
    await this.lock.release();
  }

  /** Runs writes one after the other; the first that fails ends them, and the index lives on in memory. */
  private write<T>(work: () => Promise<T>): Promise<T | null> {
    const result = this.queue.then(async () => {
      if (!this.isWritable) return null;
      try {
        return await work();
      } catch (error) {
        this.isSuspended = true;
        const reason = codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT' ? 'the disk is full' : reasonOf(error);
        this.warning = `The index is kept in memory only: ${reason}`;
        this.log.warn(`${this.warning} (${this.folder}). What is missing is read again at the next start.`);
        return null;
      }
    });
    this.queue = result.then(() => undefined);
    return result;
  }

  private async append(record: LogRecord): Promise<void> {
    if (this.logHandle === null) throw new Error('the log is not open');
    await this.logHandle.appendFile(formatLine(record));
    await this.logHandle.datasync();
    this.lineCount++;
  }

  private async readLog(): Promise<{ records: LogRecord[]; validBytes: number }> {
    let text: string;
    try {
      text = await fs.readFile(path.join(this.folder, logName), 'latin1');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.log.warn(`The log of the index cannot be read: ${reasonOf(error)}`);
      return { records: [], validBytes: 0 };
    }
    const records: LogRecord[] = [];
    let validBytes = 0;
    let damaged = 0;
    for (let start = 0; start < text.length;) {
      const end = text.indexOf('\n', start);
      if (end < 0) break;
      const record = parseLine(Buffer.from(text.slice(start, end), 'latin1').toString('utf8'));
      if (record === null) damaged++;
      else if (record.type === 'index' && record.format !== segmentFormat) {
        this.log.info('The index was written by another version of the extension; it is made anew');
        return { records: [], validBytes: 0 };
      } else records.push(record);
      start = end + 1;
      validBytes = start;
    }
    if (damaged > 0) this.log.warn(`${damaged} lines of the index's log are damaged; what they named is read again`);
    return { records, validBytes };
  }

  /** Opens the log for appending, cut to its whole lines; null leaves its length alone. */
  private async openLog(validBytes: number | null, lineCount: number): Promise<void> {
    try {
      const file = path.join(this.folder, logName);
      this.logHandle = await fs.open(file, 'a');
      if (validBytes !== null) await this.logHandle.truncate(validBytes);
      this.lineCount = lineCount;
      if (lineCount === 0) await this.append({ type: 'index', format: segmentFormat });
    } catch (error) {
      this.isSuspended = true;
      this.warning = `The index is kept in memory only: ${reasonOf(error)}`;
      this.log.warn(`${this.warning} (${this.folder})`);
    }
  }

  private async readSegment(name: string): Promise<Segment | string> {
    try {
      return new Segment(await readShared(this.segmentPath(name)));
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? 'missing' : reasonOf(error);
    }
  }

  private async removeOrphans(names: ReadonlySet<string>): Promise<void> {
    for (const file of await fs.readdir(this.folder)) {
      const match = /^(\d+)\.segment(\.tmp)?$/.exec(file);
      if (match !== null && (match[2] !== undefined || !names.has(match[1]!)))
        await fs.rm(path.join(this.folder, file), { force: true });
    }
  }

  private segmentPath(name: string): string {
    return path.join(this.folder, `${name}.segment`);
  }
}

/** Writes a file so that its name never stands for half of it. */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.tmp`;
  const handle = await fs.open(temporary, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await fs.rm(temporary, { force: true });
    throw error;
  }
  await handle.close();
  await fs.rename(temporary, file);
}

/** Reads a file into memory that threads may share. */
async function readShared(file: string): Promise<SharedArrayBuffer> {
  const handle = await fs.open(file, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = new SharedArrayBuffer(size);
    const bytes = new Uint8Array(buffer);
    let position = 0;
    while (position < size) {
      const { bytesRead } = await handle.read(bytes, position, size - position, position);
      if (bytesRead === 0) break;
      position += bytesRead;
    }
    return buffer;
  } finally {
    await handle.close();
  }
}

function formatLine(record: LogRecord): string {
  const json = JSON.stringify(record);
  return `${hashText(json).toString(36).padStart(11, '0')} ${json}\n`;
}

function parseLine(line: string): LogRecord | null {
  const json = line.slice(12);
  if (line[11] !== ' ' || hashText(json).toString(36).padStart(11, '0') !== line.slice(0, 11)) return null;
  return JSON.parse(json) as LogRecord;
}
