import assert from 'node:assert/strict';
import { EditedSpans } from './editedSpans';

describe('EditedSpans', () => {
  const spans = () => new EditedSpans<number[]>((offsets, by) => offsets.map((offset) => offset + by));
  const unasked = (): number[] => assert.fail('made again');

  it('moves what lies behind an edit and makes again what lies near it', () => {
    const memo = spans();
    for (const start of [0, 100, 200]) memo.of(start, start + 50, '', () => [start]);
    memo.begin({ start: 120, end: 120, shift: 3 });
    assert.deepEqual(memo.of(0, 50, '', unasked), [0]);
    assert.deepEqual(
      memo.of(100, 153, '', () => [7]),
      [7],
    );
    assert.deepEqual(memo.of(203, 253, '', unasked), [203]);
    memo.begin({ start: 199, end: 199, shift: 1 });
    assert.deepEqual(
      memo.of(204, 254, '', () => [8]),
      [8],
      'an edit right before a span may change what it is',
    );
  });

  it('takes other bounds, another key and another text for something else', () => {
    const memo = spans();
    memo.of(0, 50, 'a', () => [1]);
    memo.begin({ start: 500, end: 500, shift: 1 });
    const other = memo.of(0, 50, 'b', () => [2]);
    assert.deepEqual(other, [2]);
    memo.begin({ start: 500, end: 500, shift: 1 });
    assert.deepEqual(
      memo.of(0, 49, 'b', () => [3]),
      [3],
    );
    memo.begin(null);
    assert.deepEqual(
      memo.of(0, 49, 'b', () => [4]),
      [4],
    );
  });

  it('gives a value away once', () => {
    const memo = spans();
    memo.of(0, 50, '', () => [1]);
    memo.begin({ start: 500, end: 500, shift: 1 });
    memo.of(0, 50, '', unasked);
    assert.deepEqual(
      memo.of(0, 50, '', () => [2]),
      [2],
    );
  });
});
