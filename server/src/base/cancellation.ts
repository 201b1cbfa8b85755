/** What long work asks now and then whether it is still wanted. VS Code's and LSP's tokens fit. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
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
