import assert from 'node:assert/strict';
import { neverCancelled } from '../base/cancellation';
import { silentLog } from '../base/log';
import { Corpus } from './corpus';
import type { QuoteLimit } from './corpusTypes';
import { corpusSnapshot } from './corpusSnapshot';
import { Segment } from './segment';
import { meetingsOf, nameKeyOf, shortKeyOf } from './speakerKeys';
import { nameWords } from '../text/personNames';
import { speakerStateFormat } from './speakerState';

const texts = [
  'Bridge\nHerald\n2031-04-05\n\n"We will rebuild the bridge," Mayor Ada Dorn said on Friday.\n',
  'Vote\nPost\n2031-04-06\n\nDorn said the city would rebuild the bridge. "Soon," Dorn said.\n',
  'Trams\nHerald\n2031-04-05\n\n"Trams are late because of snow," said Ben Ilk, a spokesman.\n',
  'Snow\nPost\n2031-04-07\n\n"It will melt," Benjamin Ilk said.\n',
];

function newCorpus(): Corpus {
  const corpus = new Corpus({ readText: async () => null }, silentLog);
  texts.forEach((text, at) => corpus.setFile(`file:///news/${at}.txt`, text));
  return corpus;
}

/** A corpus of the same segments, as the next start opens them. */
function reopened(corpus: Corpus): Corpus {
  const next = new Corpus({ readText: async () => null }, silentLog);
  next.words.decode(corpus.words.encode(0));
  for (const { segment } of corpus.index.mounted) next.adoptSegment(new Segment(segment.buffer));
  return next;
}

async function kept(corpus: Corpus): Promise<SharedArrayBuffer> {
  await corpus.speakerTable.settle();
  const state = await corpus.speakerTable.keep('v1', neverCancelled);
  assert.ok(state);
  return state;
}

describe('CorpusSpeakers', () => {
  it('knows at the next start what it knew, without looking at the files', async () => {
    const corpus = newCorpus();
    const next = reopened(corpus);
    assert.equal(await next.speakerTable.restore(await kept(corpus), 'v1', neverCancelled), null);
    assert.equal(next.speakerTable.waitingCount, 0);
    assert.deepEqual(await corpusSnapshot(next), await corpusSnapshot(corpus));
  });

  it('works out anew what changed since', async () => {
    const corpus = newCorpus();
    const state = await kept(corpus);
    corpus.setFile('file:///news/1.txt', texts[1]!.replaceAll('Dorn', 'Ilk'));
    corpus.removeFile('file:///news/3.txt');
    const next = reopened(corpus);
    assert.equal(await next.speakerTable.restore(state, 'v1', neverCancelled), null);
    assert.equal(next.speakerTable.waitingCount, 1);
    assert.deepEqual(await corpusSnapshot(next), await corpusSnapshot(corpus));
  });

  it('does not keep what only an open document says', async () => {
    const corpus = newCorpus();
    corpus.openDocument('file:///news/1.txt', texts[1]!.replaceAll('Dorn', 'Ilk'));
    assert.equal(corpus.speakerOf('file:///news/1.txt', 0, 0)?.name, 'Ilk');
    const state = await kept(corpus);
    corpus.closeDocument('file:///news/1.txt');
    const next = reopened(corpus);
    assert.equal(await next.speakerTable.restore(state, 'v1', neverCancelled), null);
    assert.equal(next.speakerTable.waitingCount, 1);
    assert.deepEqual(await corpusSnapshot(next), await corpusSnapshot(corpus));
  });

  it('refuses what is damaged, or was kept under other settings or by another version', async () => {
    const corpus = newCorpus();
    const state = await kept(corpus);
    const damaged = state.slice(0);
    new Uint8Array(damaged)[damaged.byteLength >> 1]! ^= 4;
    assert.equal(await reopened(corpus).speakerTable.restore(damaged, 'v1', neverCancelled), 'damaged');
    assert.equal(await reopened(corpus).speakerTable.restore(state.slice(0, 64), 'v1', neverCancelled), 'cut short');
    assert.match((await reopened(corpus).speakerTable.restore(state, 'v2', neverCancelled)) ?? '', /another version/);
    const other = reopened(corpus);
    other.speakerTable.setSettings([{ name: 'Ada Dorn', aliases: ['Dorn'] }]);
    assert.match((await other.speakerTable.restore(state, 'v1', neverCancelled)) ?? '', /other settings/);
  });

  it('lists as many quotes as are wanted, those of about the same time, and the first introduction', () => {
    const corpus = new Corpus({ readText: async () => null }, silentLog);
    for (const day of ['07', '01', '04', '09'])
      corpus.setFile(
        `file:///news/${day}.txt`,
        `Title\nHerald\n2031-04-${day}\n\n"The ferry came back at ${day}," Mayor Ada Dorn said.\n`,
      );
    const dates = (limit?: QuoteLimit) =>
      corpus.quotesOfSpeaker('ada-dorn', limit).map(({ article }) => article.date?.slice(8));
    assert.deepEqual(dates(), ['01', '04', '07', '09']);
    assert.deepEqual(dates({ count: 2, near: '2031-04-08' }), ['07', '09']);
    assert.deepEqual(dates({ count: 2, near: null }), ['01', '04']);
    assert.deepEqual(dates({ count: 4, near: null }), ['01', '04', '07', '09']);
    assert.equal(corpus.introductionOf('ada-dorn')?.article.date, '2031-04-01');
    assert.equal(corpus.introductionOf('nobody'), null);
  });

  it('keeps the names that a file had while somebody types in it, and knows the new ones at rest', async () => {
    const corpus = newCorpus();
    const uri = 'file:///news/9.txt';
    const text = 'Hall\nPost\n2031-04-06\n\n"Soon," Mayor Dorn said. She smiled.\n';
    const namesNow = async () => {
      const own = (await corpus.analysedFile(uri))!.articles[0]!.extraction.speakers.map(({ name }) => name);
      return corpus.speakerNamesOf(uri, 0, own);
    };
    corpus.openDocument(uri, text);
    assert.deepEqual(await namesNow(), ['Ada Dorn']);
    const typed = `${text}\n"No," Mo Lind said.\n`;
    corpus.changeDocument(uri, typed);
    assert.deepEqual(await namesNow(), ['Ada Dorn', 'Mo Lind']);
    const { revision } = corpus.index;
    corpus.versionCounts(uri);
    assert.equal(corpus.index.revision, revision, 'the index is left alone while somebody types');
    await corpus.speakerTable.settle();
    assert.deepEqual(await namesNow(), ['Ada Dorn', 'Mo Lind']);
    const rebuilt = newCorpus();
    rebuilt.setFile(uri, typed);
    assert.deepEqual(await corpusSnapshot(corpus), await corpusSnapshot(rebuilt));
  });

  it('names the format by what names are filed under', () => {
    const numbers = ['Ada Dorn', 'J. R. Ilk Jr.', 'NUHW', 'National Union of Harbour Workers', 'Dorn'].flatMap(
      (name) => {
        const { filed, sought } = meetingsOf(nameWords(name), nameKeyOf(name));
        return [...filed, ...sought, shortKeyOf(name)];
      },
    );
    const sum = numbers.reduce((total, number) => (Math.imul(total, 31) + number) >>> 0, 0);
    // Where this fails, what was kept before cannot be used any more: bump `speakerStateFormat`, and this with it.
    assert.deepEqual([speakerStateFormat, sum], [1, 1540628095]);
  });
});
