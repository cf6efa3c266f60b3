import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningHouse } from '@union-graph/infra/house';
import type { ServiceName } from '@union-graph/infra/services';

/** Lets tests, which run in a process of their own, end a service the hard way: `POST /kill/venues` sends SIGKILL. */
export async function openControl({ children, databases }: RunningHouse): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const name = /^\/kill\/([\w-]+)$/.exec(request.url ?? '')?.[1] as ServiceName | 'postgres' | undefined;
    const pid = name === 'postgres' ? databases.postgres?.pid : name && children[name]?.pid;
    if (pid) process.kill(pid, 'SIGKILL');
    response.writeHead(pid ? 204 : 409).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
