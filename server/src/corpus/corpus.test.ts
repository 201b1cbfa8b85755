import assert from 'node:assert/strict';
import fc from 'fast-check';
import { neverCancelled } from '../base/cancellation';
import { silentLog } from '../base/log';
import { Corpus } from './corpus';
import { corpusSnapshot } from './corpusSnapshot';
import { Segment } from './segment';
import { SegmentBuilder } from './segmentBuilder';
import type { SegmentIndex } from './segmentIndex';

const uris = ['a', 'b', 'c', 'd'].map((name) => `file:///news/${name}.txt`);

const texts = [
  'Council to vote on bridge\nOstholm Herald\n2031-04-05\n\n"We will rebuild the bridge," Mayor Ada Dorn said on Friday. Nobody objected.\n',
  'Bridge vote in May\nLakeside Post\n2031-04-06\n\nMayor Ada Dorn said the city would rebuild the bridge. Dorn spoke in Ostholm.\n',
  'Trams late again\nOstholm Herald\n2031-04-05\n\n"Trams are late because of snow," said Ben Ilk, a spokesman. Ilk said the snow would melt.\n',
  'One\n\nA city. A bridge. A tram. A bridge.\n',
  '',
  '\u{1f600} \ud800 “”',
];

type Step =
  | { readonly type: 'set' | 'open' | 'change'; readonly file: number; readonly text: number }
  | { readonly type: 'remove' | 'close'; readonly file: number }
  | { readonly type: 'merge' }
  | { readonly type: 'read' };

const file = fc.nat(uris.length - 1);
const text = fc.nat(texts.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constantFrom('set', 'open', 'change'), file, text }),
  fc.record({ type: fc.constantFrom('remove', 'close'), file }),
  fc.constant({ type: 'merge' } as const),
  fc.constant({ type: 'read' } as const),
);

function newCorpus(): Corpus {
  const corpus = new Corpus({ readText: async () => null }, silentLog);
  corpus.setFolders([
    {
      uri: 'file:///news',
      settings: {
        include: [],
        exclude: [],
        outlets: [],
        speakers: [{ name: 'Benedict Ilk', aliases: ['Ben Ilk'] }],
        boilerplate: [],
        language: null,
      },
      metadata: new Map([['d.txt', { outlet: 'Delta Daily' }]]),
    },
  ]);
  return corpus;
}

/** Merges all segments on disk into one, as the worker does. */
function mergeAll(corpus: Corpus): void {
  const { mounted } = corpus.index;
  const group = mounted.filter((one) => corpus.isOnDisk(one));
  const builder = new SegmentBuilder(null);
  for (const one of group) {
    const dead = new Set(corpus.deadFilesOf(one));
    for (let at = 0; at < one.segment.fileCount; at++) if (!dead.has(at)) builder.copyFile(one.segment, at);
  }
  if (builder.fileCount > 0)
    corpus.replaceSegments(group, new Segment(builder.finishCopies(corpus.words.stemColumn())), []);
}

describe('Corpus', () => {
  it('knows after any edits what a rebuild knows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const corpus = newCorpus();
        const disk = new Map<string, string>();
        const editor = new Map<string, string>();
        for (const one of steps) {
          if (one.type === 'merge') mergeAll(corpus);
          else if (one.type === 'read') void corpus.passageCount;
          else {
            const uri = uris[one.file]!;
            if (one.type === 'set') {
              disk.set(uri, texts[one.text]!);
              corpus.setFile(uri, texts[one.text]!);
            } else if (one.type === 'open' || one.type === 'change') {
              if (one.type === 'change' && !editor.has(uri)) continue;
              editor.set(uri, texts[one.text]!);
              if (one.type === 'open') corpus.openDocument(uri, texts[one.text]!);
              else corpus.changeDocument(uri, texts[one.text]!);
            } else if (one.type === 'remove') {
              disk.delete(uri);
              corpus.removeFile(uri);
            } else {
              editor.delete(uri);
              corpus.closeDocument(uri);
            }
          }
        }
        const rebuilt = newCorpus();
        for (const [uri, content] of [...disk].reverse()) rebuilt.setFile(uri, content);
        for (const [uri, content] of editor) rebuilt.openDocument(uri, content);
        assert.deepEqual(await corpusSnapshot(corpus), await corpusSnapshot(rebuilt));
      }),
      { numRuns: Number(process.env.VARIORUM_RUNS ?? 40) },
    );
  }).timeout(60_000);

  it('stays flat over many edits of an open document', () => {
    const corpus = newCorpus();
    for (const [index, uri] of uris.entries()) corpus.setFile(uri, texts[index]!);
    corpus.openDocument(uris[0]!, texts[0]!);
    // As after a million edits: ids are given anew, and all is as before.
    corpus.index.passageIdLimit = 600_000;
    const sizes: number[] = [];
    for (let edit = 0; edit < 120; edit++) {
      corpus.changeDocument(uris[0]!, texts[edit % 2]!.repeat(1 + (edit % 3)));
      void corpus.passageCount;
      sizes.push(corpus.index.mounted.length);
    }
    assert.ok(Math.max(...sizes) <= 5);
    assertBounded(corpus.index);
  });

  it('is the same after a rehearsal', async () => {
    const all = new Map(uris.map((uri, at) => [uri, texts[at]!]));
    const read: string[] = [];
    const source = {
      readText: async (uri: string) => {
        read.push(uri);
        return all.get(uri) ?? null;
      },
    };
    const corpus = new Corpus(source, silentLog);
    for (const [uri, text] of all) corpus.setFile(uri, text);
    const before = await corpusSnapshot(corpus);
    await corpus.rehearse(neverCancelled);
    assert.deepEqual(read, uris);
    assert.deepEqual(await corpusSnapshot(corpus), before);
  });

  it('marks files stale whose settings or metadata changed, and only those', () => {
    const corpus = newCorpus();
    for (const [index, uri] of uris.entries()) corpus.setFile(uri, texts[index]!);
    assert.deepEqual(corpus.staleFiles(), []);
    corpus.setFolders([
      {
        uri: 'file:///news',
        settings: {
          include: ['x'],
          exclude: [],
          outlets: [],
          speakers: [{ name: 'Benedict Ilk', aliases: ['Ben Ilk'] }],
          boilerplate: [],
          language: null,
        },
        metadata: new Map([['d.txt', { outlet: 'Other' }]]),
      },
    ]);
    assert.deepEqual(corpus.staleFiles(), [uris[3]]);
  });
});

function assertBounded(index: SegmentIndex): void {
  assert.ok(index.passageIdLimit < 100_000, `${index.passageIdLimit} ids`);
}
