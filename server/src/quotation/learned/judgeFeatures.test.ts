import assert from 'node:assert/strict';
import { judgeFeatureCount, judgeFeatures, type JudgedAttribution } from './judgeFeatures';
import { readTokens } from './readTokens';

describe('judgeFeatures', () => {
  const text = 'Marsh said critics claim the ferry leaks. Nobody replied.';
  const t = readTokens(text, { start: 0, end: text.length }, []);
  const tokenOf = (word: string) => {
    for (let i = t.first; i < t.last; i++) if (text.slice(t.start[i], t.end[i]) === word) return i;
    throw new Error(`no ${word}`);
  };
  const attribution = (
    source: string,
    cue: string,
    from: string,
    to: string,
    probability: number,
  ): JudgedAttribution => {
    const head = tokenOf(cue);
    return {
      head,
      cue: { first: head, last: head },
      source: { first: tokenOf(source), last: tokenOf(source) },
      content: [{ first: tokenOf(from), last: tokenOf(to) }],
      cueProbability: probability,
      sourceProbability: 0.9,
      contentProbability: 0.8,
      contentMeeting: 0.9,
      probability,
    };
  };
  const said = attribution('Marsh', 'said', 'critics', 'leaks', 0.95);
  const claim = attribution('critics', 'claim', 'the', 'leaks', 0.5);
  const numbersOf = (all: readonly JudgedAttribution[], at: number) => {
    const out = new Float64Array(judgeFeatureCount);
    judgeFeatures(out, t, all, at);
    return out;
  };
  const odds = (p: number) => Math.log(p / (1 - p));

  it('tells an attribution within the content of a surer one from that one', () => {
    const inner = numbersOf([said, claim], 1);
    assert.ok(Math.abs(inner[26]! - odds(0.95)) < 1e-9, 'how sure the one around it is');
    assert.equal(inner[28], 1, 'how many are around it');
    assert.equal(inner[36], 1, 'how many are surer');
    const outer = numbersOf([said, claim], 0);
    assert.equal(outer[28], 0);
    assert.equal(outer[30], 1, 'how many stand within its content');
    assert.equal(outer[36], 0);
  });

  it('sees no others where an attribution stands alone', () => {
    const alone = numbersOf([said], 0);
    assert.equal(alone[25], 0);
    assert.equal(alone[22], 99);
    assert.ok(alone.every(Number.isFinite));
  });

  it('looks at a bounded number of neighbours', () => {
    let asked = 0;
    const all = Array.from({ length: 2000 }, () =>
      Object.defineProperty({ ...claim }, 'probability', { get: () => (asked++, 0.5) }),
    );
    judgeFeatures(new Float64Array(judgeFeatureCount), t, all, 1000);
    assert.ok(asked < 200, `${asked} looks`);
  });
});
