import { readFile } from 'node:fs';
import { promisify } from 'node:util';
import { decodeText } from '../text/decode';
import { reasonOf } from './discover';

/** A decoded file, or why there is none. */
export type ReadResult = { readonly text: string } | { readonly reason: string };

/** Without a handle object for each file: a page of hits reads fifty, at a third of the processor time. */
const readBytes: (path: string) => Promise<Uint8Array> = promisify(readFile);

/** Reads and decodes a file. Never throws: what cannot be read, or is no text, comes back with the reason. */
export async function readTextFile(path: string): Promise<ReadResult> {
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(path);
  } catch (error) {
    return { reason: reasonOf(error) };
  }
  const { text, isBinary, reason } = decodeText(bytes);
  return isBinary ? { reason: reason ?? 'binary, not a text' } : { text };
}
