import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StringTable } from './stringTable';

describe('StringTable', () => {
  it('gives every string one number and finds it again, also after going through bytes', () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'a', '王毅', '\ud800', 'É')), {
      maxLength: 3000,
    });
    fc.assert(
      fc.property(texts, fc.string({ unit: 'binary' }), (all, absent) => {
        const table = new StringTable();
        const model = new Map<string, number>();
        for (const text of all) {
          const id = table.idOf(text);
          assert.equal(id, model.get(text) ?? model.size);
          model.set(text, id);
        }
        assert.equal(table.find(absent), model.get(absent) ?? -1);
        const { bytes, starts } = table.columns();
        const copy = StringTable.of(bytes, starts.subarray(0, table.size));
        assert.equal(copy.size, model.size);
        for (const [text, id] of model) {
          assert.equal(copy.find(text), id);
          assert.equal(copy.text(id), text);
          assert.equal(table.text(id), text);
        }
      }),
      { numRuns: 50 },
    );
  });
});
