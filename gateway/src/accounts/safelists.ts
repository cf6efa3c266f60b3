import type { Viewer } from '@union-graph/identity';
import { exactTypes, openPool } from '@union-graph/subgraph';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { listen } from '../agreements/listen.ts';
import { isNotMigrated } from './isNotMigrated.ts';

/** Holds client applications that asked for it to their published operations (2.7, `safelistOnly`). */
export interface Safelists {
  /** Throws `FORBIDDEN` for an operation of such an application that is not published. `hash` is the SHA-256 of the document. */
  check(viewer: Viewer, hash: string | undefined): void;
  stop(): Promise<void>;
}

/** The hashes of the published operations of each such application, by the client of its requests. */
type KnownOperations = ReadonlyMap<string, ReadonlySet<string>>;

const READ = `select a.client_id as "clientId", coalesce(array_agg(o.hash) filter (where o.hash is not null), '{}') as hashes
  from client_application a left join persisted_operation o on o.application_id = a.id and o.retired_at is null
  where a.safelist_only group by a.client_id`;

/** How long after a failed read the next one begins, and how often they are read where no change was heard of. */
const RETRY_MS = 5_000;
const REREAD_MS = 30_000;

/**
 * Follows the applications in the governance database, which announces each change. While it is unavailable, the last known operations apply; before the first
 * read none do, since an outage of the registry must not stop applications.
 */
export function watchSafelists(databaseUrl: string, log: Logger): Safelists {
  const pool = openPool(
    { connectionString: databaseUrl, max: 1, types: exactTypes, connectionTimeoutMillis: 2_000, statement_timeout: 5_000 },
    (error) => log.warn({ reason: error.message }, 'a connection for the operations of applications broke'),
  );
  let known: KnownOperations = new Map();
  let isStopped = false;
  let retry: NodeJS.Timeout | undefined;
  let reading: Promise<void> = Promise.resolve();
  const read = async (): Promise<void> => {
    if (isStopped) return;
    clearTimeout(retry);
    try {
      const { rows } = await pool.query<{ clientId: string; hashes: string[] }>(READ);
      known = new Map(rows.map(({ clientId, hashes }) => [clientId, new Set(hashes)]));
    } catch (error) {
      if (!isNotMigrated(error))
        log.warn({ reason: String(error) }, 'the operations of applications cannot be read; the last known ones apply');
      retry = setTimeout(refresh, RETRY_MS).unref();
    }
  };
  // One after another: a read that began before a change must not replace what a later one found.
  const refresh = (): void => {
    reading = reading.then(read);
  };
  refresh();
  const timer = setInterval(refresh, REREAD_MS).unref();
  const listener = listen({ databaseUrl, channel: 'client_applications_changed', log }, refresh);
  return {
    check: ({ clientId }, hash) => {
      const published = clientId === null ? undefined : known.get(clientId);
      if (published && (hash === undefined || !published.has(hash))) throw notPublished();
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      clearTimeout(retry);
      await listener.stop();
      await reading;
      await pool.end();
    },
  };
}

const notPublished = (): GraphQLError =>
  new GraphQLError(
    'This application sends its published operations only, and this is none of them. Publish it first ("publishOperations").',
    { extensions: { code: 'FORBIDDEN', rule: '2.7', http: { status: 403 } } },
  );
