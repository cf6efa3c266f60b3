import type { Dispatcher } from 'undici';
import { SubgraphFault } from './answer.ts';
import { decode } from './decode.ts';
import type { Wait } from './flight.ts';

/** What came back, as far as it is read. */
export interface Reply {
  readonly status: number;
  readonly type: string | undefined;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

export interface Post {
  readonly path: string;
  readonly headers: string[];
  readonly body: string;
}

/**
 * Sends a request and reads the whole answer. Rejects with what it is stopped with, with a {@link SubgraphFault} when the answer is
 * larger than `maxBytes`, and with the connection's own error otherwise. Without streams, which cost more than the call itself.
 */
export function post(dispatcher: Dispatcher, { path, headers, body }: Post, maxBytes: number): Wait<Reply> {
  const exchange = new Exchange(maxBytes);
  dispatcher.dispatch({ path, method: 'POST', headers, body }, exchange);
  return exchange;
}

/** One request and its answer. A class, as few things here, because functions made for each call are what a call would cost most. */
class Exchange implements Dispatcher.DispatchHandler, Wait<Reply> {
  readonly done: Promise<Reply>;
  readonly #maxBytes: number;
  #resolve!: (reply: Reply) => void;
  #reject!: (error: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #failure: Error | undefined;
  #status = 0;
  #headers: Record<string, string | string[] | undefined> = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  stop(fault: Error): void {
    this.#failure ??= fault;
    this.#controller?.abort(this.#failure);
    this.#reject(this.#failure);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(_: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) this.stop(new SubgraphFault('oversized', `an answer of more than ${this.#maxBytes} bytes`));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const chunks = this.#chunks;
    const [only] = chunks;
    const body = only && chunks.length === 1 ? only : Buffer.concat(chunks);
    const encodings = single(this.#headers['content-encoding']);
    if (encodings === undefined) this.#land(body);
    else
      decode(body, encodings, this.#maxBytes).then(
        (decoded) => this.#land(decoded),
        (error: Error) => this.stop(error),
      );
  }

  #land(body: Buffer): void {
    const { 'content-type': type, 'retry-after': retryAfter } = this.#headers;
    this.#resolve({ status: this.#status, type: single(type), retryAfter: single(retryAfter), text: body.toString('utf8') });
  }

  onResponseError(_: unknown, error: Error): void {
    this.stop(error);
  }
}

const single = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);
