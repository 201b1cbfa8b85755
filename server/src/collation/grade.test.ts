import assert from 'node:assert/strict';
import { gradeOf } from './grade';
import { MemoryVocabulary } from './memoryPassageIndex';
import { formOf } from './similarity';
import { WordFacts } from './wordFacts';

describe('gradeOf', () => {
  const facts = new WordFacts(new MemoryVocabulary());
  const grade = (a: string, b: string, score = 0.9): string => gradeOf(formOf(a, facts), formOf(b, facts), score);
  const whole = 'We will rebuild the northern pier before the first of October, whatever it costs.';

  it('grades by the words, from either side', () => {
    const cases: [string, string][] = [
      ['“We will rebuild the northern pier before the first of October, whatever it costs”', 'same words'],
      ['We will rebuild the northern pier', 'same words'],
      ['We are going to rebuild the northern pier before October, whatever it costs.', 'edited'],
      ['The pier in the north is to stand again by autumn.', 'reworded'],
    ];
    for (const [text, expected] of cases) {
      assert.equal(grade(whole, text), expected, text);
      assert.equal(grade(text, whole), expected, text);
    }
  });

  it('calls possible what scores less than is shown, whatever the words', () => {
    assert.equal(grade(whole, whole, 0.4), 'possible');
  });

  it('bounds its time on long sentences', () => {
    const long = 'pier and harbour '.repeat(20_000);
    assert.equal(grade(long, long), 'same words');
  });
});
