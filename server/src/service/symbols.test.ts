import * as assert from 'node:assert/strict';
import { neverCancelled } from '../base/cancellation';
import { silentLog } from '../base/log';
import { Corpus } from '../corpus/corpus';
import { findSymbols } from './symbols';

const texts = new Map([
  [
    'file:///herald.txt',
    'Bridge over the Tarn opens\nTarn Herald\n2031-04-05\n\n“The bridge is safe,” said Mayor Petra Solano on Monday. Solano spoke at noon.\n\nEngineers had worked for three years.\n',
  ],
  [
    'file:///post.txt',
    'Ferry owners protest\nEvening Post\n2031-04-06\n\n“We will lose our bread,” said Joris Holm, who owns two ferries.\n\nPetra Solano said that the bridge was safe.\n',
  ],
]);

function corpusOf(): Corpus {
  const corpus = new Corpus({ readText: (uri) => Promise.resolve(texts.get(uri) ?? null) }, silentLog);
  for (const [uri, text] of texts) corpus.setFile(uri, text);
  return corpus;
}

/** `type: name (container)` of each symbol. */
async function symbolsOf(corpus: Corpus, query: string): Promise<string[]> {
  const symbols = await findSymbols(query, corpus, neverCancelled);
  return symbols.map(({ type, name, container }) => `${type}: ${name} (${container})`);
}

describe('findSymbols', () => {
  it('finds speakers, outlets, headlines and quotes by the beginnings of words', async () => {
    const corpus = corpusOf();
    assert.deepEqual(await symbolsOf(corpus, 'sola'), [
      'speaker: Petra Solano (2 quotes)',
      'quote: “The bridge is safe,” said Mayor Petra Solano on Monday. (Petra Solano · Tarn Herald · 2031-04-05)',
      'quote: Petra Solano said that the bridge was safe. (Petra Solano · Evening Post · 2031-04-06)',
    ]);
    assert.deepEqual(await symbolsOf(corpus, 'tarn'), [
      'outlet: Tarn Herald (outlet)',
      'headline: Bridge over the Tarn opens (Tarn Herald · 2031-04-05)',
    ]);
    assert.deepEqual(await symbolsOf(corpus, 'PROT ferr'), [
      'headline: Ferry owners protest (Evening Post · 2031-04-06)',
    ]);
    assert.deepEqual(await symbolsOf(corpus, 'ano'), []);
    assert.deepEqual(await symbolsOf(corpus, ' '), []);
  });

  it('points to where a speaker is introduced', async () => {
    const [solano] = await findSymbols('petra solano', corpusOf(), neverCancelled);
    const text = texts.get(solano!.uri)!;
    assert.match(text.slice(solano!.span.start, solano!.span.end), /Petra Solano/);
    assert.equal(solano!.uri, 'file:///herald.txt');
  });

  it('follows files that go and documents that change', async () => {
    const corpus = corpusOf();
    assert.equal((await symbolsOf(corpus, 'holm')).length, 2);
    corpus.removeFile('file:///post.txt');
    assert.deepEqual(await symbolsOf(corpus, 'holm'), []);
    corpus.openDocument('file:///herald.txt', texts.get('file:///herald.txt')!.replace(/Petra Solano/g, 'Nadia Brek'));
    assert.deepEqual(await symbolsOf(corpus, 'petra'), []);
    assert.equal((await symbolsOf(corpus, 'brek'))[0], 'speaker: Nadia Brek (1 quote)');
    corpus.closeDocument('file:///herald.txt');
    assert.equal((await symbolsOf(corpus, 'petra'))[0], 'speaker: Petra Solano (1 quote)');
  });
});
