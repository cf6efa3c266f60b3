import { type CloudEvent, isId, type Tx } from '@union-graph/subgraph';

const STATES: readonly string[] = ['paid', 'failed', 'returned'];

/** Keeps the last state that the fund told of a payment (`warmth-fund.disbursement.*`); a late event changes nothing. */
export async function fundPaymentTold(tx: Tx, { type, subject, aggregateversion }: CloudEvent): Promise<void> {
  const state = type.split('.').at(-1) as string;
  if (!STATES.includes(state) || !isId(subject)) return;
  await tx.db.query(
    `insert into fund_payment (disbursement_id, state, version) values ($1, $2, $3)
     on conflict on constraint fund_payment_pk do update set state = excluded.state, version = excluded.version
     where fund_payment.version < excluded.version`,
    [subject, state, aggregateversion],
  );
}
