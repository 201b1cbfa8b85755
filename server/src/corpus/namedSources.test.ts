import assert from 'node:assert/strict';
import { corpusFixture } from '../../../test/support/corpusFixture';

describe('namedSourcesOf', () => {
  it('leads to the outlet that another version names', () => {
    const { corpus, uriOf, textOf } = corpusFixture(`
      %! meridian.txt
      Ferry owner breaks silence
      Meridian Courier
      3 May 2031

      "We knew that the engine of the Halcyon would never last another winter," shipowner Petra Solano said on Saturday.

      The ferry burned in April.
      %! ansel.txt
      Owner knew of engine trouble
      Ansel Herald
      3 May 2031

      Shipowner Petra Solano has spoken out, the Meridian Courier reports.

      "We knew that the engine of the Halcyon would never last another winter," Solano said.`);
    const text = textOf('ansel.txt');
    const statement = corpus.statementAt(uriOf('ansel.txt'), text.indexOf('We knew'), { includePossible: false });
    assert.equal(statement?.original?.reason, 'Other versions name it as their source.');
    assert.equal(statement.members[statement.original.member]?.article.outlet, 'Meridian Courier');
  });
});
