import type { Row, Sql } from './rows.ts';

export interface SentEvent {
  readonly type: string;
  readonly subject: string;
  readonly aggregateversion: number;
  readonly data: Row;
}

/** A subscriber to everything, whose address nobody listens on: what is sent stays in the queue to be looked at. */
export const EVERYTHING = [{ type: 'organisation.*', name: 'listener', url: 'http://127.0.0.1:1/events' }];

/** The events about one thing that wait in the outbox, the oldest first. Needs the subscriber {@link EVERYTHING}. */
export async function eventsAbout(sql: Sql, subject: string): Promise<SentEvent[]> {
  const found = await sql<{ event: SentEvent }>(`select event from event_delivery where event->>'subject' = $1 order by id`, [
    subject,
  ]);
  return found.map(({ event }) => event);
}
