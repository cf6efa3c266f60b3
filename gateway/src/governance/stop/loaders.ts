import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { EmergencyStop } from './EmergencyStop.ts';

/** Stops by id. */
export const emergencyStop: Batch<string, EmergencyStop | null> = async ({ db }, ids) =>
  inOrder(
    ids,
    await rows<EmergencyStop>(
      db,
      sql`select ${columns(EmergencyStop, 's')} from emergency_stop s where s.id = any(${ids}::uuid[])`,
    ),
    ({ id }) => id,
  );
