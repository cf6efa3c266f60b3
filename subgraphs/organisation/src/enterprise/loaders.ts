import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Enterprise } from './Enterprise.ts';
import { signedIn } from './scope.ts';

/** Employers by id, for whoever signed in. */
export const enterprise: Batch<string, Enterprise | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Enterprise>(
    db,
    sql`select ${columns(Enterprise, 'e')} from enterprise e where e.id = any(${ids}::uuid[]) and ${signedIn(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Employers by organisation code, for whoever signed in. */
export const enterpriseByCode: Batch<string, Enterprise | null> = async ({ db, viewer }, codes) => {
  const found = await rows<Enterprise>(
    db,
    sql`select ${columns(Enterprise, 'e')} from enterprise e where e.org_code = any(${codes}) and ${signedIn(viewer)}`,
  );
  return inOrder(codes, found, ({ orgCode }) => orgCode);
};

export interface Affiliation {
  readonly enterpriseId: string;
  readonly kind: 'OWN_UNION' | 'JOINT_UNION';
  readonly unionId: string;
  readonly from: string;
  readonly to: string | null;
}

/** The union that each employer belongs to now. */
export const affiliation: Batch<string, Affiliation | null> = async ({ db }, enterpriseIds) => {
  const found = await rows<Affiliation>(
    db,
    sql`select a.enterprise_id as "enterpriseId", a.kind, a.union_id as "unionId", a.from_day as "from", a.to_day as "to"
    from enterprise_affiliation a where a.enterprise_id = any(${enterpriseIds}::uuid[]) and a.to_day is null`,
  );
  return inOrder(enterpriseIds, found, ({ enterpriseId }) => enterpriseId);
};
