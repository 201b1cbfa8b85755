import assert from 'node:assert/strict';
import type { VersionMatch } from '../collation/versions';
import { makeAnchor } from '../text/anchor';
import { correctCluster, correctMatches, parseCorrections, resolveCorrections } from './corrections';

const match = (passage: number): VersionMatch => ({ passage, score: 0.8, grade: 'edited' });
const passages = (matches: readonly VersionMatch[]) => matches.map(({ passage }) => passage);
const apart = new Map([
  [1, new Set([3])],
  [3, new Set([1])],
]);

describe('correctMatches', () => {
  it('takes out what a person set apart and puts in what a person tied', () => {
    assert.deepEqual(passages(correctMatches(1, [match(1), match(2), match(3)], apart, new Map())), [1, 2]);
    assert.deepEqual(passages(correctMatches(5, [], new Map(), new Map([[5, new Set([9])]]))), [5, 9]);
  });
  it('leaves other passages alone', () => {
    assert.deepEqual(passages(correctMatches(2, [match(2), match(3)], apart, new Map())), [2, 3]);
  });
});

describe('correctCluster', () => {
  it('never keeps together what a person set apart', () => {
    const clusters = correctCluster([match(1), match(2), match(3), match(4)], apart).map(passages);
    assert.deepEqual(clusters, [
      [2, 3, 4],
      [1, 2, 4],
    ]);
  });
  it('keeps a cluster that nobody objects to', () => {
    assert.deepEqual(correctCluster([match(2), match(4)], apart).map(passages), [[2, 4]]);
  });
});

describe('resolveCorrections', () => {
  const text = 'The fair opened on Monday. The bridge is closed until May, the mayor said. Rain fell.';
  const start = text.indexOf('The bridge');
  const anchor = makeAnchor(text, { start, end: text.indexOf(' Rain') });
  const value = {
    corrections: [{ type: 'notSame', a: { path: 'a.txt', ...anchor }, b: { path: 'b.txt', ...anchor } }],
  };

  it('finds the passages after an edit and a rename', async () => {
    const { corrections, problems } = parseCorrections(value);
    assert.deepEqual(problems, []);
    const edited = `A new line came first.\n${text.replace('until May', 'till May')}`;
    const texts = new Map([
      ['file:///a.txt', edited],
      ['file:///renamed.txt', text],
    ]);
    const { resolved, lost } = await resolveCorrections(corrections, {
      uriOf: (path) => (texts.has(`file:///${path}`) ? `file:///${path}` : null),
      filesWith: () => ['file:///renamed.txt'],
      readText: (uri) => Promise.resolve(texts.get(uri) ?? null),
    });
    assert.equal(lost.length, 0);
    assert.equal(resolved[0]?.b.uri, 'file:///renamed.txt');
    assert.ok(resolved[0].a.offset > edited.indexOf('The bridge') && resolved[0].a.offset < edited.indexOf(' Rain'));
  });

  it('tells which are lost', async () => {
    const { lost } = await resolveCorrections(parseCorrections(value).corrections, {
      uriOf: () => null,
      filesWith: () => [],
      readText: () => Promise.resolve(null),
    });
    assert.equal(lost.length, 1);
  });

  it('reports malformed entries', () => {
    assert.equal(parseCorrections({ corrections: [{ type: 'other' }, 3] }).problems.length, 2);
    assert.equal(parseCorrections({ corrections: {} }).problems.length, 1);
  });
});
