import { decodeJwt, type JSONWebKeySet } from 'jose';
import { isTrusted } from './isTrusted.ts';
import type { Fault } from './subgraph.ts';

/** What a taker of events may do wrongly. */
export type EventFault =
  | 'SENDERS_AT_THE_GRAPH'
  | 'EVENTS_OF_ANYBODY'
  | 'EVENTS_OF_THE_GATEWAY'
  | 'EVENTS_OF_PERSONS'
  | 'EVENTS_OF_OTHERS'
  | 'EVENTS_ONE_AT_A_TIME'
  | 'EVENTS_ONCE'
  | 'EVENTS_WITHOUT_MORE'
  | 'EVENTS_OF_KNOWN_TYPES'
  | 'EVENTS_OF_ANY_VERSION'
  | 'EVENTS_UNREAD'
  | 'EVENTS_AS_JSON'
  | 'EVENTS_WITH_AN_ANSWER';

interface Sent {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly source?: unknown;
  readonly dataschema?: unknown;
  readonly data?: Readonly<Record<string, unknown>>;
}

const TYPE = 'organisation.union.dissolved';

/** The status that `/events` of the subgraph `ind-x` with its faults answers; `seen` has the ids of the events it has taken. */
export async function takeEvents(
  { authorization, body }: { readonly authorization: string | undefined; readonly body: string },
  trusted: JSONWebKeySet,
  seen: Set<unknown>,
  has: (fault: Fault) => boolean,
): Promise<number> {
  if (has('EVENTS_OF_ANYBODY')) return 204;
  if (!(await isTrusted(authorization, trusted, has))) return 401;
  const { iss, viewer } = decodeJwt(String(authorization).slice('Passport '.length));
  const isSender = iss === 'organisation' || (has('EVENTS_OF_THE_GATEWAY') && iss === 'gateway');
  if (!isSender || ((viewer as { kind: string }).kind !== 'service' && !has('EVENTS_OF_PERSONS'))) return 401;
  if (has('EVENTS_UNREAD')) return 204;
  try {
    const sent: unknown = JSON.parse(body);
    if (Array.isArray(sent) && has('EVENTS_ONE_AT_A_TIME')) return 400;
    return Math.max(...[sent].flat().map((event) => statusOf(event as Sent, seen, has)));
  } catch {
    return 400;
  }
}

function statusOf({ id, type, source, dataschema, data }: Sent, seen: Set<unknown>, has: (fault: Fault) => boolean): number {
  const isOwn = source === '/subgraphs/organisation' && String(type).startsWith('organisation.');
  if (!isOwn && !has('EVENTS_OF_OTHERS')) return 403;
  if (typeof id !== 'string') return 400;
  if (type !== TYPE) return has('EVENTS_OF_KNOWN_TYPES') ? 400 : 204;
  if (dataschema !== `urn:union-graph:event:${TYPE}:1` && !has('EVENTS_OF_ANY_VERSION')) return 400;
  if (typeof data?.reason !== 'string' || (has('EVENTS_WITHOUT_MORE') && Object.keys(data).length > 1)) return 400;
  if (seen.has(id) && has('EVENTS_ONCE')) return 409;
  seen.add(id);
  return 204;
}
