import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation';
import { whileAsked } from '../base/foreground';

/** A disk that is slow, or an editor that does not say its settings, must not keep a reader waiting for ever. */
const longestOpeningMs = 3_000;

/**
 * The one place where a handler's failure is caught: it is logged, and the client gets the empty answer, since an
 * error pop-up in the middle of reading helps nobody. A cancelled request answers with LSP's code for that. Handlers run once `whenOpen` resolves.
 */
export function guarded(onError: (message: string) => void, whenOpen: Promise<void>) {
  let isOpen = false;
  const opened = Promise.race([
    whenOpen,
    new Promise<void>((resolve) => setTimeout(resolve, longestOpeningMs).unref()),
  ]).then(() => {
    isOpen = true;
  });
  return <P, R>(name: string, empty: R, handler: (params: P, token: CancellationToken) => Promise<R>) =>
    async (params: P, token: CancellationToken): Promise<R | ResponseError<void>> => {
      try {
        if (!isOpen) {
          await opened;
          if (token.isCancellationRequested) throw new CancelledError();
        }
        return await whileAsked(() => handler(params, token));
      } catch (error) {
        if (error instanceof CancelledError) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
        onError(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        return empty;
      }
    };
}
