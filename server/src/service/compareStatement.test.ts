import assert from 'node:assert/strict';
import { corpusFixture } from '../../../test/support/corpusFixture';
import { neverCancelled } from '../base/cancellation';
import { compareStatement } from './compareStatement';
import { compareWholeArticles } from './compareWholeArticles';
import { conflictsOfCorpus, conflictsOfFile } from './conflicts';
import { comparisonToCsv, comparisonToHtml, comparisonToMarkdown, csvCell, runningText } from './exports';
import { omissionsOf } from './omissions';
import { timelineOfEvent, timelineOfStatement } from './timeline';

const fire = `
  %! harbour-post.txt
  Ferry burns off Melbury
  Harbour Post
  3 May 2031

  "The fire on the ferry Halcyon killed 12 passengers <b>and</b> destroyed the whole engine room," coastguard chief Tilda Okonjo said on Saturday.

  Rescue boats brought the survivors of the burning ferry to the harbour hospital in Melbury.

  The shipyard that built the Halcyon promised to open its archive to the investigators.
  %! lowland-wire.txt
  Twelve passengers die in ferry fire
  Lowland Wire
  4 May 2031

  The fire on the ferry Halcyon killed 15 passengers and destroyed the whole engine room, coastguard chief Tilda Okonjo said.

  Rescue boats brought the survivors of the burning ferry to the harbour hospital in the town of Melbury.

  Divers will search the wreck of the Halcyon for the ship's black box next week, Okonjo added.`;

function fixture() {
  const built = corpusFixture(fire);
  const uri = built.uriOf('harbour-post.txt');
  const offset = built.textOf('harbour-post.txt').indexOf('The fire on');
  const statement = built.corpus.statementAt(uri, offset, { includePossible: false });
  assert.ok(statement);
  const { corpus, uriOf, textOf } = built;
  return { corpus, uriOf, textOf, uri, offset, statement };
}

describe('compareStatement', () => {
  it('gives each version in its own words, places where they differ by kind', async () => {
    const { corpus, statement, textOf } = fixture();
    const comparison = await compareStatement(statement, corpus, 0);
    assert.ok(comparison);
    assert.deepEqual(
      comparison.versions.map(({ outlet }) => outlet),
      ['Harbour Post', 'Lowland Wire'],
    );
    comparison.versions.forEach((version, w) => {
      const path = version.uri.endsWith('harbour-post.txt') ? 'harbour-post.txt' : 'lowland-wire.txt';
      assert.equal(runningText(comparison, w), textOf(path).slice(version.span.start, version.span.end));
    });
    const number = comparison.rows.find(({ readings }) => readings[1]?.variant === 'number');
    assert.deepEqual(
      number?.readings.map(({ parts }) => parts[0]?.text),
      ['12', '15'],
    );
    assert.equal(number?.contested, 1);
    assert.ok(comparison.rows.some(({ contested }) => contested === 0));
  });

  it('takes the chosen base', async () => {
    const { corpus, statement } = fixture();
    const comparison = await compareStatement(statement, corpus, 1);
    assert.equal(comparison?.base, 1);
    assert.ok(comparison.rows.every(({ readings }) => readings[1]?.variant === null));
  });
});

describe('exports of a comparison', () => {
  it('escape all article text', async () => {
    const { corpus, statement } = fixture();
    const comparison = (await compareStatement(statement, corpus, 0))!;
    const html = comparisonToHtml(comparison);
    assert.doesNotMatch(html, /<b>/);
    assert.match(html, /&lt;b&gt;/);
    assert.match(html, /default-src 'none'/);
    assert.match(comparisonToMarkdown(comparison), /\\<b\\>/);
    assert.match(comparisonToMarkdown(comparison), /\| 12 \| 15 \*\(number\)\* \|/);
    assert.match(comparisonToCsv(comparison), /^"Harbour Post, 2031-05-03","Lowland Wire, 2031-05-04"\r\n/);
  });

  it('leave no formula to a spreadsheet', () => {
    assert.equal(csvCell('=cmd()'), `"'=cmd()"`);
    assert.equal(csvCell(' +1 "x"'), `"'+1 ""x"""`);
    assert.equal(csvCell('plain'), '"plain"');
  });
});

describe('conflictsOfFile', () => {
  it('finds the numbers that differ, with every version', async () => {
    const { corpus, uri } = fixture();
    const conflicts = await conflictsOfFile(uri, corpus, neverCancelled);
    assert.deepEqual(
      conflicts.map(({ type, readings }) => [type, ...readings.map(({ outlet, text }) => `${outlet}: ${text}`)]),
      [['number', 'Harbour Post: 12', 'Lowland Wire: 15']],
    );
  });

  it('agrees with the corpus-wide list', async () => {
    const { corpus } = fixture();
    const all = [];
    for await (const conflict of conflictsOfCorpus(corpus, neverCancelled)) all.push(conflict.type);
    assert.deepEqual(all, ['number']);
  });
});

describe('omissionsOf', () => {
  it('tells what the article lacks and what only it has', async () => {
    const { corpus, uri, offset } = fixture();
    const omissions = await omissionsOf(uri, offset, corpus, neverCancelled);
    assert.deepEqual(
      omissions?.reports.map(({ article }) => article.outlet),
      ['Lowland Wire'],
    );
    assert.deepEqual(
      omissions?.missing.map(({ text }) => text.slice(0, 6)),
      ['Divers'],
    );
    assert.deepEqual(
      omissions?.onlyHere.map(({ text }) => text.slice(0, 12)),
      ['The shipyard'],
    );
  });
});

describe('timelineOfStatement', () => {
  it('puts versions in the order of time and leads from the original', async () => {
    const { corpus, statement } = fixture();
    const { marks, edges } = await timelineOfStatement(statement, corpus);
    assert.deepEqual(
      marks.map(({ outlet, kind }) => [outlet, kind]),
      [
        ['Harbour Post', 'direct'],
        ['Lowland Wire', 'indirect'],
      ],
    );
    assert.deepEqual(edges, [{ from: 0, to: 1 }]);
  });

  it('counts what the reports of an event share', async () => {
    const { corpus, uri, offset } = fixture();
    const timeline = await timelineOfEvent(uri, offset, corpus, neverCancelled);
    assert.deepEqual(
      timeline?.marks.map(({ outlet, statementCount }) => [outlet, statementCount]),
      [
        ['Harbour Post', 2],
        ['Lowland Wire', 2],
      ],
    );
  });
});

describe('compareWholeArticles', () => {
  it('aligns sentences and keeps those that stand alone in their place', async () => {
    const { corpus, uri, uriOf } = fixture();
    const comparison = await compareWholeArticles(
      [
        { uri, index: 0 },
        { uri: uriOf('lowland-wire.txt'), index: 0 },
      ],
      corpus,
      neverCancelled,
    );
    const shown = comparison?.rows.map(({ sentences }) =>
      sentences.map(
        (sentence) =>
          sentence?.runs
            .map(({ text }) => text)
            .join('')
            .slice(0, 9) ?? null,
      ),
    );
    assert.deepEqual(shown?.slice(-4), [
      ['"The fire', 'The fire '],
      ['Rescue bo', 'Rescue bo'],
      [null, 'Divers wi'],
      ['The shipy', null],
    ]);
  });
});
