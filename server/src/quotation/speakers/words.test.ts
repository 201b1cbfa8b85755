import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Article } from '../../text/article';
import { wordsOf } from './words';

function wordsIn(text: string, language = 'en') {
  const passages = [{ start: 0, end: text.length, paragraph: 0, role: 'body' }];
  return wordsOf(text, { passages, language } as unknown as Article)[0]!.words;
}

describe('wordsOf', () => {
  it('cuts possessive endings off and keeps initials, hyphens and numbers whole', () => {
    assert.deepEqual(
      wordsIn("Roe’s U.S. co-op sold 2,000 of the states' boats.").map(({ form }) => form),
      ['Roe', 'U.S.', 'co-op', 'sold', '2,000', 'of', 'the', 'states', 'boats'],
    );
    assert.deepEqual(
      wordsIn("Roe's plan, the states' plan").map(({ isPossessive }) => isPossessive),
      [true, false, false, true, false],
    );
  });

  it('parts French articles from their nouns', () => {
    assert.deepEqual(
      wordsIn("l'union qu'elle", 'fr').map(({ form }) => form),
      ["l'", 'union', "qu'", 'elle'],
    );
  });

  it('covers every letter once, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const words = wordsIn(text);
        let end = 0;
        for (const word of words) {
          assert.ok(word.start >= end && word.end > word.start && word.end <= text.length);
          assert.equal(text.slice(word.start, word.end), word.form);
          end = word.end;
        }
        const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
        const inWords = words.reduce((sum, { form }) => sum + (form.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
        const endings = words.filter(
          ({ isPossessive, end: at }) => isPossessive && /^['’]s/.test(text.slice(at)),
        ).length;
        assert.equal(inWords + endings, letters);
      }),
      { numRuns: 100 },
    );
  });
});
