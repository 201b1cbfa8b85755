import assert from 'node:assert/strict';
import { contentBesideAddressee } from './addressee';

/** Marks source, cue and content in a sentence by `[source]`, `{cue}` and `<content>`, and says what the content becomes. */
function contentOf(marked: string): string | null {
  const bare = marked.replace(/[[\]{}<>]/g, '');
  const spanOf = (open: string, close: string) => {
    const cut = (at: number) => marked.slice(0, at).replace(/[[\]{}<>]/g, '').length;
    return { start: cut(marked.indexOf(open)), end: cut(marked.indexOf(close)) };
  };
  const sentence = { start: 0, end: bare.length };
  const source = marked.includes('[') ? spanOf('[', ']') : null;
  const content = contentBesideAddressee(bare, sentence, source, spanOf('{', '}'), spanOf('<', '>'));
  return content && bare.slice(content.start, content.end);
}

describe('whom something is told', () => {
  it('is no content: what was said stands before', () => {
    assert.equal(
      contentOf('The road to Seldora stays closed until Monday, [the police] {warned} <drivers>.'),
      'The road to Seldora stays closed until Monday',
    );
    assert.equal(
      contentOf('“We shall never give up the valley,” [the minister] {reminded} <the chamber>.'),
      '“We shall never give up the valley',
    );
  });

  it('is cut off before "that"', () => {
    assert.equal(contentOf('[Vasht] {assured} <his counterpart that Talmira would help>.'), 'that Talmira would help');
    assert.equal(contentOf('[She] {told} <Lida Morrow that it was over>.'), 'that it was over');
  });

  it('is not seen in contents of other kinds', () => {
    assert.equal(contentOf('[Vasht] {warned} <of a hard winter that nobody expects>.'), null);
    assert.equal(contentOf('[He] {promised} <to keep the law that protects them>.'), null);
    assert.equal(contentOf('[The minister] {promised} <the farmers new dams>, and left.'), null);
    assert.equal(contentOf('[The board] {said} <the farmers that stay are paid>.'), null);
  });

  it('needs a clause before and somebody who speaks', () => {
    assert.equal(contentOf('On Monday, [the police] {warned} <drivers>.'), null);
    assert.equal(contentOf('The letter went to the mayor of the old town, [who] {told} <the council>.'), null);
  });
});
