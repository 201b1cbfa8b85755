import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { neverCancelled } from '../base/cancellation';
import { runCommandLine } from '../cli/run';
import type { CliEnvironment, InputFile, LoadedCorpus } from '../cli/environment';
import { analyseFile, type AnalysedFile } from '../corpus/analyseFile';
import type { CorpusReader } from '../corpus/corpusTypes';
import { defaultCorpusSettings } from '../text/article';

declare const VARIORUM_VERSION: string;

// FIXME: stands in until the corpus arrives.
class NodeEnvironment implements CliEnvironment {
  failureCount = 0;
  readonly token = neverCancelled;

  write(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (process.stdout.write(text)) resolve();
      else process.stdout.once('drain', resolve);
    });
  }

  warn(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  async *readFiles(paths: readonly string[]): AsyncIterable<InputFile> {
    const walk = function* (entry: string): Generator<string> {
      if (fs.statSync(entry).isDirectory())
        for (const name of fs.readdirSync(entry).sort()) yield* walk(path.join(entry, name));
      else if (/\.(txt|md)$/i.test(entry)) yield entry;
    };
    for (const argument of paths)
      for (const file of walk(argument)) {
        const text = fs.readFileSync(file, 'utf8').replace(/^\ufeff/, '');
        yield {
          path: file,
          uri: pathToFileURL(file).href,
          text,
          context: { path: file, metadata: null, settings: defaultCorpusSettings },
        };
      }
  }

  async loadCorpus(paths: readonly string[]): Promise<LoadedCorpus> {
    const files = new Map<string, { input: InputFile; analysed: AnalysedFile }>();
    for await (const input of this.readFiles(paths))
      files.set(input.uri, { input, analysed: analyseFile(input.text, input.context) });
    const reader = {
      uris: () => files.keys(),
      analysedFile: async (uri: string) => files.get(uri)?.analysed ?? null,
      speakerOf: (uri: string, article: number, speaker: number) => {
        const found = files.get(uri)?.analysed.articles[article]?.extraction.speakers[speaker];
        return found
          ? { id: found.name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-'), name: found.name, kind: found.kind, aliases: found.aliases, quoteCount: 0, articleCount: 0 }
          : null;
      },
      async *statements() {},
      statementAt: () => null,
    } as unknown as CorpusReader;
    return {
      reader,
      pathOf: (uri) => path.relative(process.cwd(), fileURLToPath(uri)),
      uriOf: (file) => (files.has(pathToFileURL(file).href) ? pathToFileURL(file).href : null),
      readText: async (uri) => files.get(uri)?.input.text ?? null,
    };
  }

  async readText(file: string): Promise<string | null> {
    try {
      return fs.readFileSync(file, 'utf8');
    } catch (error) {
      this.failureCount++;
      this.warn(`variorum: ${file}: ${(error as Error).message}`);
      return null;
    }
  }
}

runCommandLine(process.argv.slice(2), VARIORUM_VERSION, new NodeEnvironment()).then((code) => {
  process.exitCode = code;
});
