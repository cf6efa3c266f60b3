import { type EventType, parseSent } from '@union-graph/events';
import { newId } from '../ids.ts';
import type { NewDelivery } from './deliveries.ts';

/** The row that an event is about. */
export interface Aggregate {
  readonly id: string;
  /** The row's version after the change, by which a consumer tells a late event from a new one. */
  readonly version: number;
}

/** An event on the wire: CloudEvents 1.0 in its JSON form, with extension attributes of its own. */
export interface CloudEvent<Data = unknown> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The version of the data's schema: `urn:union-graph:event:organisation.card.activated:1`. Missing in events of older services. */
  readonly dataschema?: string;
  /** The request or event that caused this one. */
  readonly causationid?: string;
  readonly aggregateversion: number;
  /** The newest seal of the sender's audit when the event left: number, hash, instant, key and signature. Missing where a sender has no audit. */
  readonly audithead?: string;
  readonly data: Data;
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

/**
 * The deliveries of an event: one for each subscriber. Throws for data that its schema does not allow, so that nothing leaves which
 * no consumer could read, or which names a person.
 */
export function deliveriesOf<Data>(publisher: Publisher, type: EventType<Data>, aggregate: Aggregate, data: Data): NewDelivery[] {
  const message = messageOf(publisher, type, aggregate, data);
  const { faults } = parseSent(type, aggregate.id, data);
  if (faults.length > 0) throw new Error(`The event "${message.type}" is not as its schema says: ${faults.join(' ')}`);
  const eventText = JSON.stringify(message);
  return subscribersOf(publisher, message.type).map((subscriber) => ({ subscriber, aggregate: aggregate.id, eventText }));
}

function messageOf<Data>(
  { subgraph, now, causationId }: Publisher,
  { publisher, name, version }: EventType<Data>,
  aggregate: Aggregate,
  data: Data,
): CloudEvent<Data> {
  if (publisher !== null && publisher !== subgraph) throw new Error(`"${subgraph}" may not send "${publisher}.${name}".`);
  const type = `${subgraph}.${name}`;
  return {
    specversion: '1.0',
    id: newId(),
    type,
    source: `/subgraphs/${subgraph}`,
    subject: aggregate.id,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    dataschema: dataschemaOf(type, version),
    ...(causationId ? { causationid: causationId } : {}),
    aggregateversion: aggregate.version,
    data,
  };
}

/** Names the schema of an event's data, as CloudEvents' attribute `dataschema`. */
const dataschemaOf = (type: string, version: number): string => `urn:union-graph:event:${type}:${version}`;

/** The version of the schema by which an event was written; null where it does not say so. */
export const schemaVersionOf = ({ dataschema }: CloudEvent): number | null => {
  const version = /:(\d+)$/.exec(dataschema ?? '')?.[1];
  return version === undefined ? null : Number(version);
};

/** The names of those who listen to a type of event, each once. */
const subscribersOf = ({ subscribers }: Publisher, type: string): string[] => [
  ...new Set(subscribers.filter((subscriber) => matches(subscriber.type, type)).map(({ name }) => name)),
];

const matches = (pattern: string, type: string): boolean =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
