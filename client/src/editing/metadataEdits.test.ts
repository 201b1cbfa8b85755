import assert from 'node:assert/strict';
import { metadataLines, setMetadataCells } from './metadataEdits';

describe('setMetadataCells', () => {
  it('writes several facts of several files at once, into a new table', () => {
    const text = setMetadataCells('', [
      { path: 'a/one.txt', column: 'outlet', value: 'Harbour Post' },
      { path: 'a/one.txt', column: 'date', value: '2031-05-03' },
      { path: 'a/two.txt', column: 'headline', value: 'Gates, "opened"' },
    ]);
    assert.equal(
      text,
      'path,outlet,date,headline,byline,url\na/one.txt,Harbour Post,2031-05-03,,,\na/two.txt,,,"Gates, ""opened""",,\n',
    );
  });

  it('leaves all other lines as they are, adds columns and rows, keeps line ends and delimiter', () => {
    const before = '\ufefffilename;title\r\n"odd;name.txt" ; Odd  title\r\n\r\nb.txt;Kept\r\n';
    const after = setMetadataCells(before, [
      { path: 'b.txt', column: 'outlet', value: 'Lowland; Wire' },
      { path: 'c.txt', column: 'headline', value: 'New' },
    ]);
    assert.equal(
      after,
      '\ufefffilename;title;outlet\r\n"odd;name.txt" ; Odd  title\r\nb.txt;Kept;"Lowland; Wire"\r\nc.txt;New;\r\n',
    );
  });

  it('does not hide what a bare file name says behind a row with a path', () => {
    const after = setMetadataCells('path,outlet,date\none.txt,,2031-05-03\n', [
      { path: 'a/one.txt', column: 'outlet', value: 'Harbour Post' },
    ]);
    assert.equal(after, 'path,outlet,date\none.txt,,2031-05-03\na/one.txt,Harbour Post,2031-05-03\n');
  });

  it('is linear: ten thousand rows at once', () => {
    const edits = Array.from({ length: 10_000 }, (_, nth) => ({ path: `a/${nth}.txt`, column: 'outlet' as const, value: 'Harbour Post' })); // prettier-ignore
    const once = setMetadataCells('', edits);
    assert.equal(once.split('\n').length, 10_002);
    assert.equal(setMetadataCells(once, edits), once);
  });
});

describe('metadataLines', () => {
  it('finds the row of a file by path, else by bare name, past cells of several lines', () => {
    const text = 'path,headline\n"x.txt","two\nlines"\na/b.txt,B\nc.txt,C\n';
    const lineOf = metadataLines(text);
    assert.equal(lineOf('a/b.txt'), 3);
    assert.equal(lineOf('deep/c.txt'), 4);
    assert.equal(lineOf('d.txt'), null);
  });
});
