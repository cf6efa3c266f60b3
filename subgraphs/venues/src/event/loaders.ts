import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { CultureEvent } from './CultureEvent.ts';
import { TicketType } from './TicketType.ts';

/** Events by id. */
export const cultureEvent: Batch<string, CultureEvent | null> = async ({ db }, ids) => {
  const found = await rows<CultureEvent>(
    db,
    sql`select ${columns(CultureEvent, 'e')} from culture_event e where e.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The ticket types of events, the dearest first. */
export const ticketTypesOfEvent: Batch<string, TicketType[]> = async ({ db }, events) => {
  const found = await rows<TicketType>(
    db,
    sql`select ${columns(TicketType, 't')} from ticket_type t where t.event_id = any(${events}::uuid[]) order by t.face_fen desc, t.id`,
  );
  return grouped(events, found, ({ eventId }) => eventId);
};

/** Ticket types by id. */
export const ticketType: Batch<string, TicketType | null> = async ({ db }, ids) => {
  const found = await rows<TicketType>(
    db,
    sql`select ${columns(TicketType, 't')} from ticket_type t where t.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};
