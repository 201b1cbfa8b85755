import os from 'node:os';

/**
 * Puts the calling thread behind those that answer questions. On Linux a priority is a thread's own; elsewhere it would
 * slow the whole server down, and nothing is done.
 */
export function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A machine that forbids it works at full priority.
  }
}
