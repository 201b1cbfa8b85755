import assert from 'node:assert/strict';
import { findNearDuplicates, groupCopies } from './nearDuplicates';
import { MemoryPassageIndex } from './memoryPassageIndex';
import { sweepStatements } from './versions';

const wire = [
  'The ferry Halvard ran aground near Skerry Point late on Tuesday with 214 people aboard.',
  'All passengers were taken off by lifeboats within three hours, the coast guard said.',
  'Captain Nils Orrebo told investigators that the steering had failed without any warning.',
  'The operator, Kestrel Lines, cancelled every sailing from Brannock until the weekend.',
  'Divers will inspect the damaged hull on Thursday morning if the swell allows it.',
];
const own = [
  'Kestrel Lines has been fined twice this decade for poor maintenance of its fleet.',
  'Captain Nils Orrebo told investigators that the steering had failed without any warning.',
  'Residents of Brannock rely on the crossing for school, work and fresh vegetables.',
  'A bridge has been promised by four governments and built by none of them so far.',
  'The island council meets on Friday to discuss what an emergency link would cost.',
];
const article = (outlet: string, texts: string[]) => ({
  outlet,
  date: '2031-03-05',
  passages: texts.map((text) => ({ text })),
});

describe('findNearDuplicates', () => {
  const index = new MemoryPassageIndex([
    article('Coast Herald', wire),
    article('Brannock Post', wire.slice(0, 4).concat('Tickets will be refunded at the harbour office.')),
    article('Islander', own),
    article('Evening Bell', ['A dog show drew crowds to Pell.', ...wire]),
  ]);
  const statements = [...sweepStatements(index, { includePossible: false })].map(({ members }) => members);

  it('knows prints of one wire copy from a report that shares one quote', () => {
    const pairs = findNearDuplicates(statements, index).map(({ a, b }) => [a, b]);
    assert.deepEqual(pairs, [
      [0, 1],
      [0, 3],
      [1, 3],
    ]);
  });

  it('groups the copies', () => {
    assert.deepEqual(groupCopies(findNearDuplicates(statements, index)), [[0, 1, 3]]);
    assert.deepEqual(groupCopies([]), []);
  });
});
