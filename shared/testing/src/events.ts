import type { Sql } from './rows.ts';

/** An event that waits in the outbox of a subgraph under test. */
export interface SentEvent {
  readonly type: string;
  readonly subject: string;
  readonly aggregateversion: number;
  readonly causationid?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A subscriber to all events of a service, at an address where nobody listens: what is sent stays in the outbox to be looked at. */
export const listenerTo = (service: string) => [{ type: `${service}.*`, name: 'listener', url: 'http://127.0.0.1:1/events' }];

/** The events about one thing that wait in the outbox, the oldest first. Needs a subscriber, such as {@link listenerTo}. */
export async function eventsAbout(sql: Sql, subject: string): Promise<SentEvent[]> {
  const found = await sql<{ event: SentEvent }>(`select event from event_delivery where event->>'subject' = $1 order by id`, [
    subject,
  ]);
  return found.map(({ event }) => event);
}
