import { QueryFailedError } from 'typeorm';

/**
 * SQLSTATE classes and codes that say the database is away or too busy, not that the program is wrong: no connection (08), no
 * memory or no connection left (53), stopping or starting (57P01 to 57P03, 57P05), a statement or lock that took too long (57014,
 * 55P03), a session that was ended because it was idle or too long (25P03, 25P04), a server that has become a standby (25006), a
 * deadlock or conflict that repeating did not solve (40001, 40P01), an input or output error of the server (58000, 58030).
 */
const AWAY_STATE = /^(08...|53...|57P0[1235]|57014|55P03|25P0[34]|25006|40001|40P01|58000|58030)$/;

/** Codes of Node.js for a connection that cannot be made or has broken. */
const AWAY_CODE =
  /^(E(CONN\w+|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|NETRESET)|ERR_STREAM_(DESTROYED|WRITE_AFTER_END))$/;

/** What TypeORM says when a connection broke inside a transaction, or when the service is stopping. */
const AWAY_NAMES: ReadonlySet<unknown> = new Set([
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
  'TransactionNotStartedError',
  'CannotExecuteNotConnectedError',
  'ConnectionIsNotSetError',
]);

/** What the driver says, which gives these errors no code. */
const AWAY_MESSAGE =
  /timeout exceeded when trying to connect|connection terminated|connection timeout|timeout expired|query read timeout|is not queryable|calling end on the pool|driver not connected/i;

/** The function of PostgreSQL that refuses connections to a database with `allow_connections` false, under a code that has other uses too. */
const CONNECTION_CHECK = 'CheckMyDatabase';

/** Causes and lists of errors, one in another; deeper ones say nothing new. */
const DEEPEST = 5;

/** Whether an error means that the database cannot be reached, is starting or stopping, broke off, or took too long. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  const fault = (error instanceof QueryFailedError ? error.driverError : error) as
    | {
        name?: unknown;
        code?: unknown;
        routine?: unknown;
        syscall?: unknown;
        message?: unknown;
        errors?: unknown;
        cause?: unknown;
      }
    | null
    | undefined;
  if (typeof fault !== 'object' || fault === null || depth > DEEPEST) return false;
  if (AWAY_NAMES.has(fault.name)) return true;
  if (Array.isArray(fault.errors) && fault.errors.length > 0) return fault.errors.every((one) => isDatabaseAway(one, depth + 1));
  if (typeof fault.code === 'string' && (AWAY_STATE.test(fault.code) || AWAY_CODE.test(fault.code))) return true;
  if (fault.code === '55000' && fault.routine === CONNECTION_CHECK) return true;
  // A socket file that is not there; any other missing file is a mistake here.
  if (fault.code === 'ENOENT' && fault.syscall === 'connect') return true;
  if (typeof fault.code !== 'string' && AWAY_MESSAGE.test(String(fault.message ?? ''))) return true;
  return isDatabaseAway(fault.cause, depth + 1);
}
