import assert from 'node:assert/strict';
import fc from 'fast-check';
import { neverCancelled } from '../base/cancellation';
import { defaultCorpusSettings } from '../text/article';
import { analyseFile } from './analyseFile';
import { AnalysisMemo } from './analysisMemo';

const paragraphs = [
  '“We will rebuild the bridge,” Mayor Ada Dorn said on Friday. “It takes a year.”',
  'Dorn told the Harbour Gazette that the city would pay for it, adding that nobody had objected.',
  '“The first part of a long speech goes on here.',
  '“And it ends in the next paragraph,” said Ben Ilk, a spokesman.',
  '“',
  'According to Ilk, the so-called “bridge tax” was never meant.',
  'The river rose by a metre. Nobody was hurt.',
  'He said: “No.”',
  'We know that. Harbour Union officials said they would vote. She agreed.',
  'MR. ILK: Good morning. I will be brief.',
  'Q: What about the tax?',
  '<p>The <b>mayor</b> said she was sorry.</p>',
  'Roe to resign: minister',
  'Harbour Gazette\n2031-04-06',
  "'Twas the dam, 'tis said. Dr. Roe's plan was dropped in 2030.5 terms.",
];
const typed = ['x', ' ', '“', '”', '"', '\n\n', '\n', ' said', '.', "'", '<', 'Roe', ''];

describe('AnalysisMemo', () => {
  it('changes nothing but the work, whatever is edited', () => {
    const edit = fc.record({ at: fc.nat(1200), cut: fc.nat(12), what: fc.constantFrom(...typed) });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...paragraphs), { minLength: 3, maxLength: 10 }),
        fc.array(edit, { maxLength: 8 }),
        fc.constantFrom('a.txt', 'a.html'),
        fc.constantFrom('en', 'fr', null),
        (chosen, edits, path, language) => {
          const context = { path, metadata: null, settings: { ...defaultCorpusSettings, language } };
          const memo = new AnalysisMemo();
          let text = `Bridge to be rebuilt\nHarbour Gazette\n2031-04-05\n\n${chosen.join('\n\n')}\n`;
          for (const { at, cut, what } of edits) {
            const place = at % (text.length + 1);
            text = text.slice(0, place) + what + text.slice(place + cut);
            assert.deepEqual(analyseFile(text, context, neverCancelled, memo), analyseFile(text, context));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('takes nothing from an analysis that was given up', () => {
    const context = { path: 'a.txt', metadata: null, settings: defaultCorpusSettings };
    const text = `Bridge to be rebuilt\nHarbour Gazette\n2031-04-05\n\n${paragraphs.slice(0, 2).join('\n\n')}\n`;
    const memo = new AnalysisMemo();
    analyseFile(text, context, neverCancelled, memo);
    const cancelled = { isCancellationRequested: true, onCancellationRequested: () => ({ dispose: () => undefined }) };
    assert.throws(() => analyseFile(`A ${text}`, context, cancelled, memo));
    assert.deepEqual(analyseFile(`An ${text}`, context, neverCancelled, memo), analyseFile(`An ${text}`, context));
  });
});
