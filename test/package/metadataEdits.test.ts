import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMetadataCsv } from '../../server/src/text/metadataCsv';
import { setMetadataCells, type MetadataColumn } from '../../client/src/editing/metadataEdits';

const setMetadataCell = (text: string, path: string, column: MetadataColumn, value: string) =>
  setMetadataCells(text, [{ path, column, value }]);

describe('setMetadataCells, one at a time', () => {
  it('begins a file', () => {
    assert.equal(
      setMetadataCell('', 'a.txt', 'outlet', 'Harbour Gazette'),
      'path,outlet,date,headline,byline,url\na.txt,Harbour Gazette,,,,\n',
    );
  });

  it('changes one row and leaves the others as they are', () => {
    const text = 'filename;title;published\r\nb.txt; odd spacing ;\r\na.txt;"A; b";2024-03-04\r\n';
    assert.equal(
      setMetadataCell(text, 'a.txt', 'headline', 'New "title"'),
      'filename;title;published\r\nb.txt; odd spacing ;\r\na.txt;"New ""title""";2024-03-04\r\n',
    );
  });

  it('adds a row and a column', () => {
    assert.equal(
      setMetadataCell('path,date\na.txt,2024-03-04', 'b.txt', 'outlet', 'Courier, The'),
      'path,date,outlet\na.txt,2024-03-04\nb.txt,,"Courier, The"\n',
    );
  });

  it('writes what the server reads, whatever the words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,5}\.txt$/), fc.string())),
        fc.stringMatching(/^[^\s][^\0]{0,20}[^\s]$/),
        (rows, value) => {
          let text = '';
          for (const [path, outlet] of rows) text = setMetadataCell(text, path, 'outlet', outlet.trim());
          text = setMetadataCell(text, 'zzzzzz.txt', 'headline', value.trim());
          const { rows: read } = parseMetadataCsv(text);
          assert.equal(read.get('zzzzzz.txt')?.headline, value.trim().replace(/\r/g, '\r'));
        },
      ),
      { numRuns: 200 },
    );
  });
});
