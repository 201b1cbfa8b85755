import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oddText } from '../../../test/oddText';
import { TokenFlag, tokenise } from './tokens';

function wordsOf(text: string): readonly string[] {
  return tokenise(text, { start: 0, end: text.length }).words;
}

describe('tokenise', () => {
  it('folds words and keeps their places', () => {
    const text = 'The harbour’s “new” quay – don’t laugh – cost 7,939.50 crowns.';
    const { words, starts, ends } = tokenise(text, { start: 4, end: text.length });
    assert.deepEqual(words, ['harbour', 'new', 'quay', "don't", 'laugh', 'cost', '7,939.50', 'crowns']);
    assert.equal(text.slice(starts[0], ends[0]), 'harbour’s');
    assert.equal(text.slice(starts[6], ends[6]), '7,939.50');
  });

  it('cuts at hyphens, keeps letters behind numbers, ends numbers before a full stop', () => {
    assert.deepEqual(wordsOf('anti-flood walls, the 3rd in 2021. At 10:19'), [
      'anti',
      'flood',
      'walls',
      'the',
      '3rd',
      'in',
      '2021',
      'at',
      '10:19',
    ]);
  });

  it('makes CJK characters words, also beside digits and Latin letters', () => {
    assert.deepEqual(wordsOf('外长7日表示GDP增'), ['外', '长', '7', '日', '表', '示', 'gdp', '增']);
  });

  it('drops soft hyphens and zero-width characters', () => {
    assert.deepEqual(wordsOf('\u200bhar\u00adbour\u200b \ufeff wall'), ['harbour', 'wall']);
  });

  it('folds ligatures and accents only as NFKC does', () => {
    assert.deepEqual(wordsOf('ﬁre Größe ÉCOLE'), ['fire', 'größe', 'école']);
  });

  it('sets flags', () => {
    const { flags } = tokenise('The EU paid 3 Élan A', { start: 0, end: 20 });
    assert.deepEqual(flags, [
      TokenFlag.Capitalised | TokenFlag.Initial,
      TokenFlag.Capitalised | TokenFlag.AllCaps,
      0,
      TokenFlag.Number,
      TokenFlag.Capitalised,
      TokenFlag.Capitalised,
    ]);
  });

  it('gives ordered, disjoint spans within the text for any text', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const { words, starts, ends, flags } = tokenise(text, { start: 0, end: text.length });
        assert.ok(words.length === starts.length && words.length === ends.length && words.length === flags.length);
        let before = 0;
        words.forEach((word, index) => {
          assert.ok(
            word !== '' && starts[index]! >= before && ends[index]! > starts[index]! && ends[index]! <= text.length,
          );
          before = ends[index]!;
        });
      }),
    );
  });

  it('finds every letter of plain text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'abZ9.,- ’\u00ad日é'), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const { starts, ends } = tokenise(text, { start: 0, end: text.length });
        for (const match of text.matchAll(/[\p{L}\p{N}]/gu)) {
          assert.ok(
            starts.some((start, index) => start <= match.index && match.index < ends[index]!),
            text,
          );
        }
      }),
    );
  });
});
