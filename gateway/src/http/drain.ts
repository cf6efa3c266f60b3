import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

/** How a server gives up its connections. */
export interface Drain {
  /**
   * Takes no new connections, answers on the open ones with `connection: close`, and destroys those on which nobody has asked for `idleMs`.
   * Resolves when none is left. Meanwhile all requests are answered.
   */
  retire(idleMs: number): Promise<void>;
  /** Runs `close` to its end: requests in flight are finished, and idle connections are destroyed at once. */
  close(close: () => Promise<void>): Promise<void>;
}

const LOOK_MS = 25;

interface Use {
  /** Requests in flight. */
  requests: number;
  /** When the last one began or ended. */
  at: number;
}

/** Tracks the connections of a server, also those that have sent nothing yet, which `closeIdleConnections` does not close. */
export function createDrain(server: Server): Drain {
  const uses = new Map<Socket, Use>();
  let isRetiring = false;
  const note = (socket: Socket, count: number): void => {
    const use = uses.get(socket);
    if (!use) return;
    use.requests += count;
    use.at = performance.now();
  };
  server.on('connection', (socket: Socket) => {
    uses.set(socket, { requests: 0, at: performance.now() });
    socket.once('close', () => uses.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (isRetiring) response.shouldKeepAlive = false;
    note(socket, 1);
    response.once('close', () => note(socket, -1));
  });
  const destroyIdle = (idleMs: number): void => {
    const since = performance.now() - idleMs;
    for (const [socket, { requests, at }] of uses) if (requests === 0 && at <= since) socket.destroy();
  };
  /** Resolves when no connection is left; meanwhile destroys those that have been idle for so long. */
  const drained = async (idleMs: number): Promise<void> => {
    while (uses.size > 0) {
      destroyIdle(idleMs);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  return {
    retire: async (idleMs) => {
      isRetiring = true;
      // The method of http servers would destroy idle connections at once, on some of which a request is under way.
      NetServer.prototype.close.call(server);
      await drained(idleMs);
    },
    close: async (close) => {
      // A server that takes its connections from another process does not wait for them itself.
      await Promise.all([close(), drained(0)]);
    },
  };
}
