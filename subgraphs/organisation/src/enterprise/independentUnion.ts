import { independentUnionDue as unionDueEvent } from '@union-graph/events';
import { type Batch, civilDay, inOrder, raw, rows, type Sql, sql, type Tx } from '@union-graph/subgraph';

/** Members of a joint union at one employer from which on the law asks for a union of their own (Trade Union Law 2009, art. 10). */
export const ENOUGH_FOR_A_UNION = 25;

/** Whether so many people of an employer are members of joint unions; counts no further than it must. */
const isDue = (enterpriseId: Sql): Sql => sql`(select count(*) from (
  select from member m join trade_union u on u.id = m.union_id and u.kind = 'COMMUNITY_JOINT_UNION'
  where m.employer_id = ${enterpriseId} and m.membership_status in ('ACTIVE', 'TRANSFERRING', 'RETAINED')
  limit ${ENOUGH_FOR_A_UNION}) as enough) >= ${ENOUGH_FOR_A_UNION}`;

/** Whether a union of its own is due at each employer (ORG-INV-7). */
export const independentUnionDue: Batch<string, boolean> = async ({ db }, enterpriseIds) => {
  const found = await rows<{ id: string; due: boolean }>(
    db,
    sql`select e.id, ${isDue(raw('e.id'))} as due from unnest(${enterpriseIds}::uuid[]) as e(id)`,
  );
  return inOrder(enterpriseIds, found, ({ id }) => id).map((row) => row?.due ?? false);
};

/**
 * After people joined: tells once of each employer at which a union of its own has become due (ORG-INV-7). The employer is
 * locked before anybody is counted, so that of two who join at once the second counts the first.
 */
export async function tellIndependentUnionsDue(tx: Tx, employerIds: readonly (string | null)[]): Promise<void> {
  const ids = [...new Set(employerIds.filter((id) => id !== null))].sort();
  if (ids.length === 0) return;
  await rows(tx.db, sql`select from enterprise e where e.id = any(${ids}::uuid[]) order by e.id for update`);
  const [due] = (await tx.db.query(
    ...statement(sql`
    update enterprise e set independent_union_told_on = ${civilDay(tx.now)}
    where e.id = any(${ids}::uuid[]) and e.independent_union_told_on is null and ${isDue(raw('e.id'))}
    returning e.id, e.version, e.district_code as "districtCode"`),
  )) as [{ id: string; version: number; districtCode: string }[], number];
  for (const { districtCode, ...employer } of due)
    await tx.publish(unionDueEvent, employer, { districtCode, members: ENOUGH_FOR_A_UNION });
}

const statement = ({ text, values }: Sql): [string, unknown[]] => [text, values];
