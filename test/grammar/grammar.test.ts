import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createRegistry } from 'vscode-tmgrammar-test/dist/common/index';
import { parseGrammarTestCase, runGrammarTestCase } from 'vscode-tmgrammar-test/dist/unit/index';
import { INITIAL } from 'vscode-textmate';

const scope = 'text.news-article';
const registry = createRegistry([
  {
    language: 'news-article',
    scopeName: scope,
    path: path.resolve('syntaxes/news-article.tmLanguage.json'),
    injectTo: [],
  },
]);

describe('grammar', () => {
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.news'))) {
    it(file, async () => {
      const testCase = parseGrammarTestCase(readFileSync(path.join(__dirname, file), 'utf8'));
      assert.ok(testCase.assertions.some((line) => line.scopeAssertions.length > 0));
      const failures = await runGrammarTestCase(registry, testCase);
      const report = failures.map(({ line, srcLine, start, end, missing, unexpected, actual }) => {
        const text = testCase.source[srcLine]?.slice(start, end);
        return `line ${line + 1}: "${text}" lacks [${missing}], has unwanted [${unexpected}], is [${actual.join(' ')}]`;
      });
      assert.deepEqual(report, []);
    });
  }

  it('gets to the end of hostile lines', async () => {
    const grammar = await registry.loadGrammar(scope);
    assert.ok(grammar);
    const longest = 20_000; // VS Code tokenizes no longer line.
    const units = [
      '"',
      '“',
      '„“',
      "'a",
      '«',
      '[',
      '{{',
      'A ',
      'A.',
      'said ',
      'By A ',
      'BEIJING, ',
      '2024-',
      'a b',
      '。',
      "A'",
      '‘a',
      'share ',
    ];
    for (const unit of units) {
      const line = unit.repeat(longest / unit.length);
      // A rule that is not linear would take minutes: mocha's time limit ends it. Seconds are for the bench to judge.
      const { tokens } = grammar.tokenizeLine(line, INITIAL);
      assert.ok((tokens.at(-1)?.endIndex ?? 0) >= line.length, unit);
    }
  });
});
