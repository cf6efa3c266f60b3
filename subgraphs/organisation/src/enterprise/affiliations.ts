import { rows, sql, type Tx } from '@union-graph/subgraph';

export interface HeldAffiliation {
  readonly id: string;
  readonly unionId: string;
  readonly kind: 'OWN_UNION' | 'JOINT_UNION';
  readonly unionPath: string;
}

/** The union that an employer belongs to now, with its path. The employer must be locked. */
export async function findAffiliation({ db }: Tx, enterpriseId: string): Promise<HeldAffiliation | undefined> {
  const [held] = await rows<HeldAffiliation>(
    db,
    sql`select a.id, a.kind, a.union_id as "unionId", u.scope_path as "unionPath" from enterprise_affiliation a join trade_union u on u.id = a.union_id
    where a.enterprise_id = ${enterpriseId} and a.to_day is null`,
  );
  return held;
}
