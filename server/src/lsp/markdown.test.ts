import assert from 'node:assert/strict';
import fc from 'fast-check';
import { marked } from 'marked';
import { flatten } from '../service/displayText';
import { renderHover } from './markdown';
import { escapeMarkdown } from '../service/displayText';
import type { HoverContent } from '../service/hover';
import { lineMapOf } from './toProto';

/** What a reader sees of rendered HTML, and which elements are in it. */
function render(markdown: string): { text: string; elements: string[] } {
  const html = marked.parse(markdown, { async: false, gfm: true });
  const elements = [...html.matchAll(/<\s*([a-z0-9]+)/gi)].map((match) => match[1]!);
  const text = html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
  return { text: text.trim(), elements };
}

const hostile = [
  '[click](command:workbench.action.quit)',
  '![x](http://tracker.example/a.png)',
  '<img src=x onerror=alert(1)>',
  '<a href="command:x">y</a>',
  'see http://tracker.example/path and www.tracker.example or a.person@tracker.example now',
  '$(alert) &lt;b&gt; &#x3c;script&#x3e;',
  '```js\nalert(1)\n```',
  '# heading',
  '- list',
  '1. list',
  '1) list',
  '+ list',
  '> quote',
  '| a | b |\n|---|---|\n| c | d |',
  '***bold*** __bold__ ~~gone~~ `code`',
  '[ref]: http://tracker.example\n[ref]',
  'a\n===\nb\n---',
  '\\[x](y)',
  '[x]\n(command:y)',
  'command:foo javascript:alert(1) mailto:a@b.c',
  '<https://tracker.example>',
  '\u202egnirts\u202c',
];

describe('escapeMarkdown', () => {
  for (const text of hostile)
    it(`keeps ${JSON.stringify(text)} plain text`, () => {
      const { text: shown, elements } = render(escapeMarkdown(text));
      assert.deepEqual(elements, ['p']);
      assert.equal(shown, flatten(text));
    });

  it('shows any text as it is and nothing else', () => {
    const nasty = fc.constantFrom(
      ...hostile,
      '*',
      '_',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '!',
      '`',
      '\\',
      '\n',
      '    ',
      '#',
      '- ',
      '&amp;',
      'www.',
      '://',
      '@',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const { text: shown, elements } = render('> ' + escapeMarkdown(text));
        assert.deepEqual(
          [...new Set(elements)].filter((name) => name !== 'p' && name !== 'blockquote'),
          [],
        );
        assert.equal(flatten(shown), flatten(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('renderHover', () => {
  const article = {
    uri: 'file:///corpus/a%20(1).txt',
    index: 0,
    start: 0,
    end: 10,
    headline: null,
    outlet: '[Evil](command:x) Post',
    date: '2031-05-02',
    byline: null,
    credit: null,
    language: 'en',
    genre: 'report',
    factPlaces: 0,
    quoteCount: 1,
  } as const;
  const content: HoverContent = {
    span: { start: 0, end: 5 },
    speaker: null,
    versions: [
      {
        article,
        span: { start: 4, end: 9 },
        speaker: 'A. <b>Speaker</b>',
        grade: 'edited',
        kind: 'direct',
        isOriginal: true,
        copyCount: 0,
        runs: [
          { text: 'The bridge ', differs: false },
          { text: '[will](command:y) ', differs: true },
          { text: 'open.', differs: false },
        ],
      },
    ],
    moreCount: 2,
    original: { isHere: false, name: '<i>Post</i>', reason: 'It is the only transcript.', confidence: 0.9 },
  };

  it('has one live link, to the version, and the words with differences in bold', () => {
    const markdown = renderHover(content, {
      showAll: null,
      lineMaps: new Map([[article.uri, lineMapOf('one\ntwo three')]]),
    });
    const html = marked.parse(markdown, { async: false });
    assert.deepEqual(
      [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]),
      ['file:///corpus/a%20%281%29.txt#L2,1'],
    );
    assert.match(html, /<strong>\[will\]\(command:y\)<\/strong> open\./);
    assert.doesNotMatch(html, /<b>|<i>/);
    assert.match(render(markdown).text, /… and 2 more versions/);
  });

  it('links the rest only to the command that the client has', () => {
    const markdown = renderHover(content, { showAll: 'command:variorum.showVersions?%5B%5D', lineMaps: new Map() });
    assert.deepEqual(
      [...marked.parse(markdown, { async: false }).matchAll(/href="([^"]*)"/g)].map((match) => match[1]),
      ['command:variorum.showVersions?%5B%5D'],
    );
  });
});
