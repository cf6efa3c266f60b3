import { disbursementFailed, disbursementPaid, disbursementReturned, disbursementVoided } from '@union-graph/events';
import { handle, isId, type Tx } from '@union-graph/subgraph';
import { NO_REASON, type PaidThing, type PartStatus, type Parts, type PaymentEvent, readParts, writePart } from './parts.ts';

/** How the payment of a thing stands. */
export interface PaymentState {
  readonly status: PartStatus | 'PAYMENT_REQUESTED';
  readonly paidAt: Date | null;
  readonly paymentFailure: string | null;
  readonly disbursementId: string;
  readonly disbursementVersion: number;
}

/** A kind of thing that the fund pays. */
interface Payable<Thing extends PaidThing> {
  /** What the fund calls it. */
  readonly typeName: string;
  /** The thing, locked. */
  readonly find: (tx: Tx, id: string) => Promise<Thing | null>;
  readonly change: (tx: Tx, thing: Thing, state: PaymentState) => Promise<unknown>;
}

/** The states in which a thing waits for the fund, was paid by it, or was taken back while it waited. */
const FOLLOWING: readonly string[] = ['PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'RETURNED', 'WITHDRAWN'];

/**
 * Has a thing follow what the fund tells of its payouts, also of those that nobody asked for here: with the last part of its amount it is
 * paid; while a part is wanting the bank's refusal counts, else what was told last. Events that are late, repeated or about something else
 * change nothing.
 */
export function paymentsOf<Thing extends PaidThing>({ typeName, find, change }: Payable<Thing>) {
  const follow = (told: PartStatus) => async (tx: Tx, event: PaymentEvent) => {
    const { subgraph, typeName: type, id } = event.data.source;
    if (subgraph !== 'training' || type !== typeName || !isId(id)) return;
    const thing = await find(tx, id);
    if (!thing || !FOLLOWING.includes(thing.status) || !(await writePart(tx, typeName, thing, event, told))) return;
    const parts = await readParts(tx, typeName, thing.id);
    const status = statusBy(parts, thing.amountFen, told);
    if (status === 'PAID' && thing.status === 'PAID') return;
    // Once a thing was taken back, only that it was paid all the same is news.
    if (thing.status === 'WITHDRAWN' && status !== 'PAID') return;
    await change(tx, thing, {
      status,
      paidAt: status === 'PAID' ? parts.paidAt : null,
      paymentFailure: failureBy(status, parts, event),
      disbursementId: event.subject,
      disbursementVersion: event.aggregateversion,
    });
  };
  return [
    handle(disbursementPaid, follow('PAID')),
    handle(disbursementFailed, follow('PAYMENT_FAILED')),
    handle(disbursementReturned, follow('RETURNED')),
    handle(disbursementVoided, follow('PAYMENT_VOIDED')),
  ];
}

function statusBy({ paidFen, failure }: Parts, amountFen: bigint, told: PartStatus): PaymentState['status'] {
  if (paidFen >= amountFen) return 'PAID';
  if (failure !== null) return 'PAYMENT_FAILED';
  return told === 'PAID' ? 'PAYMENT_REQUESTED' : told;
}

function failureBy(status: PaymentState['status'], { failure }: Parts, { data: { reason } }: PaymentEvent): string | null {
  if (status === 'PAYMENT_FAILED') return failure;
  return status === 'RETURNED' ? (reason ?? NO_REASON) : null;
}
