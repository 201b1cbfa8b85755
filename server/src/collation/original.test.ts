import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseOriginal, timeRange, type OriginalCandidate } from './original';

const words = 'the harbour will open again before winter'.split(' ');

function candidate(given: Partial<OriginalCandidate>): OriginalCandidate {
  return {
    outlet: null,
    date: '2024-03-15',
    genre: 'report',
    credit: null,
    kind: 'direct',
    words,
    namedSources: [],
    ...given,
  };
}

function choose(...given: Partial<OriginalCandidate>[]): string {
  const original = chooseOriginal(given.map(candidate));
  return original === null ? 'undetermined' : `${original.member}: ${original.reason}`;
}

describe('chooseOriginal', () => {
  it('takes an official text before reports', () => {
    assert.equal(choose({}, { genre: 'transcript' }, {}), '1: It is an official transcript.');
    assert.equal(
      choose({ date: '2024-03-14' }, { genre: 'communique', kind: null }),
      '1: It is an official statement.',
    );
  });

  it('does not take a transcript of a later occasion', () => {
    assert.equal(
      choose({ date: '2024-03-01' }, { genre: 'transcript', date: '2024-04-20' }),
      '0: It is the earliest version.',
    );
  });

  it('takes of several transcripts the one that is most like the reports', () => {
    const other = { genre: 'transcript', words: 'the harbour is a fine harbour'.split(' ') } as const;
    assert.equal(choose(other, { genre: 'transcript' }, {}), '1: It is an official transcript.');
  });

  it('takes the outlet that the others name or credit', () => {
    assert.equal(
      choose({ outlet: 'Herald' }, { outlet: 'Meridian News Agency' }, { outlet: 'Post', credit: 'Meridian' }),
      '1: Other versions credit this agency.',
    );
    assert.equal(
      choose({ outlet: 'Herald', namedSources: ['the Courier'] }, { outlet: 'Courier' }),
      '1: Other versions name it as their source.',
    );
    assert.equal(
      choose({ outlet: 'Herald' }, { outlet: 'Courier', credit: 'Meridian' }),
      '1: It carries the text of the agency that it credits.',
    );
  });

  it('takes direct before reported and earlier before later', () => {
    assert.equal(
      choose({ kind: 'indirect' }, { kind: 'direct' }),
      '1: It quotes the words directly, the others report them.',
    );
    assert.equal(choose({ date: '2024-03-17' }, { date: '2024-03-15' }), '1: It is the earliest version.');
    assert.equal(
      choose({ kind: 'indirect', date: '2024-03-17' }, { date: '2024-03-15' }),
      '1: It quotes the words directly and is the earliest.',
    );
  });

  it('takes the version that holds what the others cut', () => {
    const fuller = [...words, ...'storms whatever engineers found below its northern quay'.split(' ')];
    assert.equal(choose({}, { words: fuller }, {}), '1: It holds what the other versions cut.');
  });

  it('leaves undetermined what it cannot tell', () => {
    assert.equal(choose({}, {}), 'undetermined');
    assert.equal(choose({}), 'undetermined');
    assert.equal(choose(), 'undetermined');
    assert.equal(choose({ date: null }, { date: '2024-03-15' }), 'undetermined');
    assert.equal(choose({ date: '2024-03-15T08:00Z' }, { date: '2024-03-15' }), 'undetermined');
    assert.equal(choose({ date: '2024-03-17' }, { kind: 'indirect', date: '2024-03-15' }), 'undetermined');
  });

  it('compares times across zones', () => {
    // 09:00 in Shanghai is 01:00 UTC, 21:00 of the day before in New York is 02:00 UTC.
    assert.equal(
      choose({ date: '2024-03-14T21:00-05:00' }, { date: '2024-03-15T09:00+08:00' }),
      '1: It is the earliest version.',
    );
    assert.deepEqual(timeRange('2024-03-15T09:00+08:00'), timeRange('2024-03-15T01:00:00Z'));
    assert.equal(timeRange('last week'), null);
  });

  it('does not depend on the order of versions and is sure of itself within bounds', () => {
    const some = fc.record({
      outlet: fc.constantFrom(null, 'Herald', 'Courier', 'Meridian'),
      date: fc.constantFrom(null, '2024-03-14', '2024-03-15', '2024-03-15T10:00+01:00'),
      genre: fc.constantFrom('report' as const, 'transcript' as const, 'communique' as const),
      credit: fc.constantFrom(null, 'Meridian'),
      kind: fc.constantFrom('direct' as const, 'indirect' as const, null),
      words: fc.constantFrom(words, words.slice(0, 4)),
      namedSources: fc.constantFrom([], ['Courier']),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), (candidates) => {
        const original = chooseOriginal(candidates);
        const reversed = chooseOriginal([...candidates].reverse());
        assert.deepEqual(
          reversed && candidates[candidates.length - 1 - reversed.member],
          original && candidates[original.member],
        );
        if (original) assert.ok(original.confidence > 0.35 && original.confidence < 1);
      }),
    );
  });
});
