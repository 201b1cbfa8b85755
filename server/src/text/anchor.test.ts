import assert from 'node:assert/strict';
import fc from 'fast-check';
import { makeAnchor, resolveAnchor } from './anchor';

const text = `The mayor spoke at noon. "The bridge will open in May," she said. Critics disagree.
"The bridge will open in May," the minister repeated.`;
const second = text.lastIndexOf('"The bridge');
const quoted = { start: second, end: text.indexOf(' the minister') };

describe('anchors', () => {
  it('find the same words among repeated ones by their surroundings', () => {
    assert.deepEqual(resolveAnchor(text, makeAnchor(text, quoted)), quoted);
  });

  it('survive text put in front and small edits within', () => {
    const edited = 'A new first line.\n' + text.replace('May," the minister', 'early May," the minister');
    const found = resolveAnchor(edited, makeAnchor(text, quoted));
    assert.ok(found);
    assert.match(edited.slice(found.start, found.end), /bridge will open in/);
    assert.ok(found.start > edited.indexOf('Critics'));
  });

  it('are lost when the words are gone, rather than put elsewhere', () => {
    assert.equal(
      resolveAnchor('Nothing of the kind was ever printed here, and no crossing was named.', makeAnchor(text, quoted)),
      null,
    );
  });

  it('find any span of an unchanged text at the place itself or at equal words in equal surroundings', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80 }), fc.nat(), fc.nat(), (any, a, b) => {
        const [start, end] = [a % any.length, b % any.length].sort((x, y) => x - y) as [number, number];
        const span = { start, end: end + 1 };
        const found = resolveAnchor(any, makeAnchor(any, span));
        assert.ok(found);
        assert.equal(any.slice(found.start, found.end), any.slice(span.start, span.end));
      }),
    );
  });
});
