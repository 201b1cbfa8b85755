import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultCorpusSettings } from './article';
import { parseCorpusSettings } from './corpusSettings';

describe('parseCorpusSettings', () => {
  it('reads all that the schema has, with comments and trailing commas', () => {
    const { settings, problems } = parseCorpusSettings(`{
      // the coast corpus
      "include": ["texts/**"], "exclude": "drafts/**",
      "outlets": [{ "name": "Lindow Courier", "aliases": ["Courier"], "paths": ["courier/**"] }, "Harbour Post"],
      "speakers": [{ "name": "Ada Moss", "aliases": ["A. Moss"] }],
      "boilerplate": ["^Follow our reporter"],
      "language": "en",
    }`);
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, {
      include: ['texts/**'],
      exclude: ['drafts/**'],
      outlets: [
        { name: 'Lindow Courier', aliases: ['Courier'], paths: ['courier/**'] },
        { name: 'Harbour Post', aliases: [], paths: [] },
      ],
      speakers: [{ name: 'Ada Moss', aliases: ['A. Moss'] }],
      boilerplate: ['^Follow our reporter'],
      language: 'en',
    });
  });

  it('reports what is wrong and keeps what is right', () => {
    const { settings, problems } = parseCorpusSettings(
      '{"include": 3, "outlets": [{"aliases": []}], "boilerplate": ["(", "^ok$"], "language": "English", "merge": 1}',
    );
    assert.equal(problems.length, 4);
    assert.deepEqual(parseCorpusSettings('{"boilerplate": ["(?=a)", "^ok$"]}'), {
      settings: { ...defaultCorpusSettings, boilerplate: ['^ok$'] },
      problems: ['boilerplate: "(?=a)" cannot be used: groups that look around are not supported.'],
    });
    assert.deepEqual(settings, { ...defaultCorpusSettings, boilerplate: ['^ok$'] });
    assert.match(parseCorpusSettings('{"include": [}').problems[0]!, /^Line 1: /);
    assert.match(parseCorpusSettings('[]').problems[0]!, /must hold an object/);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.json(), (text) => parseCorpusSettings(text).problems.length >= 0));
    fc.assert(fc.property(fc.string(), (text) => parseCorpusSettings(text).problems.length >= 0));
  });
});
