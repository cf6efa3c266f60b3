import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Disbursement } from '../disbursement/Disbursement.ts';
import { disbursementScope } from '../disbursement/scope.ts';
import { readsBooks } from '../fund/access.ts';
import { PaymentBatch } from './PaymentBatch.ts';

/** Batches by id; null for those who may not read the books. */
export const paymentBatch: Batch<string, PaymentBatch | null> = async ({ db, viewer }, ids) => {
  if (!readsBooks(viewer)) return ids.map(() => null);
  const found = await rows<PaymentBatch>(
    db,
    sql`select ${columns(PaymentBatch, 'b')} from payment_batch b where b.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The payouts of batches in the order of the file, as far as the viewer may see payouts. */
export const payoutsOfBatch: Batch<string, Disbursement[]> = async ({ db, viewer }, ids) => {
  const found = await rows<Disbursement & { batchId: string }>(
    db,
    sql`select ${columns(Disbursement, 'd')}, l.batch_id as "batchId" from payment_batch_line l join disbursement d on d.id = l.disbursement_id
      where l.batch_id = any(${ids}::uuid[]) and ${disbursementScope(viewer)} order by l.batch_id, l.line_no`,
  );
  return grouped(ids, found, ({ batchId }) => batchId);
};
