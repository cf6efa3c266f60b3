import { Refusal } from '@union-graph/subgraph';

const full = (): Refusal => new Refusal('CAPACITY_FULL', 'No seat is left.', { rule: 'VEN-INV-6' });

export const registrationConstraints = {
  culture_event_seats: full,
  ticket_type_sold: full,
  registration_seat: () => new Refusal('DUPLICATE', 'That seat is registered already.', { rule: 'VEN-INV-6', field: 'eventId' }),
  ticket_scan_admitted: () =>
    new Refusal('DUPLICATE', 'The ticket was checked in at another door.', { rule: 'VEN-INV-6', field: 'code' }),
};
