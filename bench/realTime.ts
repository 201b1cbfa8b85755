import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Lets VS Code's server, extension host and browser, all children of a process, run before anything else on the machine
 * (Linux, as its owner): what they take is then what they take on an idle one. The language server keeps its priority, since
 * its own threads must not stand in the window's way more than they do elsewhere.
 */
export function runAtOnce(parent: number): void {
  const parents = new Map(processes().map((pid) => [pid, parentOf(pid)]));
  for (const pid of parents.keys()) {
    if (!isBelow(pid, parent, parents) || /server\.js|session\.js/.test(read(`/proc/${pid}/cmdline`))) continue;
    spawnSync('chrt', ['--all-tasks', '--rr', '--pid', '1', String(pid)]);
  }
}

function isBelow(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) if (at === ancestor) return true;
  return false;
}

function processes(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process is gone.
    return '';
  }
}
