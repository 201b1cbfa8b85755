import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sentenceSimilarity } from './similarity';

describe('sentenceSimilarity', () => {
  const said = 'The harbour authority will close the northern pier on Monday, Commissioner Ilse Harrow said.';

  it('tells rewordings from other matters', () => {
    const reworded =
      'Commissioner Ilse Harrow said the northern pier would be closed by the harbour authority on Monday.';
    const other = 'Commissioner Ilse Harrow praised the volunteers who painted the school in Merriton last spring.';
    assert.ok(sentenceSimilarity(said, reworded) > 0.6);
    assert.ok(sentenceSimilarity(said, other) < 0.4);
  });

  it('gives one to the same words, whatever the marks', () => {
    assert.equal(sentenceSimilarity('“We will rebuild.”', 'We will rebuild'), 1);
  });

  it('compares sentences of languages that it knows no words of', () => {
    const near = sentenceSimilarity(
      'Правительство Лардии повысит пенсии с июля.',
      'Пенсии в Лардии повысят с июля, решило правительство.',
    );
    const far = sentenceSimilarity(
      'Правительство Лардии повысит пенсии с июля.',
      'В Тарске открыли новый мост через реку.',
    );
    assert.ok(near > 0.5 && far < 0.3, `${near} ${far}`);
  });

  it('counts an encoder half where there is one', () => {
    const encoder = { encode: (sentence: string) => Float32Array.of(sentence.includes('pier') ? 1 : 0, 1) };
    const plain = sentenceSimilarity(said, said.replace('Monday', 'Tuesday'));
    assert.ok(Math.abs(sentenceSimilarity(said, said.replace('Monday', 'Tuesday'), encoder) - (plain + 1) / 2) < 1e-6);
  });

  it('is symmetric and lies in [0, 1] for any text', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.lorem({ mode: 'sentences', maxCount: 1 }));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const score = sentenceSimilarity(a, b);
        assert.ok(score >= 0 && score <= 1);
        assert.ok(Math.abs(score - sentenceSimilarity(b, a)) < 1e-6);
      }),
      { numRuns: 300 },
    );
  });
});
