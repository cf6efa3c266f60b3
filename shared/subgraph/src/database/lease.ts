import type pg from 'pg';
import type { Logger } from 'pino';
import { DatabaseConnection } from './databaseConnection.ts';

/** Which of some names belong to this process: no other holds one at the same time. */
export interface Lease {
  readonly holds: (name: string) => boolean;
  stop(): Promise<void>;
}

export interface LeaseOptions {
  readonly databaseUrl: string;
  readonly names: readonly string[];
  /** A channel of PostgreSQL that is listened to on the same connection; `onNotice` is also called when a name was won. */
  readonly listen?: { readonly channel: string; readonly onNotice: () => void };
  readonly log: Logger;
}

/** The first key of the advisory locks, so that they meet no others of the database. */
const CLASS = 20_250;

/** SQL: whether any process holds the name that `name` (an SQL expression) gives. */
export const isHeld = (name: string): string =>
  `exists (select from pg_locks where locktype = 'advisory' and granted and classid = ${CLASS} and objsubid = 2
    and database = (select oid from pg_database where datname = current_database())
    and objid::bigint = (hashtext(${name})::bigint & 4294967295))`;

/** How often names that another process holds are asked for again. */
const ASK_EVERY_MS = 1_000;

/**
 * Takes names by advisory locks of one connection. They are free as soon as the connection ends, whatever ended it; then this process
 * holds nothing until it is connected again.
 */
export function openLease(options: LeaseOptions): Lease {
  const { names, log } = options;
  const held = new Set<string>();
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  const lose = (lost: pg.Client) => {
    if (client !== lost) return;
    client = null;
    held.clear();
  };
  const round = async (): Promise<void> => {
    client ??= await connect(options, lose);
    await takeFreeNames(client, held, options);
  };
  const next = () => {
    running = round()
      .catch((error: Error) => {
        if (client) void client.end().catch(() => undefined);
        if (client) lose(client);
        log.debug({ reason: error.message }, 'the connection that holds locks by name broke');
      })
      .finally(() => {
        if (!stopped) timer = setTimeout(next, client ? ASK_EVERY_MS : ASK_EVERY_MS / 4);
      });
  };
  if (names.length > 0) next();

  return {
    holds: (name) => held.has(name),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
      held.clear();
      await client?.end().catch(() => undefined);
    },
  };
}

/** Connects, and listens where asked to. `onLost` is called when the connection ends. */
async function connect({ databaseUrl, listen }: LeaseOptions, onLost: (client: pg.Client) => void): Promise<pg.Client> {
  const client = new DatabaseConnection({
    connectionString: databaseUrl,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  client.on('error', () => onLost(client));
  client.on('end', () => onLost(client));
  if (listen) client.on('notification', listen.onNotice);
  try {
    await client.connect();
    if (listen) await client.query(`listen ${listen.channel}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

/** Takes the names that are not held, as far as no other process holds them. */
async function takeFreeNames(client: pg.Client, held: Set<string>, { names, listen }: LeaseOptions): Promise<void> {
  const missing = names.filter((name) => !held.has(name));
  // Also without missing names: only a statement shows that a connection died silently.
  const { rows } = await client.query<{ name: string; won: boolean }>(
    `select name, pg_try_advisory_lock(${CLASS}, hashtext(name)) as won from unnest($1::text[]) as name`,
    [missing],
  );
  const won = rows.filter((row) => row.won);
  for (const { name } of won) held.add(name);
  if (won.length > 0) listen?.onNotice();
}
