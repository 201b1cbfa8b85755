import assert from 'node:assert/strict';
import { giveWay, restFor, whileAsked } from './foreground';

describe('giveWay', () => {
  it('lets work go on at once where nobody waits', async () => {
    const started = performance.now();
    await giveWay();
    assert.ok(performance.now() - started < 50);
  });

  it('rests until everybody has an answer, and after a failed one, too', async () => {
    const order: string[] = [];
    const answered = whileAsked(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('answer');
    });
    const failed = assert.rejects(whileAsked(() => Promise.reject(new Error('lost'))));
    await giveWay();
    order.push('background');
    await Promise.all([answered, failed]);
    assert.deepEqual(order, ['answer', 'background']);
  });

  it('rests for a while when somebody types, and goes on after that', async () => {
    restFor(30);
    const started = performance.now();
    await giveWay();
    assert.ok(performance.now() - started >= 29);
    const again = performance.now();
    await giveWay();
    assert.ok(performance.now() - again < 25);
    restFor(3_000);
    await giveWay();
    assert.ok(performance.now() - again < 2_000, 'a slice comes now and then all the same');
  });

  it('does not rest for ever: an answer may wait for the background', async () => {
    let isDone = false;
    await whileAsked(async () => {
      await giveWay();
      isDone = true;
    });
    assert.ok(isDone);
  });
});
