import type { Dispatcher } from 'undici';
import { SubgraphFault } from './answer.ts';

/** An answer larger than this is not read to its end. */
const MAX_BYTES = 64 * 1024 * 1024;

interface Post {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * Sends a request and reads the whole answer. Rejects with a {@link SubgraphFault} when it does not come in time, is too large, or
 * when `gone` is aborted; with the connection's own error otherwise. Without streams, which cost more than the call itself.
 */
export function post(
  dispatcher: Dispatcher,
  request: Post,
  timeoutMs: number,
  gone: AbortSignal,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let [status, size] = [0, 0];
    let controller: Dispatcher.DispatchController | undefined;
    let failure: Error | undefined;
    const settle = () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', abandon);
    };
    const fail = (error: Error): void => {
      failure ??= error;
      settle();
      controller?.abort(failure);
      reject(failure);
    };
    const abandon = () => fail(new SubgraphFault('abandoned', 'the client has gone away'));
    const timer = setTimeout(() => fail(new SubgraphFault('timeout', `no answer within ${timeoutMs} ms`)), timeoutMs);
    if (gone.aborted) return abandon();
    gone.addEventListener('abort', abandon);
    dispatcher.dispatch(
      { ...request, method: 'POST' },
      {
        onRequestStart: (started) => {
          controller = started;
          if (failure) started.abort(failure);
        },
        onResponseStart: (_, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_, chunk) => {
          size += chunk.length;
          if (size > MAX_BYTES) fail(new SubgraphFault('garbage', `an answer of more than ${MAX_BYTES} bytes`));
          else chunks.push(chunk);
        },
        onResponseEnd: () => {
          settle();
          const [only] = chunks;
          resolve({ status, text: (only && chunks.length === 1 ? only : Buffer.concat(chunks)).toString('utf8') });
        },
        onResponseError: (_, error) => fail(error),
      },
    );
  });
}
