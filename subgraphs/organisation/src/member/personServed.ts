import { type CloudEvent, isId, Refusal, type Tx } from '@union-graph/subgraph';

type Source = 'TRAINING' | 'VENUES';

interface Occasion {
  readonly source: Source;
  readonly memberId: unknown;
  /** The place of the institution or venue. */
  readonly scopePath: unknown;
  readonly served: unknown;
}

/**
 * Takes in who is on the list of an institution's sessions (`training.enrolment.listed`): its teachers read the person's name while the
 * person is on it.
 */
export const enrolmentListed = (tx: Tx, event: CloudEvent): Promise<void> =>
  keepServed(tx, event, {
    source: 'TRAINING',
    memberId: event.data.memberId,
    scopePath: event.data.institutionPath,
    served: event.data.listed,
  });

/** Takes in who booked at a venue (`venues.booking.confirmed`): its manager reads the person's name. */
export const bookingConfirmed = (tx: Tx, event: CloudEvent): Promise<void> =>
  keepServed(tx, event, { source: 'VENUES', memberId: event.data.memberId, scopePath: event.data.scopePath, served: true });

/** Takes in that a booking was called off (`venues.booking.cancelled`): the name is not needed for it any more. */
export const bookingCancelled = (tx: Tx, event: CloudEvent): Promise<void> =>
  keepServed(tx, event, { source: 'VENUES', memberId: event.data.memberId, scopePath: event.data.scopePath, served: false });

/** An event older than what is known of the enrolment or booking changes nothing. */
async function keepServed(
  tx: Tx,
  { subject, aggregateversion }: CloudEvent,
  { source, memberId, scopePath, served }: Occasion,
): Promise<void> {
  const right =
    isId(subject) &&
    typeof memberId === 'string' &&
    isId(memberId) &&
    typeof scopePath === 'string' &&
    /^\/.+\/$/.test(scopePath) &&
    typeof served === 'boolean';
  if (!right)
    throw new Refusal('BAD_USER_INPUT', 'Who is served is told with "memberId", the place, and whether they still are.');
  await tx.db.query(
    `insert into served_person as known (source, occasion_id, member_id, scope_path, served, seen_version)
     values ($1, $2, $3, $4, $5, $6)
     on conflict on constraint served_person_pk do update
       set member_id = excluded.member_id, scope_path = excluded.scope_path, served = excluded.served, seen_version = excluded.seen_version
       where known.seen_version < excluded.seen_version`,
    [source, subject, memberId, scopePath, served, aggregateversion],
  );
}
