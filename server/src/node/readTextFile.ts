import fs from 'node:fs/promises';
import { decodeText } from '../text/decode';
import { reasonOf } from './discover';

/** A decoded file, or why there is none. */
export type ReadResult = { readonly text: string } | { readonly reason: string };

/** Reads and decodes a file. Never throws: what cannot be read, or is no text, comes back with the reason. */
export async function readTextFile(path: string): Promise<ReadResult> {
  let bytes: Uint8Array;
  try {
    bytes = await fs.readFile(path);
  } catch (error) {
    return { reason: reasonOf(error) };
  }
  const { text, isBinary, reason } = decodeText(bytes);
  return isBinary ? { reason: reason ?? 'binary, not a text' } : { text };
}
