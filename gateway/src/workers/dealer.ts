import { createServer, type Socket } from 'node:net';

/** The connections of one worker. */
interface Dealt {
  /** How many are open. */
  open: number;
  /** Connections that were sent to the worker and that it has not received yet, by id. */
  readonly unreceived: Map<number, Socket>;
  /** When the worker was chosen last, as a count of connections. */
  chosenAt: number;
}

interface DealerOptions<Worker> {
  /** The workers that can be given a connection now. */
  readonly workers: () => readonly Worker[];
  readonly send: (worker: Worker, id: number, socket: Socket) => void;
  /** Called when a connection cannot be accepted, for example because this process has too many open files. */
  readonly onError: (error: Error) => void;
}

/** Accepts the connections of the port in the primary process, and gives each to the worker that has the fewest. */
export interface Dealer<Worker> {
  /** Listens, and returns the URL. Rejects when the port is in use or not permitted. */
  listen(host: string, port: number): Promise<string>;
  /** The worker has received a connection: this process closes its own copy. */
  received(worker: Worker, id: number): void;
  /** A connection of the worker was closed. */
  closed(worker: Worker): void;
  /** The worker has ended. Connections that it did not receive are reset, as are those that it had. */
  ended(worker: Worker): void;
  /** Accepts no more connections. */
  stop(): void;
}

/**
 * Node's own ways do not do it: with `SCHED_NONE` the operating system may give all of a few connections to one worker, and with `SCHED_RR` a connection
 * that was sent to a dying worker stays open in the primary without an answer.
 */
export function createDealer<Worker>({ workers, send, onError }: DealerOptions<Worker>): Dealer<Worker> {
  const dealt = new Map<Worker, Dealt>();
  let lastId = 0;
  const dealtTo = (worker: Worker): Dealt => {
    const known = dealt.get(worker) ?? { open: 0, unreceived: new Map(), chosenAt: 0 };
    dealt.set(worker, known);
    return known;
  };
  const leastBusy = (): Worker | undefined =>
    [...workers()].sort((one, other) => {
      const [a, b] = [dealtTo(one), dealtTo(other)];
      return a.open - b.open || a.chosenAt - b.chosenAt;
    })[0];
  const deal = (socket: Socket): void => {
    socket.on('error', () => undefined);
    const worker = leastBusy();
    // As if nobody listened: so it is while no worker runs.
    if (worker === undefined) return void socket.resetAndDestroy();
    const id = ++lastId;
    const connections = dealtTo(worker);
    connections.open++;
    connections.chosenAt = id;
    connections.unreceived.set(id, socket);
    send(worker, id, socket);
  };
  // The primary must read nothing: the worker would miss it.
  const server = createServer({ pauseOnConnect: true, noDelay: true }, deal);
  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port, exclusive: true }, () => {
          server.off('error', reject).on('error', onError);
          const address = server.address();
          resolve(`http://${host}:${typeof address === 'object' && address ? address.port : port}`);
        });
      }),
    received: (worker, id) => {
      const { unreceived } = dealtTo(worker);
      unreceived.get(id)?.destroy();
      unreceived.delete(id);
    },
    closed: (worker) => {
      dealtTo(worker).open--;
    },
    ended: (worker) => {
      for (const socket of dealt.get(worker)?.unreceived.values() ?? []) socket.resetAndDestroy();
      dealt.delete(worker);
    },
    stop: () => void server.close(),
  };
}
