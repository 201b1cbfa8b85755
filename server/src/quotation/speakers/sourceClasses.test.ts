import assert from 'node:assert/strict';
import { analyseFile } from '../../corpus/analyseFile';
import { defaultCorpusSettings } from '../../text/article';

/** Source and speaker of each quote whose source holds `part`. */
function speakersOf(body: string, part: string, headline = 'Ministers meet'): (string | null)[] {
  const text = `${headline}\nHarbour Post\n3 May 2031\n\n${body}`;
  const { articles } = analyseFile(text, { path: 'a.txt', metadata: null, settings: defaultCorpusSettings });
  const { quotes, speakers } = articles[0]!.extraction;
  return quotes
    .filter(({ source }) => source.some(({ start, end }) => text.slice(start, end).includes(part)))
    .map(({ speaker }) => (speaker === null ? null : speakers[speaker]!.name));
}

describe('sources read as speakers', () => {
  it('leaves "himself" and a weekday behind a name', () => {
    assert.deepEqual(speakersOf('Mayor Max Lind spoke first. Lind himself said that the bridge was safe.', 'himself'), [
      'Max Lind',
    ]);
    assert.deepEqual(
      speakersOf(
        'Mayor Max Lind opened the bridge. Lind Thursday told reporters that the bridge was safe.',
        'Thursday',
      ),
      ['Max Lind'],
    );
  });

  it('ends a name where the same page prints it again without a space', () => {
    assert.deepEqual(
      speakersOf(
        'Sen. Tilda Okonjo Tilda Maria OkonjoMinisters to meet on Monday MORE said on Tuesday that the dam was safe. Okonjo said that the valves were new.',
        'Okonjo',
      ).slice(-1),
      ['Tilda Okonjo'],
    );
  });

  it('hears an office behind "report from", not the name within', () => {
    assert.deepEqual(
      speakersOf(
        'Mayor Max Lind was in Tarnmouth. A letter from the Lind administration says that the bridge is closed.',
        'letter',
      ),
      ['the Lind administration'],
    );
  });

  it('ties "who" to the person whom an apposition describes', () => {
    assert.deepEqual(
      speakersOf(
        '“I cannot go on,” said Senator Max Lind, a harbour lawyer, who said that it was time to close the port.',
        'who',
      ),
      ['Max Lind'],
    );
  });

  it('takes a president for no other leader', () => {
    assert.deepEqual(
      speakersOf(
        'President Max Lind was in Tarnmouth. The dam was safe, according to the opposition leader of a committee on dams.',
        'leader',
      ),
      ['the opposition leader of a committee'],
    );
  });

  it('keeps a surname that is also a title before "Jr."', () => {
    assert.deepEqual(speakersOf('“The dam is safe,” said Max B. King Jr., secretary of the harbour board.', 'King'), [
      'Max B. King Jr.',
    ]);
  });

  it('gives the writer’s "we" to nobody', () => {
    assert.deepEqual(
      speakersOf('Mayor Max Lind said that the bridge was safe.\n\nWe think that the mayor did not look at it.', 'We'),
      [null],
    );
  });

  it('gives the "we" that follows somebody’s reported speech to that one', () => {
    assert.deepEqual(speakersOf('Mayor Max Lind said that this was urgent. We believe that it can be done.', 'We'), [
      'Max Lind',
    ]);
  });

  it('reads the whole phrase before a verb where only its last name is given', () => {
    const speakers = speakersOf(
      'Lawyers for families that live near the border with Velden said that the order was unlawful.',
      'Velden',
    );
    assert.ok(!speakers.includes('Velden'), String(speakers));
  });

  it('ties "the 21-year-old" to the one person who was just named', () => {
    assert.deepEqual(speakersOf('For Tilda Okonjo the harbour is home. “I love it,” the 21-year-old said.', '21'), [
      'Tilda Okonjo',
    ]);
  });

  it('prefers a named subject to "one member" for "she"', () => {
    assert.deepEqual(
      speakersOf(
        'Energy Minister Tilda Okonjo raised the money, and one member said that it was too late. She said that the dam was safe.',
        'She',
      ),
      ['Tilda Okonjo'],
    );
  });

  it('ties "the dam official" to one who was so described', () => {
    assert.deepEqual(
      speakersOf(
        'A Velden dam official said that it was safe. Max Lind, a farmer, said that he did not believe it. “We looked at it twice,” the dam official said.',
        'the dam',
      ),
      ['a Velden dam official'],
    );
  });

  it('does not hear an owned office as the body that spoke before', () => {
    assert.ok(
      !speakersOf(
        'The Harbour Herald said that the dam was unsafe. The governor’s office said that it was not.',
        'office',
      ).includes('Harbour Herald'),
    );
  });

  it('gives nobody’s name where two bear an office and what tells them apart is unknown', () => {
    const both = 'President Max Lind of Velden met President Ann Roe of Tarn. Roe said little.';
    const [speaker] = speakersOf(
      `${both} The river-backed president said that he had ordered the dams to be opened.`,
      'river',
    );
    assert.ok(speaker !== 'Max Lind' && speaker !== 'Ann Roe', String(speaker));
  });

  it('keeps a headline’s source out of what the quotes before it say, and titles of programmes out of the quotes', () => {
    const headline = 'Lind blames foreign spies, calling it "a cheap farce": spokesperson';
    const body = 'Mayor Max Lind said on the radio programme “Harbour at Six” that the bridge was safe.';
    const text = `${headline}\nHarbour Post\n3 May 2031\n\n${body}`;
    const { articles } = analyseFile(text, { path: 'a.txt', metadata: null, settings: defaultCorpusSettings });
    const contents = articles[0]!.extraction.quotes.flatMap(({ content }) =>
      content.map(({ start, end }) => text.slice(start, end)),
    );
    assert.ok(contents.some((content) => content.includes('a cheap farce')));
    for (const content of contents) {
      assert.ok(!content.includes('spokesperson'), content);
      assert.notEqual(content, '“Harbour at Six”');
    }
  });
});
