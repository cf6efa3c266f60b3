import type { Viewer } from '@union-graph/identity';
import { columns, type PageSource, rows, sql, type Tx } from '@union-graph/subgraph';
import { ClientApplication } from './ClientApplication.ts';
import { PersistedOperation } from './PersistedOperation.ts';

/** The registered applications by name. They are internal: the resolver refuses who is not staff. */
export const clientApplications: PageSource<ClientApplication> = {
  name: 'clientApplications',
  select: () => sql`select ${columns(ClientApplication, 'c')} from client_application c`,
  order: [
    { by: 'name', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/** The operations of one application that are not retired. */
export const operationsOfApplication: PageSource<PersistedOperation> = {
  name: 'operationsOfApplication',
  select: () => sql`select ${columns(PersistedOperation, 'o')} from persisted_operation o
    where o.application_id = parent.key::uuid and o.retired_at is null`,
  order: [
    { by: 'hash', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};

/** The application whose operations a program publishes; undefined for other viewers. */
export async function findOwnApplication({
  db,
  viewer,
}: Pick<Tx, 'db'> & { readonly viewer: Viewer }): Promise<ClientApplication | undefined> {
  if (viewer.kind !== 'client' || viewer.clientId === null) return undefined;
  const [found] = await rows<ClientApplication>(
    db,
    sql`select ${columns(ClientApplication, 'c')} from client_application c where c.publisher_client_id = ${viewer.clientId}`,
  );
  return found;
}
