import assert from 'node:assert/strict';
import { analyseFile } from '../../corpus/analyseFile';
import { defaultCorpusSettings } from '../../text/article';

/** Cue, first words of the content and speaker of each quote. */
function quotesOf(body: string): string[] {
  const text = `Ministers meet\nHarbour Post\n3 May 2031\n\n${body}`;
  const { articles } = analyseFile(text, { path: 'a.txt', metadata: null, settings: defaultCorpusSettings });
  const { quotes, speakers } = articles[0]!.extraction;
  return quotes.map(({ cue, speaker }) => {
    const name = speaker === null ? '-' : speakers[speaker]!.name;
    return `${cue.map(({ start, end }) => text.slice(start, end)).join(' ')}: ${name}`;
  });
}

describe('continuedSpeaker', () => {
  it('does not take whoever is asked for the one who asks', () => {
    const quotes = quotesOf(
      'Asked whether the dam would hold, Energy Minister Tilda Okonjo said that it was safe. When asked why it had leaked, Okonjo said that the valves were old.',
    );
    assert.ok(
      quotes.some((quote) => quote.startsWith('said: Tilda Okonjo')),
      quotes.join('\n'),
    );
    for (const quote of quotes.filter((one) => /asked/i.test(one))) assert.match(quote, /: -$/);
  });

  it('gives nobody what is expected or seems', () => {
    const quotes = quotesOf(
      'Energy Minister Tilda Okonjo said that the dam was safe, but a second report is expected to say more. The leak seemed to grow, she said.',
    );
    for (const quote of quotes.filter((one) => /^(?:is expected|seem)/.test(one))) assert.match(quote, /: -$/);
    assert.ok(quotes.includes('said: Tilda Okonjo'), quotes.join('\n'));
  });
});
