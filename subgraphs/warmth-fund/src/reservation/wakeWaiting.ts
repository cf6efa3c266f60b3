import { rows, sql, type Tx } from '@union-graph/subgraph';

export const RESERVE_WAITING = 'reserve_waiting';

/**
 * Money came free in a fund: has the payouts that wait for it looked at. The caller holds the lock of the fund's bank
 * account, so a payout that found too little money there is already visible, or will find this money.
 */
export async function wakeWaiting(tx: Tx, fundId: string): Promise<void> {
  const waiting = await rows(tx.db, sql`select from disbursement where fund_id = ${fundId} and status = 'REQUESTED' limit 1`);
  if (waiting.length > 0) await tx.schedule(RESERVE_WAITING, { fundId }, { jobKey: `${RESERVE_WAITING}:${fundId}` });
}
