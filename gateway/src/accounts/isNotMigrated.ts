/** PostgreSQL's error code for an unknown table. */
const UNDEFINED_TABLE = '42P01';

/** Whether a statement failed because the migrations have not run yet: governance runs them while the gateway starts. */
export const isNotMigrated = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE;
