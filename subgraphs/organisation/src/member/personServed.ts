import { bookingCancelled, bookingConfirmed, enrolmentListed } from '@union-graph/events';
import { type CloudEvent, handle, type Tx } from '@union-graph/subgraph';

interface Occasion {
  readonly source: 'TRAINING' | 'VENUES';
  readonly memberId: string;
  /** The place of the institution or venue. */
  readonly scopePath: string;
  readonly served: boolean;
}

/** Keeps whom institutions and venues serve: their staff read the name of a person while the person is on a list or has a booking. */
export const personServed = [
  handle(enrolmentListed, (tx, event) => {
    const { memberId, institutionPath, listed } = event.data;
    return keepServed(tx, event, { source: 'TRAINING', memberId, scopePath: institutionPath, served: listed });
  }),
  handle(bookingConfirmed, (tx, event) => keepServed(tx, event, { ...event.data, source: 'VENUES', served: true })),
  handle(bookingCancelled, (tx, event) => keepServed(tx, event, { ...event.data, source: 'VENUES', served: false })),
];

/** An event older than what is known of the enrolment or booking changes nothing. */
async function keepServed(
  tx: Tx,
  { subject, aggregateversion }: CloudEvent,
  { source, memberId, scopePath, served }: Occasion,
): Promise<void> {
  await tx.db.query(
    `insert into served_person as known (source, occasion_id, member_id, scope_path, served, seen_version)
     values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint served_person_pk do update
       set member_id = excluded.member_id, scope_path = excluded.scope_path, served = excluded.served, seen_version = excluded.seen_version
       where known.seen_version < excluded.seen_version`,
    [source, subject, memberId, scopePath, served, aggregateversion],
  );
}
