import { type DataOf, requestAccepted, requestDispatched, requestResolved } from '@union-graph/events';
import type { ObjectLiteral } from 'typeorm';
import { lockByName } from '../database/lockByName.ts';
import { type EventHandler, handle } from '../events/receive.ts';
import type { Tx } from '../transaction.ts';

/** A request to 12351 as organisation hands it on (J-05). */
export interface Dispatched extends Readonly<DataOf<typeof requestDispatched>> {
  readonly id: string;
  /** The version of the request at which it was handed on. */
  readonly version: number;
}

/** What a request became. */
export interface Taken {
  readonly id: string;
  /** The state that answers the request at once, where nothing more will be decided about it. */
  readonly answeredBy?: string;
}

/** What becomes of requests in one subgraph, and how. */
export interface RequestTaker<Row extends ObjectLiteral> {
  /** The subgraph as organisation names it: `WARMTH_FUND`. */
  readonly target: string;
  /** The entity that requests become, named as its type in the graph; its property `serviceRequestId` names the request. */
  readonly entity: new () => Row;
  /** The version of the request that a row was last told of. */
  readonly versionOf: (row: Row) => number | null;
  readonly isOpen: (row: Row) => boolean;
  /** Makes the row of a request, or goes on with the one that is open; null where none can be made: the request then waits for its limit. */
  readonly take: (tx: Tx, request: Dispatched, open: Row | null) => Promise<Taken | null>;
  /** Ends an open row: the request was handed to another service after all. */
  readonly giveBack: (tx: Tx, open: Row, request: Dispatched) => Promise<unknown>;
}

/**
 * Takes requests to 12351 that organisation hands on (J-05): one that is handed to this subgraph becomes a row, and organisation is told
 * which; one that is handed to another ends here. An event older than what is known of the request changes nothing.
 */
export const takeRequests = <Row extends ObjectLiteral>(taker: RequestTaker<Row>): EventHandler =>
  handle(requestDispatched, async (tx, { subject, aggregateversion, data }) => {
    const request: Dispatched = { ...data, id: subject, version: aggregateversion };
    // Of two events of one request the second waits here, and then finds what the first wrote.
    await lockByName(tx.db, `request:${request.id}`);
    const known = await knownRows(tx, taker, request.id);
    if (known.some((row) => (taker.versionOf(row) ?? 0) >= request.version)) return;
    const open = known.find(taker.isOpen) ?? null;
    if (request.target !== taker.target) {
      if (open) await taker.giveBack(tx, open, request);
      return;
    }
    const taken = await taker.take(tx, request, open);
    if (!taken) return;
    const typeName = taker.entity.name;
    await tx.publish(requestAccepted, request, { typeName, id: taken.id });
    if (taken.answeredBy) await tx.publish(requestResolved, request, { typeName, status: taken.answeredBy });
  });

const knownRows = <Row extends ObjectLiteral>(
  { db }: Tx,
  { entity }: RequestTaker<Row>,
  serviceRequestId: string,
): Promise<Row[]> => db.find(entity, { where: { serviceRequestId } as object, lock: { mode: 'pessimistic_write' } });

/** The request that a row came from, with the version that the row was last told of. */
interface RequestOf {
  readonly serviceRequestId: string | null;
  readonly requestVersion: number | null;
}

/** Tells organisation that what became of a request is done; of a row that came from no request there is nothing to tell. */
export async function resolveRequest(
  tx: Tx,
  { serviceRequestId, requestVersion }: RequestOf,
  typeName: string,
  status: string,
): Promise<void> {
  if (serviceRequestId === null) return;
  await tx.publish(requestResolved, { id: serviceRequestId, version: requestVersion ?? 0 }, { typeName, status });
}
