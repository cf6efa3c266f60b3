import { Refusal } from '@union-graph/subgraph';
import { calledOff } from './rules.ts';

export const eventConstraints = {
  culture_event_once: () =>
    new Refusal('DUPLICATE', 'An event of that name begins there at that time already. See "cultureEvents".', {
      field: 'nameZh',
    }),
  culture_event_no_overlap: () =>
    new Refusal('SLOT_TAKEN', 'Another event uses the facility in part of that time.', { field: 'facilityId' }),
  registration_of_event_on: calledOff,
  ticket_type_once: () =>
    new Refusal('DUPLICATE', 'Two ticket types have the same name. Name each once.', { field: 'ticketTypes' }),
  signed_message_once: () => new Refusal('DUPLICATE', 'You have signed a message for this event already.', { field: 'eventId' }),
};
