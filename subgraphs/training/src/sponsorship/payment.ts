import { type DataOf, disbursementFailed, disbursementPaid, disbursementReturned, disbursementVoided } from '@union-graph/events';
import { type CloudEvent, handle, isId, type Tx, updateRow } from '@union-graph/subgraph';
import { isNewsOf, NO_REASON, type PaymentEvent, seenIn } from '../payment/news.ts';
import { Instalment } from './Instalment.ts';
import { INSTALMENT_TRANSITIONS, type InstalmentStatus } from './rules.ts';

/** What the fund calls an instalment. */
const SOURCE_TYPE = 'SponsorshipInstalment';

/** Has an instalment follow what the fund tells of its payout. Events that are late, repeated or about something else change nothing. */
const follow =
  (status: InstalmentStatus, facts: (event: PaymentEvent) => Partial<Instalment>) => async (tx: Tx, event: PaymentEvent) => {
    const instalment = await findPaidFor(tx, event);
    if (!instalment || !INSTALMENT_TRANSITIONS[instalment.status].includes(status)) return;
    await updateRow(tx.db, Instalment, instalment, {
      paidAt: null,
      paymentFailure: null,
      ...seenIn(event),
      ...facts(event),
      status,
    });
  };

const why = ({ data: { reason } }: CloudEvent<DataOf<typeof disbursementPaid>>) => ({ paymentFailure: reason ?? NO_REASON });

/** On the fund's events about payouts: the instalment is paid, was not, came back, or was given up. */
export const instalmentPayments = [
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

async function findPaidFor({ db }: Tx, event: PaymentEvent): Promise<Instalment | null> {
  const { subgraph, typeName, id } = event.data.source;
  if (subgraph !== 'training' || typeName !== SOURCE_TYPE || !isId(id)) return null;
  const instalment = await db.findOne(Instalment, { where: { id }, lock: { mode: 'pessimistic_write' } });
  return instalment && isNewsOf(instalment, event) ? instalment : null;
}
