import assert from 'node:assert/strict';
import { parseTrees, sumTrees } from './boostedTrees';

describe('parseTrees', () => {
  const trees = parseTrees('# head\n0.5\n0<2 =1 1<3 =-1 =4\n=0.25\n');

  it('reads trees in preorder and sums their leaves', () => {
    assert.equal(sumTrees(trees, [1, 0]), 0.5 + 1 + 0.25);
    assert.equal(sumTrees(trees, [2, 2]), 0.5 - 1 + 0.25);
    assert.equal(sumTrees(trees, [2, 3]), 0.5 + 4 + 0.25);
  });

  it('refuses what is no tree', () => {
    assert.throws(() => parseTrees('# head\n0\nx\n'), /no tree node/);
  });
});
