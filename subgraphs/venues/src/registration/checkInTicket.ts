import {
  assertTransition,
  checkedOpenText,
  getForUpdate,
  insertRow,
  isGenuine,
  newId,
  Refusal,
  readTicketCode,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { keysOf, shareEvent } from '../event/getEvent.ts';
import { eventPolicy } from '../event/policy.ts';
import { numbers } from '../rule/numbers.ts';
import type { CheckInTicketInput } from '../schema.gen.ts';
import { Registration } from './Registration.ts';
import { assertDoorsOpen, REGISTRATION_TRANSITIONS, registrationStatusAt } from './rules.ts';
import { TicketScan } from './TicketScan.ts';

/** Lets the holder of a ticket in, once, however many doors are asked at the same time (VEN-INV-6). */
export async function checkInTicket(tx: Tx, input: CheckInTicketInput): Promise<{ registration: Registration }> {
  const event = await shareEvent(tx, input.eventId);
  eventPolicy.authorise(tx.viewer, 'checkInTicket', event);
  const door = checkedOpenText(input.door, 'door', 50);
  const { publicKey } = await keysOf(tx.db, event.id);
  const ticket = readTicketCode(input.code);
  const refuse = (condition: boolean, sentence: string) =>
    refuseIf(condition, 'VALIDATION_FAILED', sentence, { rule: 'VEN-INV-6', field: 'code' });
  refuse(ticket === null, 'That is no ticket code. Scan the code again.');
  refuse(ticket?.eventId !== event.id, 'The ticket is for another event.');
  refuse(!isGenuine(publicKey, input.code), 'The code was not given by this service, or a character of it was changed.');
  const held = await getForUpdate(tx, Registration, ticket?.registrationId ?? '', { what: 'ticket', visible: () => true });
  // Two texts may stand for the same bytes; the ticket has one of them.
  refuse(held.ticketCode !== input.code, 'The code was not given by this service, or a character of it was changed.');
  if (held.status === 'CHECKED_IN')
    throw new Refusal('DUPLICATE', `The ticket was checked in at ${held.checkedInAt?.toISOString()}.`, {
      rule: 'VEN-INV-6',
      field: 'code',
    });
  assertTransition(REGISTRATION_TRANSITIONS, 'registration', registrationStatusAt(held.status, event, tx.now), 'CHECKED_IN');
  assertDoorsOpen(event, tx.now, tx.number(numbers.DOORS_OPEN_MINUTES_BEFORE));
  const registration = await updateRow(tx.db, Registration, held, { status: 'CHECKED_IN', checkedInAt: tx.now });
  await insertRow(tx.db, TicketScan, {
    id: newId(),
    registrationId: registration.id,
    door,
    scannedAt: tx.now,
    mergedAt: null,
    outcome: 'ADMITTED',
  });
  return { registration };
}
