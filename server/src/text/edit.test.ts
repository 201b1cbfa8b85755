import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editBetween, shiftBehind } from './edit';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 12 });

describe('editBetween', () => {
  it('turns one text into the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, end, shift } = editBetween(before, after);
        assert.ok(start <= end && start <= end + shift);
        assert.equal(before.slice(0, start) + after.slice(start, end + shift) + before.slice(end), after);
      }),
    );
  });

  it('moves spans so that what was not edited stays the same words', () => {
    fc.assert(
      fc.property(text, text, fc.nat(12), fc.nat(12), (before, after, from, length) => {
        const span = { start: Math.min(from, before.length), end: Math.min(from + length, before.length) };
        const edit = editBetween(before, after);
        const moved = shiftBehind(span, edit);
        assert.ok(0 <= moved.start && moved.start <= moved.end && moved.end <= after.length);
        if (span.end <= edit.start || span.start >= edit.end)
          assert.equal(after.slice(moved.start, moved.end), before.slice(span.start, span.end));
      }),
    );
  });
});
