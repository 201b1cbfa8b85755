import { explainQuery, searchCorpus } from '../service/search';
import { jsonLine, oneLine, terminalSafe, type Command } from './command';
import { UsageError } from './environment';

/** `search PATH… --query Q`: passages that match a query. */
export const searchCommand: Command = {
  name: 'search',
  summary: 'passages that match a query',
  help: `usage: variorum search PATH… --query QUERY [--limit N] [--format jsonl]

Words, "phrases", AND OR NOT, parentheses, NEAR/5, prefix*, /regex/ and the fields
speaker: outlet: date: kind: has:versions headline: language:

  variorum search news/ --query 'bridge AND speaker:diaz'
  variorum search news/ --query '"safe passage" date:2022-01..2022-02 kind:direct'
`,
  options: { query: { type: 'string', short: 'q' }, limit: { type: 'string' } },
  async run(paths, options, format, environment) {
    if (paths.length === 0) throw new UsageError('search: name at least one file or folder');
    if (typeof options.query !== 'string' || options.query.trim() === '')
      throw new UsageError('search: --query is missing');
    const limit = options.limit === undefined ? Infinity : Number(options.limit);
    if (!(limit > 0)) throw new UsageError('search: --limit takes a number above 0');
    const problem = explainQuery(options.query);
    if (problem !== null) throw new UsageError(`search: ${problem}`);
    const corpus = await environment.loadCorpus(paths);
    let count = 0;
    for await (const hit of searchCorpus(corpus.reader, options.query, environment.token)) {
      if (++count > limit) break;
      const path = corpus.pathOf(hit.article.uri);
      const text = (await corpus.readText(hit.article.uri)) ?? '';
      const row = {
        path,
        article: hit.article.index,
        start: hit.start,
        end: hit.end,
        text: text.slice(hit.start, hit.end),
        outlet: hit.article.outlet,
        date: hit.article.date,
        speaker: hit.speaker,
        matches: hit.matches,
      };
      await environment.write(
        format === 'jsonl' ? jsonLine(row) : terminalSafe(`${path}: ${oneLine(text.slice(hit.start, hit.end), 240)}\n`),
      );
    }
  },
};
