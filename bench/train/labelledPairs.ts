/**
 * Single pairs of sentences, judged by reading: what the matcher of the day tied or nearly tied in whole months of a
 * corpus, so that it also learns from what goes wrong among a thousand articles. Article ids and UTF-16 offsets, no text; a
 * line a pair:
 *
 *     lot NAME                the pairs below it are of one time, and are left out together
 *     = ID 10-90 ID 200-270   versions of one statement
 *     - ID 10-90 ID 200-270   not
 *     ~ ID 10-90 ID 200-270   neither clearly versions nor clearly none
 */
import fs from 'node:fs';
import { overlapLength, type Span } from '../../server/src/text/span';
import type { MemoryVocabulary } from '../../server/src/collation/memoryPassageIndex';
import { makeGoldCorpus, type GoldCorpus, type PairLabel } from './goldCorpus';
import { spanOf, textFiles } from './labelledGroups';

/** Two articles, of whose pairs of passages only those in `judged` (`a:b`, `a` < `b`) are known. */
export interface JudgedCorpus {
  readonly lot: string;
  readonly corpus: GoldCorpus;
  readonly judged: ReadonlyMap<string, PairLabel | 'none'>;
}

/** Reads the pairs of `file`, with the articles' texts from below `folder` (files `ID.txt`). Throws where one is missing. */
export function readLabelledPairs(file: string, folder: string, vocabulary: MemoryVocabulary): JudgedCorpus[] {
  const files = textFiles(folder);
  const byArticles = new Map<string, string[][]>();
  let lot = '';
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    const parts = line.split(' ');
    const [label = '', a = '', spanA = '', b = '', spanB = ''] = parts;
    if (label === 'lot') lot = a;
    if (!/^[=~-]$/.test(label)) continue;
    const inOrder = a < b ? [label, a, spanA, b, spanB] : [label, b, spanB, a, spanA];
    const key = `${lot} ${inOrder[1]} ${inOrder[3]}`;
    byArticles.set(key, [...(byArticles.get(key) ?? []), inOrder]);
  }
  return [...byArticles].map(([key, pairs]) => {
    const [lotName = '', ...ids] = key.split(' ');
    const articles = ids.map((id) => {
      const found = files.get(`${id}.txt`);
      if (found === undefined) throw new Error(`no article ${id}`);
      return { path: `${id}.txt`, text: fs.readFileSync(found, 'utf8').replace(/^\uFEFF/, ''), sentences: [] };
    });
    const corpus = makeGoldCorpus(key, { articles, groups: [] }, vocabulary);
    const judged = new Map<string, PairLabel | 'none'>();
    for (const [label, , spanA = '', , spanB = ''] of pairs) {
      const p = passageAt(corpus, 0, spanOf(spanA));
      const q = passageAt(corpus, 1, spanOf(spanB));
      if (p !== null && q !== null) {
        judged.set(`${p}:${q}`, label === '=' ? 'strict' : label === '~' ? 'neutral' : 'none');
      }
    }
    return { lot: lotName, corpus, judged };
  });
}

/** The passage of the file that has most of the span; null where none has half of it. */
function passageAt({ places }: GoldCorpus, file: number, span: Span): number | null {
  let best: number | null = null;
  let most = 0.5 * (span.end - span.start);
  places.forEach((place, passage) => {
    const shared = place.file === file ? overlapLength(place, span) : 0;
    if (shared > most) [best, most] = [passage, shared];
  });
  return best;
}
