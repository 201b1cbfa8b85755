import assert from 'node:assert/strict';
import { corpusFixture } from '../../../test/support/corpusFixture';
import { corpusOverview, type OverviewQuestion } from './corpusOverview';

const body =
  'The council voted on Tuesday to rebuild the long bridge over the Tarn, the mayor said at noon in the town hall.';

const fixture = () =>
  corpusFixture(`
    %! b/2031-03-04.txt
    Bridge to be rebuilt

    ${body}
    %! a/first.txt
    Zeal on the bridge
    Harbour Post
    3 May 2031

    ${body}
    %! a/second.txt
    The bridge, again
    Lowland Wire
    1 May 2031

    ${body}
    %! c/bare.txt
    ${body} ${body} Nobody objected to it.`);

const anything: OverviewQuestion = {
  missing: null,
  place: null,
  words: '',
  order: 'path',
  direction: 'ascending',
  offset: 0,
  limit: 50,
};

describe('corpusOverview', () => {
  const { corpus } = fixture();
  const pathOf = (uri: string) => uri.replace('file:///corpus/', '');
  const ask = (question: Partial<OverviewQuestion>, of = corpus) =>
    corpusOverview(of, { ...anything, ...question }, pathOf);
  const paths = async (question: Partial<OverviewQuestion>) => (await ask(question)).rows.map(({ uri }) => pathOf(uri));

  it('counts what is known, from where, and what is missing', async () => {
    const { articleCount, missing, places, total } = await ask({});
    assert.equal(articleCount, 4);
    assert.equal(total, 4);
    assert.deepEqual(missing, { outlet: 2, date: 1, headline: 1, any: 2 });
    assert.deepEqual(places.outlet, [{ place: 'header', count: 2 }]);
    assert.deepEqual(places.date, [
      { place: 'header', count: 2 },
      { place: 'path', count: 1 },
    ]);
    assert.deepEqual(places.headline, [{ place: 'header', count: 3 }]);
  });

  it('lists by path, filters by what is missing, by evidence and by words', async () => {
    assert.deepEqual(await paths({}), ['a/first.txt', 'a/second.txt', 'b/2031-03-04.txt', 'c/bare.txt']);
    assert.deepEqual(await paths({ missing: 'outlet' }), ['b/2031-03-04.txt', 'c/bare.txt']);
    assert.deepEqual(await paths({ missing: 'any' }), ['b/2031-03-04.txt', 'c/bare.txt']);
    assert.deepEqual(await paths({ missing: 'headline' }), ['c/bare.txt']);
    assert.deepEqual(await paths({ place: 'path' }), ['b/2031-03-04.txt']);
    assert.deepEqual(await paths({ words: 'harbour BRIDGE' }), ['a/first.txt']);
    assert.deepEqual(await paths({ words: 'nothing like it' }), []);
  });

  it('sorts by each column, articles without the fact last either way', async () => {
    assert.deepEqual(await paths({ order: 'date' }), ['b/2031-03-04.txt', 'a/second.txt', 'a/first.txt', 'c/bare.txt']);
    assert.deepEqual(await paths({ order: 'date', direction: 'descending' }), ['a/first.txt', 'a/second.txt', 'b/2031-03-04.txt', 'c/bare.txt']); // prettier-ignore
    assert.deepEqual((await paths({ order: 'headline' })).at(0), 'b/2031-03-04.txt');
    assert.deepEqual((await paths({ order: 'headline', direction: 'descending' })).at(0), 'a/first.txt');
  });

  it('gives pages that make up the whole', async () => {
    const first = await paths({ limit: 3 });
    const rest = await paths({ offset: 3, limit: 3 });
    assert.deepEqual([...first, ...rest], await paths({}));
    assert.deepEqual([first.length, rest.length], [3, 1]);
  });

  it('follows changes of the corpus', async () => {
    const { corpus: changing, uriOf } = fixture();
    assert.equal((await ask({ missing: 'any' }, changing)).total, 2);
    changing.setFile(uriOf('c/bare.txt'), `A title at last\nHarbour Post\n3 May 2031\n\n${body}\n`);
    assert.equal((await ask({ missing: 'any' }, changing)).total, 1);
    assert.equal((await ask({ words: 'title at last' }, changing)).total, 1);
  });
});
