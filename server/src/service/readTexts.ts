import type { CorpusReader } from '../corpus/corpusTypes';

/** How many files are read at a time: more would only wait for the disk, and hold their texts meanwhile. */
const filesAtATime = 16;

/** The texts of files as they are now, each read once and several side by side; those that cannot be read are absent. */
export async function readTexts(
  reader: Pick<CorpusReader, 'readText'>,
  uris: Iterable<string>,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const waiting = new Set(uris).values();
  const readNext = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      const text = await reader.readText(next.value);
      if (text !== null) texts.set(next.value, text);
    }
  };
  await Promise.all(Array.from({ length: filesAtATime }, readNext));
  return texts;
}
