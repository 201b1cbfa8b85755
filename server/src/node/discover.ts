import fs from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';
import { throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { giveWay } from '../base/foreground';

/** Which files of a folder belong to the corpus. */
export interface DiscoveryRules {
  /** Globs relative to the folder; empty: all files that are texts by their name. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  /** Folders below the root that are entered. */
  readonly maxDepth: number;
}

export const defaultDiscoveryRules: DiscoveryRules = {
  include: [],
  exclude: [],
  maxFileBytes: 20 * 1024 * 1024,
  maxFiles: 1_000_000,
  maxDepth: 32,
};

/** A file of the corpus as the disk tells it. */
export interface FoundFile {
  readonly path: string;
  readonly mtimeMs: number;
  readonly size: number;
}

/** A file or folder that would belong to the corpus but for a bound or a fault. */
export interface LeftOutEntry {
  readonly path: string;
  readonly reason: string;
}

/** What lies in a folder. */
export interface Discovery {
  readonly files: readonly FoundFile[];
  /** In path order; unlimited, since it is counted: show the first of them. */
  readonly leftOut: readonly LeftOutEntry[];
  /** The `metadata.csv` files on the way. */
  readonly metadataFiles: readonly string[];
  /** Whether the folder itself could be read: if not, nothing can be said of its files. */
  readonly isRootReadable: boolean;
}

const textExtensions = new Set(['.txt', '.text', '.md', '.markdown', '.html', '.htm', '.xhtml']);

/** Names of files that come with software and collections, whatever their extension: no articles. */
const otherUse =
  /^(?:readme|licen[cs]e|copying|notice|authors|contributors|contributing|changelog|changes|install|makefile|dockerfile|requirements|cmakelists|robots|humans|todo|metadata|variorum|code_of_conduct|security|support)(?:\.[a-z]{2}(?:-[a-z]{2})?)?(?:\.[a-z]{1,8})?$/i;

/** How many entries of a folder are asked for their size and time at once: enough for a slow disk, few for the handles. */
const statConcurrency = 32;

/**
 * Walks a folder for the files of the corpus, in path order. Hidden files and folders, `node_modules`, what `.gitignore`
 * names and files of other kinds are passed over silently; what a bound or a fault keeps out is listed with the reason.
 * Symbolic links are followed, each folder once.
 */
export async function discover(root: string, rules: DiscoveryRules, token: CancellationToken): Promise<Discovery> {
  const walk = new Walk(root, rules, token);
  return walk.run();
}

/**
 * Tells for single paths whether {@link discover} would take them by their names. Reads the `.gitignore` files on the
 * way once; make a new filter when one of them may have changed.
 */
export class PathFilter {
  private readonly names: NameRules;
  private readonly ignoreFiles = new Map<string, Promise<Ignore | null>>();

  constructor(
    private readonly root: string,
    rules: DiscoveryRules,
  ) {
    this.names = new NameRules(rules);
  }

  async accepts(file: string): Promise<boolean> {
    const relative = path.relative(this.root, file).split(path.sep).join('/');
    if (relative === '' || relative.startsWith('../')) return false;
    const parts = relative.split('/');
    let folder = this.root;
    const ignores: IgnoreFile[] = [];
    for (let depth = 0; depth < parts.length; depth++) {
      ignores.push({ base: parts.slice(0, depth).join('/'), rules: await this.ignoreFileOf(folder) });
      const here = parts.slice(0, depth + 1).join('/');
      const isFile = depth === parts.length - 1;
      if (isIgnored(here, isFile ? 'file' : 'folder', ignores)) return false;
      if (isFile ? !this.names.takesFile(here) : !this.names.entersFolder(here)) return false;
      folder = path.join(folder, parts[depth]!);
    }
    return true;
  }

  private ignoreFileOf(folder: string): Promise<Ignore | null> {
    let rules = this.ignoreFiles.get(folder);
    if (rules === undefined) {
      rules = readIgnoreFile(folder);
      this.ignoreFiles.set(folder, rules);
    }
    return rules;
  }
}

interface IgnoreFile {
  /** Folder of the `.gitignore`, relative to the root; empty for the root. */
  readonly base: string;
  readonly rules: Ignore | null;
}

/** Decides by names alone. Paths are relative to the root, with `/`. */
class NameRules {
  private readonly isIncluded: ((path: string) => boolean) | null;
  private readonly isExcluded: (path: string) => boolean;

  constructor(rules: DiscoveryRules) {
    const compile = (globs: readonly string[]) => picomatch(globs.map(toGlob), { dot: true });
    this.isIncluded = rules.include.length === 0 ? null : compile(rules.include);
    this.isExcluded = rules.exclude.length === 0 ? () => false : compile(rules.exclude);
  }

  takesFile(relative: string): boolean {
    const name = relative.slice(relative.lastIndexOf('/') + 1);
    if (name.startsWith('.') || this.isExcluded(relative)) return false;
    if (this.isIncluded !== null) return this.isIncluded(relative);
    const extension = path.posix.extname(name).toLowerCase();
    if (otherUse.test(name)) return false;
    return extension === '' || textExtensions.has(extension);
  }

  entersFolder(relative: string): boolean {
    const name = relative.slice(relative.lastIndexOf('/') + 1);
    return !name.startsWith('.') && name !== 'node_modules' && !this.isExcluded(relative);
  }
}

class Walk {
  private readonly files: FoundFile[] = [];
  private readonly leftOut: LeftOutEntry[] = [];
  private readonly metadataFiles: string[] = [];
  private readonly visited = new Set<string>();
  private readonly names: NameRules;

  constructor(
    private readonly root: string,
    private readonly rules: DiscoveryRules,
    private readonly token: CancellationToken,
  ) {
    this.names = new NameRules(rules);
  }

  async run(): Promise<Discovery> {
    const isRootReadable = await this.enter(this.root, '', 0, []);
    return { files: this.files, leftOut: this.leftOut, metadataFiles: this.metadataFiles, isRootReadable };
  }

  /** Walks one folder; false where it cannot be read. */
  private async enter(folder: string, relative: string, depth: number, above: readonly IgnoreFile[]): Promise<boolean> {
    throwIfCancelled(this.token);
    let names: string[];
    try {
      const { dev, ino } = await fs.stat(folder);
      const identity = `${dev}:${ino}`;
      // A second way to a folder, perhaps a loop of links: its files are known already.
      if (this.visited.has(identity)) return true;
      this.visited.add(identity);
      names = (await fs.readdir(folder)).sort();
    } catch (error) {
      this.leave(folder, reasonOf(error));
      return false;
    }
    const ignores = names.includes('.gitignore')
      ? [...above, { base: relative, rules: await readIgnoreFile(folder) }]
      : above;
    if (names.includes('metadata.csv')) this.metadataFiles.push(path.join(folder, 'metadata.csv'));
    const folders: string[] = [];
    for (let start = 0; start < names.length; start += statConcurrency) {
      throwIfCancelled(this.token);
      await giveWay();
      const chunk = names.slice(start, start + statConcurrency);
      const looked = await Promise.all(chunk.map((name) => this.look(folder, relative, name, ignores)));
      // Answers come in any order; files are kept in that of their names.
      for (const [index, seen] of looked.entries()) {
        if (seen === null) continue;
        if (seen === 'folder') folders.push(chunk[index]!);
        else if ('reason' in seen) this.leave(seen.path, seen.reason);
        else if (this.files.length >= this.rules.maxFiles)
          this.leave(seen.path, `more than ${this.rules.maxFiles} files`);
        else this.files.push(seen);
      }
    }
    for (const name of folders) {
      const entry = path.join(folder, name);
      if (depth >= this.rules.maxDepth) this.leave(entry, `nested deeper than ${this.rules.maxDepth} folders`);
      else await this.enter(entry, join(relative, name), depth + 1, ignores);
    }
    return true;
  }

  /** What an entry of a folder is to the corpus; null where it is nothing. */
  private async look(
    folder: string,
    relative: string,
    name: string,
    ignores: readonly IgnoreFile[],
  ): Promise<FoundFile | LeftOutEntry | 'folder' | null> {
    const here = join(relative, name);
    const mayBeFile = this.names.takesFile(here);
    const mayBeFolder = this.names.entersFolder(here);
    if (!mayBeFile && !mayBeFolder) return null;
    const entry = path.join(folder, name);
    const { maxFileBytes } = this.rules;
    try {
      const stats = await fs.stat(entry);
      if (stats.isDirectory()) return mayBeFolder && !isIgnored(here, 'folder', ignores) ? 'folder' : null;
      if (!mayBeFile || !stats.isFile() || isIgnored(here, 'file', ignores)) return null;
      if (stats.size > maxFileBytes)
        return { path: entry, reason: `larger than ${megabytes(maxFileBytes)} MB (${megabytes(stats.size)} MB)` };
      return { path: entry, mtimeMs: stats.mtimeMs, size: stats.size };
    } catch (error) {
      return mayBeFile || codeOf(error) === 'ELOOP' ? { path: entry, reason: reasonOf(error) } : null;
    }
  }

  private leave(entry: string, reason: string): void {
    this.leftOut.push({ path: entry, reason });
  }
}

/** What went wrong with a file, for people. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  const known: Readonly<Record<string, string>> = {
    EACCES: 'no permission to read it',
    EPERM: 'no permission to read it',
    ELOOP: 'a symbolic link that leads to itself',
    ENOENT: 'not there (a broken link, or deleted meanwhile)',
    EMFILE: 'too many files are open on this machine',
    ENAMETOOLONG: 'its path is too long',
    EIO: 'the disk reports an error',
    ETIMEDOUT: 'the disk or network does not answer',
    ESTALE: 'the network folder is gone',
  };
  return known[code ?? ''] ?? (error instanceof Error ? error.message : String(error));
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

async function readIgnoreFile(folder: string): Promise<Ignore | null> {
  try {
    return ignore().add(await fs.readFile(path.join(folder, '.gitignore'), 'utf8'));
  } catch {
    // Absent mostly; one that cannot be read ignores nothing.
    return null;
  }
}

function isIgnored(relative: string, type: 'file' | 'folder', ignores: readonly IgnoreFile[]): boolean {
  let isOut = false;
  for (const { base, rules } of ignores) {
    if (rules === null) continue;
    const inside = base === '' ? relative : relative.slice(base.length + 1);
    const result = rules.test(type === 'folder' ? `${inside}/` : inside);
    if (result.ignored) isOut = true;
    else if (result.unignored) isOut = false;
  }
  return isOut;
}

/** A pattern without a slash holds at any depth, as in `.gitignore`; a folder stands for all that is in it. */
function toGlob(glob: string): string {
  const trimmed = glob.replace(/^\.?\//, '').replace(/\/$/, '/**');
  return trimmed.includes('/') ? trimmed : `**/${trimmed}`;
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0);
}
