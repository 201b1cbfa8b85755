import assert from 'node:assert/strict';
import { corpusFixture } from '../../../test/support/corpusFixture';

const fixture = `
  %! a.txt
  Dam to be opened
  Harbour Post
  3 May 2031

  "We will open the Rusalka dam to every inspector who knocks at our gate," Energy Minister Tilda Okonjo said.
  %! b.txt
  Minister promises access
  Lowland Wire
  3 May 2031

  Energy Minister Tilda Okonjo said the government would open the Rusalka dam to every inspector who knocks at the gate.
  %! c.txt
  Valley fair draws thousands
  Mill Gazette
  4 May 2031

  The yearly fair of the valley drew 4,000 visitors on its first day.`;

const options = { includePossible: false };

async function statementsOf(corpus: ReturnType<typeof corpusFixture>['corpus']): Promise<string[][]> {
  const found: string[][] = [];
  for await (const { members } of corpus.statements(options))
    found.push(members.map(({ article }) => article.uri.slice(-5)).sort());
  return found;
}

describe('corrections in a corpus', () => {
  it('set apart what was found', async () => {
    const { corpus, uriOf, textOf } = corpusFixture(fixture);
    const a = { uri: uriOf('a.txt'), offset: textOf('a.txt').indexOf('Rusalka') };
    const b = { uri: uriOf('b.txt'), offset: textOf('b.txt').indexOf('Rusalka') };
    assert.equal(corpus.statementAt(a.uri, a.offset, options)?.members.length, 2);
    corpus.setCorrections([{ type: 'notSame', a, b }]);
    assert.equal(corpus.statementAt(a.uri, a.offset, options), null);
    assert.equal(corpus.statementAt(b.uri, b.offset, options), null);
    assert.deepEqual(await statementsOf(corpus), []);
  });

  it('tie what was not found, on hover and in the sweep', async () => {
    const { corpus, uriOf, textOf } = corpusFixture(fixture);
    const a = { uri: uriOf('a.txt'), offset: textOf('a.txt').indexOf('Rusalka') };
    const c = { uri: uriOf('c.txt'), offset: textOf('c.txt').indexOf('visitors') };
    corpus.setCorrections([{ type: 'same', a, b: c }]);
    const members = corpus.statementAt(c.uri, c.offset, options)?.members.map(({ article }) => article.uri.slice(-5));
    assert.deepEqual(members, ['c.txt', 'a.txt']);
    assert.deepEqual(await statementsOf(corpus), [['a.txt', 'b.txt', 'c.txt']]);
  });
});
