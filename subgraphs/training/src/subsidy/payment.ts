import {
  disbursementFailed,
  disbursementPaid,
  disbursementReturned,
  disbursementVoided,
  subsidyPaymentRequested,
} from '@union-graph/events';
import { assertTransition, handle, isId, type Tx, updateRow } from '@union-graph/subgraph';
import { isNewsOf, NO_REASON, type PaymentEvent, seenIn } from '../payment/news.ts';
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

/** Has an application follow what the fund tells of its payout. Events that are late, repeated or about something else change nothing. */
const follow =
  (status: SubsidyStatus, facts: (event: PaymentEvent) => Partial<SubsidyApplication>) =>
  async (tx: Tx, event: PaymentEvent): Promise<void> => {
    const application = await findPaidFor(tx, event);
    if (!application || !SUBSIDY_TRANSITIONS[application.status].includes(status)) return;
    const changes = { paidAt: null, paymentFailure: null, ...seenIn(event), ...facts(event), status };
    await updateRow(tx.db, SubsidyApplication, application, changes);
  };

const why = ({ data: { reason } }: PaymentEvent) => ({ paymentFailure: reason ?? NO_REASON });

/** On the fund's events about payouts: the subsidy is paid, also by a payout that nobody asked for here; was not; came back; was given up. */
export const subsidyPayments = [
  handle(
    disbursementPaid,
    follow('PAID', ({ data, time }) => ({ paidAt: new Date(data.paidAt ?? time) })),
  ),
  handle(disbursementFailed, follow('PAYMENT_FAILED', why)),
  handle(disbursementReturned, follow('RETURNED', why)),
  handle(
    disbursementVoided,
    follow('PAYMENT_VOIDED', () => ({})),
  ),
];

async function findPaidFor({ db }: Tx, event: PaymentEvent): Promise<SubsidyApplication | null> {
  const { subgraph, typeName, id } = event.data.source;
  if (subgraph !== 'training' || typeName !== 'SubsidyApplication' || !isId(id)) return null;
  const application = await db.findOne(SubsidyApplication, { where: { id }, lock: { mode: 'pessimistic_write' } });
  return application && isNewsOf(application, event) ? application : null;
}
