import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cite, type CitedPassage } from './citation';

const passage: CitedPassage = {
  article: {
    outlet: 'The Harbour Post',
    date: '2031-05-03T10:00',
    headline: 'Ferry & crew "lost"',
    byline: 'Ida Moss',
    credit: null,
    language: 'en',
  },
  text: 'We saw  smoke_signals [here](command:x)',
  path: 'news/ferry.txt',
  line: 12,
  url: null,
};
const bare: CitedPassage = {
  ...passage,
  article: { outlet: null, date: null, headline: null, byline: null, credit: null, language: null },
};

describe('cite', () => {
  it('as plain text', () => {
    assert.equal(
      cite(passage, 'text'),
      '“We saw smoke_signals [here](command:x)” (Ida Moss, “Ferry & crew ‘lost’”, The Harbour Post, 2031-05-03, news/ferry.txt:12)',
    );
    assert.equal(cite(bare, 'text'), '“We saw smoke_signals [here](command:x)” (news/ferry.txt:12)');
  });

  it('as Markdown with a footnote, in which no article text is markup', () => {
    assert.equal(
      cite(passage, 'markdown'),
      '> We saw smoke\\_signals \\[here\\]\\(command\\:x\\) [^harbourpost-2031-ferry]\n\n' +
        '[^harbourpost-2031-ferry]: Ida Moss, “Ferry \\& crew ‘lost’”, The Harbour Post, 2031-05-03, news/ferry.txt:12.\n',
    );
  });

  it('as BibTeX', () => {
    const entry = cite(passage, 'bibtex');
    assert.match(entry, /^@article\{harbourpost-2031-ferry,\n {2}author = \{Ida Moss\},/);
    assert.match(entry, /title = \{Ferry \\& crew "lost"\},/);
    assert.match(entry, /smoke\\_signals/);
    assert.doesNotMatch(cite(bare, 'bibtex'), /author|journal|date/);
  });

  it('as CSL-JSON', () => {
    const [item] = JSON.parse(cite(passage, 'csl')) as Record<string, unknown>[];
    assert.equal(item?.type, 'article-newspaper');
    assert.deepEqual(item?.issued, { 'date-parts': [[2031, 5, 3]] });
    assert.equal(item?.['container-title'], 'The Harbour Post');
  });

  it('keeps BibTeX braces balanced, whatever an article says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (headline, text) => {
        const entry = cite({ ...passage, text, article: { ...passage.article, headline } }, 'bibtex').replace(
          /\\[{}]/g,
          '',
        );
        let depth = 0;
        for (const mark of entry) {
          if (mark === '{') depth++;
          if (mark === '}') depth--;
          assert.ok(depth >= 0);
        }
        assert.equal(depth, 0);
      }),
    );
  });
});
