import { rows, sql, type Tx } from '@union-graph/subgraph';

/**
 * Holds what is to be paid into the account of a worker who has died (民法典第1122条): the payout can only be voided, and asked for again with the account of the
 * heirs. What the bank has ends as it tells, what was taken back is paid to nobody, and what the heirs have named an account for does not wait, unless its claim is of a
 * day that the record contradicts: that waits until the day is corrected again.
 */
export const holdForHeirs = (tx: Tx, memberId: string): Promise<void> => holdWhere(tx, memberId, { namedSinceDeath: false });

/**
 * After a death was taken back: releases to the worker what waited for heirs, and holds what is to be paid into the account of the supposed heirs, which can
 * only be voided.
 */
export const releaseToLiving = (tx: Tx, memberId: string): Promise<void> => holdWhere(tx, memberId, { namedSinceDeath: true });

/**
 * Holds the payouts whose account was named since the death, or before it, and those of claims that the record of a death contradicts (`claim_against_record`, as
 * `checkLife` does when one is asked for), and releases the others. Doing it again changes nothing.
 */
async function holdWhere(
  { db }: Tx,
  memberId: string,
  { namedSinceDeath }: { readonly namedSinceDeath: boolean },
): Promise<void> {
  const waits = sql`(d.named_since_death = ${namedSinceDeath}::boolean or claim_against_record(d.source_subgraph, d.source_type, d.source_id))`;
  await rows(
    db,
    sql`with changed as (
      update disbursement d set waits_for_heirs = ${waits}, version = d.version + 1 from payout_source s
      where d.member_id = ${memberId}::uuid and d.status in ('REQUESTED', 'RESERVED', 'APPROVED', 'SENT', 'FAILED')
        and d.waits_for_heirs <> ${waits} and (s.subgraph, s.type, s.id) = (d.source_subgraph, d.source_type, d.source_id)
        and s.state = 'APPROVED' returning d.id)
    select id from changed`,
  );
}
