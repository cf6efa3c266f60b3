import { lockByName, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { SubsidyStatus } from './rules.ts';
import type { SubsidyApplication } from './SubsidyApplication.ts';

/** Applications in these states do not count: the member may apply for the level again. */
const OVER: readonly SubsidyStatus[] = ['REJECTED', 'WITHDRAWN'];

/**
 * Refuses a second subsidy of one level for one person (SKL-INV-3: level 2 and later level 1, two payments). A second certificate of a level, in the same or in
 * another occupation, carries none. A decision counts applications that were verified before: records that were merged may each bring one. The lock serialises
 * the applications and decisions of one member.
 */
export async function refuseSecondOfLevel(
  tx: Tx,
  { id, memberId, level }: Pick<SubsidyApplication, 'memberId' | 'level'> & { readonly id?: string },
): Promise<void> {
  const isDecision = id !== undefined;
  await lockByName(tx.db, `subsidies:${memberId}`);
  const [other] = await rows<{ certNo: string }>(
    tx.db,
    sql`select a.cert_no as "certNo" from subsidy_application a where a.member_id = ${memberId} and a.level = ${level}
      and a.id is distinct from ${id ?? null}::uuid and a.status <> all(${isDecision ? [...OVER, 'SUBMITTED'] : OVER}::text[]) order by a.cert_no limit 1`,
  );
  if (other)
    throw new Refusal(
      'DUPLICATE',
      `One person gets the subsidy of level ${level} once. There is an application for the certificate "${other.certNo}" of this level.`,
      { rule: 'SKL-INV-3', field: isDecision ? 'applicationId' : 'certNo' },
    );
}
