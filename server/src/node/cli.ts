import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { neverCancelled } from '../base/cancellation';
import { runCommandLine } from '../cli/run';
import type { CliEnvironment, InputFile, LoadedCorpus } from '../cli/environment';
import { silentLog } from '../base/log';
import { Corpus } from '../corpus/corpus';
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
    const texts = new Map<string, string>();
    const corpus = new Corpus({ readText: async (uri) => texts.get(uri) ?? null }, silentLog);
    for await (const input of this.readFiles(paths)) {
      texts.set(input.uri, input.text);
      corpus.setFile(input.uri, input.text);
    }
    return {
      reader: corpus,
      pathOf: (uri) => path.relative(process.cwd(), fileURLToPath(uri)),
      uriOf: (file) => (corpus.hasFile(pathToFileURL(file).href) ? pathToFileURL(file).href : null),
      readText: (uri) => corpus.readText(uri),
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
