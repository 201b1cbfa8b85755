import fc from 'fast-check';

/** Code units that texts stumble over: marks, breaks, invisible and half characters, markup, CJK. */
const oddities = [
  ...'.!?…,:;-—"\'“”„«»‘’「」()[]{}<>/\\|*#&=+_~`^%$@ \t\n\r\f\u00a0\u00ad\u200b\u2028\ufeff\u0000aZéßЖя日。！1',
  '\ud83d',
  '\ude00',
  '😀',
  '{{',
  '}}',
  '\r\n\r\n',
  'U.S. ',
  'BERLIN, Jan. 7 (dpa) -- ',
  '2022-01-07',
  '"Stop!" he said. ',
  'Source: ',
  '---\n',
  '<p>',
  '</p>',
  '&amp;',
];

/** Texts made to trip a reader of texts: odd pieces in any order, and any code units, lone surrogates included. */
export const oddText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...oddities) }, { weight: 1, arbitrary: anyUnit() }), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));

function anyUnit(): fc.Arbitrary<string> {
  return fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
}
