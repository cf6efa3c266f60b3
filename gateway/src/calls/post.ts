import type { Dispatcher } from 'undici';
import { SubgraphFault } from './answer.ts';
import type { Wait } from './flight.ts';

/** What came back, as far as it is read. */
export interface Reply {
  readonly status: number;
  readonly type: string | undefined;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

interface Post {
  readonly path: string;
  readonly headers: string[];
  readonly body: string;
}

/**
 * Sends a request and reads the whole answer. Rejects with what it is stopped with, with a {@link SubgraphFault} when the answer is
 * larger than `maxBytes`, and with the connection's own error otherwise. Without streams, which cost more than the call itself.
 */
export function post(dispatcher: Dispatcher, { path, headers, body }: Post, maxBytes: number): Wait<Reply> {
  let stop: (fault: Error) => void = () => {};
  const done = new Promise<Reply>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let [status, size] = [0, 0];
    let received: Record<string, string | string[] | undefined> = {};
    let controller: Dispatcher.DispatchController | undefined;
    let failure: Error | undefined;
    stop = (fault) => {
      failure ??= fault;
      controller?.abort(failure);
      reject(failure);
    };
    dispatcher.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart: (started) => {
          controller = started;
          if (failure) started.abort(failure);
        },
        onResponseStart: (_, statusCode, responseHeaders) => {
          status = statusCode;
          received = responseHeaders;
        },
        onResponseData: (_, chunk) => {
          size += chunk.length;
          if (size > maxBytes) stop(new SubgraphFault('oversized', `an answer of more than ${maxBytes} bytes`));
          else chunks.push(chunk);
        },
        onResponseEnd: () => {
          const [only] = chunks;
          const text = (only && chunks.length === 1 ? only : Buffer.concat(chunks)).toString('utf8');
          resolve({ status, type: single(received['content-type']), retryAfter: single(received['retry-after']), text });
        },
        onResponseError: (_, error) => stop(error),
      },
    );
  });
  return { done, stop: (fault) => stop(fault) };
}

const single = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);
