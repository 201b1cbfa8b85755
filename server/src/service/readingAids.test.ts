import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyseFile } from '../corpus/analyseFile';
import { defaultCorpusSettings } from '../text/article';
import { contains } from '../text/span';
import { folds, selectionChain, semanticSpans } from './readingAids';

const context = { path: 'a.txt', metadata: null, settings: defaultCorpusSettings };
const text = `Council meets
North Courier
2 June 2031

"The library stays," Mayor Ines Calder said. The hall was full.

She added that no branch would close.`;

describe('selectionChain', () => {
  it('grows from the word and the words in quote marks over sentence and paragraph to the article', () => {
    const chain = selectionChain(analyseFile(text, context), text.indexOf('library'));
    const slices = chain.map(({ start, end }) => text.slice(start, end));
    assert.equal(slices[0], 'library');
    assert.equal(slices[1], 'The library stays');
    assert.ok(slices.some((slice) => slice.includes('library stays') && !slice.includes('Calder')));
    assert.ok(slices.includes('"The library stays," Mayor Ines Calder said.'));
    assert.ok(slices.includes('"The library stays," Mayor Ines Calder said. The hall was full.'));
    for (let i = 1; i < chain.length; i++) assert.ok(contains(chain[i]!, chain[i - 1]!));
  });
});

describe('semanticSpans', () => {
  it('tell the cue from the content and never overlap', () => {
    const spans = semanticSpans(analyseFile(text, context));
    const type = (words: string) =>
      spans.find(({ start, end }) => start <= text.indexOf(words) && text.indexOf(words) < end)?.type;
    assert.equal(type('Council meets'), 'headline');
    assert.equal(type('library stays'), 'quotation');
    assert.equal(type('said.'), 'cue');
  });

  it('are ascending and disjoint whatever the text', () => {
    const piece = fc.constantFrom(
      '"',
      '“',
      '”',
      ' said ',
      'Mayor Ines Calder',
      '.',
      '\n',
      '\n\n',
      'according to ',
      'Share this',
      '«',
      '»',
      'the bridge opens',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (parts) => {
        const any = parts.join('');
        let last = 0;
        for (const { start, end } of semanticSpans(analyseFile(any, context))) {
          assert.ok(start >= last && end > start && end <= any.length);
          last = end;
        }
      }),
    );
  });
});

describe('folds', () => {
  it('fold articles and runs of boilerplate', () => {
    const page = `Home > News\n\n${text}\n\nShare this\nPrint\n`;
    const found = folds(analyseFile(page, context));
    assert.ok(found.some(({ kind }) => kind === 'article'));
    for (const { start, end } of found) assert.ok(start < end && end <= page.length);
  });
});
