import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { authoriseBooks } from '../fund/access.ts';
import { PaymentBatch } from './PaymentBatch.ts';

/** The files of payouts for the bank, newest first. `FORBIDDEN` for those who may not read the books. */
export const paymentBatches: PageSource<PaymentBatch> = {
  name: 'paymentBatches',
  select: (_, { viewer }) => {
    authoriseBooks(viewer);
    return sql`select ${columns(PaymentBatch, 'b')} from payment_batch b`;
  },
  order: [
    { by: 'madeAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
