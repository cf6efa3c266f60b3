import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '../../test/gateway.ts';
import { createDealer, type Dealer } from './dealer.ts';

const fail = (error: Error): void => {
  throw error;
};

describe('the dealer of connections', () => {
  let dealer: Dealer<string>;
  let workers: string[];
  let sent: { worker: string; id: number }[];
  let port: number;
  const clients: Socket[] = [];
  beforeEach(async () => {
    workers = ['a', 'b', 'c'];
    sent = [];
    dealer = createDealer<string>({ workers: () => workers, send: (worker, id) => sent.push({ worker, id }), onError: fail });
    port = Number(new URL(await dealer.listen('127.0.0.1', 0)).port);
  });
  afterEach(() => {
    dealer.stop();
    for (const client of clients.splice(0)) client.destroy();
  });

  /** Opens a connection; `ended` has how it ended. */
  async function open() {
    const client = connect(port, '127.0.0.1');
    clients.push(client);
    const ending = { ended: '' };
    client.on('error', (error: NodeJS.ErrnoException) => (ending.ended = error.code ?? ''));
    client.on('close', () => (ending.ended ||= 'closed'));
    // A connection may be reset before it counts as open.
    await once(client, 'connect').catch(() => undefined);
    return ending;
  }
  const openMany = async (count: number) => {
    for (let n = 0; n < count; n++) {
      const before = sent.length;
      await open();
      await eventually(() => expect(sent).toHaveLength(before + 1));
    }
  };
  const countOf = (worker: string) => sent.filter((one) => one.worker === worker).length;

  test('gives each connection to the worker that has the fewest', async () => {
    await openMany(9);
    expect(workers.map(countOf)).toEqual([3, 3, 3]);
    for (const { worker, id } of sent) dealer.received(worker, id);
    dealer.closed('b');
    dealer.closed('b');
    await openMany(2);
    expect(workers.map(countOf)).toEqual([3, 5, 3]);
  });

  test('gives none to a worker that takes none, and all to a new one until it has as many', async () => {
    workers = ['a', 'b'];
    await openMany(4);
    workers = ['b', 'd'];
    await openMany(2);
    expect(['a', 'b', 'd'].map(countOf)).toEqual([2, 2, 2]);
  });

  test('resets what a worker had not received when it ended, and what comes while no worker runs', async () => {
    workers = ['a'];
    const first = await open();
    await eventually(() => expect(sent).toHaveLength(1));
    dealer.ended('a');
    await eventually(() => expect(first.ended).toBe('ECONNRESET'));
    workers = [];
    const second = await open();
    await eventually(() => expect(second.ended).toBe('ECONNRESET'));
  });

  test('rejects a port in use', async () => {
    const other = createDealer<string>({ workers: () => workers, send: () => undefined, onError: fail });
    await expect(other.listen('127.0.0.1', port)).rejects.toThrow('EADDRINUSE');
  });
});
