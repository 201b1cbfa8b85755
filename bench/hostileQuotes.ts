// Whether finding quotes takes time in proportion on hostile text: processor time at n and at 2n pieces of each kind.
// usage: node -r tsx/cjs -r ./test/registerAssets.cjs bench/hostileQuotes.ts
// Ends with 1 where twice the text takes more than three times the time.
import { attributeEnglish } from '../server/src/quotation/attributeEnglish';
import { findDirectSpans } from '../server/src/quotation/findDirectSpans';
import { attributeByRules } from '../server/src/quotation/rules/attributeByRules';
import { neverCancelled } from '../server/src/base/cancellation';
import type { Article } from '../server/src/text/article';

const cases: readonly (readonly [language: string, piece: string, count: number])[] = [
  ['en', '"', 200_000],
  ['en', '“', 200_000],
  ['en', '«a ', 100_000],
  ['en', "a' ", 100_000],
  ['en', "s' ", 100_000],
  ['en', 'said ', 100_000],
  ['en', '“said ” ', 60_000],
  ['en', ': ', 200_000],
  ['en', 'a', 2_000_000],
  ['en', 'Voss said, ', 50_000],
  ['en', 'Voss said “so”.\n', 50_000],
  ['de', '„x“, sagte er, dass ', 16_000],
  ['de', '„', 100_000],
  ['de', 'sagte,\n', 16_000],
  ['zh', '他说，', 16_000],
  ['zh', '据。说\n', 16_000],
  ['ru', 'сказал, что ', 16_000],
];
/** Twice the text may take this many times the time: two, and room for what the collector and the machine do. */
const mostGrowth = 3;
/** Times below this are noise. */
const leastMs = 40;

function articleOf(text: string, language: string): Article {
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

/** Processor time of finding quotes in so many pieces, in milliseconds: the least of three runs. */
function measure(language: string, piece: string, count: number): number {
  const text = piece.repeat(count);
  const article = articleOf(text, language);
  let least = Infinity;
  for (let run = 0; run < 3; run++) {
    const from = process.cpuUsage();
    const { spans } = findDirectSpans(text, article);
    if (language === 'en') attributeEnglish(text, article, spans, neverCancelled);
    else attributeByRules(text, article, spans, language);
    const { user, system } = process.cpuUsage(from);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

let failed = 0;
for (const [language, piece, count] of cases) {
  const small = measure(language, piece, count);
  const large = measure(language, piece, count * 2);
  const isLinear = large <= Math.max(leastMs, small) * mostGrowth;
  if (!isLinear) failed++;
  const name = `${language} ${JSON.stringify(piece)} × ${count}`;
  console.log(`${isLinear ? 'linear' : 'GROWS '}  ${name}: ${small.toFixed(0)} ms, twice that ${large.toFixed(0)} ms`);
}
process.exitCode = failed > 0 ? 1 : 0;
