import v8 from 'node:v8';
import vm from 'node:vm';

/**
 * Collects garbage at once, in some hundred milliseconds. Segments that were merged lie outside of the heap, so that V8
 * does not feel their weight: after a cold index of 6,259 articles a collection brought 509 MB down to 372. Does nothing
 * where the runtime does not allow it.
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
