import { newId } from '../ids.ts';
import type { NewDelivery } from './deliveries.ts';

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

interface Publisher {
  readonly subgraph: string;
  readonly subscribers: readonly Subscriber[];
  readonly now: Date;
  readonly causationId: string | null;
}

/** The deliveries of events: one for each event and subscriber. */
export function deliveriesOf(publisher: Publisher, events: readonly NewEvent[]): NewDelivery[] {
  return events
    .map((event) => messageOf(publisher, event))
    .flatMap((message) => {
      const eventText = JSON.stringify(message, bigintAsText);
      return subscribersOf(publisher, message.type).map((subscriber) => ({ subscriber, aggregate: message.subject, eventText }));
    });
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
