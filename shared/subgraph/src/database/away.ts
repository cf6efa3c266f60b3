import { QueryFailedError } from 'typeorm';

/** SQLSTATE classes and codes that say the database is away or too busy, not that the program is wrong. */
const AWAY = /^(08|53|57P0[1235]|57014|55P03|E(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN))/;
const AWAY_MESSAGE = /timeout exceeded when trying to connect|Connection terminated|connection timeout/i;

/** Whether an error means that the database cannot be reached, is starting or stopping, or took too long. */
export function isDatabaseAway(error: unknown): boolean {
  const fault = (error instanceof QueryFailedError ? error.driverError : error) as
    | { code?: unknown; message?: string; errors?: unknown[] }
    | undefined;
  if (fault?.errors?.length) return fault.errors.every(isDatabaseAway);
  return typeof fault?.code === 'string' ? AWAY.test(fault.code) : AWAY_MESSAGE.test(fault?.message ?? '');
}
