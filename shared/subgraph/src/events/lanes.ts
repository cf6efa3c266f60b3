import type { PassportSigner } from '@union-graph/identity';
import type { Logger } from 'pino';
import { openLease } from '../database/lease.ts';
import { openPool } from '../database/pool.ts';
import type { Metrics } from '../http/metrics.ts';
import { type Lag, readLags, WAITING } from './deliveries.ts';
import { openLane } from './lane.ts';
import type { Subscriber } from './publish.ts';
import { makeSend } from './send.ts';

/** The deliveries of one process: a lane for each subscriber. */
export interface Lanes {
  /** How far those are behind who have something to wait for. */
  readonly lags: () => Promise<Lag[]>;
  stop(): Promise<void>;
}

export interface LanesOptions {
  readonly subgraph: string;
  readonly subscribers: readonly Subscriber[];
  readonly databaseUrl: string;
  readonly sign: PassportSigner;
  /** The newest seal of the service's audit, as events carry it; null before the first. */
  readonly auditHead: () => string | null;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Connections for reading and ending deliveries; a lane needs one for a moment only. */
const CONNECTIONS = 2;
/** Lags are read at most so often, however many ask. */
const LAGS_KEPT_MS = 1_000;

/**
 * Starts the deliveries. Each subscriber has a lane of its own, so that one that hangs keeps nobody else waiting, and no task. Of
 * several processes one delivers to a subscriber at a time: the one whose connection holds the lock, which PostgreSQL frees when the process ends.
 */
export function startLanes({ subgraph, subscribers, databaseUrl, sign, auditHead, log, metrics }: LanesOptions): Lanes {
  const db = openPool({ connectionString: databaseUrl, max: CONNECTIONS, connectionTimeoutMillis: 10_000 }, ({ message }) =>
    log.warn({ reason: message }, 'a connection for deliveries broke'),
  );
  const urls = new Map(subscribers.map(({ name, url }) => [name, url]));
  const names = [...urls.keys()];
  const wake = () => {
    for (const lane of lanes) lane.wake();
  };
  const lease = openLease({ databaseUrl, names, listen: { channel: WAITING, onNotice: wake }, log });
  const send = makeSend(subgraph, sign, auditHead);
  const lanes = [...urls].map(([subscriber, url]) =>
    openLane({ subscriber, url, db, send, log, metrics, isOurs: () => lease.holds(subscriber) }),
  );
  let known: { at: number; lags: Promise<Lag[]> } | null = null;
  const lags = (): Promise<Lag[]> => {
    if (known && Date.now() - known.at < LAGS_KEPT_MS) return known.lags;
    known = { at: Date.now(), lags: readLags(db) };
    return known.lags;
  };
  metrics.watchLags(lags);
  return {
    lags,
    stop: async () => {
      await Promise.all(lanes.map((lane) => lane.stop()));
      await lease.stop();
      await db.end();
    },
  };
}
