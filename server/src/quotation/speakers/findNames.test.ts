import assert from 'node:assert/strict';
import type { Article } from '../../text/article';
import { findNames } from './findNames';
import { speakerLexicon } from './speakerLexicon';
import { wordsOf } from './words';

/** The names of an English text whose lines are sentences, the first one the headline: `kind name`. */
function namesOf(...lines: string[]): string[] {
  const text = lines.join('\n');
  let start = 0;
  const passages = lines.map((line, i) => {
    const passage = { start, end: start + line.length, paragraph: i - 1, role: i === 0 ? 'headline' : 'body' };
    start += line.length + 1;
    return passage;
  });
  const lexicon = speakerLexicon('en');
  const sentences = wordsOf(text, { passages, language: 'en' } as unknown as Article, lexicon);
  return findNames(sentences, () => false, lexicon).map(
    ({ kind, start: from, end }) => `${kind} ${text.slice(from, end)}`,
  );
}

describe('findNames', () => {
  it('reads titles, particles, initials and suffixes', () => {
    assert.deepEqual(
      namesOf(
        'rain',
        'Later this week came Senator J.R. van der Roe Jr. with Dr. Ann Petrov of the Harbour Ministry, after long talks.',
      ),
      ['person J.R. van der Roe Jr.', 'person Ann Petrov', 'body Harbour Ministry'],
    );
  });

  it('finds in a headline in title case whoever the article names in full', () => {
    assert.deepEqual(
      namesOf('Petrov Predicts Late Harbour Opening', 'Mayor Ann Petrov said so.'),
      ['person Petrov', 'person Ann Petrov'].map((name, i) => (i === 0 ? 'unknown Petrov' : name)),
    );
    assert.deepEqual(namesOf('Nobody Predicts Late Harbour Opening', 'Mayor Ann Petrov said so.'), [
      'person Ann Petrov',
    ]);
  });

  it('leaves where a body is from out of its name, and ends the name of a place', () => {
    assert.deepEqual(
      namesOf(
        'rain',
        'The Velden-based Lantern Bank heard about this late yesterday evening in Kansas City of the Harbour Union.',
      ),
      ['body Lantern Bank', 'place Kansas City', 'body Harbour Union'],
    );
  });

  it('tells plurals of people from people', () => {
    assert.deepEqual(namesOf('rain', 'In the end, Hill Democrats met Ann Petrov.'), [
      'body Hill Democrats',
      'person Ann Petrov',
    ]);
  });
});
