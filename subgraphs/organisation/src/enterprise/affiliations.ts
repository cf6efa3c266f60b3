import { rows, sql, type Tx } from '@union-graph/subgraph';

export interface HeldAffiliation {
  readonly id: string;
  readonly unionId: string;
  readonly kind: 'OWN_UNION' | 'JOINT_UNION';
  readonly unionPath: string;
  /** The day on which the union was founded; null of one that was never approved. */
  readonly foundedOn: string | null;
}

/** The union that an employer belongs to now, with its path. The employer must be locked. */
export async function findAffiliation({ db }: Tx, enterpriseId: string): Promise<HeldAffiliation | undefined> {
  const [held] = await rows<HeldAffiliation>(
    db,
    sql`select a.id, a.kind, a.union_id as "unionId", u.scope_path as "unionPath", u.approved_at::text as "foundedOn" from enterprise_affiliation a join trade_union u on u.id = a.union_id
    where a.enterprise_id = ${enterpriseId} and a.to_day is null`,
  );
  return held;
}

/** The union that each of several employers belongs to now, by the employer's id; an employer without one is missing. */
export async function unionsOfEmployers({ db }: Tx, enterpriseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const held = await rows<{ id: string; unionId: string }>(
    db,
    sql`select enterprise_id as id, union_id as "unionId" from enterprise_affiliation
    where enterprise_id = any(${enterpriseIds}::uuid[]) and to_day is null`,
  );
  return new Map(held.map(({ id, unionId }) => [id, unionId]));
}
