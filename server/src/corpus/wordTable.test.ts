import assert from 'node:assert/strict';
import fc from 'fast-check';
import { WordTable } from './wordTable';

describe('WordTable', () => {
  it('agrees with a map, for any strings', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: fc.constantFrom('a', 'b', '\u0000', 'é', '\ud800', '漢', '\uffff'), maxLength: 6 }),
          { maxLength: 60 },
        ),
        (words) => {
          const table = new WordTable();
          const model = new Map<string, number>();
          for (const word of words) {
            if (!model.has(word)) model.set(word, model.size);
            assert.equal(table.wordId(word), model.get(word));
          }
          for (const [word, id] of model) {
            assert.equal(table.find(word), id);
            assert.equal(table.word(id), word);
          }
          assert.equal(table.find('\u0000absent'), -1);
          const copy = new WordTable();
          assert.ok(copy.decode(table.encode(0)));
          for (const [word, id] of model) assert.equal(copy.find(word), id);
          assert.equal(copy.size, table.size);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('grows past its first arrays', () => {
    const table = new WordTable();
    for (let index = 0; index < 20_000; index++) assert.equal(table.wordId(`w${index}`), index);
    assert.equal(table.find('w19999'), 19_999);
    assert.equal(table.word(777), 'w777');
  });

  it('knows stems and function words', () => {
    const table = new WordTable();
    assert.equal(table.stem(table.wordId('bridges')), table.stem(table.wordId('bridge')));
    assert.ok(table.isFunctionWord(table.wordId('the')));
    assert.ok(!table.isFunctionWord(table.wordId('bridge')));
  });
});
