import { columns, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { Disbursement } from '../disbursement/Disbursement.ts';
import { reserve } from './reserve.ts';

/** Sets money aside for the payouts of a fund that wait for it, the oldest first, until the first that does not fit. */
export async function reserveWaiting(tx: Tx, { fundId }: Record<string, unknown>): Promise<void> {
  const waiting = await rows<Disbursement>(
    tx.db,
    sql`
    select ${columns(Disbursement, 'd')} from disbursement d where d.fund_id = ${fundId as string} and d.status = 'REQUESTED'
    order by d.created_at, d.id limit 100 for update skip locked`,
  );
  for (const disbursement of waiting) {
    if (!(await reserve(tx, disbursement))) return;
    await updateRow(tx.db, Disbursement, disbursement, { status: 'RESERVED' });
  }
}
