import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancelledError } from '../base/cancellation';
import type { Article } from '../text/article';
import type { Span } from '../text/span';
import { extractQuotes } from './extractQuotes';
import type { Quote } from './quoteTypes';

/** An article of the text's lines; each line is a paragraph. */
function articleOf(text: string, language = 'en'): Article {
  const paragraphs = [...text.matchAll(/[^\n]+/g)].map((m) => ({ start: m.index, end: m.index + m[0].length }));
  return {
    start: 0,
    end: text.length,
    index: 0,
    headline: null,
    outlet: null,
    date: null,
    dateline: null,
    byline: null,
    credit: null,
    url: null,
    language,
    genre: 'report',
    paragraphs,
    passages: paragraphs.map((span, paragraph) => ({ ...span, paragraph, role: 'body' as const })),
    boilerplate: [],
  };
}

function extract(text: string): Quote[] {
  return [...extractQuotes(text, articleOf(text), { speakers: [] }).quotes];
}

const words = (text: string, spans: readonly Span[]) =>
  spans.map((span) => text.slice(span.start, span.end).replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')).join(' … ');

/** Expects the quotes of a text, each as `kind: source | cue | content`, edge punctuation cut. */
function check(text: string, expected: string[]): void {
  assert.deepEqual(
    extract(text).map((q) => `${q.kind}: ${words(text, q.source)} | ${words(text, q.cue)} | ${words(text, q.content)}`),
    expected,
  );
}

/** Expects one quote with that content, whatever else is found. */
function checkContent(text: string, content: string): void {
  const found = extract(text).map((q) => words(text, q.content));
  assert.ok(found.includes(content), `${JSON.stringify(content)} not in ${JSON.stringify(found)}`);
}

describe('extractQuotes', () => {
  it('takes a direct quote with its speaker behind, before and inverted', () => {
    check('“The harbour will open in June,” Mayor Ellen Voss said.', [
      'direct: Mayor Ellen Voss | said | The harbour will open in June',
    ]);
    check('Mayor Ellen Voss said: “The harbour will open in June.”', [
      'direct: Mayor Ellen Voss | said | The harbour will open in June',
    ]);
    check('“The harbour will open in June,” said Ellen Voss, the mayor of Port Lanning.', [
      'direct: Ellen Voss, the mayor of Port Lanning | said | The harbour will open in June',
    ]);
  });

  it('joins what is split around the cue and what goes on behind it', () => {
    check('“The harbour will open,” Voss said, “and the ferry will run again.”', [
      'direct: Voss | said | The harbour will open … and the ferry will run again',
    ]);
    check('“The harbour will open,” Voss said. “The ferry will run again in June.”', [
      'direct: Voss | said | The harbour will open … The ferry will run again in June',
    ]);
    check('“The harbour will open. The ferry will run again. We kept our word,” Voss said.', [
      'direct: Voss | said | The harbour will open. The ferry will run again. We kept our word',
    ]);
  });

  it('follows speech over paragraphs', () => {
    check('“The harbour will open in June,” Voss said. “It has taken years.\n“But we never gave up on the town.”', [
      'direct: Voss | said | The harbour will open in June … It has taken years … But we never gave up on the town',
    ]);
    check('Voss told the council:\n“The harbour will open in June and the ferry will run again.”', [
      'direct: Voss | told | The harbour will open in June and the ferry will run again',
    ]);
    checkContent(
      '“I have waited for this harbour all my life.” — Petra Lindqvist',
      'I have waited for this harbour all my life',
    );
  });

  it('reads the turns of a transcript', () => {
    const text =
      'Q: When will the harbour open?\nMR. HALLORAN: In June, we hope.\nThat is what the builders tell us.\nQ: And the ferry?\nMR. HALLORAN: Later.';
    assert.deepEqual(
      extract(text).map((q) => `${words(text, q.source)}: ${words(text, q.content)}`),
      [
        'Q: When will the harbour open',
        'MR. HALLORAN: In June, we hope … That is what the builders tell us',
        'Q: And the ferry',
        'MR. HALLORAN: Later',
      ],
    );
  });

  it('takes indirect speech, with and without "that"', () => {
    check('Voss said the harbour would open in June.', ['indirect: Voss | said | the harbour would open in June']);
    check('The ministry announced that the harbour would open in June.', [
      'indirect: The ministry | announced | that the harbour would open in June',
    ]);
    check('The harbour will open in June, the ministry said.', [
      'indirect: the ministry | said | The harbour will open in June',
    ]);
    check('The harbour will open in June, according to the ministry.', [
      'indirect: the ministry | according to | The harbour will open in June',
    ]);
  });

  it('takes what is partly in marks as mixed', () => {
    check('Voss said the delay was “a disgrace to the whole town.”', [
      'mixed: Voss | said | the delay was “a disgrace to the whole town',
    ]);
  });

  it('knows nominal cues, passives and chained clauses', () => {
    checkContent(
      'Voss told reporters that the harbour would open, adding that the ferry would follow.',
      'that the ferry would follow',
    );
    checkContent('Voss made the claim that the harbour will open in June.', 'that the harbour will open in June');
    checkContent(
      'The council doubts the claim that the harbour will open in June.',
      'the claim that the harbour will open in June',
    );
    checkContent(
      'The minister urged the council to open the harbour in June.',
      'the council to open the harbour in June',
    );
  });

  it('tells speech from belief and intention', () => {
    const modeOf = (text: string) => extract(text).map((q) => q.mode);
    assert.deepEqual(modeOf('Voss said the harbour would open.'), ['said']);
    assert.deepEqual(modeOf('Voss believes the harbour will open.'), ['thought']);
    assert.deepEqual(modeOf('Voss plans to open the harbour in June.'), ['intended']);
  });

  it('names whom it was told to', () => {
    const via = (text: string) =>
      extract(text).map((q) => (q.via === null ? null : text.slice(q.via.start, q.via.end)));
    assert.deepEqual(via('“The harbour will open in June,” Voss told the Lanning Courier.'), ['the Lanning Courier']);
    assert.deepEqual(via('“The harbour will open in June,” Voss said in an interview with the Lanning Courier.'), [
      'the Lanning Courier',
    ]);
    assert.deepEqual(via('“The harbour will open in June,” Voss said.'), [null]);
  });

  it('finds nothing where nobody speaks', () => {
    check('The harbour was built in 1902. It has two piers and a lighthouse.', []);
    check('The ferry, nicknamed “the Duck,” is 40 years old.', []);
  });

  it('begins what is said behind the dateline', () => {
    const text =
      'SPRINGFIELD, May 3 (Courier Press) -- The harbour is ready to open its gates to all ships, Mayor Ellen Voss said Monday.';
    const fact = (value: string) => {
      const start = text.indexOf(value);
      return { value, span: { start, end: start + value.length }, evidence: 'dateline' };
    };
    const article = { ...articleOf(text), dateline: fact('SPRINGFIELD, May 3'), credit: fact('Courier Press') };
    const [quote] = extractQuotes(text, article as Article, { speakers: [] }).quotes;
    assert.ok(quote);
    assert.equal(words(text, quote.content), 'The harbour is ready to open its gates to all ships');
  });

  it('leaves an unattributed quotation without a source', () => {
    check('The walls were covered in letters.\n“We want our harbour back and we want it now!”', [
      'direct:  |  | We want our harbour back and we want it now',
    ]);
  });

  it('gives spans that are sound and sorted for any text', () => {
    const piece = fc.constantFrom(
      '“',
      '”',
      '"',
      '‘',
      '’',
      "'",
      '«',
      '»',
      '``',
      "''",
      ' ',
      '\n',
      ':',
      '.',
      ', ',
      ' said ',
      'Voss',
      ' the harbour',
      ' that ',
      ' told ',
      'according to ',
      '—',
      '(',
      ')',
      '\u{1f600}',
      'é',
      '字',
      '5',
      'Q: ',
      'MR. HALL: ',
      '\u0000',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let before = -1;
        for (const quote of extract(text)) {
          assert.ok(quote.content.length > 0);
          assert.ok(quote.confidence > 0 && quote.confidence <= 1);
          for (const spans of [quote.source, quote.cue, quote.content])
            for (const span of spans) assert.ok(0 <= span.start && span.start < span.end && span.end <= text.length);
          const start = Math.min(...[...quote.source, ...quote.cue, ...quote.content].map((span) => span.start));
          assert.ok(start >= before, 'sorted');
          before = start;
        }
      }),
      { numRuns: 300 },
    );
  });

  // That time grows in proportion is measured by bench/hostileQuotes.ts.
  it('reads hostile text to its end, with spans that slice to it', () => {
    const hostile: [string, number][] = [
      ['"', 100_000],
      ['“', 100_000],
      ['said ', 20_000],
      ['“said ” ', 12_000],
      [': ', 50_000],
      ['a', 200_000],
      ['Voss said, ', 8_000],
    ];
    for (const [piece, count] of hostile) {
      const text = piece.repeat(count);
      const quotes = extract(text);
      assert.ok(quotes.length <= count, `${piece}: a quote for each piece at most`);
      for (const { source, cue, content } of quotes)
        for (const { start, end } of [...source, ...cue, ...content])
          assert.ok(0 <= start && start < end && end <= text.length, piece);
    }
    const behind = 'said, '.repeat(20_000) + '“The harbour will open in June,” Mayor Ellen Voss said.';
    assert.ok(extract(behind).some((q) => words(behind, q.content) === 'The harbour will open in June'));
  });

  it('stops when it is cancelled', () => {
    const text = 'Voss said so.';
    assert.throws(
      () => extractQuotes(text, articleOf(text), { speakers: [] }, { isCancellationRequested: true }),
      CancelledError,
    );
  });
});
