import { parentPort } from 'node:worker_threads';
import { neverCancelled } from '../base/cancellation';
import { hashText } from '../base/hash';
import { analyseFile } from '../corpus/analyseFile';
import { FolderContexts } from '../corpus/folderContexts';
import { Segment } from '../corpus/segment';
import { SegmentBuilder } from '../corpus/segmentBuilder';
import { WordInterner } from '../corpus/wordInterner';
import { lowerPriority } from './lowerPriority';
import { readTextFile } from './readTextFile';
import type { FileFailure, FileTask, WorkerAnswer, WorkerRequest } from './workerMessages';

/** How many files are read ahead of the one that is analysed, so that a slow disk and the processor work at once. */
const readAhead = 8;

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker');

// A question is answered before the next text is read.
lowerPriority();

const interner = new WordInterner();
let contexts = new FolderContexts([]);
let takeWordIds: ((ids: Uint32Array) => void) | null = null;

port.on('message', (request: WorkerRequest) => {
  switch (request.type) {
    case 'folders':
      contexts = new FolderContexts(request.folders);
      break;
    case 'wordIds':
      takeWordIds?.(request.ids);
      break;
    case 'analyse':
      void analyse(request.files);
      break;
    case 'merge':
      merge(request.buffers, request.dead, request.stems);
      break;
  }
});

answer({ type: 'ready' });

function answer(message: WorkerAnswer): void {
  port!.postMessage(message);
}

async function analyse(files: readonly FileTask[]): Promise<void> {
  const builder = new SegmentBuilder(interner);
  const failures: FileFailure[] = [];
  const unchanged: string[] = [];
  const reads = files.slice(0, readAhead).map(({ path }) => readTextFile(path));
  for (const [index, file] of files.entries()) {
    const read = await reads[index]!;
    reads[index] = emptyRead;
    const ahead = files[index + readAhead];
    if (ahead !== undefined) reads.push(readTextFile(ahead.path));
    if ('reason' in read) failures.push({ uri: file.uri, reason: read.reason });
    else {
      const textHash = hashText(read.text);
      if (textHash === file.knownTextHash) unchanged.push(file.uri);
      else {
        const context = contexts.contextOf(file.uri);
        const state = {
          mtimeMs: file.mtimeMs,
          size: file.size,
          textHash,
          contextHash: contexts.contextHash(file.uri),
        };
        try {
          const analysed = analyseFile(read.text, context, neverCancelled);
          builder.addFile(file.uri, context.path, state, analysed);
        } catch (error) {
          const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
          failures.push({ uri: file.uri, reason: `could not be analysed: ${message}` });
        }
      }
    }
    answer({ type: 'file', bytes: file.size });
  }
  if (builder.fileCount === 0) return answer({ type: 'done', buffer: null, failures, unchanged });
  const { words, stems } = interner.unresolved();
  if (words.length > 0) {
    const ids = await new Promise<Uint32Array>((resolve) => {
      takeWordIds = resolve;
      answer({ type: 'words', words: words.join('\n'), stems: stems.join('\n') });
    });
    interner.resolve(ids);
  }
  answer({ type: 'done', buffer: builder.finish(), failures, unchanged });
}

const emptyRead = Promise.resolve({ text: '' });

function merge(buffers: readonly SharedArrayBuffer[], dead: readonly (readonly number[])[], stems: Uint32Array): void {
  const builder = new SegmentBuilder(null);
  buffers.forEach((buffer, index) => {
    const segment = new Segment(buffer);
    const isDead = new Set(dead[index]);
    for (let file = 0; file < segment.fileCount; file++) if (!isDead.has(file)) builder.copyFile(segment, file);
  });
  answer({ type: 'done', buffer: builder.finishCopies(stems), failures: [], unchanged: [] });
}
