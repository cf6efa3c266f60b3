import { join, raw, type Sql, sql } from './rows.ts';

/**
 * Whether a column of paths lies under one of some paths, as a condition in SQL. Each path is a prefix test of its own:
 * PostgreSQL makes a range of an index out of it (where the column has collation "C"), but reads all rows for `^@ any(…)`.
 */
export const underPaths = (column: Sql, paths: readonly string[]): Sql =>
  paths.length === 0
    ? raw('false')
    : sql`(${join(
        paths.map((path) => sql`${column} ^@ ${path}`),
        ' or ',
      )})`;
