import * as assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { marked } from 'marked';
import { csvCell, escapeMarkdown, exportHits, type ExportedHit } from './exportHits';

function hit(text: string, outlet: string | null = 'Tarn Herald'): ExportedHit {
  const article = {
    start: 0,
    end: 99,
    uri: 'file:///a.txt',
    index: 0,
    headline: 'The "bridge", again',
    outlet,
    date: '2022-01-07',
    byline: null,
    credit: null,
    language: 'en',
    genre: 'report',
    factPlaces: 0,
    quoteCount: 0,
  } as const;
  const speaker = { id: 'ana-diaz', name: 'Ana Diaz' };
  return {
    hit: { start: 3, end: 9, article, matches: [{ start: 4, end: 6 }], kind: 'direct', speaker },
    path: 'a.txt',
    text,
  };
}

describe('exportHits', () => {
  it('writes CSV that a reader takes back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (texts) => {
        const csv = exportHits('q', texts.map((text) => hit(text)), 'csv'); // prettier-ignore
        const rows = parse(csv, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
        assert.equal(rows.length, texts.length);
        rows.forEach((row, at) => {
          assert.equal(row['headline'], 'The "bridge", again');
          assert.ok([texts[at], `'${texts[at]}`].map((text) => text!.replace(/\0/g, '')).includes(row['text']!));
        });
      }),
    );
  });

  it('lets no cell begin like a formula', () => {
    assert.equal(csvCell('=cmd()'), "'=cmd()");
    assert.equal(csvCell('+1'), "'+1");
    assert.equal(csvCell('@SUM(A1)'), "'@SUM(A1)");
    assert.equal(csvCell(' -2+3'), "' -2+3");
    assert.equal(csvCell('＝1'), "'＝1");
    assert.equal(csvCell('\t=1'), "'\t=1");
    assert.equal(csvCell('a=1'), 'a=1');
    assert.equal(csvCell(null), '');
    assert.equal(csvCell(-3), '-3');
  });

  it('writes one JSON object a line', () => {
    const lines = exportHits('q', [hit('one\ntwo'), hit('three', null)], 'jsonl')
      .trimEnd()
      .split('\n');
    assert.equal(lines.length, 2);
    const first = JSON.parse(lines[0]!) as Record<string, unknown>;
    assert.deepEqual([first['text'], first['outlet'], first['start']], ['one\ntwo', 'Tarn Herald', 3]);
    assert.equal((JSON.parse(lines[1]!) as Record<string, unknown>)['outlet'], null);
  });

  it('writes Markdown in which nothing that an article says becomes live', () => {
    for (const text of [
      '<script>alert(1)</script>',
      '[x](command:run)',
      '![x](http://herald.example/a.png)',
      'see https://herald.example and www.herald.example or mail a@herald.example',
      '**bold** _it_ `code` ~~x~~ # no',
      '\n\n# heading\n\n- list',
      '1. one',
      '| a | b |',
      '&lt;b&gt; &#60;',
      '\\[x](y)',
    ]) {
      const markdown = exportHits(text, [hit(text)], 'markdown');
      const html = marked.parse(markdown, { async: false, gfm: true });
      const elements = new Set([...html.matchAll(/<\s*([a-z0-9]+)/gi)].map((match) => match[1]));
      for (const element of elements) assert.ok(['h1', 'ul', 'li', 'br'].includes(element!), `${element} from ${text}`);
    }
  });

  it('escapes any text so that it reads as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab *_`[]()<>#|~&!$^=@\\:/.-+1') }), (text) => {
        const html = marked.parseInline(escapeMarkdown(text), { async: false, gfm: true });
        assert.ok(!/<(?!br)/.test(html), `${text} → ${html}`);
      }),
      { numRuns: 500 },
    );
  });
});
