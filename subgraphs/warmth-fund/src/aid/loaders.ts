import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { AidApplication } from './AidApplication.ts';
import { AidCycle } from './AidCycle.ts';
import { AidScheme } from './AidScheme.ts';
import { aidScope } from './scope.ts';

/** Applications by id; null for one that the viewer may not see. */
export const aidApplication: Batch<string, AidApplication | null> = async ({ db, viewer }, ids) => {
  const found = await rows<AidApplication>(
    db,
    sql`
    select ${columns(AidApplication, 'a')} from aid_application a where a.id = any(${ids}::uuid[]) and ${aidScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

export const aidCycle: Batch<string, AidCycle | null> = async ({ db }, ids) => {
  const found = await rows<AidCycle>(db, sql`select ${columns(AidCycle, 'c')} from aid_cycle c where c.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** The scheme of each cycle, by the cycle's id. */
export const schemeOfCycle: Batch<string, AidScheme | null> = async ({ db }, cycleIds) => {
  const found = await rows<AidScheme & { cycleId: string }>(
    db,
    sql`
    select ${columns(AidScheme, 's')}, c.id as "cycleId" from aid_scheme s join aid_cycle c on c.scheme_id = s.id
      where c.id = any(${cycleIds}::uuid[])`,
  );
  return inOrder(cycleIds, found, ({ cycleId }) => cycleId);
};
