import type { DataOf, disbursementPaid } from '@union-graph/events';
import { type CloudEvent, rows, sql, type Tx } from '@union-graph/subgraph';

/** What the fund tells of a payout. */
export type PaymentEvent = CloudEvent<DataOf<typeof disbursementPaid>>;

/** How a payout stands by what the fund told. */
export type PartStatus = 'PAID' | 'PAYMENT_FAILED' | 'PAYMENT_VOIDED' | 'RETURNED';

/** A thing that the fund pays, in one payout or in several. */
export interface PaidThing {
  readonly id: string;
  readonly status: string;
  readonly amountFen: bigint;
  readonly paidAt: Date | null;
  readonly paymentFailure: string | null;
  /** The payout that the fund told of last, and the version of it. */
  readonly disbursementId: string | null;
  readonly disbursementVersion: number | null;
}

/** How far a thing is paid by its payouts. */
export interface Parts {
  readonly paidFen: bigint;
  /** When the last of the payouts that did not come back was paid. */
  readonly paidAt: Date | null;
  /** Why the bank did not make one of them. */
  readonly failure: string | null;
}

export const NO_REASON = 'The bank gave no reason.';

interface Part {
  readonly disbursementId: string;
  readonly version: number;
  readonly amountFen: bigint;
  readonly status: PartStatus;
  readonly reason: string | null;
  readonly paidAt: Date | null;
}

/** Writes down what the fund tells of one payout of a thing that is locked; false when it is late, repeated or no news. */
export async function writePart(tx: Tx, typeName: string, thing: PaidThing, event: PaymentEvent, status: PartStatus) {
  const { amountFen, paidAt, reason } = event.data;
  await writeEarlier(tx, typeName, thing);
  return write(tx, typeName, thing.id, {
    disbursementId: event.subject,
    version: event.aggregateversion,
    amountFen: BigInt(amountFen),
    status,
    reason: isUnpaid(status) ? (reason ?? NO_REASON) : null,
    paidAt: status === 'PAID' ? new Date(paidAt ?? event.time) : null,
  });
}

/** How far a thing is paid. */
export async function readParts({ db }: Tx, typeName: string, id: string): Promise<Parts> {
  const [parts] = (await rows<Parts>(
    db,
    sql`select coalesce(sum(amount_fen) filter (where status = 'PAID'), 0)::bigint as "paidFen", max(paid_at) as "paidAt",
        min(reason) filter (where status = 'PAYMENT_FAILED') as failure
      from payout_part where (source_type, source_id) = (${typeName}, ${id}::uuid)`,
  )) as [Parts];
  return parts;
}

const isUnpaid = (status: string): boolean => status === 'PAYMENT_FAILED' || status === 'RETURNED';

/** Before payouts were counted one by one, a thing knew its last one alone, which was for the whole amount. */
async function writeEarlier(tx: Tx, typeName: string, thing: PaidThing): Promise<void> {
  const { disbursementId, disbursementVersion, status, amountFen, paidAt, paymentFailure } = thing;
  if (disbursementId === null || status === 'PAYMENT_REQUESTED' || status === 'WITHDRAWN') return;
  await write(tx, typeName, thing.id, {
    disbursementId,
    version: disbursementVersion ?? 0,
    amountFen,
    status: status as PartStatus,
    reason: paymentFailure,
    paidAt,
  });
}

/** A payout is of one thing for good, and what was paid can only come back. */
async function write({ db }: Tx, typeName: string, id: string, part: Part): Promise<boolean> {
  const written = await rows(
    db,
    sql`insert into payout_part as p (disbursement_id, source_type, source_id, amount_fen, status, seen_version, reason, paid_at)
      values (${part.disbursementId}::uuid, ${typeName}, ${id}::uuid, ${part.amountFen}, ${part.status}, ${part.version},
        ${part.reason}, ${part.paidAt})
      on conflict on constraint payout_part_pk do update
        set amount_fen = excluded.amount_fen, status = excluded.status, seen_version = excluded.seen_version,
          reason = excluded.reason, paid_at = excluded.paid_at
        where p.seen_version < excluded.seen_version and (p.source_type, p.source_id) = (excluded.source_type, excluded.source_id)
          and (p.status <> 'PAID' or excluded.status = 'RETURNED')
      returning p.disbursement_id`,
  );
  return written.length > 0;
}
