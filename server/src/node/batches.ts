import type { FileTask } from './workerMessages';

/** Bytes of texts that a worker takes at once: a second of work or so, which is what a kill can lose. */
const batchBytes = 3_000_000;
/** The first batches are small, so that the first answers come soon. */
const firstBatchBytes = 200_000;
const firstBatches = 4;
const batchFiles = 1_000;

/** Cuts tasks into batches for workers, in order; a file larger than a batch is one of its own. */
export function batchesOf(tasks: readonly FileTask[]): FileTask[][] {
  const batches: FileTask[][] = [];
  let bytes = 0;
  for (const task of tasks) {
    const limit = batches.length <= firstBatches ? firstBatchBytes : batchBytes;
    const last = batches[batches.length - 1];
    if (last === undefined || bytes + task.size > limit || last.length >= batchFiles) {
      batches.push([task]);
      bytes = task.size;
    } else {
      last.push(task);
      bytes += task.size;
    }
  }
  return batches;
}
