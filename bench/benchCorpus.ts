import fs from 'node:fs';
import path from 'node:path';

/** A folder to measure on. */
export interface BenchCorpus {
  readonly folder: string;
  /** Names of its files, relative to the folder. */
  readonly files: readonly string[];
  readonly bytes: number;
}

/** All texts below a folder, in the order of their names without folders, so that events are not cut apart by year. */
export function listTexts(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .sort((a, b) => (path.basename(a) < path.basename(b) ? -1 : 1));
}

/** Links the first `count` of a corpus's files into a fresh folder; where there are fewer, multiplies them with changed words. */
export function makeCorpus(source: string, names: readonly string[], count: number, folder: string): BenchCorpus {
  const files: string[] = [];
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const name = names[index % names.length]!;
    const round = Math.floor(index / names.length);
    const target = round === 0 ? name : path.join(`copy${round}`, name);
    const file = path.join(folder, target);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (round === 0) linkOrCopy(path.join(source, name), file);
    else fs.writeFileSync(file, changeWords(fs.readFileSync(path.join(source, name), 'utf8'), round));
    bytes += fs.statSync(file).size;
    files.push(target);
  }
  return { folder, files, bytes };
}

/**
 * Another article of the same make: names and rare words get other letters, and one word in nine is swapped with its
 * neighbour, so that copies are neither equal nor versions of each other and the vocabulary grows.
 */
export function changeWords(text: string, round: number): string {
  const [header = '', ...rest] = text.split('\n\n');
  const body = rest.join('\n\n').replace(/\p{L}{7,}/gu, (word, at: number) => {
    if ((at + round) % 3 !== 0) return word;
    const turn = (letter: string) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + round) % 26));
    return word.slice(0, 2) + word.slice(2).replace(/[aeiou]/g, turn);
  });
  // Another day, so that copies are no event together.
  const shifted = header.replace(/\b(19|20)(\d\d)-/, (_, century: string, year: string) => {
    const moved = (Number(year) + round * 7) % 100;
    return `${century}${String(moved).padStart(2, '0')}-`;
  });
  return `${shifted}\n\n${body}`;
}

function linkOrCopy(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch {
    // Another file system: a copy does as well.
    fs.copyFileSync(from, to);
  }
}
