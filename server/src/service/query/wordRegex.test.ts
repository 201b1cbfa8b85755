import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { joinWords } from './passageText';
import { compileWordRegex, type WordRegex } from './wordRegex';

function compiled(source: string): WordRegex {
  const regex = compileWordRegex(source);
  if ('error' in regex) throw new Error(`${source}: ${regex.error}`);
  return regex;
}

/** `marked` is a text of words with what should be found in ⟦⟧; without, nothing should be. */
function checkFind(source: string, marked: string): void {
  const text = marked.replace(/[⟦⟧]/g, '');
  const match = compiled(source).find(text, 0);
  const found = match === null ? text : `${text.slice(0, match.start)}⟦${text.slice(match.start, match.end)}⟧${text.slice(match.end)}`; // prettier-ignore
  assert.equal(found, marked, source);
  assert.equal(compiled(source).test(text), match !== null, source);
}

function checkError(source: string, error: string, at: number): void {
  assert.deepEqual(compileWordRegex(source), { error, at });
}

describe('compileWordRegex', () => {
  it('finds the leftmost and longest match', () => {
    checkFind('b+', 'a⟦bb⟧abbb');
    checkFind('colou?r', 'the ⟦color⟧s');
    checkFind('(cat|category)', 'a ⟦category⟧');
    checkFind('[a-c]{2,3}', 'x⟦abc⟧a');
    checkFind('\\d{4}', 'in ⟦2022⟧');
    checkFind('x', 'none');
    checkFind('É', 'caf⟦e⟧');
  });

  it('knows edges of words and of texts', () => {
    checkFind('\\bwar\\b', 'wary of ⟦war⟧');
    checkFind('^war', '⟦war⟧ and war');
    checkFind('war$', 'war and ⟦war⟧');
    checkFind('\\Bar', 'w⟦ar⟧');
  });

  it('lets a dot take a gap only where the expression itself holds one', () => {
    assert.equal(compiled('w.*').spansWords, false);
    checkFind('z.*m', 'zero ⟦zoom⟧');
    checkFind('no longer .* winner', 'there is ⟦no longer any kind of winner⟧ here');
    checkFind('zero-sum', 'a ⟦zero sum⟧ game');
    checkFind('u\\.s\\.', 'the ⟦u s ⟧army');
    checkFind('10\\.5', 'up ⟦10.5⟧ points');
    checkFind('冷.思', '反对⟦冷战思⟧维');
  });

  it('says what every match holds', () => {
    assert.deepEqual(compiled('sanction(s|ed)?').fragments, [
      { letters: 'sanction', startsWord: false, endsWord: false },
    ]);
    assert.deepEqual(compiled('no longer a').fragments, [
      { letters: 'no', startsWord: false, endsWord: true },
      { letters: 'longer', startsWord: true, endsWord: true },
    ]);
    assert.deepEqual(compiled('(war|peace)').fragments, []);
  });

  it('says what is wrong, and where', () => {
    checkError('a(b', 'a parenthesis is not closed', 1);
    checkError('a)', 'a closing parenthesis has no opening one', 1);
    checkError('*a', 'there is nothing to repeat', 0);
    checkError('a**', 'there is nothing to repeat', 2);
    checkError('[ab', 'a bracket is not closed', 0);
    checkError('[z-a]', 'this range ends before it begins', 1);
    checkError('(?=a)', 'groups that look around are not supported', 0);
    checkError('(a)\\1', 'references back are not supported', 3);
    checkError('a{3,2}', 'the second number is smaller than the first', 1);
    checkError('(a{50}){50}', 'it repeats too much', 7);
    checkError('\\p{Foo}', 'there is no property {Foo}', 0);
  });

  it('agrees with the language’s own expressions', () => {
    const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', '1');
    const source = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc.tuple(tie('node'), tie('node')).map((parts) => parts.join('')),
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
        fc.tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}')).map(([node, times]) => `(${node})${times}`), // prettier-ignore
        tie('node').map((node) => `\\b${node}`),
        tie('node').map((node) => `${node}$`),
      ),
    })).node;
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(source, word, (text, sample) => {
        const regex = compileWordRegex(text);
        if ('error' in regex) return;
        assert.equal(regex.test(sample), new RegExp(text).test(sample), `/${text}/ on ${sample}`);
        const bytes = new TextEncoder().encode(`x${sample}x`);
        assert.equal(regex.testAscii(bytes, 1, bytes.length - 1), regex.test(sample), `/${text}/ on bytes ${sample}`);
      }),
      { numRuns: 3000 },
    );
  });

  it('does work that is linear in the text, on what makes others backtrack', () => {
    for (const source of ['(a+)+b', '(a|a)*b', '(a*)*b', 'a{0,30}a{30}b', '(.*){1,20}x', '(a|aa)+$b']) {
      const workOn = (length: number): number => {
        const regex = compiled(source);
        regex.test('a'.repeat(length));
        return regex.work;
      };
      const [short, long] = [workOn(100_000), workOn(200_000)];
      // Once its states are made, each further letter is one step.
      assert.ok(long - short <= 100_000, `${source}: ${short}, ${long}`);
    }
  });

  it('never throws', () => {
    const piece = fc.constantFrom('(', ')', '[', ']', '{', '}', '|', '*', '+', '?', '\\', '^', '$', '.', 'a', 'b', '-', '1', ',', '\\p', '\\d', ' ', '桥', '😀'); // prettier-ignore
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 15 }).map((parts) => parts.join('')),
        (source) => {
          const regex = compileWordRegex(source);
          if ('error' in regex) assert.ok(regex.at >= 0 && regex.at <= source.length);
          else regex.find('ab 1,0 a桥', 0);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('joinWords', () => {
  it('puts single spaces between words, none between Chinese characters', () => {
    const words = ['the', '冷', '战', 'of', '1947'];
    assert.deepEqual(
      joinWords(words.length, (at) => words[at]!),
      { text: 'the 冷战 of 1947', starts: [0, 4, 5, 7, 10] },
    );
  });
});
