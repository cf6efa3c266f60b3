import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningHouse } from '@union-graph/infra/house';
import type { ServiceName } from '@union-graph/infra/services';

const SIGNALS = { kill: 'SIGKILL', hang: 'SIGSTOP', continue: 'SIGCONT' } as const;

/**
 * Lets tests, which run in a process of their own, end a service the hard way, or make it hang: `POST /kill/venues` sends SIGKILL, `/hang/venues`
 * SIGSTOP, after which it takes connections and answers nothing, and `/continue/venues` SIGCONT.
 */
export async function openControl({ children, databases }: RunningHouse): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const [, verb, name] = (request.url ?? '').split('/') as [string, keyof typeof SIGNALS, ServiceName | 'postgres'];
    const signal = SIGNALS[verb];
    const pid = name === 'postgres' ? databases.postgres?.pid : name && children[name]?.pid;
    if (pid && signal) process.kill(pid, signal);
    response.writeHead(pid && signal ? 204 : 409).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
