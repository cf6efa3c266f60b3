import { empty, type Sql, sql } from '@union-graph/subgraph';

/**
 * How many rows of a table lie in some parts of the union tree, as a statement of one number; of all states unless one is
 * named. The triggers of the migration `createTally` keep the numbers, exact at every commit.
 */
export const tallied = (what: 'member' | 'service_request', paths: readonly string[], status?: string | null): Sql =>
  sql`select coalesce(sum(t.rows), 0) from tally t where t.what = ${what} and t.scope_path = any(${outermost(paths)}::text[])
    ${status ? sql`and t.bucket = ${status}` : empty}`;

/** The parts that lie in no other of them, so that nothing is counted twice. */
const outermost = (paths: readonly string[]): string[] =>
  [...new Set(paths)].filter((path) => !paths.some((other) => other !== path && path.startsWith(other)));
