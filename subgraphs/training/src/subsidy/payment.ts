import { subsidyPaymentRequested, subsidyPaymentWithdrawn } from '@union-graph/events';
import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { Not } from 'typeorm';
import { paymentsOf } from '../payment/follow.ts';
import { SUBSIDY_TRANSITIONS, type SubsidyStatus } from './rules.ts';
import { SubsidyApplication } from './SubsidyApplication.ts';

/**
 * Asks the fund to pay; `from` is the state that the request leaves, an approval's `APPROVED` or a retry's `PAYMENT_FAILED`.
 * The application's id is the request's identity: however often it is sent, the fund makes one payment of it.
 */
export async function requestPayment(
  tx: Tx,
  before: SubsidyApplication,
  from: SubsidyStatus,
  changes: Partial<SubsidyApplication>,
): Promise<SubsidyApplication> {
  assertTransition(SUBSIDY_TRANSITIONS, 'application', from, 'PAYMENT_REQUESTED');
  const application = await updateRow(tx.db, SubsidyApplication, before, {
    ...changes,
    status: 'PAYMENT_REQUESTED',
    paymentRequestedAt: tx.now,
  });
  const { id, version, memberId, amountFen, scopePath } = application;
  await tx.publish(subsidyPaymentRequested, { id, version }, { memberId, amountFen: amountFen.toString(), scopePath });
  return application;
}

/** A certificate was revoked: the subsidy that rests on it is not paid any more, wherever its payment stands. */
export async function withdrawPayment(tx: Tx, certificateId: string): Promise<void> {
  const before = await tx.db.findOne(SubsidyApplication, {
    where: { certificateId, status: Not('REJECTED') },
    lock: { mode: 'pessimistic_write' },
  });
  if (!before || !SUBSIDY_TRANSITIONS[before.status].includes('WITHDRAWN')) return;
  const application = await updateRow(tx.db, SubsidyApplication, before, {
    status: 'WITHDRAWN',
    wasWithdrawn: true,
    paymentFailure: null,
  });
  const { id, version, memberId, amountFen, scopePath } = application;
  await tx.publish(subsidyPaymentWithdrawn, { id, version }, { memberId, amountFen: amountFen.toString(), scopePath });
}

/** On the fund's events about payouts: the subsidy is paid, was not, came back, or was given up. */
export const subsidyPayments = paymentsOf<SubsidyApplication>({
  typeName: 'SubsidyApplication',
  find: ({ db }, id) => db.findOne(SubsidyApplication, { where: { id }, lock: { mode: 'pessimistic_write' } }),
  change: ({ db }, application, state) => updateRow(db, SubsidyApplication, application, state),
});
