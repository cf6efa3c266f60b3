import { rows, sql, type Tx } from '@union-graph/subgraph';
import { HAS_DIED_ZH } from '../member/died.ts';
import { lockAccount } from './lockAccount.ts';

/** Gives back the credits that a member who has died asked to have counted for a diploma; by nobody, so that `decided_by` is null. */
export async function releaseConversionsOfDead(tx: Tx, memberId: string): Promise<void> {
  await lockAccount(tx, memberId);
  await rows(
    tx.db,
    sql`update credit_entry e set status = 'AVAILABLE', conversion_id = null, version = e.version + 1
      from credit_conversion v where v.id = e.conversion_id and v.member_id = ${memberId} and v.status = 'REQUESTED'`,
  );
  await rows(
    tx.db,
    sql`update credit_conversion set status = 'RELEASED', reason = ${HAS_DIED_ZH}, decided_at = ${tx.now}, version = version + 1
      where member_id = ${memberId} and status = 'REQUESTED'`,
  );
}
