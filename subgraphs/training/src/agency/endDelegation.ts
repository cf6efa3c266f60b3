import { rows, sql, type Tx } from '@union-graph/subgraph';

/** Who has died acts for no agency any more; the city's departments see in `agencyDelegates` which agency needs another delegate. */
export async function endDelegationOfDead({ db, now }: Tx, personId: string): Promise<void> {
  await rows(
    db,
    sql`update agency_delegate set agency_code = null, appointed_by = null, appointed_at = ${now}, version = version + 1
      where person_id = ${personId} and agency_code is not null`,
  );
}
