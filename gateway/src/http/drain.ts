import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Tracks the connections of a server for a graceful shutdown: requests in flight are finished, and idle connections are destroyed, also those
 * that have sent nothing yet, which `closeIdleConnections` does not close. Returns a function that runs `close` to its end.
 */
export function createDrain(server: Server): (close: () => Promise<void>) => Promise<void> {
  const requests = new Map<Socket, number>();
  const add = (socket: Socket, count: number) => {
    const now = requests.get(socket);
    if (now !== undefined) requests.set(socket, now + count);
  };
  server.on('connection', (socket: Socket) => {
    requests.set(socket, 0);
    socket.once('close', () => requests.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    add(socket, 1);
    response.once('close', () => add(socket, -1));
  });
  const destroyIdle = () => {
    for (const [socket, count] of requests) if (count === 0) socket.destroy();
  };
  return async (close) => {
    const timer = setInterval(destroyIdle, 25);
    try {
      await close();
    } finally {
      clearInterval(timer);
    }
  };
}
