import { registrationCancelled } from '@union-graph/events';
import { assertTransition, getForUpdate, isId, notFound, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { lockEvent } from '../event/getEvent.ts';
import type { CancelRegistrationInput } from '../schema.gen.ts';
import { registrationPolicy, seesRegistration } from './policy.ts';
import { Registration } from './Registration.ts';
import { assertNotBegun, REGISTRATION_TRANSITIONS, registrationStatusAt } from './rules.ts';
import { fillFreeSeats } from './seats.ts';

/** Gives up a seat, or a place in the waiting list, until the event begins; the seat goes to who has waited longest. */
export async function cancelRegistration(tx: Tx, input: CancelRegistrationInput): Promise<{ registration: Registration }> {
  const known = isId(input.registrationId) ? await tx.db.findOneBy(Registration, { id: input.registrationId }) : null;
  if (!known || !seesRegistration(tx.viewer, known)) throw notFound('registration', input.registrationId);
  const event = await lockEvent(tx, known.eventId);
  const before = await getForUpdate(tx, Registration, known.id, {
    what: 'registration',
    visible: seesRegistration,
    expectedVersion: input.expectedVersion,
  });
  registrationPolicy.authorise(tx.viewer, 'cancelRegistration', before);
  const status = registrationStatusAt(before.status, event, tx.now);
  refuseIf(status === 'CHECKED_IN', 'INVALID_TRANSITION', 'The holder has come. The seat cannot be given up any more.');
  assertTransition(REGISTRATION_TRANSITIONS, 'registration', status, 'CANCELLED');
  assertNotBegun(event, tx.now);
  const registration = await updateRow(tx.db, Registration, before, { status: 'CANCELLED', cancelledAt: tx.now });
  const { id, version, memberId, eventId, scopePath } = registration;
  await tx.publish(registrationCancelled, { id, version }, { memberId, eventId, scopePath, because: 'GIVEN_UP' });
  await fillFreeSeats(tx, event);
  return { registration };
}
