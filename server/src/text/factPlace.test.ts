import assert from 'node:assert/strict';
import { defaultCorpusSettings, type FileContext } from './article';
import { packFactPlaces, placedFacts, unpackFactPlace } from './factPlace';
import { segmentFile } from './segmentFile';

/** Segments a text and answers where each fact of its first article was read, as `fact: place`. */
function check(text: string, context: Partial<FileContext>, expected: readonly string[]): void {
  const file = segmentFile(text, { path: 'a.txt', metadata: null, settings: defaultCorpusSettings, ...context });
  const packed = packFactPlaces(file.articles[0]!);
  assert.deepEqual(
    placedFacts.flatMap((name) => {
      const place = unpackFactPlace(packed, name);
      return place === null ? [] : [`${name}: ${place}`];
    }),
    expected,
  );
}

const body = `The council of Ostholm voted on Tuesday to rebuild the long bridge over the Tarn, the mayor said at noon.

Work on the bridge will begin in the spring of next year, and it will take two years, officials said.`;

describe('packFactPlaces', () => {
  it('tells lines above the body from those below it', () => {
    check(`Bridge to be rebuilt\nThe Ostholm Herald\nMarch 4, 2031\nBy Ada Moss\n\n${body}\n`, {}, [
      'outlet: header',
      'date: header',
      'headline: header',
      'byline: header',
    ]);
    check(`Bridge to be rebuilt\n\n${body}\n\n(Reuters)\n`, {}, ['headline: header', 'credit: end']);
  });

  it('tells what the corpus says from what the text says', () => {
    const settings = { ...defaultCorpusSettings, outlets: [{ name: 'Tarn Post', aliases: [], paths: ['post/**'] }] };
    const metadata = { headline: 'A bridge' };
    check(`Bridge to be rebuilt\n\n${body}\n`, { path: 'post/2031-03-04.txt', settings, metadata }, [
      'outlet: settings',
      'date: path',
      'headline: metadata',
    ]);
    check(`---\noutlet: Tarn Post\n---\nBridge to be rebuilt\n\n${body}\n`, {}, [
      'outlet: frontMatter',
      'headline: header',
    ]);
  });

  it('knows the head of a page', () => {
    const page = `<html><head><meta property="og:site_name" content="Tarn Post"><title>Bridge</title></head><body><h1>Bridge to be rebuilt</h1><p>${body.replace('\n\n', '</p><p>')}</p></body></html>`;
    check(page, { path: 'a.html' }, ['outlet: page', 'headline: header']);
  });

  it('knows datelines', () => {
    check(`Bridge to be rebuilt\n\nOSTHOLM, March 4 (Reuters) - ${body}\n`, {}, [
      'headline: header',
      'credit: dateline',
    ]);
  });
});
