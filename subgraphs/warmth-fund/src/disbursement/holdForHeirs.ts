import { raw, rows, sql, type Tx } from '@union-graph/subgraph';
import { accountsInLife } from './accountsInLife.ts';
import { isSameAccount } from './rules.ts';

/** The states of a payout that has not come to its end. */
const OPEN = raw(`('REQUESTED', 'RESERVED', 'APPROVED', 'SENT', 'FAILED')`);

/**
 * Holds what is to be paid into the account of a worker who has died (民法典第1122条): the payout can only be voided, and asked for again with the account of the
 * heirs. What the bank has ends as it tells, what was taken back is paid to nobody, and what the heirs have named an account for does not wait, unless its claim is of a
 * day that the record contradicts: that waits until the day is corrected again.
 */
export async function holdForHeirs(tx: Tx, memberId: string): Promise<void> {
  await noteOwnAccounts(tx, memberId);
  await holdWhere(tx, memberId, { namedSinceDeath: false });
}

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
      where d.member_id = ${memberId}::uuid and d.status in ${OPEN}
        and d.waits_for_heirs <> ${waits} and (s.subgraph, s.type, s.id) = (d.source_subgraph, d.source_type, d.source_id)
        and s.state = 'APPROVED' returning d.id)
    select id from changed`,
  );
}

/**
 * Notes of accounts that passed for named since the death that the worker had named them, by the day that is told now: it may have been corrected to a later one. An
 * account that a correction to an earlier day makes the heirs' stays as it is, and is asked for again.
 */
async function noteOwnAccounts(tx: Tx, memberId: string): Promise<void> {
  const named = await rows<{ id: string; account: string }>(
    tx.db,
    sql`select d.id, d.account_masked as account from disbursement d
      where d.member_id = ${memberId}::uuid and d.named_since_death and d.status in ${OPEN}`,
  );
  if (named.length === 0) return;
  const inLife = await accountsInLife(tx, memberId);
  const own = named.filter(({ account }) => inLife.some((one) => isSameAccount(one, account)));
  await rows(
    tx.db,
    sql`with own as (update disbursement set named_since_death = false where id = any(${own.map(({ id }) => id)}::uuid[]) returning id)
      select id from own`,
  );
}
