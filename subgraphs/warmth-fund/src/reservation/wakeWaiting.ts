import { rows, sql, type Tx } from '@union-graph/subgraph';

export const RESERVE_WAITING = 'reserve_waiting';

/** Has the payouts of a fund that wait for money looked at, once for many that ask. */
export const wake = (tx: Tx, fundId: string): Promise<void> =>
  tx.schedule(RESERVE_WAITING, { fundId }, { jobKey: `${RESERVE_WAITING}:${fundId}` });

/**
 * Money came free in a fund: has the payouts that wait for it looked at. The caller holds the lock of the fund's bank
 * account, so a payout that found too little money there is already visible, or will find this money.
 */
export async function wakeWaiting(tx: Tx, fundId: string): Promise<void> {
  const [found] = await rows<{ wait: boolean }>(tx.db, sql`select payouts_wait(${fundId}) as wait`);
  if (found?.wait) await wake(tx, fundId);
}
