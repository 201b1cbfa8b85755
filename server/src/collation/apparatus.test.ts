import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildApparatus, type Apparatus, type Witness } from './apparatus';

type Draft = string | (Partial<Witness> & { readonly text: string });

function witness(draft: Draft): Witness {
  const given = typeof draft === 'string' ? { text: draft } : draft;
  return {
    kind: null,
    speaker: null,
    date: '2024-03-15',
    language: 'en',
    span: { start: 0, end: given.text.length },
    ...given,
  };
}

/** Rows as `reading | reading`, with the variant's type behind a reading that departs from the base's. */
function rows(drafts: readonly Draft[], base?: number): string[] {
  const witnesses = drafts.map(witness);
  return print(witnesses, buildApparatus(witnesses, base));
}

function print(witnesses: readonly Witness[], apparatus: Apparatus): string[] {
  return apparatus.rows.map((row) =>
    row.readings
      .map(({ spans }, w) => {
        const text = spans.map(({ start, end }) => witnesses[w]!.text.slice(start, end)).join(' … ') || '–';
        const variant = row.variants[w];
        return variant ? `${text} <${variant}>` : text;
      })
      .join(' | '),
  );
}

describe('buildApparatus', () => {
  it('aligns words before punctuation and types additions, omissions and substitutions', () => {
    assert.deepEqual(
      rows(
        [
          'The mayor, Ana Diaz, will mend the bridge.',
          'the Mayor Ana Diaz will soon mend the quay',
          'The mayor will mend the bridge',
        ],
        0,
      ),
      [
        'The mayor | the Mayor | The mayor',
        'Ana Diaz | Ana Diaz | – <omission>',
        'will | will | will',
        '– | soon <addition> | –',
        'mend the | mend the | mend the',
        'bridge | quay <substitution> | bridge',
      ],
    );
  });

  it('puts different words in one place into one row', () => {
    assert.deepEqual(rows(['The bank cut its forecast for growth.', 'The bank lowered the outlook for growth.'], 0), [
      'The bank | The bank',
      'cut its forecast | lowered the outlook <substitution>',
      'for growth | for growth',
    ]);
  });

  it('sees words that moved', () => {
    assert.deepEqual(
      rows(['Mayor Diaz said on Friday that the dam is safe', 'On Friday Mayor Diaz said that the dam is safe'], 0),
      [
        'Mayor Diaz said | Mayor Diaz said',
        'on Friday | On Friday <transposition>',
        'that the dam is safe | that the dam is safe',
      ],
    );
  });

  it('takes number words for their digits and keeps a number whole', () => {
    assert.deepEqual(
      rows(['three hundred and twenty firefighters came', '320 firefighters came', 'about 450 firefighters came'], 0),
      [
        'three hundred and twenty | 320 <substitution> | about 450 <number>',
        'firefighters came | firefighters came | firefighters came',
      ],
    );
  });

  it('types dates, names and negation', () => {
    assert.deepEqual(rows(['The dam broke on Jan. 7 in Arden', 'The dam broke on Jan. 9 in Borden'], 0), [
      'The dam broke on | The dam broke on',
      'Jan. 7 | Jan. 9 <date>',
      'in | in',
      'Arden | Borden <name>',
    ]);
    assert.deepEqual(
      rows(['The council supports the ban on cars', 'The council does not support the ban on cars'], 0),
      [
        'The council | The council',
        '– | does not <negation>',
        'supports | support <substitution>',
        'the ban on cars | the ban on cars',
      ],
    );
  });

  it('knows a negation only where what is negated stands in both, if both negate', () => {
    const said = 'The harbour was not given any notice of the storm';
    assert.deepEqual(
      rows([said, 'Officials said they had no notice, none at all, of the storm'], 0).filter((row) =>
        row.includes('<negation>'),
      ),
      [],
    );
    assert.deepEqual(
      rows(['She did not say the port would close', 'She did not say the port would not close'], 0)[1],
      '– | not <negation>',
    );
  });

  it('takes "Friday" and its date for one day', () => {
    // 2024-03-15 is a Friday.
    assert.deepEqual(
      rows(['The strike ended on Friday night', 'The strike ended on March 15 at night'], 0)[1],
      'Friday | March 15 at <substitution>',
    );
  });

  it('knows the changes that reported speech makes', () => {
    assert.deepEqual(
      rows(
        [
          { text: 'I will sign the law', kind: 'direct' },
          { text: 'she would sign the law', kind: 'indirect' },
        ],
        0,
      ),
      ['I will | she would <reporting>', 'sign the law | sign the law'],
    );
  });

  it('tells a speaker who was changed', () => {
    assert.deepEqual(
      rows(
        [
          { text: 'The port stays open, Ana Diaz said', speaker: 'Ana Diaz', kind: 'indirect' },
          { text: 'The port stays open, Karl Brandt said', speaker: 'Karl Brandt', kind: 'indirect' },
        ],
        0,
      )[1],
      'Ana Diaz | Karl Brandt <speaker>',
    );
  });

  it('aligns Russian, German and Chinese', () => {
    assert.deepEqual(
      rows(
        [
          { text: 'Погибли двадцать человек', language: 'ru' },
          { text: 'Погибли 20 человек', language: 'ru' },
          { text: 'Погибли 23 человека', language: 'ru' },
        ],
        0,
      ),
      [
        'Погибли | Погибли | Погибли',
        'двадцать | 20 <substitution> | 23 <number>',
        'человек | человек | человека <substitution>',
      ],
    );
    assert.deepEqual(
      rows(
        [
          { text: 'Rund 1.500 Menschen kamen', language: 'de' },
          { text: '1480 Menschen kamen', language: 'de' },
        ],
        0,
      ),
      ['Rund 1.500 | 1480 <number>', 'Menschen kamen | Menschen kamen'],
    );
    assert.deepEqual(
      rows(
        [
          { text: '城市将重建大桥', language: 'zh' },
          { text: '城市不会重建大桥', language: 'zh' },
        ],
        0,
      ),
      ['城市 | 城市', '将 | 不会 <negation>', '重建大桥 | 重建大桥'],
    );
  });

  it('chooses the version most like all others as base', () => {
    const witnesses = [
      'dogs bark',
      'the mayor will open the bridge',
      'the mayor will open the new bridge',
      'the mayor will open it',
    ].map(witness);
    assert.equal(buildApparatus(witnesses).base, 1);
  });

  it('answers for no and for one witness', () => {
    assert.deepEqual(buildApparatus([]).rows, []);
    assert.deepEqual(rows(['One, two.']), ['One, two']);
    assert.deepEqual(rows(['', '…']), []);
  });

  it('stays bounded on hostile texts and says that it cut', () => {
    const long = (seed: number) => Array.from({ length: 30000 }, (_, i) => `w${(i * seed) % 1013}`).join(' ');
    const witnesses = [long(3), long(5), long(7), '"'.repeat(100000)].map(witness);
    const apparatus = buildApparatus(witnesses);
    assert.equal(apparatus.isTruncated, true);
  });
});

const vocabulary = [
  'the',
  'of',
  'mayor',
  'Diaz',
  'bridge',
  'bridges',
  'said',
  'not',
  '12',
  'twelve',
  'Jan.',
  '7',
  'Friday',
  'will',
  'would',
  'I',
  'he',
  'Арден',
  '桥',
  '—',
];
const sentence = fc.array(fc.constantFrom(...vocabulary), { maxLength: 12 }).map((words) => words.join(' '));
const versions = fc.array(sentence, { minLength: 1, maxLength: 6 });

describe('buildApparatus, for any witnesses', () => {
  it('gives every word of every witness exactly once, in spans that slice to words', () => {
    fc.assert(
      fc.property(versions, (texts) => {
        const witnesses = texts.map((text) =>
          witness({ text: `>> ${text} <<`, span: { start: 3, end: 3 + text.length } }),
        );
        const { rows, isTruncated } = buildApparatus(witnesses);
        assert.equal(isTruncated, false);
        witnesses.forEach(({ text, span }, w) => {
          const spans = rows.flatMap((row) => row.readings[w]!.spans).sort((a, b) => a.start - b.start);
          let at = span.start;
          let gaps = '';
          for (const { start, end } of spans) {
            assert.ok(start >= at && end > start && end <= span.end);
            gaps += text.slice(at, start);
            at = end;
          }
          assert.doesNotMatch(gaps + text.slice(at, span.end), /[\p{L}\p{N}]/u);
        });
      }),
    );
  });

  it('keeps each witness in its order, but for transpositions, and the base always', () => {
    fc.assert(
      fc.property(versions, (texts) => {
        const apparatus = buildApparatus(texts.map(witness));
        texts.forEach((_, w) => {
          let at = -1;
          let isDisturbed = false;
          for (const row of apparatus.rows) {
            for (const { start, end } of row.readings[w]!.spans) {
              if (start < at) isDisturbed = true;
              at = Math.max(at, end);
            }
          }
          if (w === apparatus.base) assert.equal(isDisturbed, false);
        });
      }),
    );
  });

  it('does not depend on the order of the witnesses', () => {
    fc.assert(
      fc.property(
        versions.chain((texts) =>
          fc.tuple(
            fc.constant(texts),
            fc.shuffledSubarray(
              texts.map((_, i) => i),
              { minLength: texts.length },
            ),
          ),
        ),
        ([texts, order]) => {
          const witnesses = texts.map(witness);
          const straight = buildApparatus(witnesses);
          const shuffled = buildApparatus(order.map((i) => witnesses[i]!));
          assert.equal(texts[order[shuffled.base]!], texts[straight.base]);
          const fixed = buildApparatus(witnesses, order[shuffled.base]);
          const back = shuffled.rows.map((row) => ({
            readings: texts.map((_, i) => row.readings[order.indexOf(i)]!),
            variants: texts.map((_, i) => row.variants[order.indexOf(i)]!),
          }));
          assert.deepEqual(back, fixed.rows);
        },
      ),
    );
  });

  it('has no variants between equal witnesses', () => {
    fc.assert(
      fc.property(sentence, (text) => {
        for (const row of buildApparatus([witness(text), witness(text)]).rows)
          assert.deepEqual(row.variants, [null, null]);
      }),
    );
  });
});
