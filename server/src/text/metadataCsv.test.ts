import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oddText } from '../../../test/oddText';
import { readFileSync } from 'node:fs';
import { defaultCorpusSettings } from './article';
import { packFactPlaces, unpackFactPlace } from './factPlace';
import { articleRowsOf, metadataRowFor, parseMetadataCsv } from './metadataCsv';
import { segmentFile } from './segmentFile';

describe('parseMetadataCsv', () => {
  it('reads rows by path, with quotes, and dates in any form', () => {
    const { rows, problems } = parseMetadataCsv(
      '\ufeffpath,outlet,date,headline\r\ncourier/bridge.txt,"The Lindow Courier, Evening","March 3, 2021","A ""new"" bridge"\r\n.\\tide.txt,,2021-03-04,\r\n',
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(rows.get('courier/bridge.txt'), {
      outlet: 'The Lindow Courier, Evening',
      date: '2021-03-03',
      headline: 'A "new" bridge',
    });
    assert.deepEqual(rows.get('tide.txt'), { date: '2021-03-04' });
  });

  it('reads semicolons, other column names and the folder of the file', () => {
    const { rows } = parseMetadataCsv('filename;publication;author\nbridge.txt;Lindow Courier;Ada Moss\n', 'y2021');
    assert.deepEqual(metadataRowFor(rows, 'y2021/bridge.txt'), { outlet: 'Lindow Courier', byline: 'Ada Moss' });
    assert.equal(metadataRowFor(rows, 'bridge.txt'), null);
  });

  it('speaks of one of several articles in a file', () => {
    const { rows, problems } = parseMetadataCsv('path,outlet\nd/digest.txt#2,Lindow Courier\nd/digest.txt,Nobody\nodd#x.txt,Harbour Post\n'); // prettier-ignore
    assert.deepEqual(problems, []);
    const ofArticles = articleRowsOf(rows);
    assert.deepEqual([...ofArticles], [['d/digest.txt', { 1: { outlet: 'Lindow Courier' } }]]);
    const text = readFileSync('samples/ferry-fire/07-press-digest.txt', 'utf8');
    const { articles } = segmentFile(text, {
      path: 'd/digest.txt',
      metadata: metadataRowFor(rows, 'd/digest.txt'),
      articleMetadata: ofArticles.get('d/digest.txt'),
      settings: defaultCorpusSettings,
    });
    assert.equal(articles.length, 2);
    assert.deepEqual(
      articles.map(({ outlet }) => outlet?.value),
      ['The Hallow Islander', 'Lindow Courier'],
      'a row for the whole file speaks of none of them',
    );
    assert.equal(unpackFactPlace(packFactPlaces(articles[1]!), 'outlet'), 'metadata');
  });

  it('finds a bare file name in any folder', () => {
    const { rows } = parseMetadataCsv('filename,outlet\nbridge.txt,Lindow Courier\n');
    assert.equal(metadataRowFor(rows, 'a/b/bridge.txt')?.outlet, 'Lindow Courier');
  });

  it('reports what it cannot use and keeps the rest', () => {
    const { rows, problems } = parseMetadataCsv(
      'path,date\na.txt,some day\n,2021-01-01\nb.txt,2021-01-02\nb.txt,2021-01-03\n',
    );
    assert.equal(problems.length, 3);
    assert.match(problems[0]!, /Line 2: "some day" is no date/);
    assert.equal(rows.get('b.txt')?.date, '2021-01-02');
    assert.equal(parseMetadataCsv('name,outlet\na,b\n').problems.length, 1);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(oddText, (text) => parseMetadataCsv(`path,date\n${text}`).rows.size >= 0),
      { numRuns: 20 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"', ',', '\n', 'a', ';', '\r')),
        (parts) => parseMetadataCsv(parts.join('')).rows.size >= 0,
      ),
    );
  });
});
