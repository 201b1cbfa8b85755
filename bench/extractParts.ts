// What bench/extractSpeed.ts measures, as one bundle.
import { FolderContexts } from '../server/src/corpus/folderContexts';
import { analyseFile } from '../server/src/corpus/analyseFile';
import { neverCancelled } from '../server/src/base/cancellation';
import { attributeEnglish } from '../server/src/quotation/attributeEnglish';
import { extractQuotes } from '../server/src/quotation/extractQuotes';
import { findDirectSpans } from '../server/src/quotation/findDirectSpans';
import { decodeText } from '../server/src/text/decode';
import { readableText } from '../server/src/text/reading';
import { segmentFile } from '../server/src/text/segmentFile';

const contexts = new FolderContexts([]);

/** All that is done with a file before it is indexed. */
export function wholeOf(bytes: Uint8Array, name: string): number {
  const { text } = decodeText(bytes);
  const { articles } = analyseFile(text, contexts.contextOf(`file:///bench/${name}`));
  return articles.reduce((sum, { extraction }) => sum + extraction.quotes.length, 0);
}

/** The steps one by one, each over all files; the last one takes in the two before it and adds the speakers. */
export function steps(files: readonly Uint8Array[], timed: (run: () => void) => number): [string, number][] {
  const out: [string, number][] = [];
  let texts: string[] = [];
  out.push(['decode', timed(() => (texts = files.map((file) => decodeText(file).text)))]);
  const context = (i: number) => contexts.contextOf(`file:///bench/${i}.txt`);
  let segmented: ReturnType<typeof segmentFile>[] = [];
  out.push(['segment', timed(() => (segmented = texts.map((text, i) => segmentFile(text, context(i)))))]);
  const readable = texts.map((text, i) => readableText(text, context(i).path));
  const articles = segmented.flatMap((file, i) => file.articles.map((article) => ({ article, text: readable[i]! })));
  let marks: ReturnType<typeof findDirectSpans>[] = [];
  out.push([
    'quotation marks',
    timed(() => (marks = articles.map(({ article, text }) => findDirectSpans(text, article)))),
  ]);
  out.push([
    'attribution',
    timed(() =>
      articles.forEach(({ article, text }, i) => attributeEnglish(text, article, marks[i]!.spans, neverCancelled)),
    ),
  ]);
  out.push([
    'extract',
    timed(() => articles.forEach(({ article, text }) => extractQuotes(text, article, { speakers: [] }))),
  ]);
  return out;
}
