import { type DataOf, disbursementFailed, disbursementPaid, disbursementReturned, type EventType } from '@union-graph/events';
import { defineKnown } from '@union-graph/subgraph';
import { FundPayment } from './FundPayment.ts';

const payments = defineKnown(FundPayment, { id: 'disbursementId', what: 'payment' });

/** Only the Warmth Foundation's money counts for the tile (C-12): payments for skills, mutual aid and purchased services come from other books. */
const keep = (type: EventType<DataOf<typeof disbursementPaid>>, state: FundPayment['state']) =>
  payments.follow(type, ({ data: { fund } }) => (fund === 'WARMTH' ? { state } : null));

/** Keeps the last state that the fund told of a payment. */
export const fundPaymentTold = [
  keep(disbursementPaid, 'paid'),
  keep(disbursementFailed, 'failed'),
  keep(disbursementReturned, 'returned'),
];
