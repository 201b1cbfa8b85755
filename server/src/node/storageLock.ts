import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Log } from '../base/log';
import { codeOf, reasonOf } from './discover';

/** An owner gives a sign this often; one that has given none for six times as long is taken for gone. */
const heartbeatMs = 10_000;
const staleMs = 6 * heartbeatMs;

/**
 * Keeps two windows from writing one storage folder: a file with the owner's process id and host. The second window
 * reads what is stored and keeps its own changes in memory.
 */
export class StorageLock {
  private heartbeat: NodeJS.Timeout | null = null;

  private constructor(
    private readonly file: string,
    private readonly identity: string,
    public isOwned: boolean,
    /** Why it is not owned, for people; null where it is. */
    readonly reason: string | null,
  ) {}

  static async acquire(folder: string, log: Log): Promise<StorageLock> {
    const file = path.join(folder, 'lock');
    const identity = JSON.stringify({ pid: process.pid, host: os.hostname(), at: Date.now() + Math.random() });
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        await fs.writeFile(file, identity, { flag: 'wx' });
        const lock = new StorageLock(file, identity, true, null);
        lock.beat();
        return lock;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') {
          const reason = `The index is kept in memory only: ${reasonOf(error)}`;
          log.warn(`${reason} (${folder})`);
          return new StorageLock(file, identity, false, reason);
        }
      }
      const holder = await readHolder(file);
      if (holder === null) continue;
      if (holder.isAlive) {
        const reason = 'Another window has this index open; this one reads it and keeps its own changes in memory';
        log.info(`${reason} (process ${holder.pid})`);
        return new StorageLock(file, identity, false, reason);
      }
      await takeAway(file, holder.text);
    }
    const reason = 'Another window is opening this index; this one keeps its own changes in memory';
    return new StorageLock(file, identity, false, reason);
  }

  async release(): Promise<void> {
    if (this.heartbeat !== null) clearInterval(this.heartbeat);
    if (!this.isOwned) return;
    this.isOwned = false;
    const text = await fs.readFile(this.file, 'utf8').catch(() => '');
    if (text === this.identity) await fs.rm(this.file, { force: true });
  }

  private beat(): void {
    this.heartbeat = setInterval(() => void this.renew(), heartbeatMs);
    this.heartbeat.unref();
  }

  /** After a long sleep of the machine another window may have taken over: then this one stops writing. */
  private async renew(): Promise<void> {
    const text = await fs.readFile(this.file, 'utf8').catch(() => null);
    if (text !== this.identity) this.isOwned = false;
    else await fs.utimes(this.file, new Date(), new Date()).catch(() => undefined);
  }
}

interface Holder {
  readonly text: string;
  readonly pid: number;
  readonly isAlive: boolean;
}

/** Who holds the lock; null where nobody does any more. */
async function readHolder(file: string): Promise<Holder | null> {
  let text: string;
  let age: number;
  try {
    text = await fs.readFile(file, 'utf8');
    age = Date.now() - (await fs.stat(file)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const { pid, host } = JSON.parse(text) as { pid: number; host: string };
    return { text, pid, isAlive: age < staleMs && (host !== os.hostname() || isRunning(pid)) };
  } catch {
    // Half written: by a process that is just starting, or by one that died over it.
    return { text, pid: -1, isAlive: age < 2_000 };
  }
}

/** Takes a dead owner's file away; what turns out to be another's is put back. */
async function takeAway(file: string, text: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await fs.rename(file, aside);
    if ((await fs.readFile(aside, 'utf8')) !== text) await fs.link(aside, file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  }
  await fs.rm(aside, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
