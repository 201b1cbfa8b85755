import type { CorpusReader } from '../corpus/corpusTypes';
import type { AnchoredPassage } from '../protocol';
import { makeAnchor } from '../text/anchor';
import { locate } from './locate';

/** The passage at an offset, described so that it is found again after edits; null where there is none. */
export async function anchorPassage(
  uri: string,
  offset: number,
  reader: CorpusReader,
): Promise<AnchoredPassage | null> {
  const file = await reader.analysedFile(uri);
  const passage = file && locate(file, offset)?.passage;
  return file && passage ? { uri, ...makeAnchor(file.text, passage) } : null;
}
