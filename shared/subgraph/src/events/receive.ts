import { type EventType, isOfType, parseReceived } from '@union-graph/events';
import type { KnownTable } from '../known/snapshots.ts';
import { withoutErased } from '../people/erasedRecords.ts';
import { followMerge } from '../people/memberMerges.ts';
import { Refusal } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import { type CloudEvent, schemaVersionOf } from './publish.ts';

/** What a subgraph does on events of some types. Made by {@link handle}. */
export interface EventHandler {
  readonly types: readonly EventType[];
  readonly run: (tx: Tx, event: CloudEvent) => Promise<void>;
  /** The table in which it keeps what the events tell, if it does; at first its service asks for what was told before. */
  readonly keeps?: KnownTable;
  /**
   * Whether it takes what is told of a record that was erased as it was sent. Other handlers do not hear of such a record: lists come without it, and
   * an event about it does not come.
   */
  readonly alsoOfErased?: true;
}

/** Has `run` take the events of a type, or of several types; it gets data that its schema has read. */
export const handle = <Data>(
  types: EventType<Data> | readonly EventType<Data>[],
  run: (tx: Tx, event: CloudEvent<Data>) => Promise<void>,
  options: Pick<EventHandler, 'alsoOfErased'> = {},
): EventHandler => ({
  ...options,
  types: Array.isArray(types) ? types : [types as EventType<Data>],
  // `receiveEvent` calls it with data that the schema of one of these types has read.
  run: run as EventHandler['run'],
});

/**
 * Takes one event in an open transaction: the first time its handlers run, any later time nothing happens (the inbox
 * table holds the ids seen). An event that no handler here takes is accepted and forgotten, and so is one about a record that was erased. Throws `BAD_USER_INPUT` for one that cannot be
 * read: its sender tries it again for about three days and then sets it aside, and meanwhile sends on what is about other aggregates.
 */
export async function receiveEvent(
  tx: Tx,
  handlers: readonly EventHandler[],
  event: CloudEvent,
): Promise<'handled' | 'seen' | 'ignored'> {
  const wanted = handlers.flatMap((handler) =>
    handler.types.filter((type) => isOfType(type, event.type)).map((type) => ({ ...handler, type })),
  );
  const [first] = wanted;
  if (!first) return 'ignored';
  const readable = readEvent(first.type, event);
  const fresh: unknown[] = await tx.db.query(
    `insert into inbox (event_id, type, source, received_at) values ($1, $2, $3, $4)
     on conflict on constraint inbox_pk do nothing returning event_id`,
    [`${event.source}#${event.id}`, event.type, event.source, tx.now],
  );
  if (fresh.length === 0) return 'seen';
  const followed = await followMerge(tx.db, first.type, readable);
  const told = wanted.every(({ alsoOfErased }) => alsoOfErased) ? followed : await withoutErased(tx.db, first.type, followed);
  const heard = wanted.filter(({ alsoOfErased }) => alsoOfErased || told !== null);
  for (const { run, alsoOfErased } of heard) await run(tx, alsoOfErased ? followed : (told as CloudEvent));
  return heard.length > 0 ? 'handled' : 'ignored';
}

/** The event with the data that its schema names. Throws `BAD_USER_INPUT` with each fault. */
function readEvent(type: EventType, event: CloudEvent): CloudEvent {
  const version = schemaVersionOf(event);
  if (version !== null && version !== type.version)
    throw new Refusal(
      'BAD_USER_INPUT',
      `"${event.type}" was sent in version ${version} of its schema; this service reads version ${type.version}.`,
    );
  const { data, faults } = parseReceived(type, event.subject, event.data);
  if (faults.length > 0) throw new Refusal('BAD_USER_INPUT', `"${event.type}" cannot be read. ${faults.join(' ')}`);
  return { ...event, data };
}

/** Whether the instant can be read, the version counts and the data is an object. */
const isReadable = ({ time, aggregateversion, data }: Partial<CloudEvent>): boolean =>
  !Number.isNaN(Date.parse(time as string)) &&
  Number.isSafeInteger(aggregateversion) &&
  typeof data === 'object' &&
  data !== null &&
  !Array.isArray(data);

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
    throw new Refusal(
      'BAD_USER_INPUT',
      'The body is not a CloudEvent 1.0 with id, type, source, subject, time, aggregateversion and data.',
    );
  }
  if (event.source !== `/subgraphs/${issuer}` || !event.type?.startsWith(`${issuer}.`)) {
    const told = `"${issuer}" may not send events as "${event.source}".`;
    throw new Refusal('FORBIDDEN', told, { missing: [{ kind: 'person', anyOf: [String(event.source)] }] });
  }
  return event as CloudEvent;
}
