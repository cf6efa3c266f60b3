import { newId } from '../ids.ts';
import type { Job } from '../outbox.ts';

/** A change that others may want to know of. `data` holds ids, codes, states and amounts: no names, phones or identity numbers. */
export interface NewEvent {
  /** Without the subgraph's name: `card.activated`. */
  readonly type: string;
  readonly aggregateId: string;
  /** The row's version after the change, so that a consumer can tell a late event from a new one. */
  readonly aggregateVersion: number;
  readonly data: Record<string, unknown>;
}

/** An event on the wire: CloudEvents 1.0 in its JSON form, with two extension attributes. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The request or event that caused this one. */
  readonly causationid?: string;
  readonly aggregateversion: number;
  readonly data: Record<string, unknown>;
}

/** Who is told of which events: `organisation.card.*` matches all types that start so. */
export interface Subscriber {
  readonly type: string;
  readonly name: string;
  readonly url: string;
}

export const DELIVER_EVENT = 'deliver_event';

interface Publisher {
  readonly subgraph: string;
  readonly subscribers: readonly Subscriber[];
  readonly now: Date;
  readonly causationId: string | null;
}

/** How many events one delivery carries at most. */
const BATCH = 100;

/** What a delivery carries: one event, or several that one transaction told of. */
export type Delivery = { readonly subscriber: string } & (
  | { readonly event: CloudEvent }
  | { readonly events: readonly CloudEvent[] }
);

/** The deliveries of events as jobs for the queue: one for each subscriber, or some where there are many events. */
export function deliveriesOf(publisher: Publisher, events: readonly NewEvent[]): Job[] {
  const waiting = new Map<string, CloudEvent[]>();
  for (const message of events.map((event) => messageOf(publisher, event))) {
    for (const subscriber of subscribersOf(publisher, message.type))
      waiting.get(subscriber)?.push(message) ?? waiting.set(subscriber, [message]);
  }
  return [...waiting]
    .flatMap(([subscriber, messages]) => deliveriesTo(subscriber, messages))
    .map((delivery) => ({ task: DELIVER_EVENT, payloadText: JSON.stringify(delivery, bigintAsText), runAt: null, jobKey: null }));
}

function deliveriesTo(subscriber: string, messages: readonly CloudEvent[]): Delivery[] {
  const [event] = messages;
  if (messages.length === 1 && event) return [{ subscriber, event }];
  const parts = Array.from({ length: Math.ceil(messages.length / BATCH) }, (_, at) =>
    messages.slice(at * BATCH, (at + 1) * BATCH),
  );
  return parts.map((part) => ({ subscriber, events: part }));
}

const messageOf = ({ subgraph, now, causationId }: Publisher, event: NewEvent): CloudEvent => ({
  specversion: '1.0',
  id: newId(),
  type: `${subgraph}.${event.type}`,
  source: `/subgraphs/${subgraph}`,
  subject: event.aggregateId,
  time: now.toISOString(),
  datacontenttype: 'application/json',
  ...(causationId ? { causationid: causationId } : {}),
  aggregateversion: event.aggregateVersion,
  data: event.data,
});

/** The names of those who listen to a type of event, each once. */
const subscribersOf = ({ subscribers }: Publisher, type: string): string[] => [
  ...new Set(subscribers.filter((subscriber) => matches(subscriber.type, type)).map(({ name }) => name)),
];

export const matches = (pattern: string, type: string): boolean =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;

const bigintAsText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
