import assert from 'node:assert/strict';
import { readsAsSpeech } from './spokenText';

const speech =
  'We have come to this harbour because we believe in the people who built it. My grandfather mended nets here, and I ' +
  'learned from him that a town is what its people make of it. So let us begin today. We will repair the wall before the winter, ' +
  'we will light the lamps again, and we will open the ferry to everybody who needs it. I ask you to help me with that work, since ' +
  'nobody can do it alone, and since our children will ask us one day what we did when the storms came.';

describe('readsAsSpeech', () => {
  it('knows a speech from a report of it', () => {
    assert.equal(readsAsSpeech(speech), true);
    const report = speech
      .split('. ')
      .map((one) => `“${one},” the mayor said on the pier of Merriton in front of some hundred people.`);
    assert.equal(readsAsSpeech(report.join(' ')), false);
  });

  it('says nothing of a few words', () => {
    assert.equal(readsAsSpeech('We will do our work.'), false);
  });

  it('is linear in hostile text', () => {
    const started = performance.now();
    readsAsSpeech('“'.repeat(100_000) + speech.repeat(200));
    assert.ok(performance.now() - started < 1_000);
  });
});
