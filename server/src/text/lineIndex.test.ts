import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oddText } from '../../../test/oddText';
import { lineStarts, offsetAt, positionAt } from './lineIndex';

describe('lineIndex', () => {
  it('ends lines at LF, CRLF and CR', () => {
    assert.deepEqual(lineStarts('a\nb\r\nc\rd\n'), [0, 2, 5, 7, 9]);
    assert.deepEqual(lineStarts(''), [0]);
  });

  it('clamps a character to its line, before the break', () => {
    const text = 'ab\r\ncd\ref\ngh';
    const starts = lineStarts(text);
    assert.deepEqual(
      [0, 1, 2, 3].map((line) => offsetAt(text, starts, line, 99)),
      [2, 6, 9, 12],
    );
    assert.equal(offsetAt(text, starts, 9, 0), text.length);
    assert.equal(offsetAt(text, starts, -1, 3), 0);
  });

  it('finds every offset again, in UTF-16 units', () => {
    fc.assert(
      fc.property(oddText, fc.nat(), (text, number) => {
        const offset = number % (text.length + 1);
        const starts = lineStarts(text);
        const { line, character } = positionAt(starts, offset);
        const back = offsetAt(text, starts, line, character);
        // Inside a CRLF there is no place of its own.
        assert.equal(back, text[offset] === '\n' && text[offset - 1] === '\r' ? offset - 1 : offset);
      }),
    );
  });
});
