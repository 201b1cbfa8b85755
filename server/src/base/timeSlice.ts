import { throwIfCancelled, type CancellationToken } from './cancellation';
import { giveWay } from './foreground';

/** How long work may hold the event loop before it lets others in. */
export const sliceMs = 10;

/** Lets timers, I/O and requests in. `setTimeout` would cost a millisecond or more each time. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** Cuts a long loop into slices: call {@link pause} in every round. */
export class TimeSlice {
  private started = performance.now();

  constructor(private readonly token: CancellationToken) {}

  /** Whether the slice is used up. */
  get isOver(): boolean {
    return performance.now() - this.started >= sliceMs;
  }

  /** Yields where the slice is used up, in the background until others are answered. Throws `CancelledError` once the token is cancelled. */
  async pause(): Promise<void> {
    throwIfCancelled(this.token);
    if (!this.isOver) return;
    await yieldToEventLoop();
    if (this.token.isBackground === true) await giveWay();
    throwIfCancelled(this.token);
    this.started = performance.now();
  }
}
