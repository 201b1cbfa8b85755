import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LateSet } from './lateSet';

describe('LateSet', () => {
  it('holds what a set holds, in its order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), fc.nat(9), (items, asked) => {
        const late = new LateSet<number>();
        const plain = new Set<number>();
        for (const item of items) {
          late.add(item);
          plain.add(item);
        }
        assert.deepEqual([...late], [...plain]);
        assert.equal(late.has(asked), plain.has(asked));
      }),
    );
  });
});
