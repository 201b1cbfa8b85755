import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { throwIfCancelled, type CancellationToken } from '../base/cancellation';
import type { Log } from '../base/log';
import type { MatchBatch } from '../collation/sweepGraph';
import { articlesInOrder, findMatches } from '../collation/versions';
import type { Sweeper } from '../corpus/corpusStatements';
import type { StatementOptions } from '../corpus/corpusTypes';
import type { MountedSegment, SegmentIndex } from '../corpus/segmentIndex';
import type { SweepAnswer, SweepData, SweptSegment } from './sweepMessages';
import type { WorkerScript } from './workerPool';

/** From so many articles on threads pay: each takes half a second to get warm. */
const leastArticles = 400;

/** Articles that a thread is given at once: near days together, whose neighbours it then has at hand. */
const partSize = 96;

/** The worker that is bundled beside this file; from sources (tests), the TypeScript file through tsx. */
export function sweepWorkerScript(): WorkerScript {
  if (!__filename.endsWith('.ts')) return { file: path.join(__dirname, 'sweepWorker.js'), execArgv: [] };
  const assets = path.join(__dirname, '../../../test/registerAssets.cjs');
  return { file: path.join(__dirname, 'sweepWorker.ts'), execArgv: ['--require', 'tsx/cjs', '--require', assets] };
}

/** Sweeps an index on several threads, which share its segments and have its words. Threads live as long as the sweep. */
export class SweepThreads implements Sweeper {
  constructor(
    private readonly count: number,
    private readonly script: WorkerScript,
    private readonly log: Log,
    private readonly fewestArticles = leastArticles,
  ) {}

  matches(index: SegmentIndex, options: StatementOptions, token: CancellationToken): AsyncIterable<MatchBatch> | null {
    return this.count < 2 || index.articleCount < this.fewestArticles ? null : this.sweep(index, options, token);
  }

  private async *sweep(
    index: SegmentIndex,
    options: StatementOptions,
    token: CancellationToken,
  ): AsyncGenerator<MatchBatch> {
    const workerData: SweepData = {
      segments: index.mounted.map(sweptSegment),
      words: index.vocabulary.encode(0),
      options,
    };
    const articles = articlesInOrder(index);
    const parts: Int32Array[] = [];
    for (let at = 0; at < articles.length; at += partSize)
      parts.push(Int32Array.from(articles.slice(at, at + partSize)));
    const queue = new BatchQueue();
    let next = 0;
    const threads = Array.from({ length: Math.min(this.count, parts.length) }, () => {
      const worker = new Worker(this.script.file, { execArgv: [...this.script.execArgv], workerData });
      let part: Int32Array | undefined;
      const give = () => {
        part = parts[next++];
        if (part !== undefined) worker.postMessage(part);
      };
      worker.on('message', (answer: SweepAnswer) => {
        queue.put(answer);
        give();
      });
      worker.on('error', (error) => {
        this.log.warn(`A thread of the sweep was lost (${error.message}); its part is done without it`);
        if (part !== undefined) queue.put(part);
        // Where all are lost, the rest is done here as well.
        if (--queue.producers === 0) for (; next < parts.length; next++) queue.put(parts[next]!);
      });
      queue.producers++;
      give();
      return worker;
    });
    try {
      for (let done = 0; done < parts.length; done++) {
        const batch = await queue.take();
        throwIfCancelled(token);
        yield batch instanceof Int32Array ? findMatches(index, batch, options) : batch;
      }
    } finally {
      await Promise.all(threads.map((thread) => thread.terminate()));
    }
  }
}

/** What threads have found, or a part that none of them could do. */
class BatchQueue {
  producers = 0;
  private readonly waiting: (SweepAnswer | Int32Array)[] = [];
  private wake: (() => void) | null = null;

  put(batch: SweepAnswer | Int32Array): void {
    this.waiting.push(batch);
    this.wake?.();
  }

  async take(): Promise<SweepAnswer | Int32Array> {
    for (;;) {
      const batch = this.waiting.shift();
      if (batch !== undefined) return batch;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

function sweptSegment({ segment, passageBase, articleBase, deadFiles }: MountedSegment): SweptSegment {
  const dead: number[] = [];
  deadFiles?.forEach((isDead, file) => {
    if (isDead === 1) dead.push(file);
  });
  return { buffer: segment.buffer, passageBase, articleBase, deadFiles: dead };
}
