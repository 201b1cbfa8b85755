import * as vscode from 'vscode';
import { mayHoldArticle, type FolderSample, type SampledFile } from './readsLikeCorpus';

/** Bounds of the look into a folder: enough to decide, cheap on a network drive. */
const maxListed = 400;
const maxFolders = 24;
const maxTexts = 16;
const maxFileBytes = 2_000_000;
const headLength = 6000;

/** Looks at a folder: names at its top, some paths from all over it, and how a few texts begin. */
export async function sampleFolder(folder: vscode.Uri): Promise<FolderSample> {
  const rootNames: string[] = [];
  const paths: string[] = [];
  // Breadth first, so that the sample is not one deep sub-folder.
  const queue = [''];
  for (let index = 0; index < queue.length && index < maxFolders && paths.length < maxListed; index++) {
    const parent = queue[index] ?? '';
    for (const [name, type] of await listFolder(parent === '' ? folder : vscode.Uri.joinPath(folder, parent))) {
      if (parent === '') rootNames.push(name);
      if (name.startsWith('.') || name === 'node_modules') continue;
      const path = parent === '' ? name : `${parent}/${name}`;
      if (type === vscode.FileType.Directory) queue.push(path);
      else if (type === vscode.FileType.File && paths.length < maxListed) paths.push(path);
    }
  }
  const candidates = spread(paths.filter(mayHoldArticle), maxTexts);
  const texts = await Promise.all(candidates.map((path) => readHead(folder, path)));
  return { rootNames, paths, texts: texts.filter((text) => text !== null) };
}

async function listFolder(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    // A folder that cannot be listed says nothing for or against; the server names it in its log once it runs.
    return [];
  }
}

async function readHead(folder: vscode.Uri, path: string): Promise<SampledFile | null> {
  const uri = vscode.Uri.joinPath(folder, path);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size === 0 || size > maxFileBytes) return null;
    return { path, head: decodeRoughly(await vscode.workspace.fs.readFile(uri)).slice(0, headLength) };
  } catch {
    return null; // Unreadable files take no part in the decision.
  }
}

/** Good enough to see letters and marks: the server's decoder does it properly. */
function decodeRoughly(bytes: Uint8Array): string {
  const head = bytes.subarray(0, headLength * 4);
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head);
  const text = new TextDecoder('utf-8').decode(head);
  // A few replacement characters are a cut at the end; many mean a legacy encoding.
  return (text.match(/\ufffd/g)?.length ?? 0) > 4 ? new TextDecoder('windows-1252').decode(head) : text;
}

/** At most `count` items at even distances, so that one big sub-folder does not speak for all. */
function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T);
}
