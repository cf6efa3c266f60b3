import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type EarlyRefusal, refusalBody } from '../request/refusal.ts';

/** Refusals by the error code of Node.js's HTTP parser. */
const UNREAD: Readonly<Record<string, EarlyRefusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'BAD_USER_INPUT',
    message: 'The request did not arrive whole in time. Send it again.',
  },
  HPE_HEADER_OVERFLOW: { status: 431, code: 'BAD_USER_INPUT', message: 'The headers of the request are too large.' },
};
const MALFORMED: EarlyRefusal = { status: 400, code: 'BAD_USER_INPUT', message: 'The request is not valid HTTP.' };

/**
 * Answers a request that Node.js could not parse, and closes its connection. A connection on which nothing ever came is closed without a word: clients
 * open more connections than they use, and would take the word as the answer to a request that they send at that moment.
 */
export function refuseUnread(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable && socket.bytesRead > 0) {
    const refusal = UNREAD[error.code ?? ''] ?? MALFORMED;
    const body = refusalBody(refusal);
    const head = [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${randomUUID()}`,
      'x-content-type-options: nosniff',
      'connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy(error);
}
