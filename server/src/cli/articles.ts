import { segmentFile } from '../text/segmentFile';
import { jsonLine, oneLine, terminalSafe, type Command } from './command';
import { UsageError } from './environment';

/** `articles PATH…`: the articles of each file with what is known of them. */
export const articlesCommand: Command = {
  name: 'articles',
  summary: 'the articles of each file, with outlet, date and headline',
  help: `usage: variorum articles PATH… [--format jsonl]

Lists the articles in the files and folders named, with headline, outlet, date,
dateline, byline, credit (the agency the article took from) and language.
What the text does not say is left empty, never guessed.

  variorum articles news/
  variorum articles digest.txt --format jsonl
`,
  options: {},
  async run(paths, _options, format, environment) {
    if (paths.length === 0) throw new UsageError('articles: name at least one file or folder');
    for await (const input of environment.readFiles(paths)) {
      for (const article of segmentFile(input.text, input.context).articles) {
        const row = {
          path: input.path,
          article: article.index,
          start: article.start,
          end: article.end,
          headline: article.headline?.value ?? null,
          outlet: article.outlet?.value ?? null,
          date: article.date?.value ?? null,
          dateline: article.dateline?.value ?? null,
          byline: article.byline?.value ?? null,
          credit: article.credit?.value ?? null,
          language: article.language,
        };
        await environment.write(
          format === 'jsonl'
            ? jsonLine(row)
            : terminalSafe(
                `${row.path}${article.index > 0 ? ` [${article.index + 1}]` : ''}\n  ${oneLine(row.headline ?? '(no headline)', 110)}\n` +
                  `  ${[row.outlet ?? 'outlet unknown', row.date ?? 'date unknown', row.credit && `credit: ${row.credit}`, row.byline, row.dateline, row.language].filter(Boolean).join(' · ')}\n`,
              ),
        );
      }
    }
  },
};
