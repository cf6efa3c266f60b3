import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { ClientApplication } from './ClientApplication.ts';

/** Applications by id. They are internal, and read below an operation that the viewer may read. */
export const clientApplication: Batch<string, ClientApplication | null> = async ({ db }, ids) =>
  inOrder(
    ids,
    await rows<ClientApplication>(
      db,
      sql`select ${columns(ClientApplication, 'c')} from client_application c where c.id = any(${ids}::uuid[])`,
    ),
    ({ id }) => id,
  );

interface LastUse {
  readonly id: string;
  readonly lastUsedAt: Date;
}

/** When operations were requested last; null for one that never was. */
export const lastUseOfOperation: Batch<string, LastUse | null> = async ({ db }, ids) =>
  inOrder(
    ids,
    await rows<LastUse>(
      db,
      sql`select operation_id as id, max(last_used_at) as "lastUsedAt" from operation_use
        where operation_id = any(${ids}::uuid[]) group by operation_id`,
    ),
    ({ id }) => id,
  );
