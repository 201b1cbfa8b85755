import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IntMultimap } from './intMultimap';

describe('IntMultimap', () => {
  it('holds what a map of lists holds, over any additions and deletions', () => {
    const step = fc.tuple(fc.boolean(), fc.integer({ min: -4, max: 40 }), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 3000 }), (steps) => {
        const map = new IntMultimap();
        const model = new Map<number, number[]>();
        for (const [isAdded, key, value] of steps) {
          const list = model.get(key) ?? [];
          if (isAdded) {
            map.add(key, value);
            model.set(key, [...list, value]);
          } else {
            const at = list.indexOf(value);
            assert.equal(map.delete(key, value), at >= 0);
            if (at >= 0) list.splice(at, 1);
          }
        }
        for (const [key, values] of model) assert.deepEqual(map.list(key).sort(), values.sort());
        const copy = IntMultimap.of(map.entries(), (value) => value > 0);
        for (const [key, values] of model)
          assert.deepEqual(
            copy.list(key).sort(),
            values.filter((value) => value > 0),
          );
        assert.equal(
          map.size,
          [...model.values()].reduce((sum, { length }) => sum + length, 0),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('grows', () => {
    const map = new IntMultimap();
    for (let key = 0; key < 5000; key++) map.add(key, key * 2);
    for (let key = 0; key < 5000; key++) assert.deepEqual(map.list(key), [key * 2]);
    assert.equal(map.has(5000), false);
  });
});
