import assert from 'node:assert/strict';
import { segmentFile } from '../text/segmentFile';
import { defaultCorpusSettings } from '../text/article';
import { headlineSources } from './headlineSources';

/** What stands as source and content of the headline's quote; null where there is none. */
function sourceOf(headline: string): string | null {
  const text = `${headline}\nHarbour Herald\n2031-05-03\n\nThe port of Velden has been open since the spring, and ships have come in every day of the week.\n`;
  const { articles } = segmentFile(text, { path: 'a.txt', metadata: null, settings: defaultCorpusSettings });
  const [quote] = headlineSources(text, articles[0]!, []);
  if (quote === undefined) return null;
  const words = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  return `${words(quote.source[0]!)} | ${words(quote.content[0]!)}`;
}

describe('headlineSources', () => {
  it('finds who speaks behind the last colon', () => {
    assert.equal(sourceOf('Port to stay open this summer: minister'), 'minister | Port to stay open this summer');
    assert.equal(
      sourceOf('Velden wants peace with Tarn: Veldish FM to counterpart')?.split(' | ')[0],
      'Veldish FM to counterpart',
    );
    assert.equal(sourceOf('Storm closed the harbour for days: police')?.split(' | ')[0], 'police');
    assert.equal(
      sourceOf('No more ships before the spring: President Ann Petrov')?.split(' | ')[0],
      'President Ann Petrov',
    );
  });

  it('finds the sender of a message before the first colon', () => {
    assert.equal(
      sourceOf('Message from Ann Petrov to Karl Brandt: Velden will always stand with Tarn'),
      'Ann Petrov | Velden will always stand with Tarn',
    );
  });

  it('takes no topic, label or genre for a source', () => {
    assert.equal(sourceOf('Why the port of Velden matters: an analysis'), null);
    assert.equal(sourceOf('Storm in the harbour of Velden: what we know'), null);
    assert.equal(sourceOf('Harbour storm: five things that happened today'), null);
    assert.equal(sourceOf('The port will open at 9:30 in the morning'), null);
    assert.equal(sourceOf('Why the Port of Velden Will Not Stay Open : Harbour Radio'), null);
    assert.equal(sourceOf('Ships in the harbour of Velden. Photo: Ann Petrov'), null);
    assert.equal(sourceOf('Ships are waiting outside of the port: Velden'), null);
  });

  it('leaves sources alone that are known', () => {
    const text =
      'Port to stay open this summer: minister\nHarbour Herald\n2031-05-03\n\nThe port of Velden has been open since the spring, and ships come.\n';
    const { articles } = segmentFile(text, { path: 'a.txt', metadata: null, settings: defaultCorpusSettings });
    const [quote] = headlineSources(text, articles[0]!, []);
    assert.ok(quote !== undefined);
    assert.deepEqual(headlineSources(text, articles[0]!, [quote]), []);
  });
});
