import { hasRole, type Viewer } from '@union-graph/identity';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Logger } from 'pino';

/** How a client is used: `PROGRAM` sends requests with its own credential (client credentials, RFC 6749 4.4); people sign in with `PEOPLE`. */
export type ClientKind = 'PROGRAM' | 'PEOPLE';

/**
 * Whether a viewer's client is a program or is used by people. Null for anonymous viewers, and for persons with the role `PARTNER`, because they
 * may use the client of the partner's program. The subject of a program's token is the program itself (RFC 9068, 2.2).
 */
export function clientKindOf({ kind, subject, clientId, ...viewer }: Viewer): ClientKind | null {
  if (clientId === null) return null;
  if (kind === 'client') return subject === clientId ? 'PROGRAM' : 'PEOPLE';
  return kind === 'person' && !hasRole({ ...viewer, kind, subject, clientId }, 'PARTNER') ? 'PEOPLE' : null;
}

/** Records which clients have sent requests and how, so that a client of people is never registered as a partner's program. */
export interface SeenClients {
  /** Resolves when the client is recorded; each process records a client once. Never rejects: a failed record is repeated by a later request. */
  record(viewer: Viewer): Promise<void>;
}

const MAX_SEEN_CLIENTS = 10_000;

export function createSeenClients(pool: Pick<pg.Pool, 'query'>, log: Logger): SeenClients {
  const recorded = new LRUCache<string, Promise<void>>({ max: MAX_SEEN_CLIENTS });
  return {
    record: (viewer) => {
      const kind = clientKindOf(viewer);
      if (kind === null) return Promise.resolve();
      const key = `${kind} ${viewer.clientId}`;
      const known = recorded.get(key);
      if (known) return known;
      const recording = pool.query(RECORD_CLIENT, [viewer.clientId, kind]).then(
        () => undefined,
        (error: Error) => {
          recorded.delete(key);
          log.warn({ reason: error.message }, 'a client cannot be recorded now');
        },
      );
      recorded.set(key, recording);
      return recording;
    },
  };
}

const RECORD_CLIENT = `insert into seen_client (client_id, kind) values ($1, $2) on conflict on constraint seen_client_pk do nothing`;
