import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { MediationCase } from '../case/MediationCase.ts';
import { settle } from '../case/settleCase.ts';

/**
 * Throws `DUPLICATE` with the case number where one of the disputes is open already (MED-INV-3). Calls about the same
 * dispute wait for each other; a case whose time is over is settled and makes room. The index `case_claim_one_open` is
 * the last guard.
 */
export async function refuseDuplicates(tx: Tx, disputeKeys: readonly string[]): Promise<void> {
  for (const key of [...disputeKeys].sort()) await tx.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  const open = await rows<{ caseId: string }>(
    tx.db,
    sql`select distinct c.case_id as "caseId" from case_claim c
    where c.open and c.dispute_key = any(${disputeKeys}) order by c.case_id`,
  );
  for (const { caseId } of open) {
    const row = await tx.db.findOneOrFail(MediationCase, { where: { id: caseId }, lock: { mode: 'pessimistic_write' } });
    const { closedAt, caseNo } = await settle(tx, row);
    if (closedAt) continue;
    throw new Refusal('DUPLICATE', `This dispute is open as case "${caseNo}". Go on with that one.`, {
      rule: 'MED-INV-3',
      field: 'claims',
    });
  }
}
