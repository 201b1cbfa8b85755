import v8 from 'node:v8';
import vm from 'node:vm';

/**
 * Collects garbage at once, in some hundred milliseconds. A cold index leaves as much behind as it keeps: segments that
 * were merged lie outside of the heap, so that V8 does not feel their weight and would keep them for minutes. Does
 * nothing where the runtime does not allow it.
 */
export function collectGarbage(): void {
  try {
    v8.setFlagsFromString('--expose-gc');
    const collect: unknown = vm.runInNewContext('typeof gc === "function" ? gc : null');
    if (typeof collect === 'function') collect();
  } catch {
    // The memory comes back later.
  }
}
