import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Article } from './article';
import { parseCorpusSettings } from './corpusSettings';
import { decodeText } from './decode';
import { metadataRowFor, parseMetadataCsv } from './metadataCsv';
import { segmentFile } from './segmentFile';

const root = path.join(__dirname, '../../../samples');
const { settings } = parseCorpusSettings(fs.readFileSync(path.join(root, 'variorum.json'), 'utf8'));
const { rows } = parseMetadataCsv(fs.readFileSync(path.join(root, 'metadata.csv'), 'utf8'));

function articlesOf(file: string): readonly Article[] {
  const { text } = decodeText(fs.readFileSync(path.join(root, file)));
  return segmentFile(text, { path: file, metadata: metadataRowFor(rows, file), settings }).articles;
}

/** One line per article: outlet, date, credit, genre, language, number of body passages. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'ferry-fire/01-coast-guard-statement.md': ['Velmoran Coast Guard|2023-05-21T09:00|-|communique|en|14'],
  'ferry-fire/02-ansel-herald.txt': ['The Ansel Herald|2023-05-21|-|report|en|19'],
  'ferry-fire/03-nwa-wire.txt': ['Northern Wire Agency|2023-05-21T06:58|Northern Wire Agency|report|en|11'],
  'ferry-fire/04-bay-tribune.html': ['The Bay Tribune|2023-05-22T07:15:00+02:00|-|report|en|10'],
  'ferry-fire/05-meridian-post.txt': ['The Meridian Post|2023-05-23|-|report|en|18'],
  'ferry-fire/06-vestnik-zaliva.txt': ['Вестник залива|2023-05-21T12:10|-|report|ru|13'],
  'ferry-fire/07-press-digest.txt': [
    'The Hallow Islander|2023-05-22|-|report|en|7',
    'Capital Gazette|2023-05-22|-|report|en|7',
  ],
  'ferry-fire/08-dravan-times.txt': ['Dravan Times|2023-05-23|-|report|en|11'],
  'lissen-flood/01-ministry-briefing.txt': [
    'Ministry of Foreign Affairs of the Republic of Velmora|2023-03-14T11:30|-|transcript|en|26',
  ],
  'lissen-flood/02-ansel-herald.txt': ['The Ansel Herald|2023-03-14|-|report|en|19'],
  'lissen-flood/03-nwa-wire.txt': ['Northern Wire Agency|2023-03-14T13:05|Northern Wire Agency|report|en|12'],
  'lissen-flood/04-coast-courier.txt': ['The Coast Courier|2023-03-14|Northern Wire Agency|report|en|9'],
  'lissen-flood/05-dravan-times.txt': ['Dravan Times|2023-03-14T18:40|-|report|en|13'],
  'lissen-flood/06-meridian-post.txt': ['The Meridian Post|2023-03-16|-|report|en|24'],
  'lissen-flood/07-forum-thread.txt': [
    'Northern Wire Agency|2023-03-14T15:20:10|Northern Wire Agency|report|en|7',
    '-|2023-03-15|-|report|en|5',
  ],
  'lissen-flood/08-commission-communique.txt': ['Joint River Commission|2023-03-17|-|communique|en|10'],
  'lissen-flood/09-grenzbote.txt': ['Der Grenzbote|2023-03-14T16:20|Northern Wire Agency|report|de|17'],
  'lissen-flood/10-gazette-du-fleuve.txt': ['La Gazette du Fleuve|2023-03-14T17:45|-|report|fr|12'],
  'lissen-flood/11-zhonghe-ribao.txt': ['中河日报|2023-03-15T08:30|Northern Wire Agency|report|zh|11'],
  'wage-deal/01-ansel-herald.txt': ['The Ansel Herald|2023-06-09|-|report|en|16'],
  'wage-deal/02-meridian-post.txt': ['The Meridian Post|2023-06-09|-|report|en|9'],
  'wage-deal/03-el-faro.txt': ['El Faro del Sur|2023-06-09|Northern Wire Agency|report|es|11'],
};

describe('the sample corpus', () => {
  for (const [file, lines] of Object.entries(expected)) {
    it(file, () => {
      const found = articlesOf(file).map(({ outlet, date, credit, genre, language, passages }) =>
        [
          outlet?.value ?? '-',
          date?.value ?? '-',
          credit?.value ?? '-',
          genre,
          language,
          passages.filter(({ role }) => role !== 'headline').length,
        ].join('|'),
      );
      assert.deepEqual(found, lines);
    });
  }
});
