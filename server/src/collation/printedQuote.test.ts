import assert from 'node:assert/strict';
import { tokenise } from '../text/tokens';
import { MemoryPassageIndex, type PassageInput } from './memoryPassageIndex';
import { scorePrinted } from './printedQuote';
import { formOfPassage } from './sentenceForm';
import { WordFacts } from './wordFacts';

/** A passage `Speaker: text`, all of it content of that speaker's quote, with what stands in “…” marked. */
function passage(line: string): PassageInput {
  const [, speaker = '', text = ''] = /^([^:]*): (.*)$/s.exec(line) ?? [];
  const tokens = tokenise(text, { start: 0, end: text.length });
  const marked = Array.from(text.matchAll(/“[^”]*”/g), ({ index, 0: { length } }) => ({
    from: tokens.starts.findIndex((start) => start > index),
    to: tokens.ends.findLastIndex((end) => end < index + length) + 1,
  }));
  const named = speaker === '' ? null : speaker;
  return {
    text,
    quotes: [{ kind: 'mixed', mode: 'said', speaker: named, isFullName: true, from: 0, to: tokens.words.length }],
    marked,
  };
}

/** The score of two passages of two outlets so many days apart, which must be the same both ways. */
function score(a: string, b: string, { days = 1, outlets = ['Coast Herald', 'Merriton Post'] } = {}): number {
  const date = new Date(Date.UTC(2031, 1, 3 + days)).toISOString().slice(0, 10);
  const index = new MemoryPassageIndex([
    { outlet: outlets[0], date: '2031-02-03', passages: [passage(a)] },
    { outlet: outlets[1], date, passages: [passage(b)] },
  ]);
  const facts = new WordFacts(index.vocabulary);
  const [p, q] = [index.passage(0)!, index.passage(1)!];
  const [formP, formQ] = [formOfPassage(p, facts), formOfPassage(q, facts)];
  const found = scorePrinted(p, formP, q, formQ);
  assert.equal(scorePrinted(q, formQ, p, formP), found);
  return found;
}

describe('scorePrinted', () => {
  const whole = 'Ilse Harrow: “It is what my father would have done with it,” the mayor said.';
  const cut =
    'Ilse Harrow: The mayor, whose family has fished here for six generations, told a crowd at the quay that selling the boats “is what my father would have done”.';

  it('ties what two reports put into marks, however little of their sentences that is', () => {
    assert.ok(score(whole, cut) > 0.55);
    assert.ok(score(whole, cut.replace(/[“”]/g, '')) === 0, 'without marks it may be a phrase of its own');
  });

  it('asks for more where the speakers differ, and for less time where the words are few', () => {
    const other = (line: string) => line.replace('Ilse Harrow:', 'Oskar Venn:');
    assert.ok(score(whole, other(cut), { days: 0 }) > 0.55);
    assert.ok(score(whole, other(cut), { days: 9 }) === 0);
    assert.ok(score(whole, cut, { days: 6 }) > 0.55);
    assert.ok(score(whole, cut, { days: 40 }) === 0);
  });

  it('adds up the runs of a quote that one of the two prints with a word less', () => {
    assert.ok(
      score(
        'Ilse Harrow: “If there is to be work and peace, there can be no more of this,” she said.',
        'Ilse Harrow: “If there is work and peace, there can be no more,” she said.',
        { days: 5 },
      ) > 0.55,
    );
  });

  it('does not tie what an outlet prints again, phrases, or quotes that only begin alike', () => {
    const again = { days: 20, outlets: ['Coast Herald', 'Coast Herald'] };
    assert.ok(score(whole, whole, again) === 0);
    assert.ok(score(': The “end of the long road”', ': At the “end of the long road”', { days: 3 }) === 0);
    assert.ok(
      score(
        'Ilse Harrow: “I am here and I will wait for the council to do what it must do,” she said.',
        'Ilse Harrow: “I am here and I will see to it that the boats are sold before the winter,” she said.',
      ) === 0,
    );
  });

  it('takes odd passages as they are', () => {
    assert.equal(score(': “”', ': “”'), 0);
    assert.equal(score(': ', ': “a b c d e f g”'), 0);
    const long = `Ilse Harrow: “${'we will rebuild it and '.repeat(2000)}”`;
    assert.ok(score(long, long) > 0.55);
  });
});
