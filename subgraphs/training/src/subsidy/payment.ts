import { type DataOf, disbursementFailed, disbursementPaid, subsidyPaymentRequested } from '@union-graph/events';
import { assertTransition, type CloudEvent, handle, isId, type Tx, updateRow } from '@union-graph/subgraph';
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

/** The application is paid, also when the fund tried again without being asked to. */
export const paymentPaid = handle(disbursementPaid, async (tx, event) => {
  const application = await findPaidFor(tx, event);
  if (!application) return;
  const paidAt = new Date(event.data.paidAt ?? event.time);
  await updateRow(tx.db, SubsidyApplication, application, { ...seen(event), status: 'PAID', paidAt, paymentFailure: null });
});

/** The bank did not pay, for the reason given. */
export const paymentFailed = handle(disbursementFailed, async (tx, event) => {
  const application = await findPaidFor(tx, event);
  if (!application) return;
  const paymentFailure = event.data.reason ?? 'The bank gave no reason.';
  await updateRow(tx.db, SubsidyApplication, application, { ...seen(event), status: 'PAYMENT_FAILED', paymentFailure });
});

type PaymentEvent = CloudEvent<DataOf<typeof disbursementPaid>>;

const seen = ({ subject, aggregateversion }: PaymentEvent) => ({
  disbursementId: subject,
  disbursementVersion: aggregateversion,
});

/**
 * The application an event of the fund is about, locked; null when the event is about something else, or when it changes
 * nothing: it is not newer than the last one, or the application is not waiting for its payment.
 */
async function findPaidFor({ db }: Tx, event: PaymentEvent): Promise<SubsidyApplication | null> {
  const { subgraph, typeName, id } = event.data.source;
  if (subgraph !== 'training' || typeName !== 'SubsidyApplication' || !isId(id)) return null;
  const application = await db.findOne(SubsidyApplication, { where: { id }, lock: { mode: 'pessimistic_write' } });
  const waits = application?.status === 'PAYMENT_REQUESTED' || application?.status === 'PAYMENT_FAILED';
  return waits && isNews(application, event) ? application : null;
}

const isNews = (
  { disbursementId, disbursementVersion }: SubsidyApplication,
  { subject, aggregateversion }: PaymentEvent,
): boolean => disbursementId === null || (disbursementId === subject && aggregateversion > (disbursementVersion ?? 0));
