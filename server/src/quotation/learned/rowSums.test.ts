import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainSums, rowSums, vectorSums } from './rowSums';

describe('rowSums', () => {
  const rowBits = 11;
  const width = 72;
  const rows = Int8Array.from({ length: (1 << rowBits) * width }, (_, i) => ((i * 2654435761) >>> 24) - 128);

  it('gives the same sums with vectors and without', () => {
    const [a, b] = [vectorSums(rows, rowBits, width), plainSums(rows, rowBits, width)];
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 256 }), (hashes) => {
        for (const table of [a, b]) {
          table.hashes.set(hashes);
          table.add(hashes.length);
        }
        assert.deepEqual(a.sums, b.sums);
      }),
    );
  });

  it('sums the rows that the upper bits name, anew each time', () => {
    const table = rowSums(rows, rowBits, width);
    table.hashes.set([5 << (32 - rowBits), (7 << (32 - rowBits)) | 1]);
    table.add(2);
    table.add(2);
    assert.equal(table.sums[71], rows[5 * width + 71]! + rows[7 * width + 71]!);
    table.add(0);
    assert.deepEqual([...table.sums], new Array(width).fill(0));
  });
});
