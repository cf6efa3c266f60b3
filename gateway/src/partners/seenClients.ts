import { hasRole, type Viewer } from '@union-graph/identity';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Logger } from 'pino';

/** `PROGRAM` asks with its own credential (client credentials, RFC 6749 4.4), `PEOPLE` are signed in by their client. */
export type SeenKind = 'PROGRAM' | 'PEOPLE';

/**
 * How a viewer's client is used; null for anonymous viewers, and for persons of a partner, who may share its client. The subject of a program's
 * token is the program itself (RFC 9068, 2.2).
 */
export function seenKind({ kind, subject, clientId, ...viewer }: Viewer): SeenKind | null {
  if (clientId === null) return null;
  if (kind === 'client') return subject === clientId ? 'PROGRAM' : 'PEOPLE';
  return kind === 'person' && !hasRole({ ...viewer, kind, subject, clientId }, 'PARTNER') ? 'PEOPLE' : null;
}

/** Notes which clients have asked the graph and how, so that no client of people is registered as a partner's program. */
export interface SeenClients {
  /** Resolves when it is noted, which happens once in a process. Never rejects: what could not be noted is noted by a later request. */
  note(viewer: Viewer): Promise<void>;
}

const MOST_CLIENTS = 10_000;

export function createSeenClients(pool: Pick<pg.Pool, 'query'>, log: Logger): SeenClients {
  const noted = new LRUCache<string, Promise<void>>({ max: MOST_CLIENTS });
  return {
    note: (viewer) => {
      const kind = seenKind(viewer);
      if (kind === null) return Promise.resolve();
      const key = `${kind} ${viewer.clientId}`;
      const known = noted.get(key);
      if (known) return known;
      const noting = pool.query(NOTE, [viewer.clientId, kind]).then(
        () => undefined,
        (error: Error) => {
          noted.delete(key);
          log.warn({ reason: error.message }, 'a client that asks the graph cannot be noted now');
        },
      );
      noted.set(key, noting);
      return noting;
    },
  };
}

const NOTE = `insert into seen_client (client_id, kind) values ($1, $2) on conflict on constraint seen_client_pk do nothing`;
