import { connect } from 'node:net';

interface HalfSent {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** How far the request comes: nothing of it, a part of its head, or a part of its body. */
  readonly until?: 'nothing' | 'head' | 'body';
}

/** Far more than a server of these tests waits. */
const LIMIT_MS = 120_000;

/** Sends a part of a request and waits until the server closes the connection. Resolves with what it said; rejects when it never does. */
export function halfSent({ host, port, path, until = 'body' }: HalfSent): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(port, host, () => {
      if (until === 'nothing') return;
      socket.write(`POST ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\ncontent-type: application/json\r\n`);
      if (until === 'body') socket.write('content-length: 1000\r\n\r\n{"query": "');
    });
    const limit = setTimeout(() => {
      socket.destroy();
      reject(new Error(`A connection with a request sent up to its ${until} was not closed within ${LIMIT_MS / 1000} s.`));
    }, LIMIT_MS);
    socket.on('data', (chunk) => {
      said += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(limit);
      resolve(said);
    });
  });
}
