import { homeListed } from '@union-graph/events';
import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { WorkersHome } from '../workers-home/WorkersHome.ts';
import type { Union } from './Union.ts';

/**
 * Gives the homes of a union to the one that it was merged into, which runs them from now on; other services are told. A home whose name the heir has
 * for one of its own stays. Both unions must be locked.
 */
export async function passHomes(tx: Tx, ended: Union, heir: Union): Promise<void> {
  const homes = await rows<WorkersHome>(
    tx.db,
    sql`select ${columns(WorkersHome, 'h')} from workers_home h where h.union_id = ${ended.id} and not exists (select from workers_home o
      where o.union_id = ${heir.id} and lower(replace(o.name_zh, ' ', '')) = lower(replace(h.name_zh, ' ', ''))) order by h.id for update of h`,
  );
  for (const row of homes) {
    const home = await updateRow(tx.db, WorkersHome, tx.db.create(WorkersHome, { ...row }), { unionId: heir.id });
    await tx.publish(homeListed, home, { unionId: home.unionId, districtCode: home.districtCode });
  }
}
