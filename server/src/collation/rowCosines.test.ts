import assert from 'node:assert/strict';
import { makeArticleForm } from './articleForm';
import { compareArticles } from './articlePair';
import { MemoryPassageIndex } from './memoryPassageIndex';
import { rowCosines } from './rowCosines';
import { WordFacts } from './wordFacts';

describe('rowCosines', () => {
  it('gives what the comparison of both articles gives for each row', () => {
    const texts = [
      ['The harbour wall fell in the storm.', 'Mayor Ilse Harrow promised a new wall.', 'Nobody was hurt.'],
      [
        'A storm took the wall of the harbour.',
        'Ferries stopped for nine days.',
        'Ilse Harrow promised to build a new wall.',
      ],
    ];
    const index = new MemoryPassageIndex(texts.map((passages) => ({ passages: passages.map((text) => ({ text })) })));
    const facts = new WordFacts(index.vocabulary);
    const [a, b] = [0, 1].map((id) => makeArticleForm(index.article(id)!, index, facts));
    const pair = compareArticles(a!, b!);
    let shared = 0;
    for (let row = 0; row < 3; row++) {
      const cosines = rowCosines(a!, row, b!);
      for (let column = 0; column < 3; column++) {
        assert.ok(Math.abs(cosines[column]! - pair.cosines[row * pair.columns + column]!) < 1e-5);
        if (cosines[column]! > 0) shared++;
      }
    }
    assert.ok(shared >= 2);
  });
});
