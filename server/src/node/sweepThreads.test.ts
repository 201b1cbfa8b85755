import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { silentLog } from '../base/log';
import { Corpus } from '../corpus/corpus';
import type { Statement } from '../corpus/corpusTypes';
import { SweepThreads, sweepWorkerScript } from './sweepThreads';

const outlets = ['Coast Herald', 'Merriton Post', 'Velden Times'];
const sentences = [
  '“The harbour wall will be rebuilt before the winter storms,” Ilse Harrow, the mayor, said.',
  '“Nobody was told that the ferry would stop,” said Oskar Venn, a fisherman.',
  'Ilse Harrow said that 14 lighthouses need new lamps this year.',
  'The council of Merriton voted for a tax on cruise ships on Monday.',
];

/** Articles of three outlets and several days, which repeat sentences among each other. */
function makeCorpus(): Corpus {
  const corpus = new Corpus({ readText: async () => null }, silentLog);
  for (let at = 0; at < 120; at++) {
    const day = `2031-0${1 + (at % 3)}-1${Math.floor(at / 3) % 9}`;
    const said = sentences
      .filter((_, k) => (at + k) % 3 !== 0)
      .map((one) => (at % 5 === 0 ? one.replace('new ', '') : one));
    const text = `Report ${at} from the coast\n${outlets[at % 3]!}\n${day}\n\n${said.join('\n\n')}\n\nThe report ends with item ${at}.\n`;
    corpus.setFile(`file:///news/${at}.txt`, text);
  }
  corpus.removeFile('file:///news/7.txt');
  corpus.removeFile('file:///news/90.txt');
  return corpus;
}

async function statementsOf(corpus: Corpus): Promise<Statement[]> {
  const found: Statement[] = [];
  for await (const statement of corpus.statements({ includePossible: false })) found.push(statement);
  return found;
}

describe('SweepThreads', function () {
  this.timeout(60_000);

  it('finds the same statements as a sweep on one thread', async () => {
    const corpus = makeCorpus();
    const alone = await statementsOf(corpus);
    assert.ok(alone.length > 20);
    corpus.setSweeper(new SweepThreads(2, sweepWorkerScript(), silentLog, 1));
    assert.deepEqual(await statementsOf(corpus), alone);
  });

  it('does itself what lost threads leave undone', async () => {
    const corpus = makeCorpus();
    const alone = await statementsOf(corpus);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'variorum-sweep-'));
    try {
      const file = path.join(folder, 'broken.js');
      fs.writeFileSync(file, "throw new Error('no such thread');");
      corpus.setSweeper(new SweepThreads(2, { file, execArgv: [] }, silentLog, 1));
      assert.deepEqual(await statementsOf(corpus), alone);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
