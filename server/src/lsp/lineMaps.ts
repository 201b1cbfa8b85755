import type { CorpusReader } from '../corpus/corpusTypes';
import { readTexts } from '../service/readTexts';
import { lineMapOf, type LineMap, type Lines } from './toProto';

/** Line ends of the files that answers point into: a small cache, checked against the text that is current. */
export class LineMaps {
  private readonly cache = new Map<string, LineMap>();

  constructor(
    private readonly reader: () => CorpusReader,
    private readonly capacity = 64,
  ) {}

  /** The line map of a file as it is now, or null where it cannot be read. */
  async get(uri: string): Promise<LineMap | null> {
    const text = await this.reader().readText(uri);
    return text === null ? null : this.of(uri, text);
  }

  /** The line map of a file whose text has just been read. */
  of(uri: string, text: string): LineMap {
    const known = this.cache.get(uri);
    const map = known !== undefined && known.text === text ? known : lineMapOf(text);
    this.cache.delete(uri);
    this.cache.set(uri, map);
    if (this.cache.size > this.capacity) this.cache.delete(this.cache.keys().next().value!);
    return map;
  }

  /** The line maps of several files; those that cannot be read are absent. */
  async all(uris: Iterable<string>): Promise<Map<string, LineMap>> {
    const texts = await readTexts(this.reader(), uris);
    return new Map(Array.from(texts, ([uri, text]) => [uri, this.of(uri, text)]));
  }

  /** Where the lines of several files start: as the index knows it, else as their texts say; those that cannot be read are absent. */
  async lines(uris: Iterable<string>): Promise<Map<string, Lines>> {
    const reader = this.reader();
    const found = new Map<string, Lines>();
    const unknown: string[] = [];
    for (const uri of new Set(uris)) {
      const starts = reader.lineStartsOf(uri);
      if (starts === null) unknown.push(uri);
      else found.set(uri, { starts });
    }
    for (const [uri, text] of await readTexts(reader, unknown)) found.set(uri, this.of(uri, text));
    return found;
  }
}
