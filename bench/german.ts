// Measures German attribution with the scorer of the corpus's authors.
// usage: npx tsx -r ./test/registerAssets.cjs bench/german.ts DEV.jsonl OFFICIAL_EVAL.py [--errors]
// Needs python3 with numpy and scipy (PYTHON names another interpreter). Gold and prediction are cut into the same tokens.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { extractQuotes } from '../server/src/quotation/extractQuotes';
import type { RawQuote } from '../server/src/quotation/rawQuote';
import { defaultCorpusSettings, type Article } from '../server/src/text/article';
import { segmentFile } from '../server/src/text/segmentFile';
import type { Span } from '../server/src/text/span';

interface GoldQuote {
  readonly type: string;
  readonly speaker: readonly [number, number, string][];
  readonly cue: readonly [number, number, string][];
  readonly quote: readonly [number, number, string][];
}
interface GoldDocument {
  readonly id: string;
  readonly text: string;
  readonly quotes: readonly GoldQuote[];
}

const [goldFile, scorer, ...flags] = process.argv.slice(2);
if (goldFile === undefined || scorer === undefined)
  throw new Error('usage: german.ts DEV.jsonl OFFICIAL_EVAL.py [--errors]');
const documents = fs
  .readFileSync(goldFile, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as GoldDocument);

/** Gold offsets count code points; texts beyond the basic plane would shift, and there are none in news of this kind. */
function tokenIds(text: string): (spans: readonly Span[]) => number[] {
  const tokens = [...text.matchAll(/[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu)].map((match) => match.index);
  return (spans) => {
    const ids: number[] = [];
    tokens.forEach((start, id) => {
      if (spans.some((span) => span.start <= start && start < span.end)) ids.push(id);
    });
    return ids;
  };
}

function articlesOf(text: string): readonly Article[] {
  const { articles } = segmentFile(text, {
    path: 'article.txt',
    metadata: null,
    settings: { ...defaultCorpusSettings, language: 'de' },
  });
  return articles.map((article) => ({ ...article, language: 'de' }));
}

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'german-'));
function score(name: string, types: ReadonlySet<string>): void {
  const gold: string[] = [];
  const found: string[] = [];
  for (const { id, text, quotes } of documents) {
    const idsOf = tokenIds(text);
    const annotate = (type: string, content: readonly Span[], speaker: readonly Span[], cue: readonly Span[]) => ({
      type,
      medium: 'none',
      quote: { tokenIds: idsOf(content) },
      speaker: { tokenIds: idsOf(speaker) },
      cue: { tokenIds: idsOf(cue) },
    });
    const spans = (role: readonly [number, number, string][]) => role.map(([start, end]) => ({ start, end }));
    gold.push(
      JSON.stringify({
        documentName: id,
        annotations: quotes
          .filter(({ type }) => types.has(type))
          .map((one) => annotate(one.type, spans(one.quote), spans(one.speaker), spans(one.cue))),
      }),
    );
    const own = articlesOf(text).flatMap((article) => extractQuotes(text, article, { speakers: [] }).quotes);
    const all: Pick<RawQuote, 'kind' | 'content' | 'source' | 'cue'>[] = own.filter(
      (quote) =>
        (types.has('Direct') || quote.kind !== 'direct') &&
        (types.has('Indirect') || quote.kind === 'direct') &&
        (types.size > 2 || quote.cue.length > 0 || quote.kind === 'direct'),
    );
    found.push(
      JSON.stringify({
        documentName: id,
        annotations: all.map((quote) =>
          annotate(quote.kind === 'direct' ? 'Direct' : 'Indirect', quote.content, quote.source, quote.cue),
        ),
      }),
    );
    if (flags.includes('--errors') && types.size > 2) {
      for (const one of quotes) {
        const ids = new Set(idsOf(spans(one.quote)));
        const best = Math.max(
          0,
          ...own.map((quote) => idsOf(quote.content).filter((token) => ids.has(token)).length / ids.size),
        );
        if (best < 0.5)
          console.log(
            'MISSED',
            one.type,
            `[${one.speaker.map(([, , words]) => words).join(' … ')}] <${one.cue.map(([, , words]) => words).join(' … ')}>`,
            one.quote
              .map(([, , words]) => words)
              .join(' … ')
              .slice(0, 160),
          );
      }
      for (const quote of own) {
        const ids = idsOf(quote.content);
        const best = Math.max(
          0,
          ...quotes.map((one) => {
            const goldIds = new Set(idsOf(spans(one.quote)));
            return ids.filter((token) => goldIds.has(token)).length / ids.length;
          }),
        );
        if (best < 0.5)
          console.log(
            'SPURIOUS',
            quote.kind,
            `[${quote.source.map(({ start, end }) => text.slice(start, end)).join(' … ')}] <${quote.cue.map(({ start, end }) => text.slice(start, end)).join(' … ')}>`,
            quote.content
              .map(({ start, end }) => text.slice(start, end))
              .join(' … ')
              .slice(0, 160),
          );
      }
    }
  }
  const goldPath = path.join(directory, `gold-${name}.jsonl`);
  const foundPath = path.join(directory, `found-${name}.jsonl`);
  fs.writeFileSync(goldPath, gold.join('\n') + '\n');
  fs.writeFileSync(foundPath, found.join('\n') + '\n');
  const run = spawnSync(process.env['PYTHON'] ?? 'python3', [scorer!, '--prediction', foundPath, '--gold', goldPath], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const micro = [...run.stdout.matchAll(/global (prec|recall|f1) (msg|roles|joint): ([\d.]+)/g)].map(
    ([, what, part, value]) => `${part} ${what} ${Number(value).toFixed(3)}`,
  );
  const macro = /Messages\(F1\): ([\d.]+)/.exec(run.stdout)?.[1];
  console.log(name, '| micro:', micro.join(', '), '| macro F1 of messages:', Number(macro).toFixed(3));
}

score('direct', new Set(['Direct']));
score('indirect', new Set(['Indirect']));
score('direct+indirect', new Set(['Direct', 'Indirect']));
score('all', new Set(['Direct', 'Indirect', 'IndirectFreeIndirect', 'FreeIndirect', 'Reported']));
fs.rmSync(directory, { recursive: true });
