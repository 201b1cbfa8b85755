import assert from 'node:assert/strict';
import { analyseFile } from '../corpus/analyseFile';
import { defaultCorpusSettings } from '../text/article';

/** The speaker of each sentence that a quote without a source covers. */
function continuations(body: string): (string | null)[] {
  const text = `Ministers meet\nHarbour Post\n3 May 2031\n\n${body}`;
  const { articles } = analyseFile(text, { path: 'a.txt', metadata: null, settings: defaultCorpusSettings });
  const { quotes, speakers } = articles[0]!.extraction;
  return quotes
    .filter(({ source, cue }) => source.length === 0 && cue.length === 0)
    .map(({ speaker }) => (speaker === null ? null : speakers[speaker]!.name));
}

describe('continueSpeech', () => {
  it('goes on in the first person', () => {
    assert.deepEqual(
      continuations(
        'Energy Minister Tilda Okonjo said that the dam was safe. We have nothing to hide from any inspector. The square was full of people.',
      ),
      ['Tilda Okonjo'],
    );
  });

  it('goes on between two sentences of one speaker where one of them says "we"', () => {
    assert.deepEqual(
      continuations(
        'Energy Minister Tilda Okonjo said that the dam was safe. The spillway was rebuilt two years ago. She added that every valve had been tested. We have nothing to hide.',
      ),
      ['Tilda Okonjo', 'Tilda Okonjo'],
    );
  });

  it('leaves background between two sentences of one speaker to the reporter', () => {
    assert.deepEqual(
      continuations(
        'Energy Minister Tilda Okonjo said that the dam was safe. The spillway was rebuilt two years ago. She added that every valve had been tested.',
      ),
      [],
    );
  });

  it('hears no "we" where the writer says it, in the name of a country or in a party', () => {
    const spoken =
      'Energy Minister Tilda Okonjo said that the dam was safe. We have nothing to hide from any inspector.';
    assert.deepEqual(continuations(`${spoken}\n\nWe drove up to the dam in the afternoon.`), []);
    assert.deepEqual(
      continuations(
        'Energy Minister Tilda Okonjo said that the dam was safe. Beside her stood Max Lind, I-Tarnmouth, and a man from the US embassy.',
      ),
      [],
    );
  });

  it("stops at the end of the paragraph and before a reporter's own words", () => {
    assert.deepEqual(
      continuations(
        'Energy Minister Tilda Okonjo said that the dam was safe. Hundreds of people had gathered at the gate.\n\nWe drove up to the dam in the afternoon.',
      ),
      [],
    );
  });
});
