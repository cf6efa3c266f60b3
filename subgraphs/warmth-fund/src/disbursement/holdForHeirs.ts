import { rows, sql, type Tx } from '@union-graph/subgraph';

/**
 * Holds what is to be paid into the account of a worker who has died (民法典第1122条): the payout can only be voided, and asked for again with the account of the
 * heirs. What the bank has ends as it tells, what was taken back is paid to nobody, and what the heirs have named an account for does not wait.
 */
export async function holdForHeirs({ db }: Tx, memberId: string): Promise<void> {
  await rows(
    db,
    sql`with held as (
      update disbursement d set waits_for_heirs = true, version = d.version + 1 from payout_source s
      where d.member_id = ${memberId}::uuid and d.status in ('REQUESTED', 'RESERVED', 'APPROVED', 'SENT', 'FAILED') and not d.waits_for_heirs
        and not d.named_since_death
        and (s.subgraph, s.type, s.id) = (d.source_subgraph, d.source_type, d.source_id) and s.state = 'APPROVED' returning d.id)
    select id from held`,
  );
}
