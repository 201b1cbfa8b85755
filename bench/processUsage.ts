import fs from 'node:fs';

/** Resident memory of a process with all its threads, in bytes; 0 where the system does not tell. */
export function residentBytes(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`));
  return match === null ? 0 : Number(match[1]) * 1024;
}

/** Processor seconds that a process has used in all its threads; 0 where the system does not tell. */
export function processorSeconds(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

/** Watches the largest resident memory of a process until stopped. */
export function watchMemory(pid: number): { stop(): number } {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, residentBytes(pid))), 100);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    // Not Linux, or the process is gone.
    return '';
  }
}
