import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readWitness } from './variantFacts';

/** The numbers of a sentence: value, how it is qualified, what is counted. */
function numbers(language: string, text: string): string[] {
  const { facts } = readWitness({
    ...{ text, span: { start: 0, end: text.length }, language },
    ...{ kind: null, speaker: null, date: null },
  });
  return facts.flatMap((fact) =>
    fact.type === 'number'
      ? [
          [fact.value, fact.reading === 'exact' ? '' : fact.reading, fact.isVague ? 'vague' : '', fact.unit ?? '']
            .filter((part) => part !== '')
            .join(' '),
        ]
      : [],
  );
}

describe('readNumbers', () => {
  it('reads digits with the separators of the language', () => {
    assert.deepEqual(numbers('en', '7,939 people paid $1.5 million'), ['7939 peopl', '1500000 $']);
    assert.deepEqual(numbers('de', '7.939 Menschen, 1,5 Prozent'), ['7939 menschen', '1.5 %']);
    assert.deepEqual(numbers('fr', '7\u202f939 personnes'), ['7939 personn']);
  });

  it('reads number words', () => {
    assert.deepEqual(numbers('en', 'two hundred and five trucks, three dozen boats'), ['205 truck', '36 boat']);
    assert.deepEqual(numbers('de', 'dreiundzwanzig Boote'), ['23 boot']);
    assert.deepEqual(numbers('fr', 'quatre-vingt-dix bateaux'), ['90 bateaux']);
    assert.deepEqual(numbers('es', 'treinta y dos barcos'), ['32 barco']);
    assert.deepEqual(
      numbers('ru', 'две тысячи триста солдат').map((found) => found.split(' ')[0]),
      ['2300'],
    );
    assert.deepEqual(
      numbers('zh', '一千二百万').map((found) => found.split(' ')[0]),
      ['12000000'],
    );
  });

  it('reads what qualifies a number', () => {
    assert.deepEqual(numbers('en', 'nearly 80 boats, at least 12 crews, dozens of nets'), [
      '80 nearly boat',
      '12 atLeast crew',
      '12 vague net',
    ]);
  });

  it('leaves years, clock times and a lone "one" aside', () => {
    assert.deepEqual(numbers('en', 'In 2021 one of them came at 10:45'), []);
  });

  it('never throws, and its tokens exist', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('en', 'de', 'fr', 'es', 'ru', 'zh', 'xx'), (text, language) => {
        const { facts, tokens } = readWitness({
          text,
          span: { start: 0, end: text.length },
          language,
          kind: null,
          speaker: null,
          date: '2024-01-01',
        });
        for (const { from, to } of facts) assert.ok(from >= 0 && from < to && to <= tokens.words.length);
      }),
    );
  });
});
