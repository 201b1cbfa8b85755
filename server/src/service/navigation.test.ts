import assert from 'node:assert/strict';
import { corpusFixture } from '../../../test/support/corpusFixture';
import { neverCancelled } from '../base/cancellation';
import { definition, documentHighlights, references } from './navigation';

const order = <T extends { uri: string; start: number }>(spans: readonly T[]) =>
  [...spans].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.start - b.start));

/** The references at the cursor are exactly the marked spans. */
async function checkReferences(source: string): Promise<void> {
  const { corpus, cursor, marked } = corpusFixture(source);
  const found = await references(cursor.uri, cursor.offset, false, corpus, neverCancelled);
  assert.deepEqual(order(found.map(({ uri, span }) => ({ uri, ...span }))), order(marked));
}

/** The definition at the cursor is exactly the marked spans. */
async function checkDefinition(source: string): Promise<void> {
  const { corpus, cursor, marked } = corpusFixture(source);
  const found = await definition(cursor.uri, cursor.offset, corpus, neverCancelled);
  assert.deepEqual(order((found?.targets ?? []).map(({ uri, span }) => ({ uri, ...span }))), order(marked));
}

const dam = `
  %! harbour-post.txt
  Dam to be opened for inspection
  Harbour Post
  3 May 2031

  "We will open the Rusalka dam to every inspector who knocks at our gate," Energy Minister Tilda Okonjo said |on Saturday.

  The weather was mild and the market square was full.
  %! lowland-wire.txt
  Minister promises inspectors access
  Lowland Wire
  4 May 2031

  ⟦Energy Minister Tilda Okonjo said the government would open the Rusalka dam to every inspector who knocks at the gate.⟧

  Farmers in the valley held their yearly fair.
  %! mill-gazette.txt
  Valley fair draws thousands
  Mill Gazette
  4 May 2031

  The yearly fair of the valley drew 4,000 visitors, the organisers said.`;

describe('references', () => {
  it('are the versions of the statement in the other outlets', () => checkReferences(dam));

  it('on a source are all quotes of the speaker', () =>
    checkReferences(`
      %! a.txt
      Council meets
      North Courier
      2 June 2031

      ⟦"The library stays,"⟧ Mayor Ines |Calder said.

      The hall was full. ⟦"No branch will close,"⟧ Calder added.`));

  it('on a source inside what somebody else says are the versions of that', () =>
    checkReferences(`
      %! harbour-post.txt
      Dam to be opened for inspection
      Harbour Post
      3 May 2031

      ⟦Energy Minister Tilda Okonjo stressed that Velden will open the dam to every inspector, and the valley will safely keep its people and plants along the river.⟧

      The weather was mild and the market square was full.
      %! lowland-wire.txt
      Minister promises inspectors access
      Lowland Wire
      4 May 2031

      Energy Minister Tilda Okonjo also stressed that Velden will open the dam to every inspector, and Nor|way believes that the valley will safely keep its people and plants along the river.

      Farmers in the valley held their yearly fair.
      %! mill-gazette.txt
      Valley fair draws thousands
      Mill Gazette
      4 May 2031

      Norway said that the yearly fair drew 4,000 visitors.`));

  it('are none where nothing else says the same', () =>
    checkReferences(`
      %! a.txt
      Rain expected
      North Courier
      2 June 2031

      Heavy |rain is expected over the northern hills until Thursday.
      %! b.txt
      Chess champion crowned
      South Courier
      2 June 2031

      A fourteen-year-old won the national chess title in Port Ellery.`));
});

describe('definition', () => {
  it('on a pronoun or surname is where the speaker is first named in full', () =>
    checkDefinition(`
      %! a.txt
      Council meets
      North Courier
      2 June 2031

      Mayor ⟦Ines Calder⟧ opened the meeting. "The library stays," |Calder said.`));
});

describe('documentHighlights', () => {
  it('mark the mentions of one speaker in the file', async () => {
    const { corpus, cursor, textOf } = corpusFixture(`
      %! a.txt
      Council meets
      North Courier
      2 June 2031

      Mayor Ines Calder opened the meeting. "The library stays," |Calder said.`);
    const spans = await documentHighlights(cursor.uri, cursor.offset, corpus, neverCancelled);
    assert.deepEqual(
      spans.map(({ start, end }) => textOf('a.txt').slice(start, end)),
      ['Ines Calder', 'Calder'],
    );
  });
});
