import assert from 'node:assert/strict';
import fc from 'fast-check';
import { versionNames } from './versionNames';

const version = (outlet: string | null, date: string | null, file: string) => ({
  outlet,
  date,
  uri: `file:///c/${file}`,
});

describe('versionNames', () => {
  it('says outlet and day, or the file where no outlet is known', () => {
    assert.deepEqual(
      versionNames([version('The Tern', '2024-03-02T10:15', 'a.txt'), version(null, null, 'b%20c.txt')]),
      ['The Tern, 2024-03-02', 'b c.txt'],
    );
  });

  it('tells two of one outlet and day apart by the hour, by the file, by number', () => {
    assert.deepEqual(
      versionNames([
        version('The Tern', '2024-03-02T10:15:20', 'a.txt'),
        version('The Tern', '2024-03-02T18:00:00', 'a.txt'),
        version('The Gull', '2024-03-02', 'b.txt'),
        version('The Gull', '2024-03-02', 'c.txt'),
        version('The Gull', '2024-03-02', 'c.txt'),
      ]),
      [
        'The Tern, 2024-03-02 10:15',
        'The Tern, 2024-03-02 18:00',
        'The Gull, 2024-03-02, b.txt',
        'The Gull, 2024-03-02, c.txt (1)',
        'The Gull, 2024-03-02, c.txt (2)',
      ],
    );
  });

  it('never gives one name twice to what is named by outlets and days', () => {
    const one = fc.record({
      outlet: fc.constantFrom('A', 'B', null),
      date: fc.constantFrom('2024-03-02T10:15', '2024-03-02', null),
      uri: fc.constantFrom('file:///x.txt', 'file:///y.txt'),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (versions) => {
        const names = versionNames(versions);
        assert.equal(new Set(names).size, names.length);
      }),
    );
  });
});
