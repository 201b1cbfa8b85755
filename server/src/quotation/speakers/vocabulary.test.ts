import assert from 'node:assert/strict';
import fc from 'fast-check';
import { speakerLexicon } from './speakerLexicon';
import { Vocabulary, WordFlag } from './vocabulary';

describe('Vocabulary', () => {
  const vocabulary = new Vocabulary(speakerLexicon('en'));
  const formOf = (word: string) => vocabulary.formAt(`(${word})`, 1, 1 + word.length);

  it('says of a word what the lexicon says', () => {
    assert.ok(formOf('Senator').flags & WordFlag.TitleBefore);
    assert.ok(formOf('the').flags & WordFlag.Definite);
    assert.ok(formOf('Andrés').flags & WordFlag.GivenName);
    assert.ok(formOf('2,000').flags & WordFlag.Digits);
    assert.equal(formOf('Senator').small, formOf('senator'));
    assert.equal(formOf('senator').small, formOf('senator'));
    assert.equal((formOf('al-Sadr').flags & WordFlag.Capitalised) !== 0, true);
  });

  it('has one entry for a form, however many there are', () => {
    const small = new Vocabulary(speakerLexicon('en'));
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }), { maxLength: 60 }), (words) => {
        const forms = words.map((word) => small.formAt(word, 0, word.length));
        words.forEach((word, i) => {
          assert.equal(forms[i]!.form, word);
          assert.equal(small.formAt(`x${word}y`, 1, 1 + word.length), forms[i]);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('forgets only when told to', () => {
    const own = new Vocabulary(speakerLexicon('en'));
    const first = own.formAt('harbour', 0, 7);
    for (let i = 0; i < 70_000; i++) own.formAt(`w${i}`, 0, `w${i}`.length);
    assert.equal(own.formAt('harbour', 0, 7), first);
    own.trim();
    assert.notEqual(own.formAt('harbour', 0, 7), first);
  });
});
