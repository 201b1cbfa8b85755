import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import { addCorrection, mergeSpeakers, renameSpeaker, setOutletOfFolder, splitSpeaker } from './settingsEdits';

const commented = `{
  // Kept as it is.
  "outlets": [{ "name": "Harbour Gazette", "paths": ["gazette/**"] }],
  "speakers": [
    { "name": "Lena Ortiz", "aliases": ["L. Ortiz"] }, // the mayor
    { "name": "Tomas Brandt" },
  ],
}
`;

function check(text: string, expected: object): void {
  const errors: never[] = [];
  assert.deepEqual(parse(text, errors, { allowTrailingComma: true }), expected);
  assert.deepEqual(errors, []);
}

const outlets = [{ name: 'Harbour Gazette', paths: ['gazette/**'] }];

describe('settings edits', () => {
  it('merge speakers, keeping comments', () => {
    const merged = mergeSpeakers(commented, { name: 'Lena Ortiz', aliases: [] }, [
      { name: 'Helena Ortiz', aliases: ['H. Ortiz'] },
    ]);
    check(merged, {
      outlets,
      speakers: [{ name: 'Lena Ortiz', aliases: ['L. Ortiz', 'Helena Ortiz', 'H. Ortiz'] }, { name: 'Tomas Brandt' }],
    });
    assert.match(merged, /Kept as it is/);
    check(mergeSpeakers('', { name: 'A', aliases: [] }, [{ name: 'B', aliases: [] }]), {
      speakers: [{ name: 'A', aliases: ['B'] }],
    });
  });

  it('merge takes the entry of the one that goes', () => {
    const merged = mergeSpeakers(commented, { name: 'Tomas Brandt', aliases: [] }, [
      { name: 'Lena Ortiz', aliases: [] },
    ]);
    check(merged, { outlets, speakers: [{ name: 'Tomas Brandt', aliases: ['Lena Ortiz'] }] });
  });

  it('rename speakers, the old name stays an alias', () => {
    check(renameSpeaker(commented, { name: 'Lena Ortiz', aliases: [] }, 'Lena Ortiz Vega'), {
      outlets,
      speakers: [{ name: 'Tomas Brandt' }, { name: 'Lena Ortiz Vega', aliases: ['Lena Ortiz', 'L. Ortiz'] }],
    });
  });

  it('split speakers into two that are listed apart', () => {
    check(splitSpeaker(commented, { name: 'Lena Ortiz', aliases: ['L. Ortiz'] }, ['L. Ortiz']), {
      outlets,
      speakers: [{ name: 'Lena Ortiz', aliases: [] }, { name: 'Tomas Brandt' }, { name: 'L. Ortiz', aliases: [] }],
    });
  });

  it('give a folder one outlet', () => {
    check(setOutletOfFolder('{}', 'Courier', 'north/courier'), {
      outlets: [{ name: 'Courier', paths: ['north/courier/**'] }],
    });
    const moved = setOutletOfFolder(commented, 'Evening Gazette', 'gazette');
    assert.deepEqual((parse(moved, [], { allowTrailingComma: true }) as { outlets: unknown }).outlets, [
      { name: 'Harbour Gazette', paths: [] },
      { name: 'Evening Gazette', paths: ['gazette/**'] },
    ]);
    assert.equal(setOutletOfFolder(commented, 'Harbour Gazette', 'gazette'), commented);
  });

  it('keep one word on two passages, the last', () => {
    const place = (path: string) => ({ path, quote: 'The bridge is open.', prefix: '', suffix: '', position: 3 });
    const once = addCorrection('{}', { type: 'same', a: place('a.txt'), b: place('b.txt') });
    const twice = addCorrection(once, { type: 'notSame', a: place('b.txt'), b: place('a.txt') });
    check(twice, { corrections: [{ type: 'notSame', a: place('b.txt'), b: place('a.txt') }] });
    const three = addCorrection(twice, { type: 'same', a: place('a.txt'), b: place('c.txt') });
    assert.equal((parse(three) as { corrections: unknown[] }).corrections.length, 2);
  });

  it('leave the other entries as they are, letter for letter', () => {
    const before =
      '{\n  "outlets": [\n    { "name": "Harbour Post",   "aliases": ["Post"] }\n  ],\n  "speakers": []\n}\n';
    const after = setOutletOfFolder(before, 'Quay Papers', 'quays');
    assert.equal(
      after,
      '{\n  "outlets": [\n    { "name": "Harbour Post",   "aliases": ["Post"] },\n    {\n      "name": "Quay Papers",\n      "paths": [\n        "quays/**"\n      ]\n    }\n  ],\n  "speakers": []\n}\n',
    );
    for (const odd of ['{"outlets":[{"name":"A"}]}', '{ "outlets": [\n  { "name": "A" }, // first\n] }'])
      assert.deepEqual((parse(setOutletOfFolder(odd, 'B', 'b'), [], { allowTrailingComma: true }) as { outlets: unknown[] }).outlets, [{ name: 'A' }, { name: 'B', paths: ['b/**'] }]); // prettier-ignore
  });
});
