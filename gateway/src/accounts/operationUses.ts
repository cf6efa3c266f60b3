import { civilDay } from '@union-graph/subgraph';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { isNotMigrated } from './isNotMigrated.ts';

/** Counts the requests of persisted operations, for the checks of schemas. */
export interface OperationUses {
  /** Notes one request. `hash` is the SHA-256 of its document; the client is the one of the request. */
  note(hash: string, clientId: string, now: Date): void;
  /** Writes what was noted, and ends. */
  stop(): Promise<void>;
}

/** How often counts are written. They are written together, so that a request costs no statement. */
const EVERY_MS = 10_000;
/** The most documents between two writes: more are not counted until then. */
const MAX_NOTED = 10_000;

interface Noted {
  readonly hash: string;
  readonly clientId: string;
  readonly day: string;
  requests: number;
  lastUsedAt: Date;
}

// What no application has published matches no row and is not kept.
const WRITE = `insert into operation_use (operation_id, day, requests, last_used_at)
  select o.id, u.day, u.requests, u.last_used_at
  from unnest($1::text[], $2::text[], $3::date[], $4::bigint[], $5::timestamptz[]) as u(hash, client_id, day, requests, last_used_at)
  join client_application a on a.client_id = u.client_id
  join persisted_operation o on o.application_id = a.id and o.hash = u.hash
  order by o.id, u.day
  on conflict on constraint operation_use_pk do update
  set requests = operation_use.requests + excluded.requests, last_used_at = greatest(operation_use.last_used_at, excluded.last_used_at)`;

export function createOperationUses(pool: Pick<Pool, 'query'>, log: Logger, everyMs = EVERY_MS): OperationUses {
  let noted = new Map<string, Noted>();
  const write = async (): Promise<void> => {
    if (noted.size === 0) return;
    const all = [...noted.values()];
    noted = new Map();
    try {
      await pool.query(WRITE, [
        all.map(({ hash }) => hash),
        all.map(({ clientId }) => clientId),
        all.map(({ day }) => day),
        all.map(({ requests }) => requests),
        all.map(({ lastUsedAt }) => lastUsedAt),
      ]);
    } catch (error) {
      if (!isNotMigrated(error as Error)) log.warn({ reason: String(error) }, 'uses of persisted operations are not counted now');
    }
  };
  const timer = setInterval(write, everyMs).unref();
  return {
    note: (hash, clientId, now) => {
      const day = civilDay(now);
      const key = `${hash} ${day} ${clientId}`;
      const known = noted.get(key);
      if (known) {
        known.requests += 1;
        if (now > known.lastUsedAt) known.lastUsedAt = now;
      } else if (noted.size < MAX_NOTED) noted.set(key, { hash, clientId, day, requests: 1, lastUsedAt: now });
    },
    stop: async () => {
      clearInterval(timer);
      await write();
    },
  };
}
