/** PostgreSQL's code for a table that is not there. */
const UNDEFINED_TABLE = '42P01';

/** Whether a statement failed because the tables are not made yet: governance makes them while the gateway starts. */
export const isNotMigrated = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE;
