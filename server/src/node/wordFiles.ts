import fs from 'node:fs/promises';
import path from 'node:path';
import { checksum } from '../base/hash';
import type { Log } from '../base/log';
import type { WordTable } from '../corpus/wordTable';
import { codeOf, reasonOf } from './discover';

const magic = 0x44524f57;
const headerBytes = 20;

/**
 * The table of words on disk: chunks of words in the order of their ids, appended as they come. Every segment leans on
 * it, so it is kept twice; where one copy is damaged, the other serves and the damaged one is written anew.
 */
export class WordFiles {
  private handles: fs.FileHandle[] = [];
  private writtenCount = 0;
  private readonly files: readonly string[];

  constructor(
    folder: string,
    private readonly log: Log,
  ) {
    this.files = ['words.a', 'words.b'].map((name) => path.join(folder, name));
  }

  /** Fills an empty table from the better copy; gives the number of words. `repair`: whether files may be written. */
  async load(words: WordTable, repair: boolean): Promise<number> {
    const copies = await Promise.all(this.files.map((file) => this.readCopy(file)));
    const best = copies.reduce((a, b) => (b.wordCount > a.wordCount ? b : a));
    words.reserve(best.wordCount, best.validBytes);
    for (const chunk of best.chunks) if (!words.decode(chunk)) throw new Error('the table of words was not empty');
    this.writtenCount = best.wordCount;
    if (!repair) return best.wordCount;
    for (const [index, copy] of copies.entries()) {
      if (copy === best || copy.validBytes === best.validBytes) continue;
      if (copy.isDamaged) this.log.warn("One copy of the index's words is damaged; it is written anew from the other");
      await fs.copyFile(this.files[copies.indexOf(best)]!, this.files[index]!).catch((error) => {
        this.log.warn(`The copy of the index's words cannot be written: ${reasonOf(error)}`);
      });
    }
    for (const file of this.files) await fs.truncate(file, best.validBytes).catch(ignoreAbsent);
    return best.wordCount;
  }

  /** Writes the words that the table has got since; gives how many are written. More may come in meanwhile. */
  async append(words: WordTable): Promise<number> {
    if (words.size === this.writtenCount && this.handles.length > 0) return this.writtenCount;
    if (this.handles.length === 0) this.handles = await Promise.all(this.files.map((file) => fs.open(file, 'a')));
    const first = this.writtenCount;
    const count = words.size - first;
    if (count === 0) return first;
    const payload = words.encode(first);
    const chunk = new Uint8Array(headerBytes + payload.length);
    chunk.set(payload, headerBytes);
    new Uint32Array(chunk.buffer, 0, 5).set([magic, first, count, payload.length, checksum(payload.slice())]);
    this.writtenCount = words.size;
    for (const handle of this.handles) {
      await handle.appendFile(chunk);
      await handle.datasync();
    }
    return first + count;
  }

  async clear(): Promise<void> {
    await this.close();
    this.writtenCount = 0;
    for (const file of this.files) await fs.rm(file, { force: true });
  }

  async close(): Promise<void> {
    const handles = this.handles;
    this.handles = [];
    for (const handle of handles) await handle.close();
  }

  private async readCopy(file: string): Promise<Copy> {
    const copy: Copy = { chunks: [], wordCount: 0, validBytes: 0, isDamaged: false };
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await fs.readFile(file));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.log.warn(`${file} cannot be read: ${reasonOf(error)}`);
      return copy;
    }
    while (copy.validBytes + headerBytes <= bytes.length) {
      const header = new Uint32Array(bytes.slice(copy.validBytes, copy.validBytes + headerBytes).buffer);
      const end = copy.validBytes + headerBytes + header[3]!;
      const payload = bytes.slice(copy.validBytes + headerBytes, end);
      if (
        header[0] !== magic ||
        header[1] !== copy.wordCount ||
        end > bytes.length ||
        header[4] !== checksum(payload)
      ) {
        copy.isDamaged = true;
        break;
      }
      copy.chunks.push(payload);
      copy.wordCount += header[2]!;
      copy.validBytes = end;
    }
    return copy;
  }
}

interface Copy {
  readonly chunks: Uint8Array[];
  wordCount: number;
  validBytes: number;
  isDamaged: boolean;
}

function ignoreAbsent(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}
