import assert from 'node:assert/strict';
import { isFunctionWord, stemWord } from './stem';

describe('stemWord', () => {
  it('joins the forms of an English word, British and American', () => {
    assert.equal(stemWord('supported'), stemWord('supports'));
    assert.equal(stemWord('organisation'), stemWord('organization'));
    assert.equal(stemWord('labour'), stemWord('labor'));
  });
  it('joins the forms of a Russian word', () => {
    assert.equal(stemWord('полицейских'), stemWord('полицейские'));
  });
  it('leaves numbers, function words and other scripts alone', () => {
    for (const word of ['2022', '1,650', 'themselves', '中', 'не']) assert.equal(stemWord(word), word);
  });
});

describe('isFunctionWord', () => {
  it('knows function words and spares content words that look foreign', () => {
    for (const word of ['the', 'der', 'из', "wouldn't"]) assert.ok(isFunctionWord(word));
    for (const word of ['war', 'die', 'bridge', 'минист']) assert.ok(!isFunctionWord(word));
  });
});
