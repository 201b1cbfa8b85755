import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultCorpusSettings } from '../text/article';
import { segmentFile } from '../text/segmentFile';
import { extractQuotes } from './extractQuotes';
import { ParagraphMemo } from './paragraphMemo';

const paragraphs = [
  '“We will rebuild the bridge,” Mayor Ada Dorn said on Friday. “It takes a year.”',
  'Dorn told the Harbour Gazette that the city would pay for it, adding that nobody had objected.',
  '“The first part of a long speech goes on here.',
  '“And it ends in the next paragraph,” said Ben Ilk, a spokesman.',
  'According to Ilk, the so-called “bridge tax” was never meant.',
  'The river rose by a metre. Nobody was hurt.',
  'He said: “No.”',
];

describe('ParagraphMemo', () => {
  it('changes nothing but the work, whatever is edited', () => {
    const text = fc.array(fc.constantFrom(...paragraphs), { maxLength: 8 });
    const typed = fc.record({ at: fc.nat(200), what: fc.constantFrom('x', ' ', '“', '”', '\n\n', ' said') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, typed), { maxLength: 5 }), (versions) => {
        const memo = new ParagraphMemo();
        for (const [chosen, { at, what }] of versions) {
          const plain = `Bridge to be rebuilt\nHarbour Gazette\n2031-04-05\n\n${chosen.join('\n\n')}\n`;
          const edited = plain.slice(0, at) + what + plain.slice(at);
          const context = { path: 'a.txt', metadata: null, settings: defaultCorpusSettings };
          for (const article of segmentFile(edited, context).articles) {
            const afresh = extractQuotes(edited, article, { speakers: [] });
            assert.deepEqual(extractQuotes(edited, article, { speakers: [], memo }), afresh);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reads an unchanged paragraph once', () => {
    const memo = new ParagraphMemo();
    let reads = 0;
    const find = () => {
      reads++;
      return [];
    };
    memo.quotesOf('A tram. A bridge.', { start: 8, end: 17 }, [], find);
    memo.quotesOf('A bridge.', { start: 0, end: 9 }, [], find);
    assert.equal(reads, 1);
    memo.quotesOf('A bridge!', { start: 0, end: 9 }, [], find);
    assert.equal(reads, 2);
  });
});
