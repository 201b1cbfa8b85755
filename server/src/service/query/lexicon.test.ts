import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { dropMarks } from './foldSearch';
import { SearchLexicon } from './lexicon';
import { MemoryIndex } from './memoryIndex';
import { compileWordRegex } from './wordRegex';

describe('SearchLexicon', () => {
  it('finds what a look at each folded word finds, in any script', () => {
    const letter = fc.constantFrom('a', 'b', 'é', 'ü', 'ß', 'я', 'й', 'ё', '桥', 'め', 'ა', '1', '’');
    const text = fc.array(fc.string({ unit: letter, minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 30 });
    const piece = fc.string({ unit: letter, minLength: 1, maxLength: 2 }).map(dropMarks);
    fc.assert(
      fc.property(text, piece, (words, wanted) => {
        const index = new MemoryIndex([{ uri: 'file:///a.txt', passages: [{ text: words.join(' ') }] }]);
        const lexicon = new SearchLexicon(index);
        const idsOf = (test: (word: string) => boolean): number[] =>
          Array.from({ length: index.wordLimit }, (_, id) => id).filter((id) => test(dropMarks(index.word(id))));
        assert.deepEqual(
          lexicon.withPrefix(wanted),
          idsOf((word) => word.startsWith(wanted)),
        );
        assert.deepEqual(
          lexicon.find(wanted).sort((a, b) => a - b),
          idsOf((word) => word === wanted),
        );
        const fragment = { letters: wanted, startsWord: false, endsWord: false };
        assert.deepEqual(
          lexicon.withFragment(fragment),
          idsOf((word) => word.includes(wanted)),
        );
        assert.deepEqual(
          lexicon.withFragment({ ...fragment, endsWord: true }),
          idsOf((word) => word.endsWith(wanted)),
        );
        const regex = compileWordRegex('[a-b1]+$');
        if ('error' in regex) throw new Error(regex.error);
        assert.deepEqual(
          lexicon.matching([], regex),
          idsOf((word) => regex.test(word)),
        );
      }),
      { numRuns: 500 },
    );
  });
});
