import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { compileLinePattern, type LinePattern } from './linePattern';

function compiled(source: string): LinePattern {
  const pattern = compileLinePattern(source);
  if ('error' in pattern) throw new Error(`${source}: ${pattern.error}`);
  return pattern;
}

const lines = ['', 'Share this', 'share  this article', 'Page 3 of 12', 'café 桥 😀', 'aaa_b-c', 'a\tb', '[x] ^y$ .'];

function checkSame(source: string): void {
  const pattern = compiled(source);
  for (const line of lines)
    assert.equal(pattern.test(line), new RegExp(source, 'u').test(line), `/${source}/ on ${line}`);
}

describe('compileLinePattern', () => {
  it('agrees with the language’s own expressions', () => {
    for (const source of [
      '^Share', 'article$', '^$', '', 'Page \\d+ of \\d+', '(?:a|aa)+b', '(?<word>a+)_', '\\bthis\\b', '\\Bhis', '[^a-z ]',
      '[\\]\\[]', '\\p{Script=Han}', '\\P{L}{2}', '^.{9}$', '😀', '\\u{1F600}', '\\uD83D\\uDE00$', '\\x41|\\u0062', '\\t', '\\s{2,}', '[\\d_]',
      'a{2}', 'a{2,3}?_', 'a*?b', '(|a)b', '\\.$', '\\^y\\$', '.$', '[😀桥]',
    ]) checkSame(source); // prettier-ignore
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\s', '1', ' ', 'é', '\\b', '^', '$');
    const source = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc.tuple(tie('node'), tie('node')).map((parts) => parts.join('')),
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
        fc.tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '+?')).map(([node, times]) => `(?:${node})${times}`), // prettier-ignore
      ),
    })).node;
    const line = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', 'é', '_'), maxLength: 8 });
    fc.assert(
      fc.property(source, line, (text, sample) => {
        const pattern = compileLinePattern(text);
        if ('error' in pattern) return;
        assert.equal(
          pattern.test(sample),
          new RegExp(text, 'u').test(sample),
          `/${text}/ on ${JSON.stringify(sample)}`,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('says why an expression cannot be used', () => {
    const errorOf = (source: string) => {
      const pattern = compileLinePattern(source);
      return 'error' in pattern ? pattern.error : null;
    };
    assert.equal(errorOf('a('), 'it is no regular expression');
    assert.equal(errorOf('(?=a)'), 'groups that look around are not supported');
    assert.equal(errorOf('(?<!a)b'), 'groups that look around are not supported');
    assert.equal(errorOf('(a)\\1'), 'references back are not supported');
    assert.equal(errorOf('(?<x>a)\\k<x>'), 'references back are not supported');
    assert.equal(errorOf('(a{50}){50}'), 'it repeats too much');
    assert.equal(errorOf('a{99999}'), 'it repeats too much');
    assert.equal(errorOf('('.repeat(60) + ')'.repeat(60)), 'it is nested too deep');
  });

  it('does work that is linear in the line, on what makes others backtrack', () => {
    for (const source of [
      '(a+)+$',
      '(a|a)*b',
      '(a*)*b',
      'a{0,30}a{30}b',
      '(.*){1,20}x',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
    ]) {
      const workOn = (length: number): number => {
        const pattern = compiled(source);
        pattern.test(`${'a'.repeat(length)}!`);
        return pattern.work;
      };
      const [short, long] = [workOn(10_000), workOn(20_000)];
      assert.ok(long - short <= 10_001, `${source}: ${short}, ${long}`);
    }
  });
});
