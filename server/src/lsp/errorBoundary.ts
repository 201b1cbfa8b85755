import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import { CancelledError } from '../base/cancellation';

/**
 * The one place where a handler's failure is caught: it is logged, and the client gets the empty answer, since an
 * error pop-up in the middle of reading helps nobody. A cancelled request answers with LSP's code for that.
 */
export function guarded(onError: (message: string) => void) {
  return <P, R>(name: string, empty: R, handler: (params: P, token: CancellationToken) => Promise<R>) =>
    async (params: P, token: CancellationToken): Promise<R | ResponseError<void>> => {
      try {
        return await handler(params, token);
      } catch (error) {
        if (error instanceof CancelledError) return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
        onError(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        return empty;
      }
    };
}
