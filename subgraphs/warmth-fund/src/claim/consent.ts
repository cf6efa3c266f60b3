import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { ClaimEvent } from './rules.ts';

/** What a disability is known by is data about health: it is taken with the member's separate consent alone (PIPL arts. 28, 29; 2.5.7). */
export async function checkHealthConsent(tx: Tx, memberId: string, event: ClaimEvent): Promise<void> {
  if (event !== 'DISABILITY') return;
  const given = await rows(
    tx.db,
    sql`select from consent_standing c where c.member_id = ${memberId} and c.purpose = 'DELIVERY' and 'health' = any(c.scope) and c.separate
      and c.given_at <= ${tx.now} and (c.withdrawn_at is null or c.withdrawn_at > ${tx.now}) limit 1`,
  );
  if (given.length > 0) return;
  throw new Refusal(
    'CONSENT_REQUIRED',
    'A claim for a disability holds data about health. The member must consent to its use separately: purpose "DELIVERY", scope "health".',
    { rule: 'PIPL art. 29' },
  );
}
