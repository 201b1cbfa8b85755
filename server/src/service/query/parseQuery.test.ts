import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseQuery } from './parseQuery';
import { printQuery } from './printQuery';
import type { Query, QueryNode, TextPattern } from './queryTypes';
import { searchWords } from './foldSearch';

/** A query in brackets and prefix notation, without places. */
function shape(node: QueryNode): string {
  switch (node.type) {
    case 'word':
      return node.text;
    case 'prefix':
      return `${node.text}*`;
    case 'phrase':
      return `"${node.text}"`;
    case 'regex':
      return `/${node.source}/`;
    case 'near':
      return `[near${node.distance} ${shape(node.left)} ${shape(node.right)}]`;
    case 'and':
    case 'or':
      return `[${node.type} ${node.nodes.map(shape).join(' ')}]`;
    case 'not':
      return `[not ${shape(node.node)}]`;
    case 'field':
      return `${node.field}=${shape(node.value)}`;
    case 'date':
      return `date=${node.from}..${node.to}`;
    case 'kind':
      return `kind=${node.kind}`;
    case 'has':
      return `has=${node.what}`;
    case 'language':
      return `language=${node.code}`;
  }
}

function checkShape(text: string, expected: string): void {
  const { query, problems } = parseQuery(text);
  assert.deepEqual(problems, [], text);
  assert.equal(shape(query!.root), expected, text);
}

/** `marked` is a query with the place of its first problem in ⟦⟧. */
function checkProblem(marked: string, code: string, suggestion: string | null): void {
  const text = marked.replace(/[⟦⟧]/g, '');
  const { query, problems } = parseQuery(text);
  assert.equal(query, null, text);
  const problem = problems[0]!;
  const found = `${text.slice(0, problem.span.start)}⟦${text.slice(problem.span.start, problem.span.end)}⟧${text.slice(problem.span.end)}`;
  assert.deepEqual([problem.code, found, problem.suggestion], [code, marked, suggestion]);
  if (suggestion !== null) assert.deepEqual(parseQuery(suggestion).problems, [], `suggestion: ${suggestion}`);
}

describe('parseQuery', () => {
  it('reads words, phrases and operators', () => {
    checkShape('bridge', 'bridge');
    checkShape('new bridge', '[and new bridge]');
    checkShape('a AND b OR c d', '[or [and a b] [and c d]]');
    checkShape('a (b OR c) -d', '[and a [or b c] [not d]]');
    checkShape('NOT a b', '[and [not a] b]');
    checkShape('"safe passage" bridg*', '[and "safe passage" bridg*]');
    checkShape(
      '“safe passage” „hin und her“ «bon pont» 「大桥」',
      '[and "safe passage" "hin und her" "bon pont" "大桥"]',
    );
    checkShape('"say \\"yes\\" or \\\\"', '"say "yes" or \\"');
    checkShape('and or not near', '[and and or not near]');
    checkShape('well-known 10:30', '[and well-known 10:30]');
    checkShape('(((a)))', 'a');
    checkShape('（桥 OR 河）', '[or 桥 河]');
  });

  it('reads NEAR tighter than AND, from the left', () => {
    checkShape('a b NEAR/3 c d', '[and a [near3 b c] d]');
    checkShape('a NEAR b', '[near5 a b]');
    checkShape('a NEAR/2 b NEAR/4 "c d"', '[near4 [near2 a b] "c d"]');
    checkShape('(a OR b*) NEAR/2 /c+/', '[near2 [or a b*] /c+/]');
  });

  it('reads fields', () => {
    checkShape('speaker:"Ana Diaz" bridge', '[and speaker="Ana Diaz" bridge]');
    checkShape('Speaker: diaz', 'speaker=diaz');
    checkShape('outlet:(herald OR "evening post")', '[or outlet=herald outlet="evening post"]');
    checkShape('-outlet:herald a', '[and [not outlet=herald] a]');
    checkShape('date:2022-01..2022-02 date:2022 date:..2022-1-7 date:2022-03..', '[and date=2022-01..2022-02 date=2022..2022 date=null..2022-01-07 date=2022-03..null]'); // prettier-ignore
    checkShape('kind:DIRECT has:versions language:DE headline:bridge*', '[and kind=direct has=versions language=de headline=bridge*]'); // prettier-ignore
    checkShape('a within:article', 'a');
    assert.equal(parseQuery('a b within:article').query?.scope, 'article');
    checkShape('he said: yes', '[and he said yes]');
  });

  it('explains mistakes where they are, with what is probably meant', () => {
    checkProblem('a ⟦"⟧safe passage', 'unclosedPhrase', 'a "safe passage"');
    checkProblem('⟦(⟧a OR b', 'unclosedGroup', '(a OR b)');
    checkProblem('a⟦)⟧ b', 'strayClose', 'a b');
    checkProblem('a ⟦()⟧', 'emptyGroup', 'a');
    checkProblem('a ⟦AND⟧', 'missingOperand', 'a');
    checkProblem('⟦OR⟧ a', 'missingOperand', 'a');
    checkProblem('a AND ⟦AND⟧ b', 'missingOperand', 'a AND b');
    checkProblem('a ⟦NOT⟧', 'missingNegated', 'a');
    checkProblem('⟦speker⟧:diaz', 'unknownField', 'speaker:diaz');
    checkProblem('⟦https⟧://herald.example/a', 'unknownField', '"https://herald.example/a"');
    checkProblem('a ⟦speaker:⟧', 'nothingAfterField', null);
    checkProblem('kind:⟦dirct⟧', 'badKind', 'kind:direct');
    checkProblem('has:⟦version⟧', 'badHas', 'has:versions');
    checkProblem('date:⟦2022-13⟧', 'badDate', null);
    checkProblem('date:⟦2022/01⟧', 'badDate', 'date:2022-01');
    checkProblem('date:⟦2022-02-30⟧', 'badDate', null);
    checkProblem('date:⟦2022-03..2022-01⟧', 'reversedDates', 'date:2022-01..2022-03');
    checkProblem('language:⟦german⟧', 'badLanguage', 'language:de');
    checkProblem('⟦w*d⟧', 'innerStar', '/\\bw\\w*d\\b/');
    checkProblem('a ⟦—⟧ b', 'noWord', 'a b');
    checkProblem('⟦NOT a⟧', 'onlyNegated', null);
    checkProblem('a NEAR/3 ⟦speaker:b⟧', 'nearOperand', null);
    checkProblem('a ⟦NEAR/0⟧ b', 'badDistance', 'a NEAR/5 b');
    checkProblem('a ⟦/⟧b', 'unclosedRegex', 'a /b/');
    checkProblem('/a⟦(⟧b/', 'badRegex', null);
    checkProblem('/a(⟦?⟧=b)/'.replace('(⟦?⟧', '⟦(⟧?'), 'badRegex', null);
    checkProblem('a OR within:article'.replace(/^.*$/, '⟦$&⟧'), 'scopeInOr', null);
  });

  it('takes long and deep queries', () => {
    // Were one of them read in quadratic time, it would take minutes, which the runner's limit for a test ends.
    const many = Array.from({ length: 10_000 }, (_, index) => `word${index}`).join(' OR ');
    assert.equal(parseQuery(many).query?.root.type, 'or');
    for (const hostile of [
      '('.repeat(100_000),
      '-'.repeat(100_000),
      'NOT '.repeat(40_000) + 'a',
      '"'.repeat(100_001),
      'a:'.repeat(90_000),
      '/('.repeat(90_000),
      'a NEAR '.repeat(20_000) + 'a',
    ]) {
      // prettier-ignore
      checkTotal(hostile);
    }
  });

  it('gives a query or a problem with a place inside, for any text', () => {
    const piece = fc.constantFrom('(', ')', '"', '“', '/', 'AND', 'OR', 'NOT', '-', 'NEAR/3', 'NEAR/', 'speaker:', 'date:', 'kind:direct', 'within:article', '2022-01', '..', 'foo:', 'a', 'é', '桥', '*', 'w*', '[', '{2}', '\\', ' '); // prettier-ignore
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(' ')), checkTotal), { numRuns: 2000 }); // prettier-ignore
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')), checkTotal), { numRuns: 2000 }); // prettier-ignore
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), checkTotal), { numRuns: 1000 });
  });

  it('reads what it prints as the same query', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const printed = printQuery(query);
        const again = parseQuery(printed);
        assert.deepEqual(again.problems, [], printed);
        assert.deepEqual(withoutPlaces(again.query!), withoutPlaces(query), printed);
      }),
      { numRuns: 2000 },
    );
  });
});

function checkTotal(text: string): void {
  const { query, problems } = parseQuery(text);
  if (text.trim() !== '') assert.ok((query === null) === problems.length > 0, text.slice(0, 100));
  for (const { span } of problems) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, text.slice(0, 100));
  }
  if (query !== null) {
    const printed = printQuery(query);
    assert.deepEqual(withoutPlaces(parseQuery(printed).query!), withoutPlaces(query), `${text} → ${printed}`);
  }
}

function withoutPlaces(query: Query): unknown {
  return JSON.parse(JSON.stringify(query, (key, value: unknown) => (key === 'span' ? undefined : value)));
}

const span = { start: 0, end: 0 };
const word = fc.stringMatching(/^[a-zäж桥][a-z0-9'’-]{0,6}$/u).filter((text) => searchWords(text).length > 0);
const phraseText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => searchWords(text).length > 0); // prettier-ignore
const pattern: fc.Arbitrary<TextPattern> = fc.oneof(
  word.map((text) => ({ type: 'word' as const, text, span })),
  word.map((text) => ({ type: 'prefix' as const, text, span })),
  phraseText.map((text) => ({ type: 'phrase' as const, text, span })),
  fc.constantFrom('a+', '[a-z]+/b', '\\d{4}', '(x|y) z').map((source) => ({ type: 'regex' as const, source, span })),
);
const fieldNode: fc.Arbitrary<QueryNode> = fc.oneof(
  fc.record({ type: fc.constant('field' as const), field: fc.constantFrom('speaker' as const, 'outlet' as const, 'headline' as const), value: pattern, span: fc.constant(span) }), // prettier-ignore
  fc.constantFrom('direct' as const, 'mixed' as const).map((kind) => ({ type: 'kind' as const, kind, span })),
  fc.constant({ type: 'has' as const, what: 'versions' as const, span }),
  fc.constant({ type: 'date' as const, from: '2022-01', to: null, span }),
  fc.constant({ type: 'language' as const, code: 'de', span }),
);
const wordsNode: fc.Arbitrary<QueryNode> = fc.letrec<{ node: QueryNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    pattern,
    fc.record({ type: fc.constant('near' as const), distance: fc.integer({ min: 1, max: 100 }), left: tie('node'), right: tie('node'), span: fc.constant(span) }), // prettier-ignore
    fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map((nodes) => flat('or', nodes)),
  ),
})).node;
const anyNode: fc.Arbitrary<QueryNode> = fc.letrec<{ node: QueryNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    wordsNode,
    fieldNode,
    tie('node').map((node) => ({ type: 'not' as const, node, span })),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 4 })).map(([type, nodes]) => flat(type, nodes)), // prettier-ignore
  ),
})).node;
// A leading word keeps queries of mere negations, which are refused, out.
const anyQuery: fc.Arbitrary<Query> = fc.record({
  root: fc.tuple(pattern, anyNode).map((nodes) => flat('and', nodes)),
  scope: fc.constantFrom('sentence' as const, 'article' as const),
});

function flat(type: 'and' | 'or', nodes: readonly QueryNode[]): QueryNode {
  return { type, nodes: nodes.flatMap((node) => (node.type === type ? node.nodes : [node])), span };
}
