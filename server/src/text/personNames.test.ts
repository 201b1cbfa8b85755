import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nameWords, speakersAgree } from './personNames';

function check(a: string, b: string, expected: 'same' | 'compatible' | 'different'): void {
  const known = (name: string) => ({ name: name.replace(/\?$/, ''), isFullName: !name.endsWith('?') });
  assert.equal(speakersAgree(known(a), known(b)), expected, `${a} ~ ${b}`);
  assert.equal(speakersAgree(known(b), known(a)), expected, `${b} ~ ${a}`);
}

describe('speakersAgree', () => {
  it('takes spelling variants for one person', () => {
    check('Mira Kovač', 'Mira Kovac', 'same');
    check('Qasym-Zhomart Beqtaev', 'Kassym-Jomart Bektayev', 'same');
    check('Айгуль Сатпаева', 'Aigul Satpayeva', 'same');
    check('Jean-Paul Durieux', 'Jean Paul Durieux', 'same');
    check('Joe Harkin', 'Joseph Harkin', 'same');
    check('Benjamin Todd Harrow', 'Ben Harrow', 'same');
    check('Thomas J. Quill', 'Thomas Quill', 'same');
    check('Szabó Tamás', 'Tamás Szabó', 'same');
    check('Lin Wei-guo', 'Lin Weiguo', 'same');
    check('Mohammed Harzi', 'Muhammad Harzi', 'same');
  });

  it('keeps people of one surname apart', () => {
    check('Lin Mei', 'Lin Weiguo', 'different');
    check('Paul Harrow', 'Nancy Harrow', 'different');
    check('George W. Harrow', 'George H. Harrow', 'different');
    check('Martin Weber', 'Martina Weber', 'different');
    check('Alan Pike Jr.', 'Alan Pike Sr.', 'different');
  });

  it('says compatible where a form is too short to tell', () => {
    check('Lin?', 'Lin Weiguo', 'compatible');
    check('Lin?', 'Lin?', 'compatible');
    check('Mr. Harrow?', 'Ben Harrow', 'compatible');
    check('J. Harkin', 'Joe Harkin', 'compatible');
    check('Alan Pike', 'Alan Pike Jr.', 'compatible');
    check('the spokesperson?', 'Lin Weiguo', 'compatible');
    check('officials?', 'Harbour Board', 'compatible');
    check('林卫国', 'Lin Weiguo', 'compatible');
    check('Lin?', 'Ben Harrow', 'different');
  });

  it('compares bodies by their words and acronyms', () => {
    check('the Interior Ministry', 'Interior Ministry', 'same');
    check('Veldish Interior Ministry', 'Interior Ministry', 'same');
    check('Interior Ministry', 'Foreign Ministry', 'different');
    check('NHUW', 'National Union of Harbour Workers', 'different');
    check('NUHW', 'National Union of Harbour Workers', 'same');
    check('New Harbour', 'New Harbour Post', 'compatible');
  });

  it('is symmetric and never throws', () => {
    const name = fc.record({ name: fc.string({ unit: 'grapheme' }), isFullName: fc.boolean() });
    fc.assert(fc.property(name, name, (a, b) => speakersAgree(a, b) === speakersAgree(b, a)));
  });

  it('cuts initials and suffixes', () => {
    const { words, suffix } = nameWords("T.J. O'Hara-Lind Jr.");
    assert.deepEqual({ words, suffix }, { words: ['t', 'j', 'oharalind'], suffix: 'jr' });
  });
});
