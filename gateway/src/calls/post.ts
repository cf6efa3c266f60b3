import { isUtf8 } from 'node:buffer';
import type { Dispatcher } from 'undici';
import type { ByteString } from '../operation/byteString.ts';
import { decodeBody } from './decodeBody.ts';
import type { Cancellable } from './inFlightRequest.ts';
import { SubgraphFault } from './subgraphFault.ts';

/** The parts of an HTTP response that are read. */
export interface HttpResponse {
  readonly status: number;
  /** The header `content-type`. */
  readonly type: string | undefined;
  readonly retryAfter: string | undefined;
  readonly text: ByteString;
}

/** The parts of an HTTP POST request that differ between calls. */
export interface HttpPost {
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: ByteString;
}

/**
 * Sends a request and reads the whole response. Rejects with the fault of `cancel`, with a {@link SubgraphFault} when the body is larger
 * than `maxBytes`, is not UTF-8 or cannot be decoded, and with the connection's own error otherwise. Uses no streams, which cost more than the rest of a
 * call.
 */
export function post(dispatcher: Dispatcher, { path, headers, body }: HttpPost, maxBytes: number): Cancellable<HttpResponse> {
  const exchange = new HttpExchange(maxBytes);
  dispatcher.dispatch({ path, method: 'POST', headers, body: Buffer.from(body, 'latin1') }, exchange);
  return exchange;
}

/** One request and its response. A class, because closures created for each call would be the largest cost of a call. */
class HttpExchange implements Dispatcher.DispatchHandler, Cancellable<HttpResponse> {
  readonly done: Promise<HttpResponse>;
  readonly #maxBytes: number;
  #resolve!: (reply: HttpResponse) => void;
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

  cancel(fault: Error): void {
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
    if (this.#size > this.#maxBytes)
      this.cancel(new SubgraphFault('oversized', `an answer of more than ${this.#maxBytes} bytes`));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const chunks = this.#chunks;
    const [only] = chunks;
    const body = only && chunks.length === 1 ? only : Buffer.concat(chunks);
    const encodings = firstValue(this.#headers['content-encoding']);
    if (encodings === undefined) this.#complete(body);
    else
      decodeBody(body, encodings, this.#maxBytes).then(
        (decoded) => this.#complete(decoded),
        (error: Error) => this.cancel(error),
      );
  }

  #complete(body: Buffer): void {
    // Decoding would replace what is malformed, and a client would get characters that no subgraph answered.
    if (!isUtf8(body)) {
      this.cancel(new SubgraphFault('malformed', `an answer of ${body.length} bytes that is not UTF-8`));
      return;
    }
    const { 'content-type': type, 'retry-after': retryAfter } = this.#headers;
    this.#resolve({
      status: this.#status,
      type: firstValue(type),
      retryAfter: firstValue(retryAfter),
      text: body.toString('latin1'),
    });
  }

  onResponseError(_: unknown, error: Error): void {
    this.cancel(error);
  }
}

const firstValue = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);
