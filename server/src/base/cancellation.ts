/** What long work asks now and then whether it is still wanted. VS Code's and LSP's tokens fit. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
  /** Whether nobody waits for the work: between its slices it rests while others are answered. */
  readonly isBackground?: boolean;
}

/** The same token for work that nobody waits for. */
export function inBackground(token: CancellationToken): CancellationToken {
  return {
    isBackground: true,
    get isCancellationRequested() {
      return token.isCancellationRequested;
    },
  };
}

/** A token that is never cancelled. */
export const neverCancelled: CancellationToken = { isCancellationRequested: false };

/** Thrown by work that was cancelled; what it had finished stays usable. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledError';
  }
}

/** Throws {@link CancelledError} once `token` is cancelled. */
export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new CancelledError();
}
