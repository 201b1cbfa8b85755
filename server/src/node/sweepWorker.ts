import { parentPort, workerData } from 'node:worker_threads';
import { findMatches } from '../collation/versions';
import { Segment } from '../corpus/segment';
import { SegmentIndex } from '../corpus/segmentIndex';
import { WordTable } from '../corpus/wordTable';
import { lowerPriority } from './lowerPriority';
import type { SweepAnswer, SweepData, SweepRequest } from './sweepMessages';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker');

// A sweep is for views that fill up behind the scenes: questions go first.
lowerPriority();

const { segments, words, options } = workerData as SweepData;
const vocabulary = new WordTable();
if (!vocabulary.decode(words)) throw new Error('the words do not have the ids that they should');
const index = new SegmentIndex(vocabulary);
for (const { buffer, deadFiles, ...bases } of segments) {
  const mounted = index.mountAs(new Segment(buffer), bases);
  for (const file of deadFiles) index.kill({ mounted, file });
}

port.on('message', (articles: SweepRequest) => {
  const answer: SweepAnswer = findMatches(index, articles, options);
  port.postMessage(answer, [answer.a.buffer, answer.b.buffer, answer.scores.buffer, answer.grades.buffer]);
});
