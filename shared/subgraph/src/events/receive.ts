import { followMerge } from '../people/memberMerges.ts';
import { Refusal } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import { type CloudEvent, matches } from './publish.ts';

/** What a subgraph does on an event, by its type; a trailing `*` takes all types that start so. */
export type EventHandlers = Readonly<Record<string, (tx: Tx, event: CloudEvent) => Promise<void>>>;

/**
 * Takes one event in an open transaction: the first time its handlers run, any later time nothing happens (the inbox
 * table holds the ids seen). An event nobody here listens to is accepted and forgotten.
 */
export async function receiveEvent(
  tx: Tx,
  handlers: readonly EventHandlers[],
  event: CloudEvent,
): Promise<'handled' | 'seen' | 'ignored'> {
  const wanted = handlers.flatMap((map) => Object.entries(map)).filter(([type]) => matches(type, event.type));
  if (wanted.length === 0) return 'ignored';
  const fresh: unknown[] = await tx.db.query(
    `insert into inbox (event_id, type, source, received_at) values ($1, $2, $3, $4)
     on conflict on constraint inbox_pk do nothing returning event_id`,
    [`${event.source}#${event.id}`, event.type, event.source, tx.now],
  );
  if (fresh.length === 0) return 'seen';
  const followed = await followMerge(tx.db, event);
  for (const [, handle] of wanted) await handle(tx, followed);
  return 'handled';
}

/** Whether the instant can be read and the data is an object. */
const isReadable = ({ time, data }: Partial<CloudEvent>): boolean =>
  !Number.isNaN(Date.parse(time as string)) && typeof data === 'object' && data !== null && !Array.isArray(data);

/** Reads a CloudEvent that `issuer` sent, or several in one; it must be the events' source. Throws `BAD_USER_INPUT` or `FORBIDDEN`. */
export function parseEvents(body: string, issuer: string): CloudEvent[] {
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    throw new Refusal(
      'BAD_USER_INPUT',
      'The body is not JSON; a CloudEvent in structured mode was expected, or an array of them.',
    );
  }
  return (Array.isArray(sent) ? sent : [sent]).map((event) => checkedEvent(event ?? {}, issuer));
}

function checkedEvent(event: Partial<CloudEvent>, issuer: string): CloudEvent {
  const texts = [event.id, event.type, event.source, event.subject, event.time];
  if (event.specversion !== '1.0' || !texts.every((text) => typeof text === 'string' && text.length > 0) || !isReadable(event)) {
    throw new Refusal('BAD_USER_INPUT', 'The body is not a CloudEvent 1.0 with id, type, source, subject, time and data.');
  }
  if (event.source !== `/subgraphs/${issuer}` || !event.type?.startsWith(`${issuer}.`)) {
    const told = `"${issuer}" may not send events as "${event.source}".`;
    throw new Refusal('FORBIDDEN', told, { missing: [{ kind: 'person', anyOf: [String(event.source)] }] });
  }
  return event as CloudEvent;
}
