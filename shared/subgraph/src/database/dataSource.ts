import pg from 'pg';
import { DataSource, type EntityTarget, type Logger, type MigrationInterface, type ObjectLiteral } from 'typeorm';
import { DatabaseConnection } from './databaseConnection.ts';

const { INT8, DATE } = pg.types.builtins;
const EXACT = new Map<number, (text: string) => unknown>([
  [INT8, BigInt],
  [DATE, (day) => day],
]);

/**
 * How values are read: counts and money are 64-bit integers and stay exact, a civil day is a string and never an instant.
 * Given to our own pools only, since libraries that share the driver expect its defaults.
 */
export const exactTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && EXACT.get(oid)) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

export interface DatabaseOptions {
  readonly url: string;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
  readonly poolSize?: number;
  /** How long a statement may take, 0 for as long as it takes; 5 s unless told. */
  readonly statementTimeoutMs?: number;
  /** How long to wait for a free connection; 10 s unless told. */
  readonly connectionTimeoutMs?: number;
  /** Told of every statement; for the tests that count them. */
  readonly onStatement?: (sql: string) => void;
}

const LEAST_IDLE_MS = 10_000;

/**
 * The connection pool of one subgraph. A statement over 5 s or a transaction idle for 10 s, twice as long as a statement may take, is ended by
 * the database; who waits 10 s for a connection is told that the database is too busy.
 */
export const createDataSource = ({
  url,
  entities,
  migrations = [],
  poolSize = 10,
  statementTimeoutMs = 5_000,
  connectionTimeoutMs = 10_000,
  onStatement,
}: DatabaseOptions): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities: entities as never[],
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    poolSize,
    logging: onStatement ? ['query'] : false,
    ...(onStatement ? { logger: statementLogger(onStatement) } : {}),
    extra: {
      Client: DatabaseConnection,
      types: exactTypes,
      connectionTimeoutMillis: connectionTimeoutMs,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: Math.max(LEAST_IDLE_MS, 2 * statementTimeoutMs),
      idleTimeoutMillis: 30_000,
      maxLifetimeSeconds: 1_800,
    },
  });

const silent = () => undefined;

const statementLogger = (onStatement: (sql: string) => void): Logger => ({
  // A prepared statement comes with its name.
  logQuery: (query: string | { readonly text: string }) => onStatement(typeof query === 'string' ? query : query.text),
  logQueryError: silent,
  logQuerySlow: silent,
  logSchemaBuild: silent,
  logMigration: silent,
  log: silent,
});
