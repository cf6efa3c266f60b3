import type { Viewer } from '@union-graph/identity';
import { exactTypes, openPool } from '@union-graph/subgraph';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { listen } from '../agreements/listen.ts';
import { isNotMigrated } from './isNotMigrated.ts';

/** Restricts client applications with `safelistOnly` to their published operations (domain rule 2.7). */
export interface Safelists {
  /** Throws `FORBIDDEN` when such an application sends an operation that it has not published. `hash` is the SHA-256 of the document. */
  check(viewer: Viewer, hash: string | undefined): void;
  stop(): Promise<void>;
}

/** The hashes of the published operations of each such application, by its client id. */
type PublishedHashes = ReadonlyMap<string, ReadonlySet<string>>;

const READ = `select a.client_id as "clientId", coalesce(array_agg(o.hash) filter (where o.hash is not null), '{}') as hashes
  from client_application a left join persisted_operation o on o.application_id = a.id and o.retired_at is null
  where a.safelist_only group by a.client_id`;

/** The pause after a failed read. */
const RETRY_MS = 5_000;
/** How often the operations are read when the database announces no change. */
const REREAD_MS = 30_000;

/**
 * Follows the applications in the governance database, which announces each change. While it is unavailable, the last known operations apply. Before the
 * first read no application is restricted: an outage of the registry must not stop applications.
 */
export function watchSafelists(databaseUrl: string, log: Logger): Safelists {
  const pool = openPool(
    { connectionString: databaseUrl, max: 1, types: exactTypes, connectionTimeoutMillis: 2_000, statement_timeout: 5_000 },
    (error) => log.warn({ reason: error.message }, 'a connection for the operations of applications broke'),
  );
  let known: PublishedHashes = new Map();
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
  // Reads run one after another, so that the result of an earlier one cannot replace that of a later one.
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
