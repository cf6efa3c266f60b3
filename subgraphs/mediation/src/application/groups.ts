import { refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { MediationOrg } from '../mediation-org/MediationOrg.ts';

/**
 * Throws for a dispute with employers of no bureau or group before the committee of a group, which mediates in that group (P11 art. 10). An employer
 * without a record, and one of which nothing is told, may be of the group.
 */
export async function refuseOutsideGroup(
  { db }: Tx,
  { kind, nameZh, enterpriseId }: Pick<MediationOrg, 'kind' | 'nameZh' | 'enterpriseId'>,
  enterpriseIds: readonly (string | null)[],
): Promise<void> {
  if (kind !== 'GROUP_COMMITTEE' || enterpriseIds.includes(null)) return;
  const inside = await rows(
    db,
    sql`select from unnest(${enterpriseIds}::uuid[]) as against(id) left join employer_place e on e.enterprise_id = against.id
    where against.id = ${enterpriseId}::uuid or e.of_bureau is distinct from false limit 1`,
  );
  refuseIf(
    inside.length === 0,
    'VALIDATION_FAILED',
    `"${nameZh}" mediates in its own group. Apply at the street's room or the centre of the district.`,
    { rule: 'P11 art. 10', field: 'orgId' },
  );
}
