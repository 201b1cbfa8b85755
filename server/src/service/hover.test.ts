import assert from 'node:assert/strict';
import { corpusFixture } from '../../../test/support/corpusFixture';
import { neverCancelled } from '../base/cancellation';
import { hover, markDifferences } from './hover';

const dam = `
  %! harbour-post.txt
  Dam to be opened for inspection
  Harbour Post
  3 May 2031

  "We will open the Rusalka dam to every inspector who knocks at our gate," Energy Minister Tilda Okonjo said on Saturday.

  The weather was mild| and the market square was full.
  %! lowland-wire.txt
  Minister promises inspectors access
  Lowland Wire
  4 May 2031

  Energy Minister Tilda Okonjo said the government would open the Rusalka dam to every inspector who knocks at the gate.

  Farmers in the valley held their yearly fair.`;

describe('hover', () => {
  it('shows the version of the other outlet with its words, the shared ones apart from the others', async () => {
    const { corpus, uriOf, textOf } = corpusFixture(dam);
    const uri = uriOf('harbour-post.txt');
    const content = await hover(uri, textOf('harbour-post.txt').indexOf('every inspector'), corpus, 5, neverCancelled);
    assert.equal(content?.versions.length, 1);
    const [version] = content.versions;
    assert.equal(version?.article.outlet, 'Lowland Wire');
    assert.equal(
      version?.runs.map(({ text }) => text).join(''),
      'Energy Minister Tilda Okonjo said the government would open the Rusalka dam to every inspector who knocks at the gate.',
    );
    const same = version.runs.filter(({ differs }) => !differs).map(({ text }) => text);
    assert.ok(same.some((text) => text.includes('Rusalka dam to every inspector who knocks at')));
    assert.ok(version.runs.some(({ text, differs }) => differs && text.includes('government')));
  });

  it('shows prints of one wire copy once, with their number', async () => {
    const wire = `Energy Minister Tilda Okonjo said the government would open the Rusalka dam to every inspector who knocks at the gate.

      Engineers from three countries have asked to see the spillway since the spring.

      The dam was built forty years ago and feeds two power stations in the valley.

      Farmers downstream say that the gates were opened without a warning in March.

      A report on the state of the gates is to be published before the end of June.`;
    const paper = (name: string, outlet: string) => `
  %! ${name}.txt
  Minister promises inspectors access
  ${outlet}
  4 May 2031

  ${wire.replace(/^ {6}/gm, '  ')}`;
    const { corpus, uriOf, textOf } = corpusFixture(
      dam + paper('mill', 'Mill Gazette') + paper('coast', 'Coast Courier') + paper('north', 'North Star'),
    );
    const uri = uriOf('harbour-post.txt');
    const content = await hover(uri, textOf('harbour-post.txt').indexOf('every inspector'), corpus, 5, neverCancelled);
    assert.deepEqual(content?.versions.map(({ copyCount }) => copyCount).sort(), [0, 2]);
  });

  it('is silent where no other article says the same', async () => {
    const { corpus, cursor } = corpusFixture(dam);
    assert.equal(await hover(cursor.uri, cursor.offset, corpus, 5, neverCancelled), null);
  });

  it('is silent outside all articles and in unknown files', async () => {
    const { corpus, uriOf } = corpusFixture(dam);
    assert.equal(await hover(uriOf('gone.txt'), 0, corpus, 5, neverCancelled), null);
    assert.equal(await hover(uriOf('harbour-post.txt'), 1_000_000, corpus, 5, neverCancelled), null);
  });
});

describe('markDifferences', () => {
  it('keeps all words, in order', () => {
    const version = 'The bridge,  she said,\nwill open in May.';
    const runs = markDifferences(version, 'The bridge will open in June.');
    assert.equal(runs.map(({ text }) => text).join(''), 'The bridge, she said, will open in May.');
    assert.ok(runs.some(({ text, differs }) => differs && text.includes('May')));
  });

  it('cuts a very long version and says so', () => {
    const runs = markDifferences('word '.repeat(2000), 'another');
    const text = runs.map((run) => run.text).join('');
    assert.ok(text.length < 450);
    assert.ok(text.endsWith('…'));
  });
});
