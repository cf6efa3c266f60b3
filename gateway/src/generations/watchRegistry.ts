import { exactTypes, openPool } from '@union-graph/subgraph';
import type pg from 'pg';
import type { Logger } from 'pino';
import { listen } from '../agreements/listen.ts';
import type { SubgraphSdl } from '../supergraph/compose.ts';

/** The current version of a registered subgraph. */
export interface RegisteredVersion extends SubgraphSdl {
  readonly versionId: string;
}

/** A generation that a gateway has built. */
export interface BuiltGeneration {
  readonly supergraphHash: string;
  readonly versionIds: readonly string[];
}

/** Follows the registered subgraphs in the governance database, and records generations there. */
export interface RegistryWatcher {
  /** The current versions as last read; null before the first time. */
  current(): readonly RegisteredVersion[] | null;
  /** Reads the current versions again. Keeps the last known ones when the database does not answer. */
  refresh(): Promise<void>;
  /** Whether the last read failed, so that the versions of an earlier read are served. */
  isUnreadable(): boolean;
  /** Adds a listener that is called after each change, when it has been read. */
  onChange(listener: () => void): void;
  /**
   * Records a generation, unless the active one has the same supergraph. So the first gateway that builds it records it. One that cannot be recorded is
   * recorded with a later `refresh`, unless another one was built meanwhile.
   */
  record(generation: BuiltGeneration): Promise<void>;
  /** Waits for a generation that is being recorded. */
  stop(): Promise<void>;
}

const CURRENT = `select v.id as "versionId", v.subgraph as name, v.routing_url as url, v.sdl
  from schema_version v join registered_subgraph s on s.name = v.subgraph
  where v.state = 'CURRENT' and s.status = 'ACTIVE' order by v.subgraph`;

// The lock serialises gateways that build the same generation at once, so that it is recorded once.
const LOCK = 'lock table graph_generation in share row exclusive mode';
const SUPERSEDE = `update graph_generation set state = 'SUPERSEDED' where state = 'ACTIVE' and supergraph_hash <> $1`;
const RECORD = `insert into graph_generation (supergraph_hash, version_ids, built_at, state) select $1, $2, now(), 'ACTIVE'
  where not exists (select from graph_generation where state = 'ACTIVE')`;

/** Follows the registry: the database announces each change, and it is read again at each interval of polling (`refresh`). */
export function watchRegistry(databaseUrl: string, log: Logger): RegistryWatcher {
  const pool = openPool(
    {
      connectionString: databaseUrl,
      max: 2,
      types: exactTypes,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 5_000,
      query_timeout: 6_000,
    },
    (error) => log.warn({ reason: error.message }, 'a connection to the registry broke'),
  );
  const { current, refresh, isUnreadable } = createVersionReader(pool, log);
  const { record, recordLeft, settled } = createRecorder(pool, log);
  const refreshAll = async (): Promise<void> => {
    await refresh();
    await recordLeft();
  };
  const listeners = new Set<() => void>();
  const channel = listen({ databaseUrl, channel: 'registry_changed', log }, () => {
    void refreshAll().then(() => {
      for (const listener of listeners) listener();
    });
  });
  return {
    current,
    refresh: refreshAll,
    isUnreadable,
    onChange: (listener) => void listeners.add(listener),
    record,
    stop: async () => {
      await channel.stop();
      await settled();
      await pool.end();
    },
  };
}

/** Reads the current versions, one read at a time. */
function createVersionReader(pool: pg.Pool, log: Logger): Pick<RegistryWatcher, 'current' | 'refresh' | 'isUnreadable'> {
  let known: readonly RegisteredVersion[] | null = null;
  let reading: Promise<void> | null = null;
  let isUnread = false;
  let hasFailed = false;
  const read = async (): Promise<void> => {
    try {
      do {
        isUnread = false;
        known = (await pool.query<RegisteredVersion>(CURRENT)).rows;
      } while (isUnread);
      hasFailed = false;
    } catch (error) {
      hasFailed = true;
      // At its first start the database has no tables yet.
      const level = (error as { code?: string }).code === '42P01' ? 'debug' : 'warn';
      const reason = error instanceof Error ? error.message : String(error);
      log[level]({ reason }, 'the registry cannot be read; the last known versions stay');
    }
  };
  return {
    current: () => known,
    isUnreadable: () => hasFailed,
    refresh: () => {
      // A read in flight may have begun before the change, so it is followed by another one.
      isUnread = true;
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
  };
}

/** Records generations one after another, and keeps the last one that could not be recorded. */
function createRecorder(pool: pg.Pool, log: Logger) {
  let left: BuiltGeneration | null = null;
  let queue: Promise<void> = Promise.resolve();
  const recordLast = async (): Promise<void> => {
    const generation = left;
    if (!generation) return;
    try {
      await recordGeneration(pool, generation);
      if (left === generation) left = null;
    } catch (error) {
      log.warn({ reason: String(error) }, 'a generation cannot be recorded yet');
    }
  };
  const recordLeft = (): Promise<void> => {
    queue = queue.then(recordLast);
    return queue;
  };
  return {
    record: (generation: BuiltGeneration): Promise<void> => {
      left = generation;
      return recordLeft();
    },
    recordLeft,
    settled: () => queue,
  };
}

async function recordGeneration(pool: pg.Pool, { supergraphHash, versionIds }: BuiltGeneration): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(LOCK);
    await client.query(SUPERSEDE, [supergraphHash]);
    await client.query(RECORD, [supergraphHash, versionIds]);
    await client.query('commit');
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}
