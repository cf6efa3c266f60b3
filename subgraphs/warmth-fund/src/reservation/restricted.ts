import { columns, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import { LedgerAccount } from '../ledger/LedgerAccount.ts';

/** The account of the money that is bound to the scheme of an aid payout, in the fund that pays; null for all other payouts. */
export async function schemeAccountOf(
  tx: Tx,
  { fundId, sourceSubgraph, sourceType, sourceId }: Disbursement,
): Promise<LedgerAccount | null> {
  if (sourceSubgraph !== 'warmth-fund' || sourceType !== 'AidApplication') return null;
  const [account] = await rows<LedgerAccount>(
    tx.db,
    sql`select ${columns(LedgerAccount, 'a')} from aid_application x
      join aid_cycle c on c.id = x.cycle_id
      join aid_scheme s on s.id = c.scheme_id
      join ledger_account a on a.fund_id = ${fundId} and a.scheme_code = s.code
      where x.id = ${sourceId}::uuid`,
  );
  return account ?? null;
}

/**
 * Fen in a fund's bank that is bound to other schemes than the payout's own, and that none of their payouts holds yet: no other payout may take
 * it (S-17). The bank account is locked, which every change of these accounts begins with.
 */
export async function boundElsewhere(tx: Tx, { fundId }: Disbursement, own: LedgerAccount | null): Promise<bigint> {
  const [bound] = await rows<{ fen: bigint }>(
    tx.db,
    sql`select coalesce(sum(a.posted_fen - a.pending_fen), 0)::bigint as fen from ledger_account a
      where a.fund_id = ${fundId} and a.scheme_code is not null and a.id is distinct from ${own?.id ?? null}::uuid`,
  );
  return bound?.fen ?? 0n;
}
