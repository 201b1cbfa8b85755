import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findDirectSpans } from './findDirectSpans';
import type { DirectSpan } from './directSpan';

function spansOf(text: string): { spans: DirectSpan[]; messages: string[] } {
  const paragraphs = [...text.matchAll(/[^\n]+/g)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  const { spans, notes } = findDirectSpans(text, { headline: null, paragraphs });
  return { spans, messages: notes.map((note) => text.slice(note.start, note.end)) };
}

/** Expects the outermost speech, marks included. */
function check(text: string, expected: string[]): void {
  const { spans } = spansOf(text);
  assert.deepEqual(
    spans.filter((span) => span.depth === 0 && span.role === 'speech').map((span) => text.slice(span.start, span.end)),
    expected,
  );
}

function checkNone(text: string): void {
  const { spans } = spansOf(text);
  assert.deepEqual(
    spans.filter((span) => span.role === 'speech').map((span) => text.slice(span.start, span.end)),
    [],
  );
}

describe('findDirectSpans', () => {
  it('reads the marks of many languages', () => {
    check('“We will mend the bridge,” she said.', ['“We will mend the bridge,”']);
    check('"We will mend the bridge," she said.', ['"We will mend the bridge,"']);
    check('Er sagte: „Wir bauen die Brücke neu.“', ['„Wir bauen die Brücke neu.“']);
    check('Powiedział: „Odbudujemy ten most.”', ['„Odbudujemy ten most.”']);
    check('« Nous allons réparer le pont », a-t-elle dit.', ['« Nous allons réparer le pont »']);
    check('»Wir bauen die Brücke neu«, sagte er.', ['»Wir bauen die Brücke neu«']);
    check('Он сказал: «Мы починим этот мост».', ['«Мы починим этот мост»']);
    check('她说：「我们会把这座桥修好。」', ['「我们会把这座桥修好。」']);
    check('她说：“我们会把这座桥修好。”', ['“我们会把这座桥修好。”']);
    check('‹Nous allons réparer le pont›, dit-elle.', ['‹Nous allons réparer le pont›']);
    check('Hon sade: ”Vi lagar bron i vår.”', ['”Vi lagar bron i vår.”']);
    check("``We will mend the bridge,'' she said.", ["``We will mend the bridge,''"]);
    check("''We will mend the bridge,'' she said.", ["''We will mend the bridge,''"]);
  });

  it('reads single marks among apostrophes', () => {
    check("'We won't mend the workers' bridge,' she said.", ["'We won't mend the workers' bridge,'"]);
    check('‘It’s the mayor’s bridge and we’ll mend it,’ she said.', ['‘It’s the mayor’s bridge and we’ll mend it,’']);
    checkNone("The workers' union and the mayors' club didn't meet in the '90s.");
  });

  it('keeps inner quotations inside', () => {
    const text = '“He told me, ‘Mend the bridge now,’ and left,” she said.';
    const { spans } = spansOf(text);
    assert.deepEqual(
      spans.map((span) => [span.depth, text.slice(span.start, span.end)]),
      [
        [0, '“He told me, ‘Mend the bridge now,’ and left,”'],
        [1, '‘Mend the bridge now,’'],
      ],
    );
  });

  it('closes a mark with its look-alike', () => {
    check('“We will mend the bridge," she said. "It is time.”', ['“We will mend the bridge,"', '"It is time.”']);
    check('“We will mend the bridge.“ It is old.', ['“We will mend the bridge.“']);
  });

  it('follows speech whose mark reopens in the next paragraph', () => {
    const text = '“We will mend the bridge. It is old.\n“And we will paint it,” she said.';
    const { spans } = spansOf(text);
    assert.deepEqual(
      spans.map((span) => [span.continues, span.closed]),
      [
        [true, false],
        [false, true],
      ],
    );
  });

  it('notes a mark that is never closed, and takes it for speech only where it opens a paragraph or follows a colon', () => {
    check('The mayor said: “We will mend the bridge.', ['“We will mend the bridge.']);
    const { spans, messages } = spansOf('The mayor likes “bridges of old stone and also new ones.');
    assert.deepEqual([spans.length, messages.length], [0, 1]);
  });

  it('leaves measures, nicknames, titles and words at arm’s length alone', () => {
    checkNone('He is 6\'2" tall and the pipe is 5" wide.');
    checkNone('Robert "Bobby" Alvarez opened the bridge.');
    checkNone('She wrote the novel "The Bridge Over Quiet Water" as a student.');
    checkNone('The so-called "bridge tax" was dropped.');
    checkNone('A "modern" bridge was built.');
  });

  it('finds spans that are sound in any text', () => {
    const piece = fc.constantFrom(
      '“',
      '”',
      '"',
      '„',
      '‘',
      '’',
      "'",
      '«',
      '»',
      '‹',
      '›',
      '「',
      '」',
      '``',
      "''",
      ' ',
      '\n',
      'a',
      'Bb',
      '.',
      ',',
      '5',
      ':',
      '字',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const text = pieces.join('');
        const { spans } = spansOf(text);
        let before = 0;
        for (const span of spans) {
          assert.ok(span.start >= before, 'sorted');
          assert.ok(span.start <= span.inner.start && span.inner.start <= span.inner.end && span.inner.end <= span.end);
          assert.ok(span.end <= text.length && !text.slice(span.start, span.end).includes('\n'));
          before = span.start;
        }
      }),
      { numRuns: 500 },
    );
  });

  // That time grows in proportion is measured by bench/hostileQuotes.ts.
  it('reads hostile marks to their end', () => {
    for (const mark of ['"', '“', '«', "'", '‘', '’', "s' ", '„', '「'])
      for (const text of [mark.repeat(100_000), `${mark}a `.repeat(50_000), `a${mark} `.repeat(50_000)]) {
        const { spans } = spansOf(`${text}\n“The end,” she said.`);
        assert.equal(spans.at(-1)?.start, text.length + 1, `${JSON.stringify(text.slice(0, 6))}: the last is found`);
      }
  });
});
