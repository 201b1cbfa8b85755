/**
 * Counts how common word stems are in general news and writes the table that `collation/background.ts` reads.
 * usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/train/wordFrequencies.ts FOLDER_OF_TEXTS OUT.tsv [EVERY]
 * FOLDER holds plain texts, one article a file (folders within are read too); every EVERY-th is read. Only frequencies of single words leave the corpus.
 */
import fs from 'node:fs';
import path from 'node:path';
import { isFunctionWord, stemWord } from '../../server/src/text/stem';
import { tokenise } from '../../server/src/text/tokens';

const [folder = '', out = '', every = '1'] = process.argv.slice(2);
const stems = new Map<string, string>();
const counts = new Map<string, number>();
let articles = 0;
fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .forEach((name, position) => {
    if (position % Number(every) !== 0) return;
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    const seen = new Set<string>();
    for (const word of tokenise(text, { start: 0, end: text.length }).words) {
      if (isFunctionWord(word) || !/^[a-z]{2,}$/.test(word)) continue;
      let stem = stems.get(word);
      if (stem === undefined) stems.set(word, (stem = stemWord(word)));
      seen.add(stem);
    }
    for (const stem of seen) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    articles++;
  });
const byLevel = new Map<number, string[]>();
for (const [stem, count] of counts) {
  if (count < articles / 5000) continue;
  // Tenths of a nat of inverse article frequency.
  const level = Math.round(10 * Math.log(articles / count));
  byLevel.set(level, [...(byLevel.get(level) ?? []), stem]);
}
const lines = [...byLevel].sort((a, b) => a[0] - b[0]).map(([level, words]) => `${level}\t${words.sort().join(' ')}`);
fs.writeFileSync(
  out,
  '# How rare English word stems are in news: ten times the natural logarithm of (articles / articles with the stem), then the stems. ' +
    `Counted by bench/train/wordFrequencies.ts over ${articles} US news articles of 2012 to 2020; stems below 1 in 5,000 left out.\n` +
    lines.join('\n') +
    '\n',
);
