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

/**
 * Whether a column of paths lies under a path that another table brings, as a condition in SQL: the range of texts that start
 * with it, since PostgreSQL makes one of `^@` for constants only. '0' comes right after the slash that ends every path.
 */
export const underPath = (column: Sql, path: Sql): Sql => sql`(${column} >= ${path} and ${column} < left(${path}, -1) || '0')`;
