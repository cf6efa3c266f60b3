import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { MediationOrg } from './MediationOrg.ts';

/** Mediation organisations by id; public. */
export const mediationOrg: Batch<string, MediationOrg | null> = async ({ db }, ids) => {
  const found = await rows<MediationOrg>(
    db,
    sql`select ${columns(MediationOrg, 'o')} from mediation_org o where o.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The organisation that sits in a service point, by the point's id. */
export const orgOfServicePoint: Batch<string, MediationOrg | null> = async ({ db }, ids) => {
  const found = await rows<MediationOrg>(
    db,
    sql`select ${columns(MediationOrg, 'o')} from mediation_org o
    where o.service_point_id = any(${ids}::uuid[]) and o.status <> 'DISSOLVED'`,
  );
  return inOrder(ids, found, ({ servicePointId }) => servicePointId);
};

/** The committee of an enterprise, by the enterprise's id. */
export const committeeOf: Batch<string, MediationOrg | null> = async ({ db }, ids) => {
  const found = await rows<MediationOrg>(
    db,
    sql`select ${columns(MediationOrg, 'o')} from mediation_org o
    where o.enterprise_id = any(${ids}::uuid[]) and o.status <> 'DISSOLVED'`,
  );
  return inOrder(ids, found, ({ enterpriseId }) => enterpriseId);
};
