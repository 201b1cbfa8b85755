import assert from 'node:assert/strict';
import { corpusFixture } from '../../../test/support/corpusFixture';
import { outline } from './outline';

describe('outline', () => {
  it('lists the articles of a file and their quotes with speaker, kind and number of versions', async () => {
    const { corpus, uriOf } = corpusFixture(`
      %! a.txt
      Dam to be opened
      Harbour Post
      3 May 2031

      "We will open the Rusalka dam to every inspector who knocks at our gate," Energy Minister Tilda Okonjo said.

      Okonjo said that the spillway was sound.
      %! b.txt
      Minister promises access
      Lowland Wire
      3 May 2031

      Energy Minister Tilda Okonjo said the government would open the Rusalka dam to every inspector who knocks at the gate.`);
    const uri = uriOf('a.txt');
    const file = await corpus.analysedFile(uri);
    assert.ok(file);
    await corpus.prepareVersionCounts(uri);
    const [article] = outline(file, uri, corpus);
    assert.equal(article?.name, 'Dam to be opened');
    assert.deepEqual(article.about, { type: 'article', outlet: 'Harbour Post', date: '2031-05-03' });
    assert.deepEqual(
      article.children.map(({ name, about }) => [
        name.split(':')[0],
        about.type === 'quote' ? [about.kind, about.versionCount] : null,
      ]),
      [
        ['Tilda Okonjo', ['direct', 1]],
        ['Tilda Okonjo', ['indirect', 0]],
      ],
    );
    for (const { span, selection } of article.children)
      assert.ok(span.start <= selection.start && selection.end <= span.end);
  });
});
