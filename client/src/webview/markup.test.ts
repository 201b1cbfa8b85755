import assert from 'node:assert/strict';
import { panelFirstPaint, searchFirstPaint } from './firstPaint';
import { markup, text } from './markup';
import { blankState, type SearchTexts } from './search/searchMessages';

describe('what a page shows before its script has run', () => {
  const hostile = `</div><script>alert("x")</script><img src=x onerror='y'>&amp;`;

  it('keeps words words, in elements and in attributes', () => {
    assert.equal(
      markup('p', { title: '"a" <b>' }, text('1 < 2 & 3')),
      '<p title="&#34;a&#34; &#60;b&#62;">1 &#60; 2 &#38; 3</p>',
    );
    assert.equal(markup('p', {}, markup('b', {}, text('x')), text('y')), '<p><b>x</b>y</p>');
  });

  it('shows the query that was asked last as text', () => {
    const texts = {
      searching: 'Searching …',
      placeholder: '',
      examplesTitle: '',
      examples: [],
    } as unknown as SearchTexts;
    const html = searchFirstPaint(texts, { ...blankState, query: hostile }).join('');
    assert.doesNotMatch(html, /<(?!\/?(?:header|div)\b)/);
    assert.match(html, /&#60;script&#62;/);
    assert.match(html, /Searching …/);
  });

  it('names the panel and says that it is on its way', () => {
    assert.equal(
      panelFirstPaint('Timeline', hostile)
        .join('')
        .replace(/&#\d+;/g, ''),
      '<header class="head"><h1>Timeline</h1></header><main><p class="hint">/divscriptalert(x)/scriptimg src=x onerror=yamp;</p></main>',
    );
  });
});
