import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alignPair, alignWords } from './alignPair';

/** `a` and `b` with what differs in brackets. */
function marked(a: string, b: string): [string, string] {
  const mark = (text: string, spans: readonly { start: number; end: number }[]) => {
    let out = '';
    let at = 0;
    for (const { start, end } of spans) {
      out += `${text.slice(at, start)}[${text.slice(start, end)}]`;
      at = end;
    }
    return out + text.slice(at);
  };
  const pair = alignPair(a, b);
  return [mark(a, pair.a), mark(b, pair.b)];
}

const vocabulary = ['the', 'of', 'mayor', 'bridge', 'rebuilt', 'Bridge,', 'will', '12', 'Ödland', '…', '桥'];
const sentences = fc.array(fc.constantFrom(...vocabulary), { maxLength: 14 }).map((words) => words.join(' '));

describe('alignPair', () => {
  it('marks the words in which two sentences differ, and no punctuation or case', () => {
    assert.deepEqual(marked('The mayor said: "We rebuild."', 'The Mayor said we rebuild'), [
      'The mayor said: "We rebuild."',
      'The Mayor said we rebuild',
    ]);
    assert.deepEqual(
      marked('The city will rebuild the old bridge by May.', 'The city will mend the bridge before winter.'),
      ['The city will [rebuild the old] bridge [by May].', 'The city will [mend the] bridge [before winter].'],
    );
  });

  it('does not let a stray function word chop up what differs', () => {
    assert.deepEqual(marked('Storms tore off the roofs of Arden', 'Floods washed out the quays near Arden'), [
      '[Storms tore off the roofs of] Arden',
      '[Floods washed out the quays near] Arden',
    ]);
  });

  it('marks all of a text that has no partner', () => {
    assert.deepEqual(marked('one, two', ''), ['[one, two]', '']);
  });

  it('is symmetric, and its spans are ascending words of their text', () => {
    fc.assert(
      fc.property(sentences, sentences, (a, b) => {
        const forth = alignPair(a, b);
        const back = alignPair(b, a);
        assert.deepEqual(forth.a, back.b);
        assert.deepEqual(forth.b, back.a);
        for (const [text, spans] of [
          [a, forth.a],
          [b, forth.b],
        ] as const) {
          let at = 0;
          for (const { start, end } of spans) {
            assert.ok(start >= at && end > start && end <= text.length);
            assert.match(text.slice(start, end), /^[\p{L}\p{N}].*[\p{L}\p{N}]$|^[\p{L}\p{N}]$/u);
            at = end;
          }
        }
      }),
    );
  });

  it('finds no difference between a text and itself, and aligns the same number of words both ways', () => {
    fc.assert(fc.property(sentences, (a) => assert.deepEqual(alignPair(a, a), { a: [], b: [] })));
    fc.assert(
      fc.property(sentences, sentences, (a, b) => {
        const partner = alignWords(a.split(' '), b.split(' '));
        let last = -1;
        for (const j of partner) {
          if (j < 0) continue;
          assert.ok(j > last);
          last = j;
        }
      }),
    );
  });

  it('aligns no more than the first thousand words of two very long texts', () => {
    const words = Array.from({ length: 60000 }, (_, i) => `a${i % 977}`);
    const partner = alignWords(words, ['x', ...words, 'y']);
    const aligned = partner.filter((other) => other >= 0).length;
    assert.ok(aligned > 900 && aligned <= 1000, `${aligned} words`);
  });
});
