import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Witness } from './apparatus';
import { findConflicts } from './conflicts';

type Draft = string | (Partial<Witness> & { readonly text: string });

function conflicts(...drafts: Draft[]): string[] {
  const witnesses = drafts.map((draft): Witness => {
    const given = typeof draft === 'string' ? { text: draft } : draft;
    return {
      kind: null,
      speaker: null,
      date: '2024-03-15',
      language: 'en',
      span: { start: 0, end: given.text.length },
      ...given,
    };
  });
  return findConflicts(witnesses).map(
    ({ type, readings }) =>
      `${type}: ${readings.map((span, w) => (span ? witnesses[w]!.text.slice(span.start, span.end) : '–')).join(' | ')}`,
  );
}

describe('findConflicts', () => {
  it('finds numbers that contradict each other', () => {
    assert.deepEqual(conflicts('The flood killed 12 people in Arden.', 'The flood killed 15 people in Arden.'), [
      'number: 12 | 15',
    ]);
    assert.deepEqual(
      conflicts('Twelve people died when the dam broke.', 'Fifteen people died in the night when the dam broke.'),
      ['number: Twelve | Fifteen'],
    );
    assert.deepEqual(
      conflicts(
        'The port lost $2.5 million to the storm.',
        'The storm cost the port $25 million.',
        'The port lost 2.5 million dollars.',
      ),
      ['number: 2.5 million | 25 million | 2.5 million'],
    );
    assert.deepEqual(conflicts('Prices rose by 4.2 percent in May.', 'Prices rose by 4.8% in May.'), [
      'number: 4.2 | 4.8',
    ]);
    assert.deepEqual(conflicts('More than 300 houses burned down.', 'Fewer than 200 houses burned down.'), [
      'number: More than 300 | Fewer than 200',
    ]);
  });

  it('takes rounding, approximation and number words for what they are', () => {
    assert.deepEqual(conflicts('Nearly 8,000 people were arrested.', '7,939 people were arrested.'), []);
    assert.deepEqual(
      conflicts('Some 8,000 people were arrested.', '7,939 people were arrested.', '8,000 people were arrested.'),
      [],
    );
    assert.deepEqual(conflicts('Twelve people died.', '12 people died.', 'A dozen people died.'), []);
    assert.deepEqual(conflicts('Prices rose by 19.6 percent.', 'Prices rose by 20 percent.'), []);
    assert.deepEqual(conflicts('Dozens of people were hurt.', '43 people were hurt.'), []);
    assert.deepEqual(conflicts('At least 12 people died.', '15 people died.'), []);
    assert.deepEqual(conflicts('1.5 million people fled.', '1,500,000 people fled.'), []);
  });

  it('takes what one version leaves out for no conflict, and keeps different counts apart', () => {
    assert.deepEqual(conflicts('The flood killed 12 people and hurt 30.', 'The flood killed 12 people.'), []);
    assert.deepEqual(
      conflicts('12 people were killed and 30 were hurt.', '30 people were hurt and 12 were killed.'),
      [],
    );
    assert.deepEqual(
      conflicts('The bridge, 300 meters long, will be closed.', 'The bridge will be closed for 40 days.'),
      [],
    );
    assert.deepEqual(conflicts('In 2021 the firm lost 40 jobs.', 'In 2022 the firm lost 40 jobs.'), [
      'date: 2021 | 2022',
    ]);
  });

  it('compares a part of a whole', () => {
    assert.deepEqual(
      conflicts('Twelve of the 30 passengers of the ferry drowned.', '15 of the 30 passengers of the ferry drowned.'),
      ['number: Twelve | 15'],
    );
  });

  it('leaves marks aside: captions, addresses, signatures', () => {
    assert.deepEqual(conflicts('Photo 12 of 30: the bridge of Arden.', 'Photo 12 of 45: the bridge of Arden.'), []);
    assert.deepEqual(conflicts('The dam, see news.example/1201 by Ida.', 'The dam, see news.example/1202 by Ida.'), []);
    assert.deepEqual(conflicts('We will mend it, (@ida) March 3, 2024', 'We will mend it, (@ida) March 5, 2024'), []);
  });

  it('finds dates that contradict each other, resolving days against the date of the article', () => {
    assert.deepEqual(conflicts('The dam broke on Jan. 7 in Arden.', 'The dam broke on Jan. 9 in Arden.'), [
      'date: Jan. 7 | Jan. 9',
    ]);
    // 2024-03-15 is a Friday.
    assert.deepEqual(conflicts('The strike ended on Friday.', 'The strike ended on March 15.'), []);
    assert.deepEqual(conflicts('The strike ended on Tuesday.', 'The strike ended on March 15.'), [
      'date: Tuesday | March 15',
    ]);
    assert.deepEqual(
      conflicts('The strike ended yesterday.', { text: 'The strike ended on Thursday.', date: '2024-03-16' }),
      [],
    );
    assert.deepEqual(
      conflicts({ text: 'The strike ended on Tuesday.', date: null }, 'The strike ended on March 15.'),
      [],
    );
    assert.deepEqual(conflicts('The law was passed in January.', 'The law was passed on 12 January 2024.'), []);
  });

  it('finds a negation that the other version lacks', () => {
    assert.deepEqual(
      conflicts('The council supports the ban on cars.', 'The council does not support the ban on cars.'),
      ['negation: supports | not'],
    );
    assert.deepEqual(conflicts("We won't close the school in Arden.", 'They will not close the school in Arden.'), []);
    assert.deepEqual(conflicts('It is not only a scandal, the mayor said.', 'It is a scandal, the mayor said.'), []);
    assert.deepEqual(conflicts('He did not support the ban.', 'He supports the new bridge.'), []);
  });

  it('takes a question for no claim', () => {
    const denied = 'The envoy to Arden would not be recalled, she added.';
    assert.deepEqual(conflicts('The envoy to Arden would be recalled, she added.', denied), [
      'negation: recalled | not',
    ]);
    assert.deepEqual(conflicts('QUESTION: Is the envoy to Arden being recalled?', denied), []);
    assert.deepEqual(conflicts('"Would the envoy to Arden be recalled?")', denied), []);
  });

  it('leaves alone what negates nothing, denies, or stands twice', () => {
    const said = 'The council of Arden has to say in writing whether the mayor took money from the harbour firm.';
    assert.deepEqual(conflicts(said, said.replace('whether', 'whether or not')), []);
    assert.deepEqual(
      conflicts('He denied any debts of the harbour firm.', 'He said that there were no debts of the harbour firm.'),
      [],
    );
    assert.deepEqual(
      conflicts(
        'I do not think the harbour firm is bankrupt, I think the harbour firm is late.',
        'I think the harbour firm is late, the mayor said.',
      ),
      [],
    );
  });

  it('leaves aside captions, days in names and a year that is not said', () => {
    assert.deepEqual(
      conflicts(
        'The bridge of Arden is closed, January 7, 2024. VPA/Ida Lund',
        'The bridge of Arden is closed, January 9, 2024. VPA/Ida Lund',
      ),
      [],
    );
    assert.deepEqual(
      conflicts('Arden Today names the five best beaches.', 'Arden Weekly names the five best beaches.'),
      [],
    );
    assert.deepEqual(
      conflicts('The law was passed on July 27 by the council.', 'The law was passed on July 27, 2016 by the council.'),
      [],
    );
  });

  it('finds a name that was exchanged, but no other form of it', () => {
    assert.deepEqual(conflicts('The train from Arden was late.', 'The train from Borden was late.'), [
      'name: Arden | Borden',
    ]);
    assert.deepEqual(conflicts('The train from Kiev was late.', 'The train from Kyiv was late.'), []);
    assert.deepEqual(conflicts('Talks with China have failed.', 'Talks with Beijing have failed.'), []);
    assert.deepEqual(conflicts('He met Minister Ana Diaz in town.', 'He met Mayor Diaz in town.'), []);
    assert.deepEqual(conflicts('The ILO of Geneva met.', 'The International Labour Office of Geneva met.'), []);
  });

  it('finds the same words in two mouths', () => {
    const words = 'The harbour will open again before the winter storms';
    const said = (name: string, kind: Witness['kind'], speakerKind: Witness['speakerKind'] = 'person') => ({
      text: `"${words}," ${name} said.`,
      speaker: name,
      speakerKind,
      kind,
    });
    assert.deepEqual(conflicts(said('Ana Diaz', 'direct'), said('Karl Brandt', 'direct')), [
      'speaker: Ana Diaz | Karl Brandt',
    ]);
    assert.deepEqual(conflicts(said('Ana Diaz', 'direct'), said('Diaz', 'direct')), []);
    // One surname may be one person, and who is named elsewhere only may have been mistaken.
    assert.deepEqual(conflicts(said('Ana Diaz', 'direct'), said('Karl Diaz', 'direct')), []);
    assert.deepEqual(
      conflicts(said('Ana Diaz', 'direct'), { ...said('Karl Brandt', 'direct'), text: `"${words}," he said.` }),
      [],
    );
    assert.deepEqual(conflicts(said('Ana Diaz', 'direct'), said('Harbour Office', 'direct', 'body')), []);
    assert.deepEqual(conflicts(said('Ana Diaz', 'indirect'), said('Karl Brandt', 'indirect')), []);
  });

  it('works in other languages', () => {
    const de = (text: string) => ({ text, language: 'de' });
    const ru = (text: string) => ({ text, language: 'ru' });
    const zh = (text: string) => ({ text, language: 'zh' });
    assert.deepEqual(conflicts(de('Die Flut tötete zwölf Menschen.'), de('Die Flut tötete 15 Menschen.')), [
      'number: zwölf | 15',
    ]);
    assert.deepEqual(conflicts(de('Rund 1.500 Menschen kamen.'), de('1480 Menschen kamen.')), []);
    assert.deepEqual(conflicts(ru('Погибли двадцать человек.'), ru('Погибли 23 человека.')), ['number: двадцать | 23']);
    assert.deepEqual(conflicts(zh('洪水造成十二人死亡'), zh('洪水造成15人死亡')), ['number: 十二 | 15']);
    assert.deepEqual(conflicts(zh('他1月7日辞职'), zh('他1月9日辞职')), ['date: 1月7日 | 1月9日']);
  });

  it('is the same whatever the order, and its spans slice to words', () => {
    const words = fc.constantFrom(
      'the',
      'flood',
      'killed',
      '12',
      '15',
      'twelve',
      'people',
      'not',
      'Jan.',
      '7',
      '9',
      'Arden',
      'Borden',
      'in',
      'on',
      'Friday',
      'nearly',
    );
    const sentence = fc.array(words, { maxLength: 12 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(sentence, sentence, (a, b) => {
        const back = conflicts(b, a).map((line) => line.replace(/: (.*) \| (.*)$/, ': $2 | $1'));
        assert.deepEqual([...conflicts(a, b)].sort(), back.sort());
        for (const line of conflicts(a, b)) assert.match(line, /^\w+: (–|\p{L}|\p{N}).* \| (–|\p{L}|\p{N}).*$/u);
      }),
    );
  });
});
