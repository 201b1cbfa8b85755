import assert from 'node:assert/strict';
import { timeTicks } from './timeTicks';

function labels(language: string, ...times: readonly string[]): string[] {
  const ticks = times.map((time) => new Date(`${time}Z`));
  return ticks.map((tick, index) => timeTicks(language)(tick, index, ticks).replaceAll('\u202f', ' '));
}

describe('timeTicks', () => {
  it('names hours, and the day where it begins', () => {
    const times = ['2024-03-02T12:00', '2024-03-03T00:00', '2024-03-03T12:00'];
    assert.deepEqual(labels('en', ...times), ['12 PM\nMar 2', '12 AM\nMar 3', '12 PM']);
    assert.deepEqual(labels('de', ...times), ['12 Uhr\n2. März', '00 Uhr\n3. März', '12 Uhr']);
    assert.deepEqual(labels('zh-cn', ...times), ['12时\n3月2日', '0时\n3月3日', '12时']);
  });

  it('names minutes, days, months and years', () => {
    assert.deepEqual(labels('en', '2024-03-02T12:30', '2024-03-02T12:45'), ['12:30 PM\nMar 2', '12:45 PM']);
    assert.deepEqual(labels('en', '2023-12-31T00:00', '2024-01-02T00:00'), ['Dec 31\n2023', 'Jan 2\n2024']);
    assert.deepEqual(labels('en', '2023-12-01T00:00', '2024-01-01T00:00'), ['Dec\n2023', 'Jan\n2024']);
    assert.deepEqual(labels('en', '2023-01-01T00:00', '2024-01-01T00:00'), ['2023', '2024']);
  });

  it('takes the reader’s own where a language is unknown', () => {
    assert.equal(labels('no language', '2024-01-01T00:00').length, 1);
  });
});
