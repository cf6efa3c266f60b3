import { disbursementFailed, disbursementPaid, disbursementReturned } from '@union-graph/events';
import { handle } from '@union-graph/subgraph';

/**
 * Keeps the last state that the fund told of a payment; a late event changes nothing. Only the Warmth Foundation's money counts
 * for the tile (C-12): payments for skills, mutual aid and purchased services come from other books.
 */
export const fundPaymentTold = handle(
  [disbursementPaid, disbursementFailed, disbursementReturned],
  async (tx, { type, subject, aggregateversion, data }) => {
    if (data.fund !== 'WARMTH') return;
    await tx.db.query(
      `insert into fund_payment (disbursement_id, state, version) values ($1, $2, $3)
       on conflict on constraint fund_payment_pk do update set state = excluded.state, version = excluded.version
       where fund_payment.version < excluded.version`,
      [subject, type.split('.').at(-1), aggregateversion],
    );
  },
);
