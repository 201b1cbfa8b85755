import * as assert from 'node:assert/strict';
import { encodeCodeUnits } from '../../base/byteWriter';
import { PrefixBuckets } from './prefixBuckets';

function bytesOf(words: readonly string[]) {
  const starts: number[] = [];
  const bytes: number[] = [];
  for (const word of words) {
    starts.push(bytes.length);
    bytes.push(...encodeCodeUnits(word));
  }
  return { bytes: Uint8Array.from(bytes), starts: Uint32Array.from(starts) };
}

describe('PrefixBuckets', () => {
  const words = ['dam', 'a', 'dike', 'ab', 'river', 'd', '桥'];
  const idsOf = (buckets: PrefixBuckets, prefix: string, size: number) => {
    const ids: number[] = [];
    buckets.forEach(encodeCodeUnits(prefix), size, (id) => ids.push(id));
    return ids.sort((x, y) => x - y);
  };

  it('gives the words that share the first two bytes', () => {
    const buckets = PrefixBuckets.of(null, bytesOf(words), words.length);
    assert.deepEqual(idsOf(buckets, 'd', 7), [0, 2, 5]);
    assert.deepEqual(idsOf(buckets, 'di', 7), [2]);
    assert.deepEqual(idsOf(buckets, 'dik', 7), [2]);
    assert.deepEqual(idsOf(buckets, 'a', 7), [1, 3]);
    assert.deepEqual(idsOf(buckets, '桥', 7), [6]);
  });

  it('gives words that came in later, all of them, until there are many', () => {
    const made = PrefixBuckets.of(null, bytesOf(words.slice(0, 4)), 4);
    const same = PrefixBuckets.of(made, bytesOf(words), 7);
    assert.equal(same, made);
    assert.deepEqual(idsOf(same, 'd', 7), [0, 2, 4, 5, 6]);
    const many = [...words, ...Array.from({ length: 5_000 }, (_, at) => `x${at}`)];
    assert.deepEqual(idsOf(PrefixBuckets.of(made, bytesOf(many), many.length), 'd', many.length), [0, 2, 5]);
    assert.notEqual(PrefixBuckets.of(made, bytesOf(words), 3), made, 'words were forgotten');
  });
});
