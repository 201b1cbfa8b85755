import assert from 'node:assert/strict';
import { bestMeeting } from './bestMeeting';

describe('bestMeeting', () => {
  const lengthOf = (candidate: number) => candidate;

  it('prefers an edge among likely ones to a likelier one that lies far from all', () => {
    const choices = [
      { candidate: 30, probability: 0.4 },
      { candidate: 10, probability: 0.32 },
      { candidate: 11, probability: 0.28 },
    ];
    assert.equal(bestMeeting(choices, lengthOf)?.candidate, 10);
  });

  it('keeps the likeliest edge where all of them make spans of about one length', () => {
    const choices = [
      { candidate: 20, probability: 0.5 },
      { candidate: 21, probability: 0.3 },
      { candidate: 19, probability: 0.2 },
    ];
    const best = bestMeeting(choices, lengthOf);
    assert.equal(best?.candidate, 20);
    assert.ok(Math.abs(best.meeting - 1) < 1e-9);
  });

  it('says how likely the span meets the right one by half', () => {
    const best = bestMeeting(
      [
        { candidate: 10, probability: 0.75 },
        { candidate: 40, probability: 0.25 },
      ],
      lengthOf,
    );
    assert.deepEqual(best, { candidate: 10, probability: 0.75, meeting: 0.75 });
  });

  it('finds nothing among nothing', () => {
    assert.equal(bestMeeting([{ candidate: null, probability: 1 }], lengthOf), null);
  });
});
