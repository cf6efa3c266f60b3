import { rows, sql, type Tx } from '@union-graph/subgraph';

/**
 * Holds what is to be paid into the account of a worker who has died (民法典第1122条): the payout can only be voided, and asked for again with the account of the
 * heirs. What the bank has ends as it tells, what was taken back is paid to nobody, and what the heirs have named an account for does not wait.
 */
export const holdForHeirs = (tx: Tx, memberId: string): Promise<void> => waitUnless(tx, memberId, 'HEIRS_NAMED');

/**
 * After a death that was taken back: what waited for heirs goes to the worker, and what is to be paid into the account of those who were taken for heirs waits
 * from then on, and can only be voided.
 */
export const releaseToLiving = (tx: Tx, memberId: string): Promise<void> => waitUnless(tx, memberId, 'WORKER_NAMED');

/** Has those payouts wait whose account was not named by whoever is to be paid, and no others; however often it is done. */
async function waitUnless({ db }: Tx, memberId: string, right: 'HEIRS_NAMED' | 'WORKER_NAMED'): Promise<void> {
  const waits = right === 'HEIRS_NAMED' ? sql`not d.named_since_death` : sql`d.named_since_death`;
  await rows(
    db,
    sql`with changed as (
      update disbursement d set waits_for_heirs = ${waits}, version = d.version + 1 from payout_source s
      where d.member_id = ${memberId}::uuid and d.status in ('REQUESTED', 'RESERVED', 'APPROVED', 'SENT', 'FAILED')
        and d.waits_for_heirs <> (${waits}) and (s.subgraph, s.type, s.id) = (d.source_subgraph, d.source_type, d.source_id)
        and s.state = 'APPROVED' returning d.id)
    select id from changed`,
  );
}
